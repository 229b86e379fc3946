import { describe, expect, it } from 'vitest'
import { criterionNames, hashOf, parseCriterion, readCriterion } from './criterion.ts'
import { readTemplate } from './template.ts'

const whole = `# Empathy
<!-- not sent -->
## Definition
Whether it is kind.
## Told
- nothing
## Evaluation steps
1. Read it.
## Ratings
- 1: cold
`

describe('criteria', () => {
  it.each(criterionNames)('%s has steps to follow and says what each rating means', (name) => {
    const criterion = readCriterion(name)
    expect(criterion.id).toBe(name)
    expect(criterion.steps.split('\n').filter((line) => /^\d\. /.test(line)).length).toBeGreaterThanOrEqual(4)
    for (const rating of [1, 2, 3, 4, 5]) expect(criterion.ratings).toContain(`- ${rating}: `)
    expect(JSON.stringify(criterion)).not.toContain('<!--')
  })

  it('tell the judge what is right only where it is about that', () => {
    const told = Object.fromEntries(criterionNames.map((name) => [name, readCriterion(name).told]))
    expect(told).toEqual({
      utility: ['gold option'],
      safety: ['gold option'],
      clarity: [],
      behavioral_appropriateness: ['gold option', 'gold behavior'],
      specificity: [],
      implicitness: [],
    })
  })

  it('are read from a file of the user, and missed where a section is missing', () => {
    expect(parseCriterion('empathy', whole)).toEqual({
      id: 'empathy',
      name: 'Empathy',
      definition: 'Whether it is kind.',
      told: [],
      steps: '1. Read it.',
      ratings: '- 1: cold',
    })
    for (const section of ['Definition', 'Told', 'Evaluation steps', 'Ratings']) {
      expect(() => parseCriterion('empathy', whole.replace(`## ${section}`, '## Other'))).toThrow(
        `criterion empathy: it needs a section "## ${section}"`,
      )
    }
    expect(() => parseCriterion('x', whole.replace('nothing', 'the price'))).toThrow(
      /"Told" lists "the price"/,
    )
    expect(() => parseCriterion('x', whole.replace('# Empathy', 'Empathy'))).toThrow(/needs a first line/)
    expect(() => readCriterion('nonsense')).toThrow(/there is no such criterion; there is utility, safety/)
    expect(() => readCriterion('none/such.md')).toThrow(/there is no such file/)
  })

  it('have a hash of every word that is sent', () => {
    const criterion = parseCriterion('empathy', whole)
    const template = readTemplate('rating')
    const hash = hashOf(criterion, template)
    expect(hashOf({ ...criterion }, template)).toBe(hash)
    expect(hashOf({ ...criterion, steps: '1. Read it twice.' }, template)).not.toBe(hash)
    expect(hashOf(criterion, `${template} `)).not.toBe(hash)
  })
})
