// A case: one clinical document with what came along, read-only, before anything is inferred from it.
import { z } from 'zod'
import { entrySchema } from './statement.ts'
import { labelSchema } from './label.ts'
import { withContentId } from '../kit/hash.ts'

/** Prose of a document. `id` is unique in the case; spans of evidence count UTF-16 units of `text`. */
export const sectionSchema = z
  .object({
    id: z.string().min(1),
    /** As printed, "" where there is none. */
    heading: z.string(),
    /** What the heading says the section is; "other" where it does not say. */
    role: z.enum([
      'history',
      'medications',
      'allergies',
      'examination',
      'investigations',
      'imaging',
      'course',
      'assessment',
      'plan',
      'outcome',
      'presentation',
      'note',
      'discussion',
      'question',
      'other',
    ]),
    text: z.string(),
  })
  .readonly()
export type Section = z.infer<typeof sectionSchema>

export const tableSchema = z
  .object({
    id: z.string().min(1),
    caption: z.string(),
    columns: z.array(z.string()).readonly(),
    rows: z.array(z.array(z.string()).readonly()).readonly(),
    /** Id of the section that shows it or first mentions it, where that is known. */
    section: z.string().optional(),
  })
  .readonly()
export type Table = z.infer<typeof tableSchema>

/** A picture. `file` is missing where the source names a figure but does not ship it. */
export const imageSchema = z
  .object({
    id: z.string().min(1),
    caption: z.string(),
    /** Id of the section that shows it or first mentions it, where that is known. */
    section: z.string().optional(),
    /** Path of the file, relative to the folder of the cases file it is listed in; or absolute on import. */
    file: z.string().optional(),
    mediaType: z.string().optional(),
    sha256: z.string().optional(),
    width: z.number().int().positive().optional(),
    height: z.number().int().positive().optional(),
    /** "chest radiograph", "ECG", "CT", "photograph", where the source says. */
    modality: z.string().optional(),
    /** When it was taken, in days of the case's own zero. */
    day: z.number().optional(),
  })
  .readonly()
export type Image = z.infer<typeof imageSchema>

/** What the record says of the groups a patient belongs to; "unknown" is a group of its own. */
export const strataSchema = z
  .object({
    /** Years (fractions below 2), or "unknown". */
    age: z.union([z.number().min(0).max(130), z.literal('unknown')]),
    sex: z.enum(['female', 'male', 'other', 'unknown']),
    race: z.string(),
    language: z.string(),
    insurance: z.string(),
  })
  .readonly()
export type Strata = z.infer<typeof strataSchema>

export const unknownStrata: Strata = {
  age: 'unknown',
  sex: 'unknown',
  race: 'unknown',
  language: 'unknown',
  insurance: 'unknown',
}

export const licenceSchema = z
  .object({
    /** SPDX identifier, or "unknown". */
    id: z.string().min(1),
    url: z.string().optional(),
    /** Whom to credit, and how the authors ask for it. */
    attribution: z.string().optional(),
  })
  .readonly()
export type Licence = z.infer<typeof licenceSchema>

export const provenanceSchema = z
  .object({
    /** Name of the source (registry in sources/index.ts). */
    source: z.string().min(1),
    /** Name of the collection, "aci_bench" and the like; the parent folder's name where nothing better is known. */
    corpus: z.string().min(1),
    /** File name, without the folders that lead to it. */
    file: z.string().min(1),
    /** Which part of the file: row id, encounter id, "" for the whole file. */
    part: z.string(),
    /** Id of the document in the world: DOI, PMCID, "PMID:…". */
    document: z.string().optional(),
    /** SHA-256 of the bytes read. */
    sha256: z.string(),
  })
  .readonly()

export const caseSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    provenance: provenanceSchema,
    licence: licenceSchema,
    strata: strataSchema,
    sections: z.array(sectionSchema).readonly(),
    entries: z.array(entrySchema).readonly(),
    tables: z.array(tableSchema).readonly(),
    images: z.array(imageSchema).readonly(),
    /** What the corpus's own annotators or rules say: errors, orders, cards, checklists, questions. */
    labels: z.array(labelSchema).readonly(),
    /** Cases of one patient or one vignette share a group; splits never divide a group. Defaults to the case's own. */
    group: z.string().optional(),
    /** True where every fact stands in the entries and the prose only retells them: nothing is read out of it. */
    complete: z.boolean().optional(),
  })
  .readonly()
export type Case = z.infer<typeof caseSchema>

/** A case under the hash of its content. Image paths do not count: a case is the same wherever its folder lies. */
export function createCase(content: Omit<Case, 'id'>): Case {
  const hashed = { ...content, images: content.images.map(({ file: _, ...image }) => image) }
  return { id: withContentId('case', hashed).id, ...content }
}
