// Medications: ingredient, dose, route, frequency, what is done with it, and why. A drug's name alone is no
// statement: it takes a dose, a verb of treatment, a list of medications, or a speaker who takes it.
import type { Statement } from '../records/statement.ts'
import type { Mention } from './lexicon.ts'
import { isOrdered } from './orders.ts'
import { type Draft, type Passage, type Topic, after, before, contextAt, stated } from './passage.ts'

const words =
  'half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|twenty|twenty[ -]five|thirty|forty|fifty|sixty|seventy|seventy[ -]five|eighty|ninety|one hundred|two hundred|five hundred|hundred|a hundred|one twenty five|eight hundred|one thousand|thousand|point five'
const amount = `(?:(?:\\d{1,3}(?:,\\d{3})+|\\d+(?:\\.\\d+)?)(?:\\s?[-–]\\s?\\d+(?:\\.\\d+)?)?|(?:${words}))`
const doseUnit =
  '(?:mg|mcg|µg|μg|micrograms?|milligrams?|g|grams?|units?|IU|mEq|mmol|mL|ml|milliliters?|puffs?|drops?|tablets?|tabs?|capsules?|l|liters?|litres?|%|vials?)(?:\\s?/\\s?(?:kg|m2|m²|ml|mL|d|day|h|hr|hour|min|minute|dose|week|8 h|24 h)){0,3}\\b'
const dosePattern = new RegExp(
  `(?:^|[\\s(,])(${amount}\\s?-?${doseUnit}(?:\\s?[-/]\\s?\\d+(?:\\.\\d+)?\\s?(?:mg|mcg))?)`,
  'iu',
)
const routePattern =
  /\b(intravenous(?:ly)?|IV|oral(?:ly)?|by mouth|PO|po|p\.o\.|subcutaneous(?:ly)?|SC|SQ|subQ|intramuscular(?:ly)?|IM|topical(?:ly)?|inhaled|nebulized|intranasal(?:ly)?|rectal(?:ly)?|sublingual(?:ly)?|transdermal|intrathecal(?:ly)?|intra-articular(?:ly)?|intravitreal|patch|eye drops)\b/
const frequencyPattern =
  /\b(once (?:a day|daily|weekly|a week|per day|every \w+ \w+)|twice (?:a day|daily|weekly|a week|per day|per week)|(?:three|two|four|\d) times (?:a|per) (?:day|week)|(?:three|four|two) times daily|daily|every (?:other day|day|morning|night|evening|\d+ ?(?:to \d+ )?(?:h|hours|hrs|days|weeks|months)|(?:four|six|eight|twelve|two|three|four to six|six to eight) (?:hours|weeks)|week|month)|(?:each|per|a) (?:day|night|week|month)|q\.?\s?\d{1,2}\s?h(?:rs|ours)?|q(?:d|id|hs|am|pm|od|w)\b|b\.?i\.?d\.?|t\.?i\.?d\.?|q\.?i\.?d\.?|weekly|monthly|nightly|at (?:bedtime|night)|as needed|prn|PRN|in the morning|OD|BID|TID|\d\/day|times a day)(?![\p{L}])/u
const stopping =
  /\b(?:stop(?:ped|ping)?|discontinu(?:ed|ing|e|ation of)|held|hold(?:ing)?|withheld|withdr[ae]wn?|withdrawal of|ceased|cessation of|off|weaned off|tapered off|quit(?: taking)?|suspended)\s(?:of\s|the\s|his\s|her\s|your\s|my\s|all\s|taking\s|with\s|using\s|on\s){0,3}(?:[\p{L}-]+\s?(?:,|and|or)\s?){0,3}$/iu
const stoppedAfter =
  /^[^.,;]{0,30}?\b(?:(?:was|were|been|has been|had been) (?:then |also |therefore |subsequently |immediately |temporarily )?(?:stopped|discontinued|held|withheld|withdrawn|ceased|suspended))\b/i
const taking =
  /\b(?:treat(?:ed|ment|ing)|receiv(?:ed|es|ing|e)|t(?:ook|akes?|aking|aken)|start(?:ed|ing)?|initiat(?:ed|ion|ing)|commenced?|g(?:iven|ave)|administ(?:ered|ration|ering)|continu(?:ed?|es|ing)|maintained|prescri(?:bed|ption|be)|us(?:es|ed|ing)|on|with|therapy|regimen|medications?(?: list)?|drugs?|includ(?:ed|es|ing)|switched|changed|increas(?:ed?|ing)|decreas(?:ed?|ing)|reduced?|added|managed|controlled|consist(?:ed|ing|s) of|underwent|required|requiring|dose(?:s)? of|course of|infusion|bolus|loaded|cycles? of|escalated|resumed|comprised|comprising|combination|required|applied|discharged|sedated|anesthesia|prophylaxis|injection of|refill|put)\b/i
