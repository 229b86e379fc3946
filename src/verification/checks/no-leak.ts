// "At turn K" sees nothing after K, and no answer stands where it should have to be inferred: what the answer
// rests on is stated in shown turns; a masked turn's words and a next action are not.
import type { Material } from '../material.ts'
import type { Check } from '../check.ts'
import { goldOption } from '../../records/task.ts'
import { containment, containsPhrase, contentWords, plain, sentences } from '../words.ts'

export const noLeak: Check = {
  name: 'no-leak',
  title: 'nothing after the view is needed or shown; what is hidden does not stand in the open',
  run: (material) => [...turnNumbers(material), ...needed(material), ...hidden(material)],
}

/** Turn numbers in the question and the options lie inside the view. */
function turnNumbers({ task }: Material): string[] {
  const problems: string[] = []
  const texts: (readonly [string, string])[] = [
    ['the question', task.question],
    ...task.options.map((option) => [`option ${option.letter}`, option.text] as const),
  ]
  for (const [place, text] of task.probe.kind === 'masked_turn' ? texts.slice(0, 1) : texts) {
    for (const match of text.matchAll(/\bturns? (\d+)(?:\s?(?:and|to|or|–|-|,)\s?(\d+))?/gi)) {
      for (const number of [match[1], match[2]]) {
        if (number === undefined) continue
        if (Number(number) < task.view.from || Number(number) > task.view.to) {
          problems.push(`${place} names turn ${number}, which is not shown`)
        }
      }
    }
  }
  return problems
}

/** For questions about what is stated, each cited fact is stated in a turn the reader can read. */
function needed({ task, stated }: Material): string[] {
  if (!['value', 'sequence', 'stated', 'reason', 'change'].includes(task.probe.kind)) return []
  const ids = new Set([...task.facts, ...(task.probe.kind === 'sequence' ? task.probe.facts : [])])
  const problems = [...ids]
    .filter((id) => !stated.has(id))
    .map((id) => `fact ${id} is not stated in a turn that can be read`)
  if (ids.size === 0 && task.label === undefined) problems.push('it rests on no fact')
  return problems
}

/** The masked turn, and the next action, do not stand in what is shown. */
function hidden(material: Material): string[] {
  const { task, shown, visible, textOf } = material
  if (task.probe.kind === 'masked_turn') {
    const { turn } = task.probe
    const text = shown.find((candidate) => candidate.number === turn)?.text ?? ''
    const told = visible.some((candidate) => plain(textOf(candidate)).includes(plain(text)))
    return text !== '' && told ? ['the masked turn stands in another turn that is shown'] : []
  }
  if (task.probe.kind !== 'next_action') return []
  const gold = goldOption(task).text
  if (containsPhrase(material.visibleText, gold)) return ['the next action stands in the shown turns']
  if (contentWords(gold).length < 2) return []
  for (const turn of visible) {
    for (const sentence of sentences(textOf(turn))) {
      if (!sentence.endsWith('?') && containment(gold, sentence) === 1) {
        return [`turn ${turn.number} already says the next action`]
      }
    }
  }
  return []
}
