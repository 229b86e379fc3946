// The analytes of lexicons/analytes.ts, parsed, and which units a number must have to be one of theirs.
import { analyteLexicon } from './lexicons/analytes.ts'

interface Analyte {
  readonly name: string
  readonly forms: readonly string[]
  /** UCUM codes or printed forms; "1" for a pure number. */
  readonly units: readonly string[]
}

export const analyteItems: readonly Analyte[] = analyteLexicon
  .trim()
  .split('\n')
  .map((line) => {
    const [name = '', forms = '', units = ''] = line.split('|').map((part) => part.trim())
    return { name, forms: [name, ...list(forms)], units: list(units) }
  })

function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

const unitsByName = new Map(analyteItems.map((item) => [item.name.toLowerCase(), item.units.map(unitKey)]))

const nameByForm = new Map(
  analyteItems.flatMap(({ name, forms }) => forms.map((form) => [form.toLowerCase(), name.toLowerCase()])),
)

/** The one name of an analyte, whatever a source calls it: "leukocytes" are the white blood cell count. */
export function analyteName(name: string): string {
  const lower = name.toLowerCase()
  return nameByForm.get(lower) ?? lower
}

/** One key for the ways a unit is printed: "10^9/L", "×109/L" and "x 10*9/l" are one. */
export function unitKey(unit: string): string {
  return unit
    .toLowerCase()
    .replace(/[µμ]|mcg|micro/g, (match) => (match === 'mcg' ? 'ug' : 'u'))
    .replaceAll(/[\s×x^*·,]/g, '')
    .replace(/mm(?:3|³|\^3)/, 'mm3')
    .replace(/^cells/, '')
    .replace(/iu\b/, 'u')
    .replaceAll('²', '2')
    .replaceAll('³', '3')
    .replace(/meq/, 'mmol')
    .replace(/units?/, 'u')
    .replace(/mmhg/, 'mmhg')
}

/** Whether a unit may belong to an analyte: one of its own, or at least an amount per volume like its own. */
export function unitFits(analyte: string, unit: string): boolean {
  const units = unitsByName.get(analyte)
  if (units === undefined) return true
  const key = unitKey(unit)
  if (units.includes(key)) return true
  if (key === '%' || key === 's') return false
  const perVolume =
    /^(?:10\d+|k|u?[unpfm]?(?:g|mol|u|iu|osm|eq|l)?|cells?|thousand|million)?\/(?:[dmuµ]?l|mm3|cc|kg|g|mol|mmol|24h|day|d|h|min)/
  return perVolume.test(key) && units.some((known) => perVolume.test(known))
}

/** Whether the analyte is reported as a pure number (pH, INR). */
export function isPureNumber(analyte: string): boolean {
  return unitsByName.get(analyte)?.includes('1') ?? false
}
