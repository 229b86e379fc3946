// Ways to break a valid task, each with the check that must notice. For tests: a checker is worth only what it
// rejects. Every mutation is a function of a task and a stream of numbers, so that many variants are tried.
import type { Random } from '../kit/random.ts'
import { letters, type Letter, type Task } from '../records/task.ts'

export interface Mutation {
  readonly name: string
  /** The check that must complain. */
  readonly caughtBy: string
  /** The broken task; undefined where this task cannot be broken in this way. */
  readonly apply: (task: Task, random: Random) => Task | undefined
}

const goldIndex = (task: Task): number => task.options.findIndex((option) => option.letter === task.gold)
const wrongLetters = (task: Task): Letter[] =>
  task.options.map((option) => option.letter).filter((letter) => letter !== task.gold)
const withTexts = (task: Task, change: (text: string, index: number) => string): Task => ({
  ...task,
  options: task.options.map((option, index) => ({ ...option, text: change(option.text, index) })),
})
const withGold = (task: Task, text: string): Task =>
  withTexts(task, (old, index) => (index === goldIndex(task) ? text : old))
const withWrong = (task: Task, text: string, random: Random): Task => {
  const at = letters.indexOf(random.pick(wrongLetters(task)))
  return withTexts(task, (old, index) => (index === at ? text : old))
}
const goldText = (task: Task): string => task.options[goldIndex(task)]?.text ?? ''

/** The planted words and their turn, with one of the two exchanges that fits made in both. */
function replant(task: Task, ...exchanges: readonly [string, string, string, string]): Task {
  const [from, to, otherFrom, otherTo] = exchanges
  const change = (text: string): string => text.replace(from, to).replace(otherFrom, otherTo)
  const edits = task.view.edits.map((edit) =>
    edit.kind === 'remove' ? edit : { ...edit, text: change(edit.text) },
  )
  const challenge = { ...task.challenge, planted: change(task.challenge?.planted ?? '') }
  return { ...task, view: { ...task.view, edits }, challenge } as Task
}

