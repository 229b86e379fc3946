// "What, if anything, must be raised?" The state of the case is recomputed from the shown words; then each
// option is read as a claim (nothing is wrong; it was put right; something is wrong) and held against it.
import { claimOf, stanceOf, type Claim } from '../claim.ts'
import { knowledgeJudgeOf } from '../knowledge-judges.ts'
import { labelledJudge } from '../labelled.ts'
import type { Material } from '../material.ts'
import { mentions, situationOf, type Situation } from '../situation.ts'
import { saysVersion } from '../spoken.ts'
import { quantities, sameQuantity } from '../quantity.ts'
import { containsPhrase, contentWords, containment, plain, withoutTurnNumbers } from '../words.ts'
import type { Answer, Oracle } from './oracle.ts'

export const concern: Oracle<'concern'> = {
  probe: 'concern',
  prepare: (_, material) => {
    const situation = situationOf(material)
    if (situation === undefined)
      return { problems: ['it asks for a concern without a challenge'], judge: () => 'undecidable' }
    const silent = material.task.options.some((option) => stanceOf(option.text) === 'silent')
    const problems = silent ? [] : ['no option says that there is nothing to raise']
    const byLabel = labelledJudge(material)
    const byKnowledge = knowledgeJudgeOf(material)?.judge
    const general = byLabel ?? ((option: string) => judge(option, situation, material))
    const decide = (option: string): Answer => byKnowledge?.(option, material) ?? general(option)
    return {
      problems,
      judge: (option) =>
        namesItsTurns(option, material, byKnowledge !== undefined) ? decide(option) : 'undecidable',
    }
  },
}

/** Whether an option speaks of the report and not of another turn; a strict reading also asks for the turns about it. */
function namesItsTurns(option: string, material: Material, strict: boolean): boolean {
  const { challenge } = material.task
  const planted = plain(challenge?.planted ?? '')
  const report = material.visible.findLast(
    (turn) => turn.edited && plain(material.textOf(turn)).includes(planted),
  )
  if (challenge?.origin !== 'planted' || planted === '' || report === undefined) return true
  const turns = [...option.matchAll(/\bturn (\d+)/gi)].map((match) => Number(match[1]))
  const stance = stanceOf(option)
  if (stance === 'silent') return turns.every((turn) => turn === report.number)
  if (!strict) return true
  const after = material.visible.filter((turn) => turn.edited && turn.number > report.number)
  const answers = turns.filter((turn) => after.some(({ number }) => number === turn))
  const others = turns.filter((turn) => turn > report.number && !answers.includes(turn))
  return turns.includes(report.number) && others.length === 0 && (stance === 'settled') === answers.length > 0
}

function judge(option: string, { state }: Situation, material: Material): Answer {
  if (state === 'unknown') return 'undecidable'
  const stance = stanceOf(option)
  if (stance === 'silent') return state === 'clean' ? 'right' : 'wrong'
  const claim = claimOf(option)
  const held = holds(claim, stance, material, option)
  if (held === 'wrong') return 'wrong'
  if (held === 'undecidable') return 'undecidable'
  // The fault is there as the option says; whether it stands or was put right is the case's, not the option's.
  if (state === 'clean') return claim.kind === 'free' ? 'wrong' : 'undecidable'
  return (stance === 'settled') === (state === 'settled') ? 'right' : 'wrong'
}

/** Whether what the option claims was said or left out is so: "right" when it is. */
function holds(claim: Claim, stance: 'settled' | 'concern', material: Material, option: string): Answer {
  switch (claim.kind) {
    case 'versions': {
      const said = claim.versions.map((version) => saysVersion(material, claim.thing, version))
      return said.includes('no') ? 'wrong' : said.includes('unclear') ? 'undecidable' : 'right'
    }
    case 'allergy': {
      const turn = material.visible.find((candidate) => candidate.number === claim.turn)
      const ordered = turn !== undefined && containsPhrase(material.textOf(turn), claim.drug)
      const allergies = [...material.stated]
        .map(([id, turns]) => ({ fact: material.facts.get(id), turns }))
        .filter(
          ({ fact }) => fact?.kind === 'allergy' && !fact.negated && containsPhrase(fact.name, claim.drug),
        )
      const documented = allergies.some(
        ({ turns }) => claim.documented === undefined || turns.includes(claim.documented),
      )
      return ordered && documented ? 'right' : 'wrong'
    }
    case 'omission': {
      const turn = material.visible.find((candidate) => candidate.number === claim.turn)
      if (turn === undefined || mentions(material.textOf(turn), claim.item)) return 'wrong'
      return isTarget(claim.item, material) ? 'right' : 'undecidable'
    }
    case 'free':
      return judgeFree(option, stance, material)
  }
}

function isTarget(item: string, material: Material): boolean {
  const truth = material.task.challenge?.truth ?? ''
  return containsPhrase(item, truth) || containsPhrase(truth, item)
}

/**
 * A claim in no known form: right when it names both versions (or the omitted item); wrong when it gives a
 * number or quoted words that stand nowhere, or calls missing what a planted turn has.
 */
function judgeFree(option: string, stance: 'settled' | 'concern', material: Material): Answer {
  const bare = withoutTurnNumbers(option)
  const written = quantities(material.visibleText)
  const asked = quantities(bare)
  if (asked.some((number) => !written.some((candidate) => sameQuantity(candidate, number)))) return 'wrong'
  const quotes = [...bare.matchAll(/[“"]([^”"]+)[”"]/g)].map((match) => match[1] as string)
  if (quotes.some((quote) => !plain(material.visibleText).includes(plain(quote)))) return 'wrong'
  const { planted = '', truth = '', kind } = material.task.challenge ?? {}
  if (kind === 'omission') {
    if (mentions(bare, truth)) return 'right'
    const edited = material.visible
      .filter((turn) => turn.edited)
      .map(material.textOf)
      .join('\n')
    const named = contentWords(bare).filter((word) => containment(word, material.visibleText) === 1)
    return stance === 'concern' && named.length > 0 && containment(named.join(' '), edited) >= 0.75
      ? 'wrong'
      : 'undecidable'
  }
  const holdsNumbers = (text: string): boolean => {
    const numbers = quantities(text)
    return numbers.length > 0
      ? numbers.some((number) => asked.some((candidate) => sameQuantity(candidate, number)))
      : containment(text, bare) >= 0.5
  }
  return holdsNumbers(planted) && holdsNumbers(truth) ? 'right' : 'undecidable'
}
