// Shares that are asked for: refused with the name of the field where they cannot be, and kept to where they can.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { knowledge } from '../knowledge/knowledge.ts'
import { ageBands, readDistributions, weightedConditions } from './distributions.ts'
import { expectedShares } from './expected.ts'
import { simulateCase } from './simulate.ts'
import { strataReport } from './strata.ts'

const base = knowledge()
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-distributions-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function read(yaml: string): ReturnType<typeof readDistributions> {
  const path = join(folder, 'asked.yaml')
  writeFileSync(path, yaml)
  return readDistributions(path, base)
}

describe('a file of distributions', () => {
  it.each([
    ['', /is empty/],
    ['- a', /expected object/],
    ['race: [[A', /cannot be read as YAML/],
    ['sexes: 1', /asked\.yaml: Unrecognized key: "sexes"/],
    ['charts: 3', /charts: Too big/],
    ['findings: {fever: 1.2}', /findings\.fever: Too big/],
    ['findings: {fevr: 1}', /findings\.fevr: the knowledge base has no finding/],
    ['findings: {annular-plaque: 0.3}', /no illness leaves open/],
    ['conditions: {nonsense: 1}', /conditions\.nonsense: the knowledge base has no condition/],
    ['race: [[A, 0]]', /race: all weights are 0/],
    ['race: [[A, 1], [A, 2]]', /race: a name stands there twice/],
    ['ages: [{from: 5, below: 3, share: 1}]', /ages\.0: the band ends before it begins/],
    ['ages: [{from: 5, below: 9, share: 1}, {from: 8, below: 12, share: 1}]', /ages: the bands overlap/],
    ['ages: [{from: 101, below: 120, share: 1}]', /no illness is left/],
  ])('%s is refused with its field', (yaml, message) => {
    expect(() => read(yaml)).toThrow(message)
  })

  it('draws nobody of an age that is not asked for', () => {
    const distributions = read('ages: [{from: 65, below: 100, share: 1}]')
    for (const [condition, weight] of weightedConditions(distributions, base))
      expect(weight > 0).toBe(ageBands(condition, distributions).length > 0)
    for (let number = 0; number < 60; number++)
      expect(
        simulateCase(number, { seed: 4, distributions }, base).imported.case.strata.age,
      ).toBeGreaterThanOrEqual(65)
  })

  it('is kept to within chance, and the report shows both', async () => {
    const distributions = read(
      'female: 0.9\nlanguage: [[Spanish, 3], [English, 1]]\nfindings: {fever: 0.1}\ncharts: 0\nconditions: {malaria: 4}\n',
    )
    const path = join(folder, 'cases.jsonl')
    const count = 250
    const cases = Array.from(
      { length: count },
      (_, number) => simulateCase(number, { seed: 2, distributions }, base).imported,
    )
    writeFileSync(path, cases.map((one) => `${JSON.stringify(one)}\n`).join(''))
    const { shares, counts, text } = await strataReport(path, distributions, base)
    for (const [table, rows] of Object.entries(shares)) {
      // Which allergies are possible depends on the illness and its drugs.
      if (table === 'number of allergies') continue
      for (const [name, { asked, drawn, of }] of Object.entries(rows)) {
        const error = Math.sqrt((asked * (1 - asked)) / Math.max(1, of))
        expect(Math.abs(drawn - asked), `${table}: ${name}`).toBeLessThanOrEqual(
          4 * error + 1 / Math.max(1, of),
        )
      }
    }
    expect(counts['pictures']?.['chart']).toBeUndefined()
    expect(text).toMatch(/language: Spanish \d+\.\d % \(asked 75\.0 %\)/)
    expect(text).toMatch(/findings: fever \d+\.\d % \(asked 10\.0 %, of \d+ cases\)/)
  })
})

it('expected shares of a table add up to 1', () => {
  const { findings: _, ...tables } = expectedShares(read('female: 0.3'), base)
  for (const rows of Object.values(tables))
    expect(Object.values(rows).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
})
