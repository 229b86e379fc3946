// "Why was … done?" Right is the reason that a stated fact or the corpus's label gives for the subject; wrong
// is a reason which no sentence about the subject names.
import { labelsOf } from '../../records/label.ts'
import { containment, containsPhrase, plain, similarity } from '../words.ts'
import type { Answer, Oracle } from './oracle.ts'
import { mentionsOf, statedOf } from './subject.ts'

export const reason: Oracle<'reason'> = {
  probe: 'reason',
  prepare: ({ subject }, material) => {
    const given = statedOf(material, subject).flatMap((fact) =>
      fact.reason === undefined ? [] : [fact.reason],
    )
    for (const order of labelsOf(material.case.labels, 'order')) {
      const same =
        plain(order.description) === plain(subject.name) || containsPhrase(order.description, subject.name)
      if (same && order.reason !== undefined) given.push(order.reason)
    }
    const mentions = mentionsOf(material, subject.name)
    const problems = given.length === 0 ? ['no reason is stated for the subject'] : []
    const judge = (option: string): Answer => {
      if (given.some((text) => plain(text) === plain(option))) return 'right'
      if (
        given.some(
          (text) =>
            similarity(text, option) >= 0.5 || containsPhrase(text, option) || containsPhrase(option, text),
        )
      ) {
        return 'undecidable'
      }
      return mentions.some((sentence) => containment(option, sentence) === 1) ? 'undecidable' : 'wrong'
    }
    return { problems, judge }
  },
}
