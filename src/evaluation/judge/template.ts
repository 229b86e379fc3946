// The words around a criterion, in Markdown files beside it. A comment (<!-- … -->) is a note to the reader and
// is not sent.
import { readFileSync } from 'node:fs'

export function readTemplate(name: 'rating' | 'comparison'): string {
  return withoutNotes(readFileSync(new URL(`./templates/${name}.md`, import.meta.url), 'utf8'))
}

export function withoutNotes(markdown: string): string {
  return markdown.replace(/<!--[\s\S]*?-->/g, '').trim()
}
