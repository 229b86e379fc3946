// GA4GH phenopackets, version 2: one case per individual of a publication, with features that were observed
// or excluded, their onset, measurements, variants and the diagnosis. Not read: pedigrees, biosamples, files.
// Schema: phenopacket-schema.readthedocs.io (v2.0).
import { capital } from '../kit/capital.ts'
import { createCase, type Case, type Strata } from '../records/case.ts'
import { createEntry, defined, type EntryDraft } from './entry.ts'
import { ageWords, personWords, yearsOf } from './age.ts'
import { at, isObject, objectsAt, textAt, type Json } from './json.ts'
import { parseJson } from './json-fault.ts'
import { readDiseases, readVariants } from './phenopacket/diagnosis.ts'
import { readFeatures } from './phenopacket/feature.ts'
import { readMeasurements } from './phenopacket/measurement.ts'
import { dayOfDuration, settleDays } from './phenopacket/onset.ts'
import type { Batch, Imported, Source, SourceFile } from './source.ts'

export const phenopacket: Source = {
  name: 'phenopacket',
  title: 'GA4GH phenopackets v2 (features, onset ages, measurements, diagnosis)',
  sniff(file) {
    if (
      file.text === undefined ||
      !/^\s*\{/.test(file.text) ||
      !/"phenotypicFeatures"|"phenopacketSchemaVersion"/.test(file.text)
    )
      return 'no'
    const parsed = parseJson(file.text)
    if (!('value' in parsed)) return 'yes'
    return isPhenopacket(parsed.value as Json) ? 'yes' : 'no'
  },
  async *read(file, batch) {
    const parsed = parseJson(file.text ?? '')
    if ('value' in parsed) {
      yield await readPhenopacket(parsed.value as Json, file, batch)
      return
    }
    const place = `line ${parsed.line}, column ${parsed.column}`
    yield {
      kind: 'failed',
      problem: { subject: file.relative, place, what: parsed.what, remedy: 'Export the phenopacket again.' },
    }
  },
}

function isPhenopacket(document: Json): boolean {
  return (
    isObject(at(document, 'subject')) &&
    (Array.isArray(at(document, 'phenotypicFeatures')) || isObject(at(document, 'metaData')))
  )
}

async function readPhenopacket(document: Json, file: SourceFile, batch: Batch): Promise<Imported> {
  const strata = strataOf(document)
  const findings = [...readFeatures(document), ...readMeasurements(document)]
  const conclusions = [...readVariants(document), ...readDiseases(document)]
  if (findings.length + conclusions.length === 0)
    return {
      kind: 'failed',
      problem: { subject: file.relative, what: 'the phenopacket names no feature, measurement or disease.' },
    }
  // Tests of genes and the diagnosis come last: they are what the findings led to.
  const drafts = [
    ...demographics(document, strata),
    ...settleDays(findings),
    ...fate(document),
    ...conclusions,
  ]
  const publication = publicationOf(document)
  const title = `${capital(personWords(strata.age, strata.sex))}${publication === undefined ? '' : ` (${publication})`}`
  return {
    kind: 'case',
    case: createCase(
      defined<Omit<Case, 'id'>>({
        // Neither disease nor gene, and not the individual's name either: cohorts name individuals after both.
        title,
        provenance: defined<Case['provenance']>({
          source: 'phenopacket',
          corpus: batch.corpusOf(file),
          file: file.name,
          part: '',
          document: publication,
          sha256: file.sha256,
        }),
        licence: await batch.licenceOf(file),
        strata,
        sections: [],
        entries: drafts.map(createEntry),
        tables: [],
        images: [],
        labels: [],
        // Individuals of one publication are often of one family, and always of one disease.
        group: publication,
      }),
    ),
  }
}

const sexes: Readonly<Record<string, Strata['sex']>> = { FEMALE: 'female', MALE: 'male', OTHER_SEX: 'other' }

function strataOf(document: Json): Strata {
  const lasting = textAt(document, 'subject', 'timeAtLastEncounter', 'age', 'iso8601duration')
  const days = lasting === undefined ? undefined : dayOfDuration(lasting)
  return {
    age: (days === undefined ? undefined : yearsOf(Math.floor(days / 30.4375 + 0.01))) ?? 'unknown',
    sex: sexes[textAt(document, 'subject', 'sex') ?? ''] ?? 'unknown',
    race: 'unknown',
    language: 'unknown',
    insurance: 'unknown',
  }
}

function demographics(document: Json, strata: Strata): EntryDraft[] {
  const drafts: EntryDraft[] = []
  if (strata.age !== 'unknown') {
    const young = strata.age < 2 ? ` (${ageWords(strata.age)})` : ''
    drafts.push({
      kind: 'demographic',
      name: 'age',
      value: strata.age,
      unit: 'years',
      line: `age at last encounter ${strata.age} years${young}`,
      resource: 'subject/timeAtLastEncounter',
    })
  }
  if (strata.sex !== 'unknown')
    drafts.push({ kind: 'demographic', name: 'sex', value: strata.sex, resource: 'subject/sex' })
  return drafts
}

/** Death or survival at the last report. */
function fate(document: Json): EntryDraft[] {
  const vital = textAt(document, 'subject', 'vitalStatus', 'status')
  const survival = at(document, 'subject', 'vitalStatus', 'survivalTimeInDays')
  const after = typeof survival === 'number' && survival > 0 ? `, ${survival} days after diagnosis` : ''
  if (vital === 'DECEASED')
    return [{ kind: 'outcome', name: 'death', line: `deceased${after}`, resource: 'subject/vitalStatus' }]
  if (vital === 'ALIVE')
    return [
      { kind: 'outcome', name: 'survival', line: 'alive at last report', resource: 'subject/vitalStatus' },
    ]
  return []
}

/** "PMID:123" or a DOI, from the first external reference that is one. */
function publicationOf(document: Json): string | undefined {
  const ids = objectsAt(document, 'metaData', 'externalReferences').map((reference) =>
    textAt(reference, 'id'),
  )
  return (
    ids.find((id) => id !== undefined && /^(?:PMID|DOI):/i.test(id)) ?? ids.find((id) => id !== undefined)
  )
}
