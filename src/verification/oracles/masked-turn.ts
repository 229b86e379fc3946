// "What did the missing turn say?" Right is its own text; wrong is any other that does not say nearly the same. Where
// the next turn answers with findings of the knowledge base, the missing question must ask for all of them, and no
// other option may.
import { codeSystem } from '../../knowledge/code.ts'
import type { Finding } from '../../knowledge/finding.ts'
import { knowledge } from '../../knowledge/knowledge.ts'
import type { Material } from '../material.ts'
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
    const answered = answeredIn(material, turn + 1)
    if (material.conversation.origin === 'simulated' && answered.length === 0)
      problems.push('the next turn answers no question that is known')
    const asksForAll = (option: string): boolean => answered.every((finding) => asksFor(option, finding))
    if (answered.length > 0 && !asksForAll(text))
      problems.push('the masked turn does not ask what is answered')
    const judge = (option: string): Answer => {
      if (plain(option) === plain(text)) return 'right'
      if (answered.length > 0) return asksForAll(option) ? 'undecidable' : 'wrong'
      return similarity(option, text) >= 0.8 ? 'undecidable' : 'wrong'
    }
    return { problems, judge }
  },
}

/** The symptoms that a turn says the patient has or has not, where the knowledge base knows them. */
function answeredIn(material: Material, turn: number): Pick<Finding, 'ask'>[] {
  const { findings } = knowledge()
  return [...material.stated].flatMap(([id, turns]) => {
    const { code, kind } = material.facts.get(id) ?? {}
    if (!turns.includes(turn) || kind !== 'symptom' || code?.system !== codeSystem) return []
    const finding = findings.get(code.code.replace('findings:', ''))
    // Nobody can have asked for what the knowledge base does not know.
    return [finding ?? { ask: [] }]
  })
}

function asksFor(text: string, { ask = [] }: Pick<Finding, 'ask'>): boolean {
  return ask.some((phrase) => patternOf(phrase).test(text))
}

/** A phrase of the knowledge base as a pattern: "{he}" is any word, "[a|b]" is either. */
function patternOf(phrase: string): RegExp {
  const parts = phrase.split(/(\{\w+\}|\[[^\]]*\])/).map((part) => {
    if (part.startsWith('{')) return "[\\w'’]+"
    if (part.startsWith('[')) return `(?:${part.slice(1, -1).split('|').map(escaped).join('|')})`
    return escaped(part)
  })
  return new RegExp(parts.join(''), 'i')
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
