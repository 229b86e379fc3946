// JATS article XML, as PubMed Central and publishers give it: one case per article, with its sections,
// inline tables and figures. Not a general JATS reader: references, formulas and supplements are left out.
import {
  createCase,
  unknownStrata,
  type Image,
  type Licence,
  type Section,
  type Table,
} from '../records/case.ts'
import { imageFile, modalityOf } from './image-file.ts'
import { jatsFront, type JatsFront } from './jats-front.ts'
import { paragraphsOf, proseOf } from './jats-prose.ts'
import { jatsTable, labelledCaption } from './jats-table.ts'
import { patientIn } from './patient-words.ts'
import { sectionRole, tellsTheCase, type SectionRole } from './section-role.ts'
import type { Batch, Imported, Source, SourceFile } from './source.ts'
import { childOf, childrenOf, findAll, isXmlFault, parseXml, type XmlElement } from './xml.ts'

export const jats: Source = {
  name: 'jats',
  title: 'JATS article XML (case reports of PubMed Central and publishers)',
  sniff(file) {
    const start = file.text?.slice(0, 20_000)
    return start !== undefined && /^\s*</.test(start) && /<article[\s>]/.test(start) ? 'yes' : 'no'
  },
  async *read(file, batch) {
    const root = parseXml(file.text ?? '')
    if (isXmlFault(root)) {
      const place = `line ${root.line}, column ${root.column}`
      const remedy = 'Fetch the article again or mend it there.'
      yield { kind: 'failed', problem: { subject: file.relative, place, what: root.what, remedy } }
      return
    }
    const articles = root.name === 'article' ? [root] : findAll(root, 'article')
    if (articles.length === 0) yield failed(file, 'there is no <article> element.')
    for (const article of articles) yield* readArticle(article, file, batch, articles.length > 1)
  },
}

function failed(file: SourceFile, what: string): Imported {
  return { kind: 'failed', problem: { subject: file.relative, what } }
}

/** One case; or one for each patient, where the article has a section for each ("Case 1", "Case 2"). */
async function* readArticle(
  article: XmlElement,
  file: SourceFile,
  batch: Batch,
  several: boolean,
): AsyncGenerator<Imported> {
  const front = jatsFront(article)
  const body = childOf(article, 'body')
  const found = body === undefined ? [] : sectionsIn(body)
  const fallback = front.abstract === undefined ? [] : sectionsIn(front.abstract)
  const parts = (found.length > 0 ? found : fallback).map((part, index) => ({ ...part, id: `s${index + 1}` }))
  if (parts.length === 0) {
    yield failed(file, 'the article has neither a body nor an abstract.')
    return
  }
  const patients = [...new Set(parts.flatMap(({ patient }) => (patient === '' ? [] : [patient])))]
  const whole = several ? (front.document ?? front.title) : ''
  const divided = patients.length > 1 ? patients : ['']
  for (const patient of divided) {
    const own =
      patient === '' ? parts : parts.filter((part) => part.patient === '' || part.patient === patient)
    const others = new Set(parts.filter((part) => !own.includes(part)).flatMap((part) => part.mentioned))
    const mentions = new Map<string, string>()
    for (const { id, mentioned } of own)
      for (const name of mentioned) if (!mentions.has(name)) mentions.set(name, id)
    const shown = (float: XmlElement): boolean => {
      const name = float.attributes['id'] ?? ''
      return mentions.has(name) || !others.has(name)
    }
    const sections = own.map(({ id, heading, role, text }): Section => ({ id, heading, role, text }))
    const title = front.title === '' ? file.name : front.title
    const record = createCase({
      title: patient === '' ? title : `${title} (${patient})`,
      provenance: {
        source: 'jats',
        corpus: batch.corpusOf(file),
        file: file.name,
        part: [whole, patient].filter((part) => part !== '').join(' '),
        ...(front.document === undefined ? {} : { document: front.document }),
        sha256: file.sha256,
      },
      licence: await licenceOf(front, file, batch),
      strata: { ...unknownStrata, ...patientIn(caseText(sections)) },
      sections,
      entries: [],
      tables: tablesOf(floats(article, 'table-wrap').filter(shown), mentions),
      images: await imagesOf(floats(article, 'fig').filter(shown), mentions, file, batch),
      labels: [],
      ...(patient === '' ? {} : { group: `jats ${front.document ?? file.sha256}` }),
    })
    yield { kind: 'case', case: record }
  }
}

async function licenceOf(front: JatsFront, file: SourceFile, batch: Batch): Promise<Licence> {
  const licence = front.licence ?? (await batch.licenceOf(file))
  return front.attribution === '' ? licence : { ...licence, attribution: front.attribution }
}

