// "Which finding is affirmed (denied) of the patient?" Right is what a stated fact says with that polarity and
// the text does not contradict; wrong is the other polarity, or a finding nobody names.
import type { Fact } from '../../records/fact.ts'
import { polarityInSentence, type Polarity } from '../polarity.ts'
import { quantities, sameQuantity } from '../quantity.ts'
import { containment, containsPhrase, contentWords, plain, sentences } from '../words.ts'
import type { Answer, Oracle } from './oracle.ts'

export const stated: Oracle<'stated'> = {
  probe: 'stated',
  prepare: ({ polarity, about }, material) => {
    const known = [...material.stated.keys()]
      .map((id) => material.facts.get(id))
      .filter((fact): fact is Fact => fact !== undefined && (about !== 'allergy' || fact.kind === 'allergy'))
    const lines = material.visible.flatMap((turn) => sentences(material.textOf(turn)))
    const wanted = polarity === 'denied'
    const judge = (option: string): Answer => {
      const own = known.filter((fact) => isAbout(fact, option))
      const ofPatient = own.filter((fact) => fact.experiencer === 'patient')
      const agreeing = ofPatient.filter((fact) => fact.negated === wanted && fact.certainty === 'certain')
      const opposed = ofPatient.filter((fact) => fact.negated !== wanted)
      if (agreeing.length > 0 && opposed.length > 0) return 'undecidable'
      const inText = readings(lines, option)
      const opposite: Polarity = wanted ? 'affirmed' : 'denied'
      if (agreeing.length > 0) return inText.has(opposite) && !inText.has(polarity) ? 'undecidable' : 'right'
      if (opposed.length > 0) return inText.has(polarity) && !inText.has(opposite) ? 'undecidable' : 'wrong'
      if (own.length > 0) return own.every((fact) => fact.experiencer !== 'patient') ? 'wrong' : 'undecidable'
      if (inText.has(polarity)) return inText.size === 1 ? 'right' : 'undecidable'
      if (inText.has('unclear')) return 'undecidable'
      return 'wrong'
    }
    return { problems: [], judge }
  },
}

/** The fact's finding is the option's: the same words, or the option with the fact's value. */
function isAbout(fact: Fact, option: string): boolean {
  if (plain(fact.name) === plain(option)) return true
  if (fact.kind === 'allergy') {
    const substance = (text: string): string =>
      contentWords(text)
        .filter((word) => !/^(?:allerg\w+|intoleran\w+|sensitiv\w+)$/.test(word))
        .join(' ')
    return substance(fact.name) === substance(option)
  }
  const full = [fact.name, fact.value ?? '', fact.unit ?? '', fact.dose ?? ''].join(' ')
  const numbers = quantities(option)
  if (!numbers.every((number) => quantities(full).some((candidate) => sameQuantity(candidate, number))))
    return false
  if (containment(option, full) === 1 && containment(fact.name, option) === 1) return true
  return fact.code?.display !== undefined && plain(fact.code.display) === plain(option)
}

/** What the sentences say of the option's words. */
function readings(lines: readonly string[], option: string): Set<Polarity> {
  const found = new Set<Polarity>()
  for (const line of lines) {
    if (!containsPhrase(line, option)) continue
    const reading = polarityInSentence(line, option)
    if (reading !== 'absent') found.add(reading)
  }
  return found
}
