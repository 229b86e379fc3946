// Patient → strata and demographic entries. Names, addresses, identifiers and contacts stay behind.
import { at, numberAt, objectsAt, textAt, type JsonObject } from '../json.ts'
import { ageBetween, ageWords } from '../age.ts'
import { unknownStrata, type Strata } from '../../records/case.ts'
import { conceptText, dateAt, resourceId, type DatedDraft, type Resource } from './resource.ts'

const raceExtension = 'us-core-race'

/** Strata at the date (that of the last encounter or observation); coverage from the group's resources. */
export function readStrata(
  patient: Resource | undefined,
  resources: readonly Resource[],
  date: string | undefined,
): Strata {
  const insurance = insuranceOf(resources)
  if (patient === undefined) return { ...unknownStrata, insurance }
  const birth = textAt(patient, 'birthDate')
  return {
    age: (birth !== undefined && date !== undefined ? ageBetween(birth, date) : undefined) ?? 'unknown',
    sex: (['female', 'male', 'other'] as const).find((sex) => sex === textAt(patient, 'gender')) ?? 'unknown',
    race: raceOf(patient) ?? 'unknown',
    language: languageOf(patient) ?? 'unknown',
    insurance,
  }
}

/** Age, sex and death of the patient. */
export function readPatient(patient: Resource, strata: Strata): readonly DatedDraft[] {
  const id = resourceId(patient)
  const drafts: DatedDraft[] = []
  if (strata.age !== 'unknown')
    drafts.push({
      kind: 'demographic',
      name: 'age',
      value: strata.age,
      unit: 'years',
      line: `age ${strata.age} years`,
      details: strata.age < 2 ? [ageWords(strata.age)] : [],
      resource: `${id}#age`,
    })
  if (strata.sex !== 'unknown')
    drafts.push({ kind: 'demographic', name: 'sex', value: strata.sex, resource: `${id}#sex` })
  const died = dateAt(patient, 'deceasedDateTime')
  if (died !== undefined || at(patient, 'deceasedBoolean') === true)
    drafts.push({
      kind: 'outcome',
      name: 'death',
      line: 'death of the patient',
      resource: `${id}#death`,
      at: died,
    })
  return drafts
}

function raceOf(patient: Resource): string | undefined {
  const race = objectsAt(patient, 'extension').find((extension) =>
    textAt(extension, 'url')?.endsWith(raceExtension),
  )
  const parts = objectsAt(race, 'extension')
  const part = (url: string): JsonObject | undefined =>
    parts.find((extension) => at(extension, 'url') === url)
  const categories = parts
    .filter((extension) => at(extension, 'url') === 'ombCategory')
    .map((extension) => textAt(extension, 'valueCoding', 'display'))
  const named = categories.filter((category) => category !== undefined)
  return named.length > 0 ? named.join(', ') : textAt(part('text'), 'valueString')
}

function languageOf(patient: Resource): string | undefined {
  const spoken = objectsAt(patient, 'communication')
  const first = spoken.find((language) => at(language, 'preferred') === true) ?? spoken[0]
  return conceptText(at(first, 'language'))?.replace(/\s*\(.*\)$/, '')
}

/** The type of the coverage that is dated last; also that contained in a benefit statement. */
function insuranceOf(resources: readonly Resource[]): string {
  const found = resources.flatMap((resource) => {
    const inner =
      resource.resourceType === 'Coverage'
        ? [resource]
        : objectsAt(resource, 'contained').filter((part) => at(part, 'resourceType') === 'Coverage')
    const date = dateAt(resource, 'created', 'period', 'billablePeriod') ?? ''
    return inner.map((coverage) => ({
      date,
      order: numberAt(coverage, 'order') ?? 1,
      type: conceptText(at(coverage, 'type')),
    }))
  })
  const last = found
    .filter(({ type }) => type !== undefined)
    .toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.order - b.order))[0]
  const type = last?.type?.toLowerCase().replaceAll('_', ' ')
  return type === undefined ? 'unknown' : type === 'no insurance' ? 'none' : type
}
