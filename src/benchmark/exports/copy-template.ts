// Files that an export holds as they stand in templates/: the code that another tool runs.
import { readFile } from 'node:fs/promises'
import { writeText } from '../../kit/jsonl.ts'

/** The text with each `{{name}}` replaced, so that what two places must agree on is written once. */
export async function copyTemplate(
  name: string,
  target: string,
  values: Readonly<Record<string, string>> = {},
): Promise<void> {
  const text = await readFile(new URL(`./templates/${name}`, import.meta.url), 'utf8')
  await writeText(
    target,
    text.replace(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole),
  )
}
