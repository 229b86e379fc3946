// Balanced gold letters: within each type and number of options every letter is right equally often, up to
// one, whatever order the tasks came in. Letters carry no information then.
import { randomFor } from '../kit/random.ts'
import { createTask, letters, type Letter, type Option, type Task } from '../records/task.ts'

export interface LetterBalancer {
  /** The same task with its gold option at the next letter due, under its new id. */
  place(task: Task): Task
}

export function createLetterBalancer(seed: number): LetterBalancer {
  const blocks = new Map<string, { number: number; left: Letter[] }>()
  const nextLetter = (type: string, count: number): Letter => {
    const key = `${type} ${count}`
    const block = blocks.get(key) ?? { number: 0, left: [] }
    if (block.left.length === 0) {
      block.left = randomFor(seed, 'letters', key, block.number).shuffle(letters.slice(0, count))
      block.number += 1
    }
    blocks.set(key, block)
    return block.left.pop() as Letter
  }
  return {
    place: (task) => {
      const gold = nextLetter(task.type, task.options.length)
      const { id: _, ...content } = task
      return createTask({ ...content, options: moveGold(task, gold), gold })
    },
  }
}

/** Swaps the gold text with the one at `target`; the other options keep their places. */
function moveGold(task: Task, target: Letter): Option[] {
  const textAt = (letter: Letter): string =>
    task.options.find((option) => option.letter === letter)?.text ?? ''
  return task.options.map(({ letter, text }) => {
    if (letter === target) return { letter, text: textAt(task.gold) }
    if (letter === task.gold) return { letter, text: textAt(target) }
    return { letter, text }
  })
}
