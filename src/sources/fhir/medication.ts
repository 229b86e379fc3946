// MedicationRequest, MedicationStatement, MedicationAdministration → one line as on a drug chart:
// "Oxycodone 5 mg oral tablet, 1 tablet every 4 hours as needed, supply 30 days".
import { at, numberAt, objectsAt, textAt, type Json, type JsonObject } from '../json.ts'
import type { Statement } from '../../records/statement.ts'
import { readProduct, type Product } from './product.ts'
import { readUnit, roundTo } from './quantity.ts'
import { conceptCode, conceptText, dateAt, reasonOf, resourceId, statusCode } from './resource.ts'
import type { Context, DatedDraft, Resource } from './resource.ts'
import { dosagesOf, plural, readFrequency } from './timing.ts'

const statuses: Readonly<Record<string, Statement['status']>> = {
  active: 'active',
  'in-progress': 'active',
  completed: 'completed',
  stopped: 'stopped',
  cancelled: 'stopped',
  'on-hold': 'stopped',
  draft: 'ordered',
  intended: 'planned',
}
/** How a status reads at the end of a line that stands under the date of the prescription. */
const statusWords: Readonly<Record<string, string>> = {
  stopped: 'since stopped',
  completed: 'course completed',
}

/** The entry of a medication resource; none where it was entered in error or names no medication. */
export function readMedication(resource: Resource, context: Context): readonly DatedDraft[] {
  const status = textAt(resource, 'status')
  if (status === 'entered-in-error') return []
  const concept = medicationConcept(resource, context)
  const display = conceptText(concept)
  if (display === undefined) return []
  const product = readProduct(display)
  const [dosage = {}] = dosagesOf(resource)
  const amount = amountOf(dosage, product)
  const reason = reasonOf(resource, context)
  const frequency = readFrequency(dosage) ?? undefined
  const planned = ['proposal', 'plan'].includes(textAt(resource, 'intent') ?? '')
  const meaning = planned ? 'planned' : statuses[status ?? '']
  const refused = at(resource, 'doNotPerform') === true || ['not-taken', 'not-done'].includes(status ?? '')
  return [
    {
      kind: 'medication',
      name: product.name,
      resource: resourceId(resource),
      line: `${refused ? 'Not given: ' : ''}${productText(product)}`,
      details: [
        [amount, spokenRoute(dosage, product), frequency].filter((part) => part !== undefined).join(' '),
        textAt(dosage, 'text') !== undefined && frequency === undefined ? textAt(dosage, 'text') : undefined,
        ...supply(resource),
        setting(resource),
        reason === undefined ? undefined : `for ${reason}`,
        meaning === undefined || meaning === 'ordered' ? undefined : (statusWords[meaning] ?? meaning),
      ],
      dose: doseOf(dosage, product),
      route: routeOf(dosage) ?? product.route,
      frequency,
      status: meaning,
      reason,
      negated: refused,
      code: conceptCode(concept),
      at: dateAt(resource, 'authoredOn', 'effectiveDateTime', 'effectivePeriod', 'dateAsserted'),
    },
  ]
}

/** The concept in the resource itself or in the Medication it points to. */
function medicationConcept(resource: Resource, context: Context): Json | undefined {
  const inline = at(resource, 'medicationCodeableConcept')
  if (inline !== undefined) return inline
  const reference = at(resource, 'medicationReference')
  return (
    at(context.resolve(reference, resource), 'code') ??
    (textAt(reference, 'display') === undefined
      ? undefined
      : { text: textAt(reference, 'display') as string })
  )
}

/** "Oxycodone 10 mg 12-hour extended-release oral tablet (OxyContin)". */
function productText(product: Product): string {
  const parts = [product.name, product.strength, product.form]
  if (product.brand !== undefined) parts.push(`(${product.brand})`)
  return parts.filter((part) => part !== undefined).join(' ')
}

