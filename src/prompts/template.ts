// Templates: the words of a prompt, in files that a clinician can read and change. A comment (<!-- … -->)
// is a note to the reader and is not sent.
import { readFileSync } from 'node:fs'

export function readTemplate(name: string): string {
  const text = readFileSync(new URL(`./templates/${name}.md`, import.meta.url), 'utf8')
  return text.replace(/<!--[\s\S]*?-->/g, '').trim()
}

/** Replaces each {{name}} once; what a value contains is never read as a placeholder. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => values[name] ?? placeholder).trim()
}
