// PriMock57: mock primary-care consultations as pairs of TextGrid transcripts, one a speaker, with the
// clinician's note, checklists of what was said, and orders of a MEDIQA-OE overlay.
import { createCase, unknownStrata, type Section } from '../records/case.ts'
import { createConversation, type Participant } from '../records/conversation.ts'
import type { Label } from '../records/label.ts'
import { isChecklist, readChecklists } from './checklist.ts'
import { turnsOf, type RecordedTurns, type Utterance } from './dialogue-text.ts'
import { at, textAt, type Json } from './json.ts'
import { ordersOf } from './orders.ts'
import { isTextGrid, readTextGrid, type Interval } from './praat.ts'
import { isProblem } from './read-file.ts'
import type { Batch, BatchFile, Imported, Source, SourceFile } from './source.ts'
import { countSentences } from './spoken-sentences.ts'
import { statedStrata } from './stated-strata.ts'

const name = 'textgrid'
const doctor: Participant = { id: 'doctor', role: 'physician', name: 'Doctor' }
const patient: Participant = { id: 'patient', role: 'patient', name: 'Patient' }
const doctorEnding = /_doctor\.textgrid$/i

export const textgrid: Source = {
  name,
  title: 'Consultations as TextGrid transcripts (PriMock57), with notes, checklists and MEDIQA-OE orders',
  sniff(file) {
    if (/_clinician_\d+\.xlsx$/i.test(file.name)) return 'companion'
    if (file.text === undefined) return 'no'
    if (isTextGrid(file.text)) return doctorEnding.test(file.name) ? 'yes' : 'companion'
    if (/\.csv$/i.test(file.name) && isChecklist(file.text)) return 'companion'
    return isConsultationNote(file) ? 'companion' : 'no'
  },
  async *read(file, batch) {
    const stem = file.name.replace(doctorEnding, '')
    const dialogue = await readPair(file, batch, stem)
    if ('what' in dialogue) {
      yield { kind: 'failed', problem: { subject: file.relative, ...dialogue } }
      return
    }
    for (const what of dialogue.damage) {
      yield { kind: 'skipped', problem: { subject: file.relative, what } }
    }
    const orders = await ordersOf(batch, overlayIds(stem), dialogue)
    for (const problem of orders.problems) yield { kind: 'skipped', problem }
    const labels: Label[] = [...orders.labels]
    for await (const found of checklistsOf(file, batch, stem)) {
      if ('kind' in found) labels.push(found)
      else yield { kind: 'skipped', problem: found }
    }
    const sections = await noteOf(file, batch, stem)
    const complaint = sections.find((section) => section.id === 'complaint')?.text
    const note = sections.find((section) => section.id === 'note')?.text
    const content = createCase({
      title: complaint === undefined ? `Consultation ${stem}` : `Consultation: ${complaint}`,
      provenance: {
        source: name,
        corpus: batch.corpusOf(file),
        file: file.name,
        part: stem,
        sha256: file.sha256,
      },
      licence: await batch.licenceOf(file),
      strata: note === undefined ? unknownStrata : statedStrata(note),
      sections,
      entries: [],
      tables: [],
      images: [],
      labels,
    })
    const conversation = createConversation({
      caseId: content.id,
      origin: 'recorded',
      participants: dialogue.participants,
      turns: dialogue.turns,
    })
    yield { kind: 'case', case: content, conversation } satisfies Imported
  },
}

interface Pair extends RecordedTurns {
  /** What is missing from the transcripts, in words. */
  readonly damage: readonly string[]
}

async function readPair(
  file: SourceFile,
  batch: Batch,
  stem: string,
): Promise<Pair | { readonly what: string; readonly remedy?: string }> {
  const path = file.path.replace(doctorEnding, (ending) => ending.replace(/doctor/i, 'patient'))
  const entry = batch.files.find((candidate) => candidate.path === path)
  if (entry === undefined) {
    const what = `the other speaker's transcript, ${stem}_patient.TextGrid, is not beside it.`
    return { what, remedy: 'Import both files together.' }
  }
  const other = await batch.open(entry)
  if (isProblem(other)) return { what: `the other speaker's transcript cannot be read: ${other.what}` }
  const speakers = [
    { speaker: doctor, tiers: readTextGrid(file.text ?? '') },
    { speaker: patient, tiers: readTextGrid(other.text ?? '') },
  ]
  const damage = speakers.flatMap(({ speaker, tiers }) => {
    const missing = tiers.reduce((sum, tier) => sum + tier.missing, 0)
    return missing === 0 ? [] : [`the ${speaker.id}'s transcript lacks ${missing} of its intervals.`]
  })
  const spoken = speakers.flatMap(({ speaker, tiers }) =>
    tiers.flatMap((tier) => tier.intervals.map((interval) => ({ ...interval, speaker }))),
  )
  const turns = turnsOf(grouped(spoken.toSorted((a, b) => a.start - b.start)))
  return turns.turns.length === 0 ? { what: 'the transcripts hold no speech.' } : { ...turns, damage }
}

type Spoken = Interval & { readonly speaker: Participant }

