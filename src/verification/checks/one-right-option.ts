// Exactly one option is right, and it is gold: decided by the oracle of the probe from the option texts. An
// option that cannot be decided, or one that nearly repeats gold, rejects the task.
import { goldOption } from '../../records/task.ts'
import type { Check } from '../check.ts'
import { judgeFor } from '../oracles/index.ts'
import { quantities } from '../quantity.ts'
import { plain, similarity, words } from '../words.ts'

export const oneRightOption: Check = {
  name: 'one-right-option',
  title: 'an independent oracle finds exactly one right option, and it is gold',
  run: (material) => {
    const { task } = material
    const { problems: unsound, judge } = judgeFor(material)
    const problems = [...unsound]
    for (const option of task.options) {
      const answer = judge(option.text)
      const isGold = option.letter === task.gold
      if (isGold && answer !== 'right') problems.push(`gold is ${answer}`)
      if (!isGold && answer === 'right') problems.push(`option ${option.letter} is right too`)
      if (!isGold && answer === 'undecidable') problems.push(`option ${option.letter} cannot be decided`)
    }
    const gold = goldOption(task)
    for (const option of task.options) {
      if (option.letter !== task.gold && nearlySame(option.text, gold.text, task.probe.kind)) {
        problems.push(`option ${option.letter} nearly repeats gold`)
      }
    }
    return problems
  },
}

/** Same words in another order or form, and the same numbers. In sequences only order differs, in claims a name. */
function nearlySame(a: string, b: string, kind: string): boolean {
  if (kind === 'sequence' || kind === 'concern') return false
  const numbers = (text: string): string =>
    quantities(text)
      .map((quantity) => `${quantity.value}/${quantity.second ?? ''} ${quantity.unit}`)
      .join()
  if (numbers(a) !== numbers(b)) return false
  if (plain(a) === plain(b)) return true
  if (similarity(a, b) < 1) return false
  // The same content words; "no fever" and "fever" still differ, and so do "from A to B" and "from B to A".
  const negative = (text: string): boolean =>
    words(text).some((word) => /^(?:no|not|never|without)$|n't$/.test(word))
  const ordered = words(a).toSorted().join(' ') === words(b).toSorted().join(' ')
  return negative(a) === negative(b) && !ordered
}
