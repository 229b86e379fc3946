// Values over time, over all conditions: plausible, in step with each other and with the findings, no dice between
// two times, no change that is faster than is safe.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFor } from '../kit/random.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import { holds } from '../knowledge/state.ts'
import { oxygenTension } from './coherence.ts'
import { sampleCourse, stateInCourse, type Course } from './course.ts'
import { defaultDistributions } from './distributions.ts'
import { samplePerson } from './person.ts'

const base = knowledge()
const conditions = [...base.conditions.values()]

function courseOf(seed: number, number: number): Course {
  const random = randomFor('test', seed, number)
  const condition = conditions[number] as (typeof conditions)[number]
  return sampleCourse(samplePerson(condition, base, defaultDistributions, random), condition, base, random)
}

/** Any seed of any condition; every condition is drawn several times. */
function forAnyCourse(check: (course: Course) => void): void {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      for (const number of conditions.keys()) check(courseOf(seed, number))
    }),
    { numRuns: 8 },
  )
}

/** What two values of one time must satisfy, by what the second follows from. */
function expectIdentities(value: (id: string) => number | undefined): void {
  const all = (...ids: readonly string[]): readonly number[] | undefined => {
    const values = ids.flatMap((id) => value(id) ?? [])
    return values.length === ids.length ? values : undefined
  }
  const near = (
    ids: readonly string[],
    expected: (...values: readonly number[]) => number,
    by: number,
  ): void => {
    const [first, ...others] = all(...ids) ?? []
    if (first !== undefined)
      expect(Math.abs(first - expected(...others)), `${ids[0]} of ${ids.join()}`).toBeLessThanOrEqual(by)
  }
  near(['bicarbonate', 'ph', 'pco2'], (ph, pco2) => 0.0307 * (pco2 ?? 0) * 10 ** ((ph ?? 0) - 6.1), 0.51)
  near(['hematocrit', 'hemoglobin'], (hemoglobin = 0) => 2.95 * hemoglobin, 0.51)
  near(['prothrombin-time', 'inr'], (inr = 0) => 12 * inr, 0.06)
  near(['anion-gap', 'sodium', 'chloride', 'bicarbonate'], (a = 0, b = 0, c = 0) => a - b - c, 0.01)
  const [sodium = 0, chloride = 0, bicarbonate = 0] = all('sodium', 'chloride', 'bicarbonate') ?? [9]
  expect(sodium - chloride - bicarbonate).toBeGreaterThanOrEqual(4)
  const [direct = 0, total = 0] = all('conjugated-bilirubin', 'bilirubin') ?? []
  expect(direct).toBeLessThanOrEqual(total)
  const [white] = all('white-cells') ?? []
  const cells = ['neutrophils', 'lymphocytes', 'eosinophils', 'monocytes', 'basophils']
  if (white !== undefined)
    expect(cells.reduce((sum, id) => sum + (value(id) ?? 0), 0)).toBeLessThanOrEqual(white + 0.15)
  // The rarer kinds that are not listed are a fifth at most.
  if (white !== undefined && all('neutrophils', 'lymphocytes') !== undefined)
    expect(cells.reduce((sum, id) => sum + (value(id) ?? 0), 0)).toBeGreaterThanOrEqual(0.8 * white - 0.1)
  const [systolic = 99, diastolic = 0] = all('systolic', 'diastolic') ?? []
  expect(systolic - diastolic).toBeGreaterThanOrEqual(20)
}