/** What is taken at a time, "1 tablet"; undefined where the resource does not say. */
function amountOf(dosage: JsonObject, product: Product): string | undefined {
  const rate = at(dosage, 'doseAndRate', 0)
  const value = numberAt(rate, 'doseQuantity', 'value') ?? numberAt(dosage, 'dose', 'value')
  if (value === undefined) {
    const [low, high] = [
      numberAt(rate, 'doseRange', 'low', 'value'),
      numberAt(rate, 'doseRange', 'high', 'value'),
    ]
    return low === undefined || high === undefined
      ? undefined
      : `${low} to ${countOf(high, unitOf(at(rate, 'doseRange', 'high'), product))}`
  }
  return countOf(roundTo(value, 3), unitOf(at(rate, 'doseQuantity') ?? at(dosage, 'dose'), product))
}

function countOf(value: number, unit: string): string {
  return /^(?:mg|mcg|g|mL|units|mEq|mmol|IU|mg\/kg)$/.test(unit) ? `${value} ${unit}` : plural(value, unit)
}

/** HL7 v3 orderable drug forms that occur as units. */
const forms: Readonly<Record<string, string>> = {
  TAB: 'tablet',
  CAP: 'capsule',
  PATCH: 'patch',
  PUFF: 'puff',
  FILM: 'film',
  SUPP: 'suppository',
}

const pieces = /\b(?:tablet|capsule|film|strip|patch|suppository|lozenge)\b/

function unitOf(quantity: Json | undefined, product: Product): string {
  const unit = textAt(quantity, 'unit') ?? textAt(quantity, 'code')?.replace(/[{}]/g, '')
  const piece = pieces.exec(product.form ?? '')?.[0]
  if (unit === undefined) return piece ?? 'dose'
  const word = forms[unit.toUpperCase()] ?? readUnit(unit) ?? unit.replace(/[{}]/g, '')
  // A tablet is never taken by the patch: where the two contradict each other, the product is right.
  return piece !== undefined && pieces.test(word) ? piece : word
}

/** The dose: as prescribed; the strength where one unit is taken or nothing is said. */
function doseOf(dosage: JsonObject, product: Product): string | undefined {
  const amount = amountOf(dosage, product)
  if (amount === undefined || (/^1 \D/.test(amount) && !/^1 (?:mg|mcg|g|mL|units)\b/.test(amount)))
    return product.strength ?? amount
  return amount
}

function routeOf(dosage: JsonObject): string | undefined {
  const text = conceptText(at(dosage, 'route'))
    ?.toLowerCase()
    .replace(/\s*route$/, '')
  if (text === undefined) return undefined
  return (
    {
      oral: 'orally',
      po: 'orally',
      intravenous: 'intravenously',
      iv: 'intravenously',
      subcutaneous: 'subcutaneously',
      intramuscular: 'intramuscularly',
    }[text] ?? text
  )
}

/** The route, where the form has not said it already. */
function spokenRoute(dosage: JsonObject, product: Product): string | undefined {
  const route = routeOf(dosage)
  return route === product.route ? undefined : route
}

/** Days of supply, refills and validity: what rules on long-term therapy look at. */
function supply(resource: Resource): (string | undefined)[] {
  const request = at(resource, 'dispenseRequest')
  const days = numberAt(request, 'expectedSupplyDuration', 'value')
  const unit =
    readUnit(
      textAt(request, 'expectedSupplyDuration', 'unit') ?? textAt(request, 'expectedSupplyDuration', 'code'),
    ) ?? 'days'
  const refills = numberAt(request, 'numberOfRepeatsAllowed')
  const [start, end] = ['start', 'end'].map((side) => textAt(request, 'validityPeriod', side)?.slice(0, 10))
  return [
    days === undefined ? undefined : `supply ${plural(days, unit.replace(/s$/, ''))}`,
    refills === undefined ? undefined : refills === 0 ? 'no refills' : plural(refills, 'refill'),
    start === undefined || end === undefined ? undefined : `valid from ${start} to ${end}`,
  ]
}

const settings: Readonly<Record<string, string>> = {
  community: 'outpatient prescription',
  outpatient: 'outpatient prescription',
  inpatient: 'inpatient order',
  discharge: 'discharge prescription',
}

function setting(resource: Resource): string | undefined {
  const codes = objectsAt(resource, 'category').map((category) => statusCode(category) ?? '')
  return codes.map((code) => settings[code]).find((words) => words !== undefined)
}
