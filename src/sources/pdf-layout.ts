// From the lines of PDF pages to paragraphs and headings: running headers and footers dropped, words
// hyphenated at line ends mended, paragraphs joined across pages. Knows positions, nothing of pdf.js.
import { plainSpaces } from './prose.ts'
import { sectionRole } from './section-role.ts'

/** A line of text; positions and height in points, y from the bottom of the page. */
export interface PdfLine {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly right: number
  readonly height: number
}

export interface PageLines {
  readonly bottom: number
  readonly top: number
  readonly lines: readonly PdfLine[]
}

export interface Paragraph {
  readonly text: string
  readonly heading: boolean
}

/** The paragraphs of all pages in reading order, and the title where the first page has one in large type. */
export function layOutPages(pages: readonly PageLines[]): {
  readonly title: string | undefined
  readonly paragraphs: readonly Paragraph[]
} {
  const running = runningLines(pages)
  const kept = pages.flatMap((page, index) =>
    page.lines
      .map((line) => ({ ...line, page: index, text: plainSpaces(line.text) }))
      .filter((line) => !(atEdge(line, page) && running.has(pattern(line.text)))),
  )
  const body = bodyHeight(kept)
  const vocabulary = kept.map(({ text }) => text).join('\n')
  const groups: PlacedLine[][] = []
  for (const line of kept) {
    const group = groups.at(-1)
    if (group !== undefined && continues(group, line, body)) group.push(line)
    else groups.push([line])
  }
  const paragraphs = groups.map((lines): Paragraph & { height: number; page: number } => {
    const text = joinLines(
      lines.map((line) => line.text),
      vocabulary,
    )
    return {
      text,
      heading: isHeading(lines, text, body),
      height: lines[0]?.height ?? 0,
      page: lines[0]?.page ?? 0,
    }
  })
  const largest = Math.max(0, ...paragraphs.filter(({ page }) => page === 0).map(({ height }) => height))
  const title = paragraphs.find(
    ({ page, height, heading, text }) =>
      page === 0 && heading && height === largest && height > body * 1.15 && !standsAlone(text),
  )
  return {
    title: title?.text,
    paragraphs: paragraphs
      .filter((paragraph) => paragraph !== title)
      .map(({ text, heading }) => ({ text, heading })),
  }
}

interface PlacedLine extends PdfLine {
  readonly page: number
}

/** Page numbers and the like differ by digits only. */
function pattern(text: string): string {
  return text.replace(/\d+/g, '#').replace(/\s+/g, ' ').toLowerCase()
}

/** In the top or bottom tenth of the page. */
function atEdge(line: PdfLine, page: PageLines): boolean {
  const height = page.top - page.bottom
  const place = (line.y - page.bottom) / (height || 1)
  return place > 0.9 || place < 0.1
}

/** Patterns of lines that stand at the edge of at least two pages and of half of them; and bare page numbers. */
function runningLines(pages: readonly PageLines[]): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const page of pages) {
    const patterns = new Set(page.lines.filter((line) => atEdge(line, page)).map(({ text }) => pattern(text)))
    for (const one of patterns) counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  const repeated = [...counts]
    .filter(([, count]) => count >= 2 && count * 2 >= pages.length)
    .map(([one]) => one)
  return new Set([...repeated, '#', '- # -', 'page #', 'page # of #', '# / #', '#/#'])
}

/** The height that most characters have. */
function bodyHeight(lines: readonly PdfLine[]): number {
  const characters = new Map<number, number>()
  for (const { height, text } of lines) {
    const rounded = Math.round(height * 2) / 2
    characters.set(rounded, (characters.get(rounded) ?? 0) + text.length)
  }
  return [...characters].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0
}

function continues(group: readonly PlacedLine[], line: PlacedLine, body: number): boolean {
  const last = group.at(-1)
  const first = group[0]
  if (last === undefined || first === undefined) return false
  if (Math.abs(last.height - line.height) > body * 0.12) return false
  if (/^(?:[-•▪·*]|\d{1,2}[.)])\s/.test(line.text)) return false
  const turned = line.page !== last.page || line.y > last.y + last.height
  // Over the end of a page or column only a sentence that is not finished goes on.
  if (turned) return !/[.!?:]["”)]?$/.test(last.text) && /^[\p{Ll}\d(]/u.test(line.text)
  if (standsAlone(last.text) || standsAlone(line.text)) return false
  const gap = last.y - line.y
  const indented = line.x - first.x > body * 0.8 && group.length > 1 && line.x - last.x > body * 0.8
  return gap <= Math.max(last.height, body) * 1.65 && !indented
}

/** A line that is a heading by itself: "CASE PRESENTATION", "History:", "2. Physical examination". */
function standsAlone(text: string): boolean {
  if (text.length > 60 || /[.;,]$/.test(text) || text.split(/\s+/).length > 7) return false
  const words = text.replace(/^\d+(?:\.\d+)*\.?\s+/, '').replace(/:$/, '')
  if (!/^\p{Lu}/u.test(words) || sectionRole(words) === 'other') return false
  const minor = /^(?:of|and|the|in|on|for|to|at|with|present|past|illness|\p{Lu}.*)$/u
  return (
    text.endsWith(':') ||
    words.split(/\s+/).length <= 2 ||
    words.split(/\s+/).every((word) => minor.test(word))
  )
}

function isHeading(lines: readonly PlacedLine[], text: string, body: number): boolean {
  if (text.length > 200 || !/\p{L}{2}/u.test(text)) return false
  const large = (lines[0]?.height ?? 0) >= body * 1.12
  return large || (lines.length === 1 && standsAlone(text))
}

/** Lines as running text; a hyphen at a line's end goes, unless the word is written with it elsewhere. */
function joinLines(lines: readonly string[], vocabulary: string): string {
  return lines.reduce((text, line) => {
    const start = /^(\p{Ll}+)/u.exec(line)?.[1]
    const end = /(\p{L}+)[-\u2010]$/u.exec(text)?.[1]
    if (start === undefined || end === undefined) return text === '' ? line : `${text} ${line}`
    const compound = vocabulary.includes(`${end}-${start}`)
    return compound ? `${text}${line}` : `${text.slice(0, -1)}${line}`
  }, '')
}