const activeAfter =
  /^[^.;]{0,50}?\b(?:(?:was|were|has been|had been|is|are|been) (?:also |then |therefore |subsequently |immediately |empirically |again )?(?:started|initiated|given|administered|commenced|added|prescribed|continued|used|increased|reduced|resumed|applied|switched|introduced|infused)|therapy|treatment|infusion|drip|monotherapy)\b/i
const notGiven =
  /^\s?(?:-|–)?(?:levels?|concentrations?|trough|deficien|sensitiv|resistan|susceptib|allerg|toxicit|overdos|intoxicat|poison|challenge|receptor|antibod|induced|related|associated|naive|intoleran|responsive|refractory|test|assay|withdrawal|abuse|antagonist|use disorder|hypersensitiv|skin test|uptake|secret|synthesis|dependen|stimulat|suppress|blocker|gap|caus)/i
const general =
  /\b(?:is|are) (?:known|reported|recommended|considered|indicated|contraindicated|associated|effective|widely|commonly|often|usually|generally|used)\b|\bhas been (?:reported|shown|described|approved|associated)\b|\bstudies\b|\bguidelines?\b|\bliterature\b|\b(?:sensitive|resistant|susceptible|susceptibility|sensitivity|resistance) to\b|\ballerg(?:y|ic|ies)\b|\b(?:mechanism|pharmacokinetic|contraindicat)/i

export function medicationsOf(passage: Passage): Draft[] {
  const sentence = passage.text.slice(passage.start, passage.end)
  if (general.test(sentence)) return []
  return passage.mentions.flatMap((mention, index) => {
    const { category } = mention.term
    if (category !== 'medication' && category !== 'medicationClass') return []
    const draft = medication(passage, mention, passage.mentions[index + 1])
    return draft === undefined ? [] : [draft]
  })
}

