// What the words around a mention say of it: negated, only possible, hypothetical, history, somebody else's.
// ConText (Harkema et al. 2009), the successor of NegEx (Chapman et al. 2001): a trigger acts on what follows
// (or precedes) it up to a terminating word or the end of the sentence; pseudo-triggers act on nothing.
import { type Lexicon, createLexicon, findMentions } from './lexicon.ts'
import { type TriggerCategory, triggerTables } from './lexicons/triggers.ts'
import type { Word } from './words.ts'

export interface Scope {
  readonly category: TriggerCategory
  /** The trigger itself. */
  readonly start: number
  readonly end: number
  /** What it acts on. */
  readonly from: number
  readonly to: number
}

export interface Context {
  readonly negated: boolean
  readonly certainty: 'certain' | 'possible'
  readonly experiencer: 'patient' | 'family' | 'other'
  /** Not stated at all: a risk, a condition, something to be looked for. */
  readonly hypothetical: boolean
  readonly historical: boolean
  /** Smallest span with the mention and every trigger that decided something. */
  readonly start: number
  readonly end: number
}

/** "not" as it is written and spoken; "n't" alone is how some transcripts part it ("do n't"). */
const notForms =
  "not,n't,don't,doesn't,didn't,haven't,hasn't,hadn't,isn't,aren't,wasn't,weren't,can't,won't,couldn't".split(
    ',',
  )
const categories = Object.keys(triggerTables) as TriggerCategory[]
// The same words may trigger forward and backward ("absent"): one lexicon for each category but "pseudo",
// which takes part in every one, so that the longer pseudo-trigger wins.
const lexicons: ReadonlyMap<TriggerCategory, Lexicon<TriggerCategory>> = new Map(
  categories
    .filter((category) => category !== 'pseudo')
    .map((category) => [
      category,
      createLexicon<TriggerCategory>([
        { category: 'pseudo', items: itemsOf('pseudo') },
        { category, items: itemsOf(category) },
      ]),
    ]),
)
const reporting =
  /^\s*(?:,?\s*who\s+)?(?:also\s+|had\s+|has\s+|then\s+)?(?:report|state|notice|said|say|den|describe|note|brought|think|thought|believe|told|call|recall|found|give|gave|mention|is concerned|was concerned|is worried|helps?|came|accompan|took|visit|confirm|present|feel)/i
const notSubject =
  /\b(?:by|with|per|to|from|and|told|tells?|asked|called|brought|for|lives? with|between|of two|his|her)\s+(?:(?:his|her|my|the|their|a|your)\s+)?$/i

