// Markdown and plain text: a note, a case report or a transcript. Headings become sections, tables tables,
// `![caption](path)` images; a transcript becomes a recorded conversation. Stands last in the registry.
import { readFrontMatter } from './front-matter.ts'
import { parseBlocks } from './markdown.ts'
import type { Source } from './source.ts'
import { readDocument } from './text-document.ts'
import { knownByName } from './unclaimed.ts'

export const text: Source = {
  name: 'text',
  title: 'Markdown (with optional YAML front matter) and plain text: notes, case reports, transcripts',
  sniff(file) {
    if (file.text === undefined || !/\.(?:md|markdown|txt|text)$/i.test(file.name)) return 'no'
    return knownByName(file) === undefined && /\p{L}{2}/u.test(file.text) ? 'yes' : 'no'
  },
  async *read(file, batch) {
    const front = readFrontMatter(file.text ?? '')
    if ('what' in front) yield { kind: 'failed', problem: { subject: file.relative, ...front } }
    else yield* readDocument(parseBlocks(front.body), front, 'text', file, batch)
  },
}
