// Measurements → laboratory entries with unit and reference range.
import { clinicalName } from '../clinical-name.ts'
import { defined, type EntryDraft } from '../entry.ts'
import { withoutAxes } from '../fhir/loinc.ts'
import { readUnit, roundResult } from '../fhir/quantity.ts'
import { at, numberAt, objectsAt, textAt, type Json } from '../json.ts'
import type { Range } from '../../records/statement.ts'
import { termCode } from './feature.ts'
import { timeAt } from './onset.ts'

/** One entry per measurement that has a value; the source's own order. */
export function readMeasurements(document: Json): EntryDraft[] {
  return objectsAt(document, 'measurements').flatMap((measurement, index): EntryDraft[] => {
    const label = textAt(measurement, 'assay', 'label')
    if (label === undefined) return []
    const quantity = at(measurement, 'value', 'quantity')
    const value = numberAt(quantity, 'value')
    const term = textAt(measurement, 'value', 'ontologyClass', 'label')?.toLowerCase()
    if (value === undefined && term === undefined) return []
    const unit = unitOf(at(quantity, 'unit'))
    return [
      {
        kind: 'lab',
        name: clinicalName(withoutAxes(label)),
        value: value === undefined ? term : roundResult(value),
        unit: value === undefined ? undefined : unit,
        range: rangeOf(at(quantity, 'referenceRange'), unit),
        time: timeAt(measurement, 'timeObserved'),
        code: termCode(at(measurement, 'assay')),
        resource: `measurements/${index}`,
      },
    ]
  })
}

/** UCUM codes are what is printed ("UCUM:ng/dL"); labels spell them out. */
function unitOf(unit: Json | undefined): string | undefined {
  const code = /^UCUM:(.+)$/i.exec(textAt(unit, 'id') ?? '')?.[1]
  return readUnit(code ?? textAt(unit, 'label'))
}

/** Bounds only where they are in the value's own unit. */
function rangeOf(range: Json | undefined, unit: string | undefined): Range | undefined {
  const own = unitOf(at(range, 'unit'))
  if (own !== undefined && own !== unit) return undefined
  const found = defined<Range>({ low: numberAt(range, 'low'), high: numberAt(range, 'high') })
  return Object.keys(found).length === 0 ? undefined : found
}
