// Takes the patient's own name out of notes. It knows only the names that the Patient resource gives; it
// is no de-identification of free text.
import { objectsAt, textAt, at } from '../json.ts'
import type { Resource } from './resource.ts'

/** The text with given and family names of three letters and more replaced by "[name]". */
export function scrubNames(text: string, patient: Resource | undefined): string {
  const names = objectsAt(patient, 'name').flatMap((name) => {
    const given = at(name, 'given')
    const list = Array.isArray(given) ? given.map((_, index) => textAt(name, 'given', index)) : []
    return [...list, textAt(name, 'family')]
  })
  const long = [...new Set(names.filter((name) => name !== undefined && name.length >= 3))]
  const scrubbed = long.reduce<string>((kept, name) => {
    const pattern = (name ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return kept.replace(new RegExp(`(?<!\\p{L})${pattern}(?!\\p{L})`, 'gu'), '[name]')
  }, text)
  return scrubbed.replace(/\[name\](?:\s\[name\])+/g, '[name]')
}
