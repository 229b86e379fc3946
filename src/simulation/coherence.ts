// Values that follow from others are computed and not drawn: by chemistry, by arithmetic, by published equations.
// Where a relation leaves room (a measured osmolality, an oxygen tension), the drawn value is moved into it.
import { rounded } from './draw.ts'
import type { Person } from './person.ts'

export function coherentVitals(vitals: Map<string, number>): Map<string, number> {
  const systolic = vitals.get('systolic')
  const diastolic = vitals.get('diastolic')
  // A pulse pressure below 20 mmHg would be a finding of its own.
  if (systolic !== undefined && diastolic !== undefined && diastolic > systolic - 22)
    vitals.set('diastolic', Math.round(systolic - 24))
  return vitals
}

/** The laboratory values of one time; `before` holds the newest earlier ones. */
export function coherentLabs(
  labs: Map<string, number>,
  vitals: ReadonlyMap<string, number>,
  before: ReadonlyMap<string, number>,
  person: Person,
): Map<string, number> {
  bloodGas(labs, vitals)
  salts(labs, before)
  blood(labs)
  const creatinine = labs.get('creatinine')
  if (creatinine !== undefined && person.age >= 18 && !person.pregnant)
    labs.set('egfr', egfr(creatinine, person))
  else labs.delete('egfr')
  derive(labs, 'prothrombin-time', ['inr'], (inr) => rounded(usualProthrombinTime * inr, 1))
  derive(labs, 'transferrin-saturation', ['iron', 'iron-binding-capacity'], (iron, capacity) =>
    rounded((100 * iron) / capacity, 0),
  )
  derive(labs, 'conjugated-bilirubin', ['bilirubin', 'conjugated-bilirubin'], (all, part) =>
    Math.min(part, rounded(0.9 * all, 1)),
  )
  // Friedewald, valid up to 400 mg/dL of triglycerides.
  if ((labs.get('triglycerides') ?? 500) < 400)
    derive(labs, 'ldl-cholesterol', ['cholesterol', 'hdl-cholesterol', 'triglycerides'], (all, hdl, fat) =>
      Math.round(all - hdl - fat / 5),
    )
  return labs
}

/** Seconds of a normal plasma with a reagent of sensitivity 1. */
const usualProthrombinTime = 12

/** Sets a value that is listed, where all that it follows from is there. */
function derive(
  labs: Map<string, number>,
  id: string,
  sources: readonly string[],
  compute: (...values: readonly number[]) => number,
): void {
  const values = sources.flatMap((source) => labs.get(source) ?? [])
  if (labs.has(id) && values.length === sources.length) labs.set(id, compute(...values))
}

function bloodGas(labs: Map<string, number>, vitals: ReadonlyMap<string, number>): void {
  const ph = labs.get('ph')
  const pco2 = labs.get('pco2')
  if (ph !== undefined && pco2 !== undefined) {
    // Henderson–Hasselbalch.
    const bicarbonate = 0.0307 * pco2 * 10 ** (ph - 6.1)
    labs.set('bicarbonate', rounded(bicarbonate, 0))
    if (labs.has('base-excess'))
      labs.set('base-excess', rounded(0.93 * (bicarbonate - 24.4 + 14.8 * (ph - 7.4)), 0))
  }
  const saturation = vitals.get('oxygen-saturation')
  const boundElsewhere = labs.has('carboxyhemoglobin') || labs.has('methemoglobin')
  if (saturation !== undefined && !boundElsewhere)
    derive(labs, 'po2', ['po2'], (tension) => {
      // The oximeter errs by some points; the upper end of the curve is flat.
      const least = oxygenTension(saturation - 3)
      const most = saturation >= 96 ? tension : oxygenTension(saturation + 3)
      return Math.round(Math.max(least, Math.min(most, tension)))
    })
}

/** The oxygen tension in mmHg of a saturation in percent below 100 (Severinghaus, J Appl Physiol 1979;46:599), found by halving. */
export function oxygenTension(saturation: number): number {
  let [low, high] = [10, 150]
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2
    if (100 / (23_400 / (middle ** 3 + 150 * middle) + 1) < saturation) low = middle
    else high = middle
  }
  return low
}

function salts(labs: Map<string, number>, before: ReadonlyMap<string, number>): void {
  const sodium = labs.get('sodium')
  const bicarbonate = labs.get('bicarbonate')
  if (sodium === undefined) return
  // Some anions are always left over.
  if (bicarbonate !== undefined) {
    derive(labs, 'chloride', ['chloride'], (chloride) => Math.min(chloride, sodium - bicarbonate - 5))
    derive(labs, 'anion-gap', ['chloride'], (chloride) => sodium - chloride - bicarbonate)
  }
  derive(labs, 'osmolality', ['osmolality'], (osmolality) => {
    // What was not measured again lies between its last value and the usual one.
    const known = (id: string, usual: number): readonly number[] =>
      labs.has(id) ? [labs.get(id) as number] : [before.get(id) ?? usual, usual]
    const parts = [known('glucose', 95), known('urea', 5), known('ethanol', 0)]
    const computed = (bound: (...values: readonly number[]) => number): number => {
      const [glucose = 0, urea = 0, ethanol = 0] = parts.map((values) => bound(...values))
      return 2 * sodium + glucose / 18 + urea + ethanol / 3.7
    }
    // Measured, it lies some points above what is computed.
    return Math.round(Math.max(computed(Math.min) - 2, Math.min(computed(Math.max) + 10, osmolality)))
  })
}

function blood(labs: Map<string, number>): void {
  derive(labs, 'hematocrit', ['hemoglobin'], (hemoglobin) => rounded(hemoglobin * 2.95, 0))
  const hemoglobin = labs.get('hemoglobin')
  if (hemoglobin !== undefined)
    derive(labs, 'red-cells', ['mcv'], (mcv) => rounded((29.5 * hemoglobin) / mcv, 1))
  const white = labs.get('white-cells')
  const parts = ['neutrophils', 'lymphocytes', 'eosinophils', 'monocytes', 'basophils'].filter((id) =>
    labs.has(id),
  )
  const sum = parts.reduce((total, id) => total + (labs.get(id) as number), 0)
  if (white !== undefined && sum > white * 0.96) {
    for (const id of parts) labs.set(id, rounded(((labs.get(id) as number) * white * 0.94) / sum, 1))
  }
  // Neutrophils and lymphocytes leave room for the rarer cells and not for more.
  else if (white !== undefined && labs.has('neutrophils') && labs.has('lymphocytes'))
    labs.set('white-cells', rounded(Math.min(white, sum / 0.82), 1))
}

/** CKD-EPI 2021 without race (Inker, N Engl J Med 2021;385:1737), mL/min/1.73 m². Creatinine in mg/dL. */
export function egfr(creatinine: number, { age, sex }: Pick<Person, 'age' | 'sex'>): number {
  const [kappa, alpha, factor] = sex === 'female' ? [0.7, -0.241, 1.012] : [0.9, -0.302, 1]
  const ratio = creatinine / kappa
  const value = 142 * Math.min(ratio, 1) ** alpha * Math.max(ratio, 1) ** -1.2 * 0.9938 ** age * factor
  return Math.min(130, Math.round(value))
}
