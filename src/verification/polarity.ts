// Whether a text affirms or denies a finding: a small negation window of the checker's own. It answers
// "unclear" rather than guess; questions are never statements.
import { stem, words } from './words.ts'

export type Polarity = 'affirmed' | 'denied' | 'unclear' | 'absent'

const before = new Set(
  'no not without denies denied denying negative never none neither nor absent lack lacks lacked cannot unremarkable'
    .split(' ')
    .map(stem),
)
const contracted = /n't$|^(?:do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|should)nt$/
const after =
  /^(?:(?:is|are|was|were|has|have|had|been)\s)*(?:not|never|no longer|discontinued|stopped|absent|negative|denied|ruled out|excluded|unremarkable)\b/
const hedges = new Set(
  'possible possibly probable suspected suspicion question may might consider considered rule if'
    .split(' ')
    .map(stem),
)
/** Words that end the reach of a negation. */
const stops = new Set([
  'but',
  'however',
  'although',
  'though',
  'except',
  'despite',
  'with',
  'and',
  'has',
  'reports',
  'complains',
])
const reach = 7

/** What the sentence says of the term; "absent" where it does not name it. */
export function polarityInSentence(sentence: string, term: string): Polarity {
  // A semicolon ends the reach of a negation: "No ptosis; hyperglycaemia." Not in a question, which states nothing.
  const clauses = sentence.trim().endsWith('?') ? [sentence] : sentence.split(';')
  return combined(clauses.map((clause) => polarityInClause(clause, term)))
}

/** What several passages say together; "unclear" where they disagree. */
function combined(verdicts: readonly Polarity[]): Polarity {
  const [first, ...others] = new Set(verdicts.filter((verdict) => verdict !== 'absent'))
  if (first === undefined) return 'absent'
  return others.length === 0 ? first : 'unclear'
}

function polarityInClause(sentence: string, term: string): Polarity {
  const tokens = words(sentence)
  const needle = words(term).map(stem)
  if (needle.length === 0) return 'absent'
  const stems = tokens.map(stem)
  const verdicts: Polarity[] = []
  for (let at = 0; at + needle.length <= stems.length; at++) {
    if (!needle.every((word, index) => stems[at + index] === word)) continue
    verdicts.push(polarityAt(tokens, stems, at, needle.length, sentence))
  }
  return combined(verdicts)
}

function polarityAt(
  tokens: readonly string[],
  stems: readonly string[],
  at: number,
  length: number,
  sentence: string,
): Polarity {
  if (sentence.trim().endsWith('?')) return 'unclear'
  let listed = true
  for (let i = at - 1; i >= 0 && i >= at - reach * 2; i--) {
    const word = tokens[i] as string
    if (hedges.has(stems[i] as string)) return 'unclear'
    if (before.has(stems[i] as string) || contracted.test(word)) {
      // "denies fever, chills and cough": a list carries a negation further than a clause does.
      return at - i <= reach ? (listed ? 'denied' : 'unclear') : 'unclear'
    }
    if (stops.has(word) && word !== 'and') listed = false
  }
  const rest = tokens.slice(at + length, at + length + 7).join(' ')
  if (after.test(rest)) return 'denied'
  // "syphilis and HIV antibodies were negative": whether that reaches back is not ours to say.
  return /\b(?:was|were|is|are) (?:all |both )?(?:negative|not|absent|excluded|unremarkable|normal)\b/.test(
    rest,
  )
    ? 'unclear'
    : 'affirmed'
}
