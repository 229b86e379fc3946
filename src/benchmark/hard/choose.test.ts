// Verdicts and choice: monotone in what must fail, undecided exactly where failed calls could tip it, doubtful where
// all gave one other letter, triples whole.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HardSettings } from '../../records/hard.ts'
import { letters } from '../../records/task.ts'
import { newAsking, setAnswer, type Answer } from './answers.ts'
import {
  agreements,
  chooseSubset,
  judgeTasks,
  minedRows,
  minedUnits,
  reasons,
  type MiningModel,
} from './choose.ts'
import type { Rechecked } from './recheck.ts'
import type { TaskLine } from './task-line.ts'
import { agreedOn, modelVerdict, wrongToFail } from './verdict.ts'

type Given = Exclude<Answer, 'not asked'>

const settings: HardSettings = {
  failedSeeds: 'majority',
  failingModels: 2,
  triples: 'whole',
  doubtful: 'hold',
  balance: null,
  seed: 1,
}

function taskLine(id: string, challenge?: TaskLine['challenge']): TaskLine {
  return {
    id,
    caseId: 'case',
    type: 'consistency_check',
    form: 'form',
    gold: 'A',
    source: 'source',
    corpus: 'corpus',
    ...(challenge === undefined ? {} : { challenge }),
  }
}

/** `answers[seed][task]`. */
function model(name: string, answers: readonly (readonly (Given | undefined)[])[]): MiningModel {
  return {
    model: name,
    askings: answers.map((own) => {
      const asking = newAsking(own.length)
      for (const [place, answer] of own.entries()) if (answer !== undefined) setAnswer(asking, place, answer)
      return asking
    }),
    wrongToFail: wrongToFail('majority', answers.length),
  }
}

const anAnswer = fc.constantFrom<Given>(...letters.slice(0, 4), 'unreadable', 'call failed')

describe('a model', () => {
  it('failed or passed exactly where no outcome of the failed calls could change it', () => {
    fc.assert(
      fc.property(fc.array(anAnswer, { minLength: 1, maxLength: 5 }), fc.nat(4), (answers, extra) => {
        const toFail = 1 + (extra % answers.length)
        const filled = (by: Given) => answers.map((answer) => (answer === 'call failed' ? by : answer))
        const best = modelVerdict(filled('A'), 'A', toFail)
        const worst = modelVerdict(filled('B'), 'A', toFail)
        expect(modelVerdict(answers, 'A', toFail)).toBe(best === worst ? best : 'undecided')
      }),
    )
  })

  it('is wrong with an answer that cannot be read', () => {
    expect(modelVerdict(['unreadable', 'unreadable', 'A'], 'A', 2)).toBe('failed')
    expect(modelVerdict(['unreadable', 'call failed', 'A'], 'A', 2)).toBe('undecided')
    expect(modelVerdict(['call failed', 'A', 'A'], 'A', 2)).toBe('passed')
  })

  it('fails by more than half of its seeds, all, or a number', () => {
    expect([1, 2, 3, 4, 5].map((seeds) => wrongToFail('majority', seeds))).toEqual([1, 2, 2, 3, 3])
    expect(wrongToFail('all', 3)).toBe(3)
    expect(wrongToFail(1, 3)).toBe(1)
  })
})

describe('the Hard tasks', () => {
  const runs = fc.array(
    fc.array(fc.array(anAnswer, { minLength: 12, maxLength: 12 }), { minLength: 3, maxLength: 3 }),
    { minLength: 3, maxLength: 4 },
  )
  const lines = Array.from({ length: 12 }, (_, index) => taskLine(`task ${index}`))

  it('are fewer the more models must fail, and none more is Hard for a stricter rule of seeds', () => {
    fc.assert(
      fc.property(runs, (answers) => {
        const models = answers.map((own, index) => model(`model ${index}`, own))
        const hard = (failing: number, toFail: number): Set<string> => {
          const rule = models.map((one) => ({ ...one, wrongToFail: toFail }))
          const { tasks } = judgeTasks(lines, rule, failing)
          return new Set(lines.filter((_, place) => tasks[place] === 'hard').map(({ id }) => id))
        }
        for (let failing = 1; failing < models.length; failing++)
          for (const id of hard(failing + 1, 2)) expect(hard(failing, 2)).toContain(id)
        for (const id of hard(2, 3)) expect(hard(2, 2)).toContain(id)
      }),
    )
  })

  it('leave out what a run was not asked', () => {
    const models = [model('one', [['B', undefined]]), model('two', [['B', 'B']])]
    expect(judgeTasks(lines.slice(0, 2), models, 2).tasks).toEqual(['hard', undefined])
  })
})

