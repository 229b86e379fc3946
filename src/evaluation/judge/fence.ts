// Sets material apart from instructions: between two lines with a code that is made of the material itself, so
// that no text can hold the line which ends it.
import { sha256 } from '../../kit/hash.ts'

export function fenced(kind: string, text: string): string {
  const code = `${kind} ${sha256(`${kind}\n${text}`).slice(0, 16)}`
  return `<<< ${code}\n${text}\n>>> ${code}`
}
