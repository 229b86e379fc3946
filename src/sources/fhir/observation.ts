// Observation → vital, laboratory, history … entries. Blood pressure is one value; a result that was not
// obtained says so; what was entered in error is dropped.
import { at, numberAt, objectsAt, textAt, type Json, type JsonObject } from '../json.ts'
import { clinicalName } from '../clinical-name.ts'
import { defined } from '../entry.ts'
import type { FactKind, Range, Statement } from '../../records/statement.ts'
import { testOf, withoutAxes, type Test } from './loinc.ts'
import { readQuantity, readUnit, roundTo } from './quantity.ts'
import { conceptCode, conceptName, conceptText, dateAt, resourceId, statusCode } from './resource.ts'
import type { Context, DatedDraft, Resource } from './resource.ts'

const systolic = '8480-6'
const diastolic = '8462-4'
const dropped = new Set(['entered-in-error', 'cancelled', 'registered'])

/** The entries of an Observation: one for its value, one for each component that is not blood pressure. */
export function readObservation(resource: Resource, context: Context): readonly DatedDraft[] {
  if (dropped.has(textAt(resource, 'status') ?? '')) return []
  const base = {
    at: dateAt(resource, 'effectiveDateTime', 'effectivePeriod', 'effectiveInstant', 'issued'),
    details: [textAt(resource, 'status') === 'preliminary' ? 'preliminary' : undefined],
  }
  const components = objectsAt(resource, 'component')
  const pressure = bloodPressure(components)
  const own = pressure === undefined ? readValue(resource, resource, context) : undefined
  const rest = components
    .filter((component) => pressure === undefined || ![systolic, diastolic].includes(codeOf(component) ?? ''))
    .flatMap((component, index) => {
      const draft = readValue(component, resource, context)
      return draft === undefined
        ? []
        : [{ ...draft, ...base, resource: `${resourceId(resource)}#${codeOf(component) ?? index}` }]
    })
  const whole = pressure === undefined ? own : { kind: 'vital' as const, name: 'blood pressure', ...pressure }
  if (whole === undefined) return rest
  return [
    { ...whole, ...base, resource: resourceId(resource), code: conceptCode(at(resource, 'code')) },
    ...rest,
  ]
}

/** Why a record cannot hold such a value; undefined for everything possible. */
export function impossible(draft: DatedDraft): string | undefined {
  const limit = testOf(draft.code?.code)?.limit
  if (limit === undefined || typeof draft.value !== 'number' || draft.value <= limit) return undefined
  return `LOINC ${draft.code?.code} above ${limit}`
}

function bloodPressure(components: readonly JsonObject[]): Pick<Statement, 'value' | 'unit'> | undefined {
  const [high, low] = [systolic, diastolic].map((code) =>
    readQuantity(
      at(
        components.find((component) => codeOf(component) === code),
        'valueQuantity',
      ),
    ),
  )
  if (high === undefined || low === undefined) return undefined
  return { value: `${roundTo(high.value, 0)}/${roundTo(low.value, 0)}`, unit: high.unit ?? 'mmHg' }
}

function codeOf(element: JsonObject): string | undefined {
  return conceptCode(at(element, 'code'))?.code
}

type Valued = Omit<DatedDraft, 'resource'>

/** The draft of an Observation or component; undefined where it has neither name nor value. */
function readValue(element: JsonObject, resource: Resource, context: Context): Valued | undefined {
  const test = testOf(codeOf(element))
  const name = test?.name ?? observationName(at(element, 'code'))
  const value = valueOf(element, test)
  if (name === undefined || value === undefined) return undefined
  return {
    kind: test?.kind ?? kindOf(resource),
    name,
    ...value,
    range: rangeOf(element, value.unit, context),
    interpretation: interpretationOf(element),
    code: conceptCode(at(element, 'code')),
  }
}

function observationName(concept: Json | undefined): string | undefined {
  const text = conceptText(concept)
  return text === undefined ? undefined : clinicalName(withoutAxes(text))
}