describe('doubt', () => {
  it('is where every readable answer of every model is one wrong letter', () => {
    expect(
      agreedOn(
        [
          ['B', 'B'],
          ['B', 'unreadable'],
        ],
        'A',
      ),
    ).toBe('B')
    expect(agreedOn([['A', 'A'], ['A']], 'A')).toBeUndefined()
    expect(agreedOn([['B', 'C'], ['B']], 'A')).toBeUndefined()
    expect(agreedOn([['B'], ['call failed']], 'A')).toBeUndefined()
    expect(agreedOn([['B', 'B']], 'A')).toBeUndefined()
  })
})

describe('the choice', () => {
  const members = ['injected', 'near_miss', 'handled'] as const
  const triple = (name: string): TaskLine[] =>
    members.map((member) => taskLine(`${name} ${member}`, { origin: 'planted', member, triple: name }))
  const lines = [...triple('first'), ...triple('second'), taskLine('single'), taskLine('wrong key')]
  // Everyone fails the first triple's fault (by different letters), the single task, and the wrong key alike.
  const answers = (letter: Given): Given[] => [letter, 'A', 'A', 'A', 'A', 'A', letter, 'D']
  const models = [model('one', [answers('B')]), model('two', [answers('C')])]
  const verdicts = judgeTasks(lines, models, 2)
  const isHard = (id: string): boolean => ['first injected', 'single', 'wrong key'].includes(id)
  const passing: ReadonlyMap<string, Rechecked> = new Map(
    lines.map(({ id }) => [id, { id, findings: [], judges: 'agrees' }]),
  )
  const doubts = { rechecked: passing, agreed: agreements(lines, models), decisions: new Map() }
  const choose = (given: Partial<typeof doubts>, changed: Partial<HardSettings> = {}) => {
    const own = { ...settings, ...changed }
    const units = minedUnits(lines, verdicts, own.triples)
    return chooseSubset(units, isHard, { ...doubts, ...given }, own)
  }

  it('takes a triple whole with its companions, and holds back what is doubtful', () => {
    const { kept, leftOut, undecidedDoubts } = choose({})
    expect([...kept].toSorted()).toEqual(['first handled', 'first injected', 'first near_miss', 'single'])
    expect(Object.fromEntries(leftOut)).toEqual({ 'wrong key': reasons.held })
    expect(undecidedDoubts).toEqual(['wrong key'])
    const rows = [...minedRows(lines, models, verdicts, doubts, choose({}))]
    expect(rows.find(({ taskId }) => taskId === 'first handled')).toMatchObject({
      verdict: 'passed',
      companion: true,
    })
    expect(rows.find(({ taskId }) => taskId === 'wrong key')).toMatchObject({
      verdict: 'hard',
      agreedOn: 'D',
      failed: ['one', 'two'],
    })
  })

  it('takes members alone where that is wished', () => {
    expect([...choose({}, { triples: 'members' }).kept].toSorted()).toEqual(['first injected', 'single'])
  })

  it('follows physicians: a kept doubt comes in, a dropped member takes its triple along', () => {
    const kept = choose({ decisions: new Map([['wrong key', 'keep']]) })
    expect(kept.kept).toContain('wrong key')
    expect(kept.undecidedDoubts).toEqual([])
    const dropped = choose({ decisions: new Map([['first handled', 'drop']]) })
    expect([...dropped.kept]).toEqual(['single'])
    expect(dropped.leftOut.get('first injected')).toBe(reasons.withTriple)
  })

  it('never takes what the second check refuses, whatever was decided', () => {
    const finding = { check: 'one-right-option', what: 'B is right as well' }
    const rechecked = new Map(passing).set('single', {
      id: 'single',
      findings: [finding],
      judges: 'disagrees',
    })
    const { kept, leftOut } = choose({ rechecked, decisions: new Map([['single', 'keep']]) })
    expect(kept).not.toContain('single')
    expect(leftOut.get('single')).toBe('second check, one-right-option: B is right as well')
  })
})
