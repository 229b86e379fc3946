// What every regime must do, whatever it asks for. Used by the test of each member.
import { expect, it } from 'vitest'
import { contextText, shownTurns } from '../conversations/view.ts'
import { letters, type Letter, type Task } from '../records/task.ts'
import { createPrompt, type Asked, type Regime, type TaskContext } from './prompt.ts'

/** The regime under the contract, made anew at each call; `permute` reaches what it shows of examples. */
export type RegimeMaker = (permute?: number) => Regime

const textOf = ({ messages }: Asked): string => messages.map(({ content }) => content).join('\n')

export function testRegime(
  make: RegimeMaker,
  { tasks, contextOf }: { readonly tasks: readonly Task[]; readonly contextOf: (task: Task) => TaskContext },
): void {
  const ask = (task: Task, permute?: number): Asked =>
    createPrompt(make(permute), permute).ask(task, contextOf(task))

  it('shows the whole context, the question and all options with their letters', () => {
    for (const task of tasks) {
      const { case: source, conversation } = contextOf(task)
      const asked = ask(task)
      const last = asked.messages.at(-1)
      expect(last?.role).toBe('user')
      expect(last?.content).toContain(contextText(source, shownTurns(conversation, task.view)))
      expect(last?.content).toContain(task.question)
      for (const { letter, text } of task.options) expect(last?.content).toContain(`\n${letter}. ${text}`)
      expect(textOf(asked)).not.toMatch(/\{\{\w+\}\}|<!--/)
    }
  })

  it('knows nothing of what is right', () => {
    for (const task of tasks) {
      const other = task.options.find(({ letter }) => letter !== task.gold)?.letter as Letter
      const changed: Task = {
        ...task,
        gold: other,
        rationale: 'Changed.',
        challenge: undefined,
        facts: [],
        turns: [],
        behavior: { score: 0.5, class: 'balanced', token: '<reactive>', reason: 'changed' },
      }
      expect(ask(changed)).toMatchObject({ messages: ask(task).messages, shots: ask(task).shots })
      expect(textOf(ask(task))).not.toContain(task.rationale)
      expect(textOf(ask(task))).not.toContain(task.id)
    }
  })

  it('asks the same in the same words every time, and says how much', () => {
    expect(createPrompt(make()).hash).toBe(createPrompt(make()).hash)
    for (const task of tasks) {
      const asked = ask(task)
      expect(ask(task).messages).toEqual(asked.messages)
      expect(asked.characters).toBe(asked.messages.reduce((sum, { content }) => sum + content.length, 0))
    }
  })

  it('shows options in another order under a permutation, and maps every letter back', () => {
    expect(createPrompt(make(7), 7).hash).not.toBe(createPrompt(make()).hash)
    for (const task of tasks) {
      const asked = ask(task, 7)
      const own = task.options.map(({ letter }) => letter)
      expect(asked.order.toSorted()).toEqual(own)
      for (const [place, letter] of own.entries()) {
        const shown = letters[place] as Letter
        const meant = asked.order[place] as Letter
        const text = task.options.find((option) => option.letter === meant)?.text as string
        expect(asked.messages.at(-1)?.content).toContain(`\n${letter}. ${text}`)
        expect(asked.read(`Answer: ${shown}`)).toMatchObject({ shown, answer: meant })
        expect(asked.read(text)).toMatchObject({ shown, answer: meant })
      }
      expect(asked.read('I cannot say.')).toMatchObject({ shown: null, answer: null })
    }
  })

  it('does not take words of a task for a placeholder', () => {
    const [task] = tasks
    if (task === undefined) return
    const question = 'What does {{options}} stand for, and {{letters}}?'
    expect(textOf(ask({ ...task, question }))).toContain(question)
  })
}
