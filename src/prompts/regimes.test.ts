import { describe, expect, it } from 'vitest'
import { letters, type Letter, type Task } from '../records/task.ts'
import { paperRecipes } from '../taxonomy/recipes.ts'
import { askedTask } from '../tasks/fixture-asked.ts'
import { fixtureCases } from '../tasks/fixtures.ts'
import { createPrompt, type Regime, type TaskContext } from './prompt.ts'
import { testRegime, type RegimeMaker } from './regime-contract.ts'
import { regimeNames, regimes, type RegimeName } from './regimes.ts'
import { createShotPool, type ShotOrigin } from './shots.ts'

const contexts = new Map<string, TaskContext>(fixtureCases.map((item) => [item.case.id, item]))
const contextOf = (task: Task): TaskContext => contexts.get(task.caseId) as TaskContext
const types = ['fact_retrieval', 'treatment_decision', 'omission_detection'] as const

/** One invented question of each of three types about each fixture; what is asked is of no matter here. */
const tasks = fixtureCases.flatMap((item, number) =>
  types.map((type, index) =>
    askedTask(item, {
      type,
      question: `What follows for patient ${number} (${type})?`,
      options: letters
        .slice(0, 4 + (number % 3))
        .map((letter) => ({ letter, text: `measure ${number}-${index}-${letter.charCodeAt(0)}` })),
      gold: letters[number % 4] as Letter,
      rationale: `Measure ${number} was agreed upon before.`,
    }),
  ),
)
const [test, training] = [tasks.slice(0, 9), tasks.slice(6)]

function maker(name: RegimeName, recipe = 'paper', from: ShotOrigin = 'same-type', count = 3): RegimeMaker {
  return (permute): Regime => {
    const pool = createShotPool(training, (id) => id, { count, from, seed: 1 })
    return regimes[name]({ recipe, fewShot: () => ({ pool, contextOf, permute }) })
  }
}

describe.each(regimeNames)('%s', (name) => {
  testRegime(maker(name), { tasks: test, contextOf })
})
describe.each([...paperRecipes, 'OP', 'OC-BC-BT-OP'])('behavior-token %s', (recipe) => {
  testRegime(maker('behavior-token', recipe), { tasks: test, contextOf })

  it('asks for the segments in their order', () => {
    const [task] = test as [Task]
    const prompt = createPrompt(maker('behavior-token', recipe)()).ask(task, contextOf(task))
    const steps = prompt.messages[0]?.content.split('\n').filter((line) => /^\d\. /.test(line)) ?? []
    const asks = {
      BT: '"Behavior: ',
      BC: '"Behavior reasoning: ',
      OC: '"Option reasoning: ',
      OP: '"Answer: ',
    }
    const segments = recipe.split('-') as (keyof typeof asks)[]
    expect(steps).toHaveLength(segments.length)
    for (const [place, segment] of segments.entries()) expect(steps[place]).toContain(asks[segment])
  })
})
describe('few-shot, mixed', () => {
  testRegime(maker('few-shot', 'paper', 'mixed'), { tasks: test, contextOf })
})

describe('the hash of a prompt', () => {
  it('differs with everything that makes the prompt', () => {
    const prompts = [
      ...regimeNames.map((name) => createPrompt(maker(name)())),
      ...paperRecipes.map((recipe) => createPrompt(maker('behavior-token', recipe)())),
      createPrompt(maker('few-shot', 'paper', 'mixed')()),
      createPrompt(maker('few-shot', 'paper', 'same-type', 2)()),
      createPrompt(maker('zero-shot')(), 1),
      createPrompt(maker('zero-shot')(), 2),
    ]
    expect(new Set(prompts.map(({ hash }) => hash)).size).toBe(prompts.length)
  })

  it('differs with the words of a template, and with the pool of examples', () => {
    const regime = maker('few-shot')()
    const changed = { ...regime, material: { ...regime.material, template: 'other words' } }
    expect(createPrompt(changed).hash).not.toBe(createPrompt(regime).hash)
    const pool = createShotPool(training.slice(1), (id) => id, { count: 3, from: 'same-type', seed: 1 })
    const other = regimes['few-shot']({
      recipe: 'paper',
      fewShot: () => ({ pool, contextOf, permute: undefined }),
    })
    expect(createPrompt(other).hash).not.toBe(createPrompt(regime).hash)
  })
})

describe('examples', () => {
  it('stand in the prompt with their gold letter as shown', () => {
    for (const permute of [undefined, 5]) {
      const prompt = createPrompt(maker('few-shot')(permute), permute)
      for (const task of test) {
        const { messages, shots } = prompt.ask(task, contextOf(task))
        const examples = (messages[0]?.content ?? '').split('\n# ').slice(1, -1)
        expect(examples).toHaveLength(3)
        for (const [index, id] of shots.entries()) {
          const shot = training.find((candidate) => candidate.id === id) as Task
          const gold = shot.options.find(({ letter }) => letter === shot.gold)?.text ?? ''
          const answer = /\nAnswer: ([A-F])\s*$/.exec(examples[index] ?? '')?.[1]
          expect(examples[index]).toContain(`\n${answer}. ${gold}\n`)
        }
      }
    }
  })
})