function valueOf(
  element: JsonObject,
  test: Test | undefined,
): Pick<DatedDraft, 'value' | 'unit' | 'comparator'> | undefined {
  const quantity = readQuantity(at(element, 'valueQuantity'), test?.decimals)
  if (quantity !== undefined) return { ...quantity, unit: test?.unit ?? quantity.unit }
  const text = textValue(element)
  if (text !== undefined) return { value: text }
  const number = numberAt(element, 'valueInteger')
  if (number !== undefined) return { value: number, unit: test?.unit }
  const absent = conceptText(at(element, 'dataAbsentReason'))
  return absent === undefined
    ? undefined
    : { value: `no result (${absent.toLowerCase().replace(/-/g, ' ')})` }
}

function textValue(element: JsonObject): string | undefined {
  const words = textAt(element, 'valueString')
  // Short answers are names; what is longer is prose and stays as it is.
  const coded =
    conceptName(at(element, 'valueCodeableConcept')) ??
    (words !== undefined && words.length < 40 ? clinicalName(words) : words)
  if (coded !== undefined) return coded
  const flag = at(element, 'valueBoolean')
  if (typeof flag === 'boolean') return flag ? 'yes' : 'no'
  const [low, high] = [
    readQuantity(at(element, 'valueRange', 'low')),
    readQuantity(at(element, 'valueRange', 'high')),
  ]
  if (low !== undefined && high !== undefined)
    return `${low.value}–${high.value}${high.unit === undefined ? '' : ` ${high.unit}`}`
  const [part, whole] = [
    numberAt(element, 'valueRatio', 'numerator', 'value'),
    numberAt(element, 'valueRatio', 'denominator', 'value'),
  ]
  if (part !== undefined && whole !== undefined) return `${part}:${whole}`
  return textAt(element, 'valueDateTime') ?? textAt(element, 'valueTime')
}

/** Observation categories (HL7 observation-category); without one, a result is a laboratory result. */
const kinds: Readonly<Record<string, FactKind>> = {
  'vital-signs': 'vital',
  laboratory: 'lab',
  imaging: 'imaging',
  exam: 'sign',
  survey: 'sign',
  'social-history': 'history',
  activity: 'history',
  procedure: 'lab',
  therapy: 'lab',
}

function kindOf(resource: Resource): FactKind {
  const categories = objectsAt(resource, 'category').map((category) => statusCode(category) ?? '')
  return categories.map((category) => kinds[category]).find((kind) => kind !== undefined) ?? 'lab'
}

/** Codes of HL7 v3 ObservationInterpretation. */
const interpretations: Readonly<Record<string, Statement['interpretation']>> = {
  N: 'normal',
  A: 'abnormal',
  L: 'low',
  H: 'high',
  LU: 'low',
  HU: 'high',
  AA: 'critical',
  LL: 'critical',
  HH: 'critical',
}

function interpretationOf(element: JsonObject): Statement['interpretation'] {
  const code =
    textAt(element, 'interpretation', 0, 'coding', 0, 'code') ??
    textAt(element, 'interpretation', 'coding', 0, 'code')
  return code === undefined ? undefined : interpretations[code]
}

/** The reference range that holds for the patient; its bounds only where they are in the value's unit. */
function rangeOf(element: JsonObject, unit: string | undefined, context: Context): Range | undefined {
  const range = objectsAt(element, 'referenceRange').find((candidate) => appliesTo(candidate, context.sex))
  if (range === undefined) return undefined
  const bound = (side: string): number | undefined => {
    const given = readUnit(textAt(range, side, 'unit') ?? textAt(range, side, 'code'))
    return given === undefined || given === unit ? numberAt(range, side, 'value') : undefined
  }
  const found = defined<Range>({ low: bound('low'), high: bound('high'), text: textAt(range, 'text') })
  return Object.keys(found).length === 0 ? undefined : found
}

/** Ranges for the other sex or another population (pregnancy, a diet) are not this patient's. */
function appliesTo(range: JsonObject, sex: string | undefined): boolean {
  const type = statusCode(at(range, 'type'))
  if (type !== undefined && type !== 'normal') return false
  const groups = objectsAt(range, 'appliesTo').map((group) => (conceptText(group) ?? '').toLowerCase())
  return groups.every((group) => group === sex)
}
