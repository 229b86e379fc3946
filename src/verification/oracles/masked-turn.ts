// "What did the missing turn say?" Right is its own text; wrong is any other that does not say nearly the same.
import { plain, similarity } from '../words.ts'
import type { Answer, Oracle } from './oracle.ts'

export const maskedTurn: Oracle<'masked_turn'> = {
  probe: 'masked_turn',
  prepare: ({ turn }, material) => {
    const hidden = material.shown.find((candidate) => candidate.number === turn)
    const problems: string[] = []
    if (hidden === undefined) problems.push('the masked turn is not in the view')
    else if (hidden.edited) problems.push('the masked turn was edited')
    if (material.visible.length < 2) problems.push('fewer than two turns are left to infer it from')
    const text = hidden?.text ?? ''
    const judge = (option: string): Answer => {
      if (plain(option) === plain(text)) return 'right'
      return similarity(option, text) >= 0.8 ? 'undecidable' : 'wrong'
    }
    return { problems, judge }
  },
}