export const mutations: readonly Mutation[] = [
  {
    name: 'another letter is called gold',
    caughtBy: 'one-right-option',
    apply: (task, random) => ({ ...task, gold: random.pick(wrongLetters(task)) }),
  },
  {
    name: 'the texts of gold and another option are swapped',
    caughtBy: 'one-right-option',
    apply: (task, random) => {
      const [a, b] = [goldIndex(task), letters.indexOf(random.pick(wrongLetters(task)))]
      const swap = new Map([
        [a, task.options[b]?.text ?? ''],
        [b, task.options[a]?.text ?? ''],
      ])
      return withTexts(task, (text, index) => swap.get(index) ?? text)
    },
  },
  {
    name: 'two options are the same',
    caughtBy: 'schema',
    apply: (task, random) => withWrong(task, ` ${goldText(task).toUpperCase()} `, random),
  },
  {
    name: 'gold is not offered',
    caughtBy: 'schema',
    apply: (task) => ({ ...task, gold: 'F' }),
  },
  {
    name: 'the letters have a gap',
    caughtBy: 'schema',
    apply: (task) => ({
      ...task,
      options: task.options.map((option, index) =>
        index === task.options.length - 1 ? { ...option, letter: 'F' as const } : option,
      ),
    }),
  },
  {
    name: 'the class does not follow from the score',
    caughtBy: 'schema',
    apply: (task) => ({
      ...task,
      behavior: {
        ...task.behavior,
        class: task.behavior.class === 'balanced' ? 'highly_reactive' : 'balanced',
      },
    }),
  },
  {
    name: 'the token is against the policy',
    caughtBy: 'schema',
    apply: (task) =>
      task.type === 'reasoning_differential_evolution' || task.type === 'integrity_missing_turn_inference'
        ? undefined
        : {
            ...task,
            behavior: {
              ...task.behavior,
              token: task.behavior.token === '<reactive>' ? '<proactive>' : '<reactive>',
            },
          },
  },
  {
    name: 'the view ends after the conversation',
    caughtBy: 'schema',
    apply: (task) => ({ ...task, view: { ...task.view, to: 99 } }),
  },
  {
    name: 'it cites a fact that is not there',
    caughtBy: 'resolves',
    apply: (task) => ({ ...task, facts: [...task.facts, 'fact_0000000000000000'] }),
  },
  {
    name: 'it cites a turn after the view',
    caughtBy: 'resolves',
    apply: (task) => ({ ...task, turns: [...task.turns, task.view.to + 1] }),
  },
  {
    name: 'it cites a masked turn',
    caughtBy: 'resolves',
    apply: (task) => {
      const turn = task.turns[0]
      if (turn === undefined || task.probe.kind === 'masked_turn') return undefined
      return { ...task, view: { ...task.view, masked: [turn] } }
    },
  },
  {
    name: 'the view ends before what it needs',
    caughtBy: 'no-leak',
    apply: (task) => {
      if (!['value', 'sequence', 'stated', 'reason', 'change'].includes(task.probe.kind)) return undefined
      const to = Math.max(...task.turns) - 1
      return to < 1 ? undefined : { ...task, view: { ...task.view, to } }
    },
  },
  {
    name: 'the question names a turn that is not shown',
    caughtBy: 'no-leak',
    apply: (task) => ({ ...task, question: `In turn ${task.view.to + 1}: ${task.question}` }),
  },
  {
    name: 'the next action is already shown',
    caughtBy: 'no-leak',
    apply: (task) =>
      task.probe.kind === 'next_action' ? { ...task, view: { ...task.view, to: 10 } } : undefined,
  },
  {
    name: 'the masked turn is shown again',
    caughtBy: 'no-leak',
    apply: (task) =>
      task.probe.kind === 'masked_turn'
        ? {
            ...task,
            view: {
              ...task.view,
              edits: [{ kind: 'insert', turn: 9, speaker: 'nurse', text: `As you said: ${goldText(task)}` }],
            },
          }
        : undefined,
  },
  {
    name: 'the question contains gold',
    caughtBy: 'giveaway',
    apply: (task) =>
      task.probe.kind === 'sequence'
        ? undefined
        : { ...task, question: `${task.question} (${goldText(task)})` },
  },
  {
    name: 'gold is far longer than the others',
    caughtBy: 'giveaway',
    apply: (task) =>
      withGold(task, `${goldText(task)} ${'as was found and written down with much care '.repeat(9).trim()}`),
  },
  {
    name: 'an option refers to the others',
    caughtBy: 'giveaway',
    apply: (task, random) =>
      task.probe.kind === 'masked_turn'
        ? undefined
        : withWrong(task, random.pick(['All of the above', 'None of these', 'Both A and C']), random),
  },
  {
    name: 'gold alone ends with a full stop',
    caughtBy: 'giveaway',
    apply: (task) =>
      ['masked_turn', 'keyed'].includes(task.probe.kind) ? undefined : withGold(task, `${goldText(task)}.`),
  },
  {
    name: 'an article fits gold alone',
    caughtBy: 'giveaway',
    apply: (task) => {
      const starts = task.options.map((option) => /^[aeiou]/i.test(option.text))
      if (!starts.includes(true) || !starts.includes(false)) return undefined
      return {
        ...task,
        question: `${task.question} It is ${starts[goldIndex(task)] === true ? 'an' : 'a'} …`,
      }
    },
  },
  {
    name: 'the planted turn is taken out',
    caughtBy: 'challenge-present',
    apply: (task) =>
      task.challenge === undefined
        ? undefined
        : { ...task, view: { ...task.view, edits: [], to: 11 }, turns: [2] },
  },
  {
    name: 'the challenge calls itself another member',
    caughtBy: 'challenge-present',
    apply: (task) => {
      const { challenge } = task
      if (challenge === undefined) return undefined
      const member =
        challenge.member === 'near_miss'
          ? 'injected'
          : challenge.member === 'injected'
            ? 'handled'
            : 'near_miss'
      return { ...task, challenge: { ...challenge, member } }
    },
  },
  {
    name: 'the injected fault is harmless',
    caughtBy: 'challenge-present',
    apply: (task) =>
      task.challenge?.member !== 'injected'
        ? undefined
        : replant(task, '36.1 °C', '38.9 °C', 'diabetes,', 'diabetes, penicillin allergy,'),
  },
  {
    name: 'the near miss is a fault',
    caughtBy: 'challenge-present',
    apply: (task) =>
      task.challenge?.member !== 'near_miss'
        ? undefined
        : replant(task, '102.0 °F', '97.0 °F', 'a penicillin allergy, ', ''),
  },
  {
    name: 'nobody puts the fault right',
    caughtBy: 'challenge-present',
    apply: (task) => {
      if (task.challenge?.member !== 'handled') return undefined
      const edits = task.view.edits.map((edit, index) =>
        index === 1 ? { ...edit, text: 'Thank you, noted.' } : edit,
      )
      return { ...task, view: { ...task.view, edits } }
    },
  },
  {
    name: 'the conversation is edited without a challenge',
    caughtBy: 'challenge-present',
    apply: (task) =>
      task.challenge === undefined
        ? {
            ...task,
            view: {
              ...task.view,
              edits: [{ kind: 'insert', turn: task.view.to, speaker: 'nurse', text: 'Noted.' }],
            },
          }
        : undefined,
  },
  {
    name: 'a number of gold is changed',
    caughtBy: 'one-right-option',
    apply: (task, random) => {
      if (!['value', 'change'].includes(task.probe.kind)) return undefined
      return withGold(
        task,
        goldText(task).replace(/\d+(?=\D*$)/, (digits) => String(Number(digits) + 3 + random.below(5))),
      )
    },
  },
  {
    name: 'the unit of gold is changed',
    caughtBy: 'one-right-option',
    apply: (task) => {
      if (!['value', 'change'].includes(task.probe.kind)) return undefined
      const text = goldText(task)
      return text.includes('mg/dL')
        ? withGold(task, text.replace('mg/dL', 'g/dL'))
        : withGold(task, text.replace('%', 'mmHg'))
    },
  },
  {
    name: 'gold stands again in other form or units',
    caughtBy: 'one-right-option',
    apply: (task, random) => {
      const again: Readonly<Record<string, string>> = {
        '91 %': '91.0 percent',
        '2.1 mg/dL': '21 mg/L',
        'penicillin allergy': 'allergy to penicillin',
        'It rose from 1.2 to 2.1 mg/dL': 'It increased from 1.2 mg/dL to 21 mg/L',
        'chest pain': 'night sweats',
        'Kidney ultrasound': 'Ultrasound of a kidney',
        'On 6 March 2021 the creatinine was 2.1 mg/dL.': 'On 6 March 2021 a creatinine was 2.1 mg/dL.',
      }
      const text = again[goldText(task)]
      return text === undefined ? undefined : withWrong(task, text, random)
    },
  },
  {
    name: 'a wrong option is true in the case',
    caughtBy: 'one-right-option',
    apply: (task, random) => {
      const truths: Readonly<Record<string, string>> = {
        next_action: 'Levofloxacin 750 mg once daily',
        concern: 'The temperature is given as 38.9 °C in turn 2 but as 36.1 °C in turn 7',
      }
      const text = truths[task.probe.kind]
      if (text === undefined) return undefined
      return task.probe.kind === 'concern' && task.challenge?.kind !== 'conflict'
        ? undefined
        : task.probe.kind === 'concern' && task.challenge?.member !== 'injected'
          ? undefined
          : withWrong(task, text, random)
    },
  },
  {
    name: 'the probe asks about something else',
    caughtBy: 'one-right-option',
    apply: (task) => {
      const { probe } = task
      if (probe.kind === 'value')
        return { ...task, probe: { ...probe, subject: { kind: 'vital', name: 'blood pressure' } } }
      if (probe.kind === 'stated') return { ...task, probe: { ...probe, polarity: 'affirmed' } }
      if (probe.kind === 'reason')
        return { ...task, probe: { ...probe, subject: { kind: 'procedure', name: 'kidney ultrasound' } } }
      if (probe.kind === 'change')
        return { ...task, probe: { ...probe, earlier: probe.later, later: probe.earlier } }
      if (probe.kind === 'sequence')
        return { ...task, probe: { ...probe, facts: [...probe.facts].reverse() } }
      return undefined
    },
  },
]
