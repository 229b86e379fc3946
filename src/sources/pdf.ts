// PDF with a text layer: its lines as paragraphs and headings, read like a plain text. Pictures and tables
// inside the PDF are not taken out; a scan needs OCR first. Uses pdf.js as packed by unpdf (no native code).
import type { Problem } from '../kit/errors.ts'
import { parseBlocks, type Block } from './markdown.ts'
import { layOutPages, type PageLines, type PdfLine } from './pdf-layout.ts'
import { readDocument } from './text-document.ts'
import type { Source, SourceFile } from './source.ts'

export const pdf: Source = {
  name: 'pdf',
  title: 'PDF with a text layer: notes and case reports',
  sniff: (file) => (Buffer.from(file.bytes.subarray(0, 1024)).includes('%PDF-') ? 'yes' : 'no'),
  async *read(file, batch) {
    const pages = await readPages(file)
    if ('what' in pages) {
      yield { kind: 'failed', problem: pages }
      return
    }
    const { title, paragraphs } = layOutPages(pages)
    const blocks = paragraphs.flatMap((paragraph): Block[] =>
      paragraph.heading ? [{ kind: 'heading', level: 2, text: paragraph.text }] : parseBlocks(paragraph.text),
    )
    const stated = { title, licence: undefined, document: undefined, group: undefined, strata: {} }
    yield* readDocument(blocks, stated, 'pdf', file, batch)
  },
}

/** The lines of all pages, or why there are none. */
async function readPages(file: SourceFile): Promise<readonly PageLines[] | Problem> {
  const subject = file.relative
  // Loaded here because it is large and most batches hold no PDF.
  const { getDocumentProxy } = await import('unpdf')
  try {
    // pdf.js takes the bytes for itself, so it gets a copy.
    const document = await getDocumentProxy(Uint8Array.from(file.bytes), {
      verbosity: 0,
      isEvalSupported: false,
    })
    try {
      const pages: PageLines[] = []
      for (let number = 1; number <= document.numPages; number += 1) {
        const page = await document.getPage(number)
        const [, bottom = 0, , top = 0] = page.view
        const content = await page.getTextContent()
        pages.push({ bottom, top, lines: linesOf(content.items.filter((item) => 'str' in item)) })
        page.cleanup()
      }
      if (pages.some(({ lines }) => lines.some(({ text }) => /\p{L}{3}/u.test(text)))) return pages
      const what = 'the PDF has no text layer; it is a scan or holds only pictures.'
      return { subject, what, remedy: 'Run it through OCR (for example ocrmypdf) first.' }
    } finally {
      await document.destroy()
    }
  } catch (error) {
    return { subject, ...explain(error) }
  }
}

function explain(error: unknown): Pick<Problem, 'what' | 'remedy'> {
  const name = error instanceof Error ? error.name : ''
  if (name === 'PasswordException')
    return { what: 'the PDF is encrypted and needs a password.', remedy: 'Save a copy without the password.' }
  return { what: 'the PDF is broken or cut off.', remedy: 'Open it in a viewer and save it again.' }
}

/** The part of pdf.js's text item that is used. */
interface TextItem {
  readonly str: string
  readonly transform: readonly unknown[]
  readonly width: number
  readonly height: number
  readonly hasEOL: boolean
}

/** Items that stand at one height, in the order of the content stream, as lines. */
function linesOf(items: readonly TextItem[]): PdfLine[] {
  const lines: { text: string; x: number; y: number; right: number; height: number }[] = []
  let ended = true
  for (const item of items) {
    const x = Number(item.transform[4])
    const y = Number(item.transform[5])
    const last = lines.at(-1)
    // A raised or lowered figure is smaller and shifted by less than half a line.
    const same = last !== undefined && Math.abs(y - last.y) < Math.max(last.height, item.height) * 0.6
    if (item.str !== '') {
      if (last !== undefined && same && (!ended || x >= last.right - 1)) {
        const gap = x - last.right > Math.max(1, last.height * 0.15)
        const spaced = /\s$/.test(last.text) || /^\s/.test(item.str)
        last.text += gap && !spaced ? ` ${item.str}` : item.str
        last.right = x + item.width
        last.height = Math.max(last.height, item.height)
      } else if (item.str.trim() !== '')
        lines.push({ text: item.str, x, y, right: x + item.width, height: item.height })
      ended = false
    }
    if (item.hasEOL) ended = true
  }
  return lines.map((line) => ({ ...line, text: line.text.replace(/\s+/g, ' ').trim() }))
}
