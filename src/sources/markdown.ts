// Markdown and plain text as a flat list of blocks: headings, paragraphs, tables and images. The part of
// CommonMark that clinical notes use; raw HTML and footnotes stay text.
import { layOut } from './grid.ts'
import { plainSpaces } from './prose.ts'
import { sectionRole } from './section-role.ts'

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  /** Lines as written, without the line breaks of a wrapped paragraph being undone. */
  | { readonly kind: 'paragraph'; readonly lines: readonly string[] }
  | {
      readonly kind: 'table'
      readonly columns: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }
  | { readonly kind: 'image'; readonly caption: string; readonly path: string }

const imageLine = /^\s*!\[((?:[^\]\\]|\\.)*)\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)\s*$/

/** The blocks in order. Where there is no `#` heading, lines like "HISTORY:" or in capitals are headings. */
export function parseBlocks(text: string): Block[] {
  const lines = plainSpaces(text).split(/\r\n|[\n\r]/)
  const marked = lines.some((line) => /^#{1,6}\s+\S/.test(line))
  const blocks: Block[] = []
  let paragraph: string[] = []
  const flush = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', lines: paragraph })
    paragraph = []
  }
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    const next = lines[index + 1] ?? ''
    const heading = headingIn(line, next, marked, paragraph.length === 0)
    const image = imageLine.exec(line)
    if (line.trim() === '') flush()
    else if (heading !== undefined) {
      flush()
      blocks.push({ kind: 'heading', level: heading.level, text: heading.text })
      if (heading.rest !== '') paragraph.push(heading.rest)
      index += heading.lines - 1
    } else if (image !== null) {
      flush()
      blocks.push({ kind: 'image', caption: plainInline(image[1] ?? ''), path: image[2] ?? '' })
    } else if (line.includes('|') && isDelimiterRow(next)) {
      flush()
      const body: string[] = []
      for (index += 2; (lines[index] ?? '').includes('|'); index += 1) body.push(lines[index] ?? '')
      index -= 1
      blocks.push(tableOf(line, body))
    } else if (!/^\s*(?:[-*_]\s*){3,}$/.test(line)) paragraph.push(line)
  }
  flush()
  return blocks
}

interface Heading {
  readonly level: number
  readonly text: string
  /** Text after the colon on the same line. */
  readonly rest: string
  /** Lines it takes. */
  readonly lines: number
}

function headingIn(line: string, next: string, marked: boolean, fresh: boolean): Heading | undefined {
  const atx = /^(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line)
  if (atx !== null) return { level: atx[1]?.length ?? 1, text: plainInline(atx[2] ?? ''), rest: '', lines: 1 }
  if (marked) return undefined
  if (fresh && /^.{2,80}(?<![.;,])$/.test(line.trim()) && /^(?:={3,}|-{3,})\s*$/.test(next))
    return { level: next.startsWith('=') ? 1 : 2, text: plainInline(line), rest: '', lines: 2 }
  const bold = /^\s*(?:\*\*|__)([^*_]{2,60}?):?(?:\*\*|__):?\s*$/.exec(line)?.[1]
  if (bold !== undefined) return { level: 2, text: bold.trim(), rest: '', lines: 1 }
  return plainHeading(line)
}

/** "HISTORY:", "PAST MEDICAL HISTORY", "Assessment: stable", "History of present illness:". */
function plainHeading(line: string): Heading | undefined {
  const withColon = /^\s*([\p{Lu}][\p{L}\d /&(),.'’-]{1,60}?)\s*:\s*(.*)$/u.exec(line)
  const name = withColon?.[1]
  const rest = withColon?.[2]?.trim() ?? ''
  if (name !== undefined) {
    const role = sectionRole(name)
    const capitals = name === name.toUpperCase() && /\p{Lu}{3}/u.test(name)
    const short = name.split(/\s+/).length <= 6
    if (rest === '' && (capitals || (role !== 'other' && short)))
      return { level: 2, text: name, rest, lines: 1 }
    if (rest !== '' && role !== 'other' && (capitals || wholeHeading.test(name)))
      return { level: 2, text: name, rest, lines: 1 }
    return undefined
  }
  const capitals = line.trim()
  const fits = /^[\p{Lu}\d][\p{Lu}\d /&(),'’-]{3,60}$/u.test(capitals) && /\p{Lu}{4}/u.test(capitals)
  return fits ? { level: 2, text: capitals, rest: '', lines: 1 } : undefined
}

/** Headings in ordinary letters that may stand on one line with their text. */
const wholeHeading =
  /^(?:(?:past |family |social |medical |surgical |drug )*history|history of present(?:ing)? illness|chief complaint|presenting complaint|medications?|current medications|allerg(?:y|ies)|(?:physical )?examination|assessment|assessment and plan|plan|impression|diagnosis|(?:final|discharge|admission) diagnosis|investigations|laboratory results|imaging|hospital course|outcome|follow[- ]up)$/i

function isDelimiterRow(line: string): boolean {
  return line.includes('|') && line.includes('-') && /^[\s|:-]+$/.test(line)
}

function tableOf(header: string, body: readonly string[]): Extract<Block, { kind: 'table' }> {
  const cells = (line: string, heading: boolean) =>
    splitRow(line).map((text) => ({ text, columns: 1, rows: 1, heading }))
  const head = [cells(header, true)]
  return {
    kind: 'table',
    ...layOut(
      head,
      body.map((line) => cells(line, false)),
    ),
  }
}

/** The cells of a row; `\|` is a bar inside a cell. */
function splitRow(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => plainInline(cell.replaceAll('\\|', '|')))
}

/** Inline text without its marks: emphasis, code, links and escapes. */
export function plainInline(text: string): string {
  return text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\((?:[^()\s]|\([^()]*\))*(?:\s+"[^"]*")?\)/g, '$1')
    .replace(/<((?:https?|mailto):[^>\s]+)>/g, '$1')
    .replace(/(\*\*\*|\*\*|\*)(?=\S)([^*\n]*?\S)\1/g, '$2')
    .replace(/(?<![\w_])(__|_)(?=\S)([^_\n]*?\S)\1(?![\w_])/g, '$2')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!|<>~-])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

/** A paragraph as text: wrapped lines joined, list items on lines of their own. */
export function paragraphText(lines: readonly string[], wrapped: 'always' | 'long lines'): string {
  const out: string[] = []
  let joins = false
  for (const line of lines) {
    const item = /^\s*(?:[-*+•]|\d{1,2}[.)])\s+/.test(line)
    const text = plainInline(line.replace(/^\s*>\s?/, '').replace(/^\s*[-*+•]\s+/, '- '))
    const last = out.at(-1)
    if (last !== undefined && joins && !item) out[out.length - 1] = `${last} ${text}`
    else out.push(text)
    // Two spaces or a backslash at the end break a line; in plain text, a short line was meant to end.
    joins = !/ {2}$|\\$/.test(line) && (wrapped === 'always' || line.trimEnd().length >= 60)
  }
  return out.join('\n')
}
