// Whether a clause states a finding of the patient so plainly that a report of the contrary is surely wrong, and
// a report of the same surely right. What is asked, supposed, feared, told of relatives, or denied only in part
// or for the moment is not. Where that is in doubt the answer is no: then nothing is planted.
import { remembered } from '../kit/remember.ts'

/** A sentence, or the part of it up to a semicolon. */
export interface Clause {
  readonly clause: string
  /** What is said before it in the same turn. */
  readonly before: string
  /** Whether a question mark ends it. */
  readonly asked: boolean
}

/** What a clause says of the finding it names. */
export interface Statement extends Clause {
  readonly name: string
  readonly negated: boolean
  /** Whether it was said in a recorded conversation, where a finding is often named without being stated. */
  readonly spoken: boolean
}

const denial =
  /\b(?:no|not|never|nor|denies|denied|denying|without|negative|absent|absence|free of|none|neither|cannot)\b|n['’]t\b/i

/** A denial that reaches what follows, as far as commas and a few words. */
const nearDenial =
  /(?:\b(?:no|not|never|denies|denied|denying|without|negative for|absence of|free of)\b|n['’]t\b)[^,]{0,40}$/i

/** Questions of a speaker who leaves out the question mark, and subjects that are only brought up. */
const question =
  /\b(?:does|do|did|is|are|was|were|have|has|had|any) (?:that|you|it|this|there|your|pain|he|she|they)\b|\bif i\b|\b(?:how|what) about\b/i
const subject =
  /\b(?:back to|regarding|with regards? to|in terms of|as for|(?:talk|talking|ask|asking|asked|questions?) about)\b/i

/** Words that could not be made out, and relatives: nobody can tell of whom or what the clause speaks. */
const unsure =
  /\[|\b(?:mother|father|mom|mum|dad|brother|sister|son|daughter|wife|husband|partner|boyfriend|girlfriend|parents?|siblings?|cousin|aunt|uncle|grand\w+|nephew|niece|family|relatives?|friends?|people|every(?:one|body)|some(?:one|body)|household|at home)\b/i

/** What may be, is feared, is looked for, or is one of several: not stated as present. */
const supposed =
  /\b(?:possib\w*|probab\w*|perhaps|maybe|may|might|could|would|should|can|likely|suspect\w*|suspicio\w*|concern\w*|worr\w*|questionable|rul(?:e|es|ed|ing) out|differential|consider\w*|suggest\w*|consistent with|risks?|side effects?|if|unless|whether|in case|watch|sort of|kind of|almost|seem\w*|sounds?|looks? like|look like|think|thought|guess|appear\w*|will|going to|gonna|or|such as|including|expected|avoid\w*|prevent\w*|screen\w*|test(?:s|ed|ing)? for|history for|to (?:see|check|look|find|examine|exclude|assess)|versus|vs|(?:better|worse|worsened|triggered|provoked|aggravated|relieved) (?:with|when|by|after))\b|['’]ll\b/i

/** A list of what may go wrong can begin some sentences earlier. */
const warning = /\b(?:risks?|side effects?|complications?|watch for|call (?:me|us)|warning signs)\b/i

/** A denial for the moment, of a part, or with an exception leaves room for the finding. */
const partly =
  /\b(?:possib\w*|may|might|could|would|should|if|unless|whether|sure|know|think|recent|recently|currently|today|now|at (?:present|this|that|the) ?(?:time|moment|point)?|yet|any ?more|no longer|resolved|improv\w*|until|except|other than|apart from|aside from|but|although|though|only|much|many|really|particularly|significant|remember|recall)\b/i

/** What may stand before the name in a denial; any other word narrows what is denied: "no productive cough". */
const denialBefore =
  /(?:^|[,:“"(]|\b(?:no|not|any|without|denies|denied|denying|deny|or|and|nor|of|for|having|has|have|had|been|being|is|are|was|were|experienc\w+|report\w*|complain\w*|a|an|the))\s*$/i
const denialAfter =
  /^\p{L}*\s*(?:$|[,:.)”"(]|(?:and|or|nor|noted|present|seen|detected|either|reported|identified|observed|was|were|is|are)\b)/iu

/** Signs of one place: "no tenderness" of the chest does not deny it of the abdomen. */
const local =
  /\b(?:tenderness|swelling|o?edema|erythema|redness|warmth|mass|masses|lumps?|lesions?|nodules?|plaques?|papules?|pustules?|vesicles?|ulcers?|ulceration|deformity|effusions?|discharge|bleeding|stiffness|guarding|bruising|ecchymos[ie]s|injury|trauma|fractures?)$/i

/** Parts of the body: "nodules in the prostate" is not denied by "no nodules"; and "smoking it" is another thing. */
const placeBefore =
  /\b(?:right|left|upper|lower|abdominal|cervical|axillary|corneal|pedal|ankle|facial|chest|neck|back|prostate|with no|shows no)\s*$/i
const placeAfter = /^\s+(?:it|of|in|on|over|at|to|along|around|below|above)\b/i

export function isPlain(statement: Statement): boolean {
  const { clause, asked, name, negated } = statement
  if (
    asked ||
    !named(name).test(clause) ||
    question.test(clause) ||
    subject.test(clause) ||
    unsure.test(clause)
  )
    return false
  if (denial.test(clause) !== negated || isLocated(statement)) return false
  return negated ? isDeniedWhole(statement) : isAffirmedSurely(statement)
}

function isLocated({ clause, name }: Statement): boolean {
  const [before, after] = around(clause, name)
  return placeBefore.test(before) || placeAfter.test(after)
}

function isDeniedWhole({ clause, name }: Statement): boolean {
  const [before, after] = around(clause, name)
  return !local.test(name) && !partly.test(clause) && denialBefore.test(before) && denialAfter.test(after)
}

function isAffirmedSurely(statement: Statement): boolean {
  const { clause, before } = statement
  if (supposed.test(clause) || /\bany\b/i.test(clause) || warning.test(before.slice(-250))) return false
  return !(statement.spoken && isBroughtUp(statement))
}

const fillers = /^(?:okay|ok|um|uh|yeah|yes|so|and|well|but|just|then|also)$/i

/** A subject without a verb is brought up, not stated: "Your cough." */
function isBroughtUp({ clause, name }: Statement): boolean {
  const [before, after] = around(clause, name)
  const others = (`${before} ${after}`.match(/\p{L}+/gu) ?? []).filter((word) => !fillers.test(word))
  return others.length < 2 || (after === '' && /^(?:\p{L}+,? ){0,2}(?:your|the|this|that)\s*$/iu.test(before))
}

/** Whether some turn speaks of the finding the other way round, as far as it can be told. */
export function isSaidOtherwise(
  turns: readonly { readonly text: string }[],
  { name, negated, spoken }: Statement,
): boolean {
  return turns
    .flatMap(({ text }) => clausesOf(text))
    .some((clause) => {
      if (clause.asked || !named(name).test(clause.clause) || question.test(clause.clause)) return false
      return negated
        ? !denial.test(clause.clause) && isAffirmedSurely({ ...clause, name, negated: false, spoken })
        : nearDenial.test(around(clause.clause, name)[0])
    })
}

/** The clause of the turn that holds the finding: at its evidence, or at its name. */
export function clauseWith(text: string, quote: string, name: string): Clause {
  const lower = text.toLowerCase()
  const named = lower.indexOf(name.toLowerCase(), Math.max(0, text.indexOf(quote)))
  const at = named < 0 ? lower.indexOf(name.toLowerCase()) : named
  const clauses = clausesOf(text)
  return clauses.findLast(({ start }) => start <= at) ?? { clause: text.trim(), before: '', asked: false }
}

const clausesOf = remembered((text): readonly (Clause & { readonly start: number })[] => {
  const ends = [...text.matchAll(/[.?!;\n](?=\s|$)/g)].map((match) => match.index)
  const bounds = [...ends, text.length]
  return bounds.map((end, index) => {
    const start = index === 0 ? 0 : (bounds[index - 1] as number) + 1
    return {
      clause: text.slice(start, end).trim(),
      before: text.slice(0, start),
      asked: text[end] === '?',
      start,
    }
  })
})

/** The clause before and after the name; the name stands in it, or nothing does. */
function around(clause: string, name: string): [string, string] {
  const { index } = named(name).exec(clause) ?? { index: clause.length }
  return [clause.slice(0, index), clause.slice(index + name.length)]
}

/** The name as words of its own, a plural among them: not "fever" in "feverish", nor "bloody" in "non-bloody". */
const named = remembered((name): RegExp => {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(String.raw`(?<![\p{L}\p{N}]|non-)${escaped}(?:e?s)?(?![\p{L}\p{N}])`, 'iu')
})