function medication(
  passage: Passage,
  mention: Mention<Topic>,
  next: Mention<Topic> | undefined,
): Draft | undefined {
  if (notGiven.test(after(passage, mention.end, 25))) return undefined
  const limit = next === undefined ? 70 : Math.max(0, Math.min(70, next.start - mention.end))
  const following = cut(after(passage, mention.end, limit))
  const preceding = before(passage, mention.start, 45)
  const details = detailsOf(following, preceding, cut(after(passage, mention.end, 100)))
  const earlier = before(passage, mention.start, 200)
  const context = contextAt(passage, mention.start, mention.end)
  if (context.hypothetical || context.experiencer !== 'patient') return undefined
  const order = isOrdered(passage, mention.start)
  // "does not take it regularly" is not "does not take it"; "they are all on it" is about others
  if (
    context.negated &&
    /^[^.;,]{0,25}\b(?:regular|every ?day|daily|consistent|as prescribed|anymore)/i.test(following)
  )
    return undefined
  if (/\bthey(?:'re| are| were| have)\b[^.;]{0,25}$/i.test(preceding)) return undefined
  const stopped =
    stopping.test(before(passage, mention.start, 90)) || stoppedAfter.test(after(passage, mention.end, 80))
  const listed =
    /medic|drug|treatment|regimen|prescri/.test(passage.setting.heading) ||
    passage.setting.role === 'medications'
  const speaks = passage.setting.speaker !== undefined
  const treated =
    taking.test(earlier) ||
    activeAfter.test(after(passage, mention.end, 90)) ||
    /^[^.,;]{0,25}\bgiven\b/i.test(following)
  if (mention.term.category === 'medicationClass' && !treated && !stopped && order === undefined)
    return undefined
  if (!treated && !stopped && !listed && order === undefined && details.dose === undefined) return undefined
  if (
    speaks &&
    order === undefined &&
    !stopped &&
    details.dose === undefined &&
    !/\b(?:tak(?:e|en|ing)|took|on|us(?:e|ed|ing)|prescribe[ds]?|start(?:ed)?|give[n]?|gave|got|have|put|increas(?:e|ed|ing)|decreas(?:e|ed|ing)|refill|continue|try|switch(?:ed)?)\b/i.test(
      earlier,
    )
  )
    return undefined
  if (
    /\b(?:consider(?:ed|ing|ation)?|recommend(?:ed|ing)?|could|might|would|may|instead of|refused|declined|plan(?:ned)?)\b[^,;]{0,60}$/i.test(
      earlier,
    ) &&
    order === undefined
  )
    return undefined
  const advised =
    /\b(?:you|patient|she|he)\s(?:can|may|should|could)\s(?:also\s|just\s)?(?:take|use|try)\b[^.;]{0,40}$/i.test(
      earlier,
    )
  const status: Statement['status'] = stopped
    ? 'stopped'
    : order === undefined && !advised
      ? 'active'
      : 'ordered'
  const start = Math.min(
    mention.start + details.from,
    context.negated ? context.start : mention.start,
    stopped ? stopStart(passage, mention.start) : mention.start,
    order ?? mention.start,
  )
  let end = mention.end + details.to
  const late =
    stopped && !stopping.test(before(passage, mention.start, 90))
      ? stoppedAfter.exec(after(passage, mention.end, 80))
      : null
  if (late !== null) end = Math.max(end, mention.end + late[0].length)
  return {
    start,
    end,
    statement: {
      kind: 'medication',
      name: mention.term.name,
      ...(details.dose === undefined ? {} : { dose: details.dose }),
      ...(details.route === undefined ? {} : { route: details.route }),
      ...(details.frequency === undefined ? {} : { frequency: details.frequency }),
      ...(details.reason === undefined ? {} : { reason: details.reason }),
      ...(context.negated ? {} : { status }),
      ...stated(passage, context, mention),
      certainty: 'certain',
    },
  }
}

/** What stands after a drug up to where the sentence turns to something else. */
function cut(following: string): string {
  const turn =
    /[;.](?:\s|$)|,\s(?:and|which|who|but|he|she|the)\b|\b(?:was|were|followed by|but|while|until|reduced|increased|then)\b/i.exec(
      following,
    )
  return turn === null ? following : following.slice(0, turn.index)
}

interface Details {
  readonly dose?: string
  readonly route?: string
  readonly frequency?: string
  readonly reason?: string
  /** Offsets of the whole from the mention's start (negative) and end. */
  readonly from: number
  readonly to: number
}

function detailsOf(following: string, preceding: string, clause: string): Details {
  let [from, to] = [0, 0]
  const reach = (match: RegExpExecArray | null, group: number): string | undefined => {
    if (match === null) return undefined
    const text = match[group] as string
    to = Math.max(to, match.index + match[0].indexOf(text) + text.length)
    return text
  }
  // "increased from 40 mg to 80 mg": the dose is the new one
  const lead = /^\s(?:\w+\s)?(?:from\s[^,;]{3,40}?\s)?to\s(?=\S)/i.exec(following)?.[0].length ?? 0
  const doseAfter =
    /^\sfrom\b/.test(following) && lead === 0
      ? null
      : dosePattern.exec(following.slice(Math.max(0, lead - 1)))
  const nearby =
    doseAfter !== null && !/\b(?:and|or|with|in)\b/i.test(following.slice(0, doseAfter.index + 2))
  let dose = nearby ? reach(doseAfter, 1) : undefined
  if (dose !== undefined && lead > 1) to += lead - 1
  if (dose === undefined) {
    const leading = new RegExp(
      `(${amount}\\s?-?${doseUnit})\\s(?:of\\s|dose of\\s)?(?:(?:IV|oral|intravenous|PO|po|daily)\\s)?$`,
      'iu',
    ).exec(preceding)
    if (leading !== null) {
      dose = leading[1]
      from = leading.index - preceding.length
    }
  }
  const routeAfter = routePattern.exec(following.slice(0, 50))
  let route = reach(routeAfter, 1)
  if (route === undefined) {
    const leading =
      /\b(intravenous|IV|oral|topical|inhaled|nebulized|subcutaneous|intramuscular|intranasal|PO)(?:\s\([A-Z]{2}\))?\s$/i.exec(
        preceding,
      )
    if (leading !== null) {
      route = leading[1]
      from = Math.min(from, leading.index - preceding.length)
    }
  }
  const frequency = reach(
    frequencyPattern.exec(lead > 1 ? ' '.repeat(lead) + following.slice(lead) : following),
    1,
  )
  const why =
    /^\W{0,2}(?!to\s\D)(?:(?:(?!\sand\s|\sorder|\sto\s)[^,;]){0,60}?\s)?for (?:his |her |the |your |my |presumed |suspected |treatment of |management of )?((?!\d|an?\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|ten\b|several\b|the\b|about\b|approximately\b|at\b|another\b|long\b|many\b|which\b|years\b|months\b)[^,;.()]{3,60}?)(?=[,;.()]|\s(?:and|or|with|but|at|in|on|because|which|so|as|from|when|every|once)\s|$)/i.exec(
      clause,
    )
  const reason = why === null ? undefined : reach(why, 1)?.trim()
  return {
    ...(dose === undefined ? {} : { dose }),
    ...(route === undefined ? {} : { route }),
    ...(frequency === undefined ? {} : { frequency }),
    ...(reason === undefined || reason === '' ? {} : { reason }),
    from,
    to,
  }
}

function stopStart(passage: Passage, at: number): number {
  const preceding = before(passage, at, 90)
  const match = stopping.exec(preceding)
  return match === null ? at : at - preceding.length + match.index
}