/** Successive intervals of one speaker, by start, make one turn. */
function grouped(spoken: readonly Spoken[]): Utterance[][] {
  const groups: Utterance[][] = []
  for (const one of spoken) {
    const { speaker } = one
    const lost = isLostInTalk(one, spoken)
    // A sound that is left out still counts where others number the sentences ("<UNIN/>." is one).
    const sentences = countSentences(one.text.replace(/<[^>]*>/g, ''))
    const utterance = { speaker, text: lost ? '' : readable(one.text), sentences }
    const last = groups.at(-1)
    if (last !== undefined && (lost || last[0]?.speaker === speaker)) last.push(utterance)
    else groups.push([utterance])
  }
  return groups
}

/** A sound nobody could make out while the other speaker talks says nothing and would cut their turn. */
function isLostInTalk(one: Spoken, spoken: readonly Spoken[]): boolean {
  if (/\w/.test(one.text.replace(/<[^>]*>/g, ''))) return false
  return spoken.some(
    (other) => other.speaker !== one.speaker && other.start < one.start && one.end < other.end,
  )
}

/** Transcribers' tags in words: what they were unsure of stays, what they could not hear is said so. */
function readable(text: string): string {
  return text
    .replace(/<\/?UNSURE>/g, '')
    .replace(/<UNIN\/>/g, ' [unintelligible] ')
    .replace(/<INAUDIBLE_SPEECH\/>/g, ' [inaudible] ')
    .replace(/<[^>]*>/g, ' ')
}

/** "day1_consultation02" is "primock57_1_2" in the overlay. */
function overlayIds(stem: string): string[] {
  const match = /^day(\d+)_consultation(\d+)$/i.exec(stem)
  return match === null ? [stem] : [`primock57_${Number(match[1])}_${Number(match[2])}`, stem]
}

function isConsultationNote(file: SourceFile): boolean {
  const text = file.text ?? ''
  return /\.json$/i.test(file.name) && text.includes('"presenting_complaint"') && text.includes('"note"')
}

async function noteOf(file: SourceFile, batch: Batch, stem: string): Promise<Section[]> {
  const found = await openNamed(file, batch, (entry) => entry.name === `${stem}.json`)
  const note = found.find(isConsultationNote)
  let content: Json | undefined
  try {
    content = JSON.parse(note?.text ?? '') as Json
  } catch {
    return []
  }
  const complaint = textAt(content, 'presenting_complaint')
  const written = at(content, 'note')
  const text = typeof written === 'string' ? written.replace(/\r\n?/g, '\n').trim() : ''
  return [
    ...(complaint === undefined
      ? []
      : [
          {
            id: 'complaint',
            heading: 'Presenting complaint',
            role: 'presentation' as const,
            text: complaint,
          },
        ]),
    ...(text === '' ? [] : [{ id: 'note', heading: '', role: 'note' as const, text }]),
  ]
}

/** Labels from the checklists of a consultation, and problems for what repeats another one. */
async function* checklistsOf(
  file: SourceFile,
  batch: Batch,
  stem: string,
): AsyncGenerator<Label | { readonly subject: string; readonly what: string }> {
  const lists = await openNamed(file, batch, (entry) => entry.name.startsWith(`${stem}_clinician_`))
  const contents = lists
    .filter((list) => list.text !== undefined && isChecklist(list.text))
    .map((list) => ({ list, parts: readChecklists(list.text ?? '') }))
  const firsts = contents.map(({ parts }) => JSON.stringify(parts[0]))
  for (const { list, parts } of contents) {
    const clinician = list.name.slice(stem.length + 1).replace(/\.csv$/i, '')
    for (const [index, items] of parts.entries()) {
      if (index > 0 && firsts.includes(JSON.stringify(items))) {
        yield {
          subject: list.relative,
          what: `its list ${index + 1} repeats that of another clinician's file.`,
        }
        continue
      }
      const rater = index === 0 ? clinician : `${clinician}, list ${index + 1}`
      for (const item of items) yield { kind: 'checklist', rater, ...item }
    }
  }
  for (const workbook of lists.filter((list) => /\.xlsx$/i.test(list.name))) {
    const csv = workbook.name.replace(/\.xlsx$/i, '.csv')
    if (contents.some(({ list }) => list.name === csv)) {
      yield { subject: workbook.relative, what: `a workbook with the same checklist as ${csv}.` }
    }
  }
}

/** Files of the same collection by name, opened; those that cannot be read are left to the importer. */
async function openNamed(
  file: SourceFile,
  batch: Batch,
  wanted: (entry: BatchFile) => boolean,
): Promise<SourceFile[]> {
  const corpus = batch.corpusOf(file)
  const entries = batch.files.filter((entry) => wanted(entry) && sameCollection(batch, entry, file, corpus))
  const opened = await Promise.all(entries.map((entry) => batch.open(entry)))
  return opened.filter((found): found is SourceFile => !isProblem(found))
}

/** The same collection, or, where nothing names one, a folder beside the transcripts'. */
function sameCollection(batch: Batch, entry: BatchFile, file: BatchFile, corpus: string): boolean {
  const above = (path: string): string => path.split(/[\\/]/).slice(0, -2).join('/')
  return batch.corpusOf(entry) === corpus || above(entry.path) === above(file.path)
}