describe('values over time', () => {
  it('are plausible and follow from each other', () => {
    forAnyCourse(({ moments, condition }) => {
      for (const { vitals, labs } of moments) {
        for (const [id, value] of [...vitals, ...labs]) {
          const { plausible } = base.vitals.get(id) ?? base.analytes.get(id) ?? { plausible: undefined }
          expect(value, `${id} in ${condition.id}`).toBeGreaterThanOrEqual(plausible?.low ?? Infinity)
          expect(value, `${id} in ${condition.id}`).toBeLessThanOrEqual(plausible?.high ?? -Infinity)
        }
        expectIdentities((id) => labs.get(id) ?? vitals.get(id))
      }
    })
  })

  it('keep their rank: equal ranges give nearly equal values', () => {
    forAnyCourse(({ moments, condition }) => {
      for (const [at, phase] of condition.phases.entries()) {
        const next = condition.phases[at + 1]
        for (const [id, range] of Object.entries(phase.vitals)) {
          const later = next?.vitals[id]
          if (range === 'normal' || later === undefined || later === 'normal') continue
          const [value = 0, then = 0] = [moments[at], moments[at + 1]].map((moment) => moment?.vitals.get(id))
          const place = (of: number, [low, high]: readonly [number, number]): number =>
            (of - low) / (high - low)
          const step = 10 ** -(base.vitals.get(id)?.decimals ?? 0)
          const width = Math.min(range[1] - range[0], later[1] - later[0])
          if (width < 10 * step || id === 'diastolic' || id === 'glasgow-coma-scale') continue
          expect(Math.abs(place(value, range) - place(then, later)), `${id} in ${condition.id}`).toBeLessThan(
            0.27,
          )
        }
      }
    })
  })

  it('change no faster in a day than is safe, unless the illness says so', () => {
    forAnyCourse(({ moments, condition }) => {
      for (const { id, daily, decimals } of base.analytes.values()) {
        if (daily === undefined) continue
        const slack = 10 ** -decimals
        for (const [at, moment] of moments.entries()) {
          const asked = condition.phases[at]?.labs[id]
          for (const earlier of moments.slice(0, at)) {
            const [value, before] = [moment.labs.get(id), earlier.labs.get(id)]
            if (value === undefined || before === undefined) continue
            const days = Math.max(1, (moment.hour - earlier.hour) / 24)
            const most = before + (daily.rise ?? Infinity) * days
            const least = before - (daily.fall ?? Infinity) * days
            const [low, high] = asked === undefined || asked === 'normal' ? [value, value] : asked
            expect(value, `${id} in ${condition.id}`).toBeLessThanOrEqual(Math.max(most, low) + slack)
            expect(value, `${id} in ${condition.id}`).toBeGreaterThanOrEqual(Math.min(least, high) - slack)
          }
        }
      }
    })
  })

  it('never correct the sodium by more than 10 mmol/L in a day', () => {
    forAnyCourse(({ moments, condition }) => {
      for (const [at, moment] of moments.entries())
        for (const earlier of moments.slice(0, at)) {
          const [value, before] = [moment.labs.get('sodium'), earlier.labs.get('sodium')]
          if (value === undefined || before === undefined) continue
          const days = Math.max(1, (moment.hour - earlier.hour) / 24)
          expect(Math.abs(value - before), `sodium in ${condition.id}`).toBeLessThanOrEqual(10 * days)
        }
    })
  })
})

describe('the mind', () => {
  const points = ({ moments }: Course, at: number): number =>
    moments[at]?.vitals.get('glasgow-coma-scale') ?? Number.NaN

  it('has no full marks beside confusion or drowsiness, and no few marks where these are denied', () => {
    forAnyCourse((course) => {
      for (const at of course.moments.keys()) {
        for (const finding of stateInCourse(course, at).findings) {
          const most = base.findings.get(finding)?.most_gcs
          if (most !== undefined && !Number.isNaN(points(course, at)))
            expect(points(course, at), `${finding} in ${course.condition.id}`).toBeLessThanOrEqual(most)
        }
        if (course.lacks.some((finding) => base.findings.get(finding)?.most_gcs !== undefined))
          expect(Number.isNaN(points(course, at)) ? 15 : points(course, at)).toBeGreaterThanOrEqual(14)
      }
    })
  })
})

it('a diagnosis rests on the first ground that holds, and on the others in their order', () => {
  forAnyCourse((course) => {
    const known = stateInCourse(course, course.arguedAt)
    const holding = course.condition.rests_on
      .filter(({ when }) => holds(when, known, base))
      .map(({ says }) => says.replaceAll('{side}', course.side))
    expect(course.restsOn[0]).toBe(holding[0])
    expect(course.restsOn).toHaveLength(Math.min(3, holding.length))
    expect(holding.filter((says) => course.restsOn.includes(says))).toEqual(course.restsOn)
  })
})

it('knows the oxygen dissociation curve', () => {
  // Severinghaus: 60 mmHg give 90.6 %, half is bound at 26.9 mmHg.
  expect(oxygenTension(90.6)).toBeCloseTo(60, 0)
  expect(oxygenTension(50)).toBeCloseTo(26.9, 0)
})
