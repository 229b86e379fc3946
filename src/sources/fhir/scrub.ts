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
  return long.reduce<string>((scrubbed, name) => {
    const pattern = (name ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return scrubbed.replace(new RegExp(`(?<!\\p{L})${pattern}(?!\\p{L})`, 'gu'), '[name]')
  }, text)
}
