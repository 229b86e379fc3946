// A document of blocks (Markdown, plain text, PDF) as a case: sections with their roles, tables, images, and
// a recorded conversation where the text is a transcript.
import type { Problem } from '../kit/errors.ts'
import {
  createCase,
  unknownStrata,
  type Image,
  type Licence,
  type Section,
  type Strata,
  type Table,
} from '../records/case.ts'
import { createConversation, type Attachment } from '../records/conversation.ts'
import { imageFile, modalityOf } from './image-file.ts'
import { paragraphText, type Block } from './markdown.ts'
import { patientIn } from './patient-words.ts'
import { sectionRole, tellsTheCase, type SectionRole } from './section-role.ts'
import type { Batch, Imported, SourceFile } from './source.ts'
import { isTranscript, readTranscript, type Transcript } from './transcript.ts'

/** What stands beside the text: front matter, or the properties of a PDF. */
export interface Stated {
  readonly title: string | undefined
  readonly licence: Licence | undefined
  readonly document: string | undefined
  readonly group: string | undefined
  readonly strata: Partial<Strata>
}

/** The case of the blocks, after a `skipped` for each image that is named and missing. */
export async function* readDocument(
  blocks: readonly Block[],
  stated: Stated,
  source: string,
  file: SourceFile,
  batch: Batch,
): AsyncGenerator<Imported> {
  const document = await assemble(blocks, stated.title, file, batch)
  for (const path of document.missing) yield { kind: 'skipped', problem: missingImage(file, path) }
  if (document.sections.length + document.tables.length + (document.transcript?.turns.length ?? 0) === 0)
    yield {
      kind: 'failed',
      problem: { subject: file.relative, what: 'there is no text below the headings.' },
    }
  else yield await toCase(stated, document, source, file, batch)
}

interface TextDocument {
  readonly title: string
  readonly sections: readonly Section[]
  readonly tables: readonly Table[]
  readonly images: readonly Image[]
  readonly transcript: Transcript | undefined
  /** Paths of images that are named but not in the batch. */
  readonly missing: readonly string[]
}

/** Blocks under one heading, up to the next of any level. */
interface Part {
  readonly heading: string
  readonly level: number
  readonly blocks: readonly Block[]
}

/** Sections about the document rather than the patient. */
const apart = /^(?:references?|bibliography|sources?|acknowledge?ments?|licen[cs]e|funding)$/i

async function assemble(
  blocks: readonly Block[],
  named: string | undefined,
  file: SourceFile,
  batch: Batch,
): Promise<TextDocument> {
  const parts = partsOf(blocks).filter(({ heading }) => !apart.test(heading))
  const title = named ?? parts.find(({ level }) => level === 1)?.heading ?? ''
  const sections: Section[] = []
  const tables: Table[] = []
  const images: Image[] = []
  const missing: string[] = []
  const attachments = new Map<Block, Attachment>()
  const spoken: Block[] = []
  const roles: (SectionRole | undefined)[] = []
  for (const part of parts) {
    const isTitle = part.level === 1 && part.heading === title
    const role = isTitle ? 'other' : roleOf(part, roles)
    roles.length = part.level
    roles[part.level] = role
    const transcribed = isTranscript(part.blocks)
    const id = `s${sections.length + 1}`
    const paragraphs: string[] = []
    for (const block of part.blocks) {
      if (block.kind === 'table') {
        const caption = captionFor(paragraphs, part.heading, transcribed)
        const table = { id: `table-${tables.length + 1}`, caption, columns: block.columns, rows: block.rows }
        tables.push(transcribed ? table : { ...table, section: id })
        attachments.set(block, { kind: 'table', id: table.id })
      } else if (block.kind === 'image') {
        const image = await imageOf(block, `image-${images.length + 1}`, file, batch)
        if (image.file === undefined && !/^[a-z]+:/i.test(block.path)) missing.push(block.path)
        images.push(transcribed ? image : { ...image, section: id })
        attachments.set(block, { kind: 'image', id: image.id })
      } else if (block.kind === 'paragraph')
        paragraphs.push(paragraphText(block.lines, /\.te?xt$/i.test(file.name) ? 'long lines' : 'always'))
    }
    const heading = isTitle ? '' : part.heading
    const content = paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')
    if (transcribed) spoken.push(...part.blocks)
    else if (content !== '' || part.blocks.length > 0)
      sections.push({ id, heading, role: heading === '' && role === 'other' ? 'note' : role, text: content })
  }
  const transcript =
    spoken.length === 0 ? undefined : readTranscript(spoken, (block) => attachments.get(block))
  return { title, sections, tables, images, transcript, missing }
}

