// "In which order did these happen?" The order is computed again from the times of the facts; an option is
// right when it contradicts none of them, and every pair must be decidable.
import { compareTimes } from '../times.ts'
import { containment, plain } from '../words.ts'
import type { Answer, Oracle } from './oracle.ts'

export const sequence: Oracle<'sequence'> = {
  probe: 'sequence',
  prepare: ({ labels, facts: ids }, material) => {
    const problems: string[] = []
    const facts = ids.map((id) => material.facts.get(id))
    if (labels.length !== ids.length) problems.push('labels and facts differ in number')
    if (labels.length < 3) problems.push('fewer than three events')
    if (new Set(labels.map(plain)).size !== labels.length) problems.push('two events have the same label')
    for (const [index, label] of labels.entries()) {
      const fact = facts[index]
      if (fact === undefined) continue
      const known = [
        fact.name,
        fact.value ?? '',
        fact.unit ?? '',
        fact.evidence.quote,
        fact.code?.display ?? '',
        fact.dose ?? '',
        fact.time?.text ?? '',
        fact.kind,
      ].join(' ')
      if (containment(label, known) < 0.5) problems.push(`event ${index + 1} is not what its fact says`)
      const twin = facts.findIndex((other, at) => at > index && other !== undefined && other.id === fact.id)
      if (twin >= 0) problems.push(`events ${index + 1} and ${twin + 1} are one fact`)
    }
    const judge = (option: string): Answer => {
      const order = option
        .split(/\s*(?:→|->)\s*/)
        .map((label) => labels.findIndex((known) => plain(known) === plain(label)))
      if (order.includes(-1) || new Set(order).size !== labels.length) return 'wrong'
      let undecided = false
      for (let i = 0; i < order.length; i++) {
        for (let j = i + 1; j < order.length; j++) {
          const relation = compareTimes(facts[order[i] as number]?.time, facts[order[j] as number]?.time)
          if (relation === 'after') return 'wrong'
          if (relation === 'unknown') undecided = true
        }
      }
      return undecided ? 'undecidable' : 'right'
    }
    return { problems, judge }
  },
}