function itemsOf(category: TriggerCategory): { name: string; forms: string[] }[] {
  return triggerTables[category].split(';').map((item) => {
    const form = item.trim()
    const rest = /^(?:not|n't)\b(.*)$/.exec(form)?.[1]
    return { name: form, forms: rest === undefined ? [form] : notForms.map((not) => `${not}${rest}`) }
  })
}

/** The scopes of all triggers of one sentence. */
export function scopesOf(text: string, words: readonly Word[], start: number, end: number): Scope[] {
  const found = (category: TriggerCategory): { start: number; end: number }[] => {
    const lexicon = lexicons.get(category)
    const mentions = lexicon === undefined ? [] : findMentions(lexicon, text, words)
    return mentions.filter((mention) => mention.term.category === category)
  }
  const stops = found('terminate')
  const scopes: Scope[] = []
  for (const category of categories) {
    if (category === 'pseudo' || category === 'terminate') continue
    const forward = category.endsWith('Before')
    for (const trigger of found(category)) {
      if (category === 'familyBefore' && isInformant(text, trigger, start, end)) continue
      if (category === 'otherBefore' && isInformant(text, trigger, start, end)) continue
      if (category === 'historicalBefore' && isDuration(text, trigger, start)) continue
      if (forward) {
        const skip =
          category === 'familyBefore' || category === 'otherBefore' || category === 'hypotheticalBefore'
        const limit = skip ? familyStop(text, trigger, end) : Number.POSITIVE_INFINITY
        const stop = skip ? undefined : stops.find((stop) => stop.start >= trigger.end)
        scopes.push({ category, ...trigger, from: trigger.end, to: Math.min(limit, stop?.start ?? end) })
      } else {
        const bound = stops.findLast(
          (stop) => stop.end <= trigger.start && !copula(text.slice(stop.start, stop.end)),
        )
        scopes.push({ category, ...trigger, from: bound?.end ?? start, to: trigger.start })
      }
    }
  }
  // "could not be ruled out" is no "ruled out"
  const hedges = scopes.filter((scope) => scope.category.startsWith('possible'))
  return scopes.filter(
    (scope) =>
      !scope.category.startsWith('negated') ||
      !hedges.some((hedge) => hedge.start <= scope.start && scope.end <= hedge.end),
  )
}

/**
 * Where what is said of a relative ends: where the patient is taken up again. In a patient's own words ("my
 * mother … and she") "she" is still the mother.
 */
function familyStop(text: string, trigger: { start: number; end: number }, end: number): number {
  const own = /\bmy\s+$/i.test(text.slice(Math.max(0, trigger.start - 8), trigger.start))
  const again = own ? ownWords : othersWords
  const found = again.exec(text.slice(trigger.end, end))
  return found === null ? end : trigger.end + found.index
}

const othersWords = /[,;]\s*(?:but|however|while|and (?:he|she|the patient|i))\b|\bthe patient\b/i
const ownWords = /[,;]\s*(?:but|however|while|and) i\b|\bthe patient\b/i

/** "Mother reports fever", "lives with her husband": a relative who is not the one who is ill. */
function isInformant(
  text: string,
  trigger: { start: number; end: number },
  start: number,
  end: number,
): boolean {
  const written = text.slice(trigger.start, trigger.end)
  if (/family h|^fh/i.test(written)) return false
  const before = text.slice(Math.max(start, trigger.start - 25), trigger.start)
  const after = text.slice(trigger.end, Math.min(end, trigger.end + 40))
  if (reporting.test(after)) return true
  return (
    notSubject.test(before) &&
    !/^\s*(?:has|had|have|with|who|was|were|is|died|,?\s*diagnosed|suffer)/i.test(after)
  )
}

/** "a two-year history of": how long a complaint has lasted, no past history. */
function isDuration(text: string, trigger: { start: number }, start: number): boolean {
  return /(?:hour|day|week|month|year|h|d|long|longstanding|short|clinical|brief)s?['’]?[\s-]*$/i.test(
    text.slice(Math.max(start, trigger.start - 16), trigger.start),
  )
}

function copula(word: string): boolean {
  return /^(?:was|were|is|are|has|had|have|been|i|it|that|which)$/i.test(word)
}

/** What the scopes say of text[start, end). */
export function contextOf(scopes: readonly Scope[], text: string, start: number, end: number): Context {
  let [from, to] = [start, end]
  const context = {
    negated: false,
    certainty: 'certain' as Context['certainty'],
    experiencer: 'patient' as Context['experiencer'],
    hypothetical: false,
    historical: false,
  }
  for (const scope of scopes) {
    if (scope.from > start || scope.to < end) continue
    if (!reaches(scope, text, start, end)) continue
    if (scope.category.startsWith('negated')) context.negated = true
    else if (scope.category.startsWith('possible')) context.certainty = 'possible'
    else if (scope.category.startsWith('hypothetical')) context.hypothetical = true
    else if (scope.category.startsWith('historical')) context.historical = true
    else if (scope.category.startsWith('family')) context.experiencer = 'family'
    else if (scope.category === 'otherBefore' && context.experiencer === 'patient')
      context.experiencer = 'other'
    from = Math.min(from, scope.start)
    to = Math.max(to, scope.end)
  }
  // "no further obstruction", "denies other drug use": of the one that there was, this says nothing
  if (context.negated && moreOf.test(text.slice(Math.max(0, start - 40), start))) context.hypothetical = true
  return { ...context, start: from, end: to }
}

const moreOf =
  /\b(?:other|another|further|additional|more|new|recurrent|residual|remaining)\s(?:[\p{L}-]+\s)?$/iu

/** Weak triggers act near by only: "or" and bare auxiliaries on the next words, "negative" on its own phrase. */
function reaches(scope: Scope, text: string, start: number, end: number): boolean {
  const trigger = text.slice(scope.start, scope.end).toLowerCase()
  const gap = scope.start < start ? text.slice(scope.end, start) : text.slice(end, scope.start)
  if (scope.category === 'possibleBefore' && trigger === 'or') return false
  if (/^(?:not|never|\w*n['’]t)$/.test(trigger)) return /^(?:\s+\S+){0,2}\s*$/.test(gap)
  if (
    /^(?:prior|previous|previously|potential|potentially|possible|possibly|probable|probably|likely|suspected|absent|prophylactic|commonly|maternal|paternal|excluded|negative)$/.test(
      trigger,
    )
  )
    return !/[,;:]/.test(gap) && gap.length < 40
  if (scope.category === 'negatedAfter' && /^(?:negative|none|absent|unlikely|denied)$/.test(trigger))
    return /^[\s:–-]{0,3}(?:(?:was|were|is|are)\s)?$/.test(gap)
  // "I have asthma, and in my family …": the clause has changed
  if (scope.category === 'familyAfter') return !/[,;:]/.test(gap)
  // "no radiation, mild tenderness": a new finding with a grade of its own
  if (
    scope.category === 'negatedBefore' &&
    /,\s(?:mild|moderate|severe|marked)(?:\s[\w-]+){0,3}\s$/i.test(gap)
  )
    return false
  // "born with no tongue, with a history of smoking": what one is with is no longer denied
  if (scope.category === 'negatedBefore' && /,\s(?:and\s)?with\s/i.test(gap)) return false
  if (scope.category === 'historicalAfter') return gap.length < 30 && !/[,;:]/.test(gap)
  if (scope.category.endsWith('After'))
    return !/[,;:]/.test(gap.replace(/,\s*(?:and|or)\s/g, ' ')) || gap.length < 60
  if (scope.category === 'possibleBefore') return gap.length < 90
  if (/^(?:pet|dog|cat|ask|considered|suggested)$/.test(trigger)) return gap.length < 25
  return true
}