/** A heading that says nothing takes the role of the one above it; nothing leaves a discussion. */
function roleOf(part: Part, above: readonly (SectionRole | undefined)[]): SectionRole {
  const inherited = above.slice(1, part.level).findLast((role) => role !== undefined && role !== 'other')
  if (inherited === 'discussion') return inherited
  const named = sectionRole(part.heading)
  return named === 'other' ? (inherited ?? 'other') : named
}

function partsOf(blocks: readonly Block[]): Part[] {
  const parts: { heading: string; level: number; blocks: Block[] }[] = [{ heading: '', level: 0, blocks: [] }]
  for (const block of blocks) {
    if (block.kind === 'heading') parts.push({ heading: block.text, level: block.level, blocks: [] })
    else parts.at(-1)?.blocks.push(block)
  }
  return parts.filter(({ heading, blocks: inner }) => heading !== '' || inner.length > 0)
}

/**
 * A line before a table that announces it ("Serial results:") becomes its caption; else the heading with a
 * short line before it ("Investigations. Blood drawn at 08:30."). In a transcript, what was just said.
 */
function captionFor(paragraphs: string[], heading: string, transcribed: boolean): string {
  const last = paragraphs.at(-1) ?? ''
  const line = last.split('\n').at(-1) ?? ''
  if (transcribed) return /:\s*(.{1,100})$/.exec(line)?.[1] ?? heading
  if (/^table\b/i.test(line) || (line.endsWith(':') && line.length <= 120)) {
    paragraphs.pop()
    if (line !== last) paragraphs.push(last.slice(0, -line.length).trimEnd())
    return line.replace(/:$/, '')
  }
  const short = last === line && line.length <= 100 && !line.startsWith('-') ? line : ''
  return [heading, short].filter((part) => part !== '').join('. ')
}

async function imageOf(
  block: Extract<Block, { kind: 'image' }>,
  id: string,
  file: SourceFile,
  batch: Batch,
): Promise<Image> {
  const found = await imageFile(batch, file, block.path)
  const modality = modalityOf(block.caption)
  return { id, caption: block.caption, ...found, ...(modality === undefined ? {} : { modality }) }
}

function missingImage(file: SourceFile, path: string): Problem {
  const what = 'it names an image that is not in the batch; the case has its caption only.'
  const remedy = 'Import the folder that holds both.'
  return { subject: file.relative, place: path, what, remedy }
}

async function toCase(
  stated: Stated,
  document: TextDocument,
  source: string,
  file: SourceFile,
  batch: Batch,
): Promise<Imported> {
  const told = document.sections.filter(({ role }) => tellsTheCase(role)).map((section) => section.text)
  const said = document.transcript?.turns.map((turn) => turn.text) ?? []
  const record = createCase({
    title: document.title === '' ? file.name.replace(/\.\w+$/, '') : document.title,
    provenance: {
      source,
      corpus: batch.corpusOf(file),
      file: file.name,
      part: '',
      ...(stated.document === undefined ? {} : { document: stated.document }),
      sha256: file.sha256,
    },
    licence: stated.licence ?? (await batch.licenceOf(file)),
    strata: { ...unknownStrata, ...patientIn([...told, ...said].join('\n\n')), ...stated.strata },
    sections: document.sections,
    entries: [],
    tables: document.tables,
    images: document.images,
    labels: [],
    ...(stated.group === undefined ? {} : { group: stated.group }),
  })
  if (document.transcript === undefined) return { kind: 'case', case: record }
  const conversation = createConversation({ caseId: record.id, origin: 'recorded', ...document.transcript })
  return { kind: 'case', case: record, conversation }
}