function caseText(sections: readonly Section[]): string {
  const about = sections.filter(({ role }) => tellsTheCase(role))
  return about.map(({ text }) => text).join('\n\n')
}

interface Part {
  readonly heading: string
  readonly role: SectionRole
  readonly text: string
  /** "Case 2" inside a section of that patient alone, "" elsewhere. */
  readonly patient: string
  /** XML ids of figures and tables that it refers to. */
  readonly mentioned: readonly string[]
}

const patientHeading =
  /^(?:case|patient)(?: report| presentation)? (?:no\.? ?)?(?:\d{1,2}|[IVX]{1,4}|one|two|three|four|five)\b/i

/** Sections about the article rather than the patient. */
const administrative =
  /^(?:(?:data|code) availability|availability of data|ethics|ethical|author'?s?'?s? contributions?|authors?['’]+s? contributions?|author contributions?|author['’]s note|contributors?|conflicts? of interest|competing interests?|declarations?|disclosures?|funding|financial|sources? of funding|acknowledge?ments?|consents?|informed consent|patient consent|registration|research registration|guarantor|provenance|publisher['’]s note|supplementa|supporting information|abbreviations|keywords|references|additional information|footnotes|credit author)/i
const administrativeTypes = new Set([
  'COI-statement',
  'data-availability',
  'funding-information',
  'supplementary-material',
  'ethics-statement',
  'ack',
])

/** Depth first, each paragraph once: a section's text does not hold the text of the sections inside it. */
function sectionsIn(body: XmlElement): Part[] {
  return [
    ...ownPart(body, '', body.name === 'body' ? 'presentation' : 'other', ''),
    ...childrenOf(body, 'sec', 'boxed-text').flatMap((section) => sectionIn(section, 'other', '')),
  ]
}

function sectionIn(section: XmlElement, above: SectionRole, patientAbove: string): Part[] {
  const heading = proseOf(childOf(section, 'title')).replace(/^\d+(?:\.\d+)*\.?\s+/, '')
  if (administrative.test(heading) || administrativeTypes.has(section.attributes['sec-type'] ?? '')) return []
  // What the discussion says under "Treatment" is about the literature, not about this patient.
  const named = above === 'discussion' ? above : sectionRole(heading)
  const role = named === 'other' ? above : named
  const patient = role === 'discussion' ? '' : patientAbove || (patientHeading.exec(heading)?.[0] ?? '')
  return [
    ...ownPart(section, heading, role, patient),
    ...childrenOf(section, 'sec', 'boxed-text').flatMap((inner) => sectionIn(inner, role, patient)),
  ]
}

function ownPart(section: XmlElement, heading: string, role: SectionRole, patient: string): Part[] {
  const text = paragraphsOf(section)
  if (text === '') return []
  const own = childrenOf(section).filter(({ name }) => name !== 'sec' && name !== 'boxed-text')
  // Where a float stands says less than who mentions it: floats stand where the page had room.
  const references = findAll({ name: '', attributes: {}, children: own }, 'xref')
  const mentioned = references.flatMap((reference) => (reference.attributes['rid'] ?? '').split(/\s+/))
  return [{ heading, role, text, patient, mentioned }]
}

function tablesOf(wraps: readonly XmlElement[], mentions: ReadonlyMap<string, string>): Table[] {
  return wraps.flatMap((wrap, index) => {
    const table = jatsTable(wrap, `table-${index + 1}`)
    return table === undefined ? [] : [{ ...table, ...sectionOf(wrap, mentions) }]
  })
}

async function imagesOf(
  figures: readonly XmlElement[],
  mentions: ReadonlyMap<string, string>,
  file: SourceFile,
  batch: Batch,
): Promise<Image[]> {
  const images: Image[] = []
  for (const figure of figures) {
    const caption = labelledCaption(figure)
    const reference = findAll(figure, 'graphic')[0]?.attributes['xlink:href']
    const found = reference === undefined ? undefined : await imageFile(batch, file, reference)
    const modality = modalityOf(caption)
    images.push({
      id: `figure-${images.length + 1}`,
      caption,
      ...sectionOf(figure, mentions),
      ...found,
      ...(modality === undefined ? {} : { modality }),
    })
  }
  return images
}

/** Figures or tables of the article itself, in document order. */
function floats(article: XmlElement, name: string): XmlElement[] {
  return childrenOf(article, 'body', 'floats-group').flatMap((part) => findAll(part, name))
}

function sectionOf(float: XmlElement, mentions: ReadonlyMap<string, string>): { section?: string } {
  const section = mentions.get(float.attributes['id'] ?? '')
  return section === undefined ? {} : { section }
}
