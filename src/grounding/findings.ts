// Symptoms, signs and habits, with what the sentence says of them.
import type { Statement } from '../records/statement.ts'
import { type Draft, type Passage, after, before, contextAt, stated } from './passage.ts'

const notAFinding =
  /^\s?(?:-|–)?(?:clinic|specialist|medication|medicine|killer|reliever|scale|score|chart|diary|questionnaire|management|threshold|syndrome|center|unit|team|control\b|relief|cultures?|cytology|ward|test\b|free\b|of (?:this|that|these)|suppressant|-?like)/i
const resolvedAfter =
  /^(?:\s(?:and|or)\s[\p{L} ]{3,25})?\s(?:\w+\s){0,2}?(?:has |have |had |was |were )?(?:completely |fully |now |all |since |gradually |spontaneously )?(?:resolved|subsided|disappeared|went away|gone away|abated)\b/iu
const pale =
  /^(?:pale|pallor|tender|weakness|pain|swelling|stress|rebound|rigidity|warmth|deformity|tenderness|plaques|papules|nodules|pressure|stiffness)$/i
/** "allergic to penicillin (hives)": the reaction is the allergy's value, not a present symptom. */
const reaction = /\ballerg\w+\sto\s[^.;]{1,60}(?:\(|caus(?:es|ing)\s|reaction:?\s)[\p{L}\s,]*$/iu
const relative =
  /\b(?:family|mother|father|mom|dad|parents?|brother|sister|siblings?|son|daughter|husband|wife)\b/i
const laterality = /\b(left|right|bilateral|left-sided|right-sided)[\s-]+(?:(?:sided|upper|lower)\s)?$/i
const common =
  /^(?:tender|rebound|stress|warmth|swelling|deformity|falls?|redness|alcohol|contractions?|weakness|pressure)$/i

export function findingsOf(passage: Passage): Draft[] {
  const sentence = passage.text.slice(passage.start, passage.end)
  return passage.mentions.flatMap((mention) => {
    const { category, name, absent } = mention.term
    if (category !== 'symptom' && category !== 'sign' && category !== 'habit') return []
    if (notAFinding.test(after(passage, mention.end, 20))) return []
    const found = contextAt(passage, mention.start, mention.end)
    // "FAM/SOCHX": habits are the patient's own
    const context =
      /fam\/soc/.test(passage.setting.heading) &&
      !relative.test(passage.text.slice(passage.start, mention.start))
        ? { ...found, experiencer: 'patient' as const }
        : found
    if (context.hypothetical || reaction.test(before(passage, mention.start, 90))) return []
    const written = passage.text.slice(mention.start, mention.end)
    if (pale.test(written) && isPartOfSomething(passage, mention.start, mention.end)) return []
    if (common.test(written) && passage.setting.speaker !== undefined) return []
    if (
      /^fall$/i.test(written) &&
      (/\b(?:the|last|this|next|every|each)\s$/i.test(before(passage, mention.start, 10)) ||
        /\b(?:spring|summer|winter)\b/i.test(passage.text.slice(passage.start, passage.end)))
    )
      return []
    const lead = before(passage, mention.start, 80)
    if (absent && name.startsWith('abdominal') && !/\b(?:abd|belly|stomach|tummy)/i.test(sentence)) return []
    if (instruction.test(lead) || purpose.test(lead)) return []
    const kind: Statement['kind'] =
      category === 'habit' || (context.historical && !context.negated) || context.experiencer === 'family'
        ? 'history'
        : category
    const resolved = resolvedAfter.exec(after(passage, mention.end))
    const side = category === 'habit' ? null : laterality.exec(before(passage, mention.start, 25))
    const start = Math.min(context.start, side === null ? mention.start : mention.start - side[0].length)
    const end = Math.max(context.end, resolved === null ? mention.end : mention.end + resolved[0].length)
    return [
      {
        start,
        end,
        statement: {
          kind,
          name,
          ...(side === null ? {} : { value: (side[1] as string).toLowerCase() }),
          ...(resolved === null || context.negated ? {} : { status: 'resolved' as const }),
          ...stated(passage, context, mention),
          negated: absent !== context.negated,
        },
      },
    ]
  })
}

/** Advice and instructions are no findings: "avoid alcohol", "take it for pain", "reduce swelling". */
const instruction =
  /\b(?:as needed|prn|taken?|use|given|ibuprofen|tylenol|avoid(?:ing)?|reduce|decrease|help(?:s)? with|control|manage|treat|relieve|stop|quit|limit|cessation of|abstain from|for your|prevent|elicit|worsen(?:s|ed)? (?:by|with)|caused by)\s(?:for\s|the\s|your\s|any\s|with\s|of\s|his\s|her\s)*$/i

/** What a remedy is for, in a pair: "probiotics to help with gas and bloating". */
const purpose = /\bto (?:help|reduce|relieve|prevent|control) (?:with )?[a-z]+\s(?:and|or)\s$/i

function isPartOfSomething(passage: Passage, start: number, end: number): boolean {
  return (
    /\b(?:blood|high|low|pulse|intra\w+|venous|arterial|peer|work|positive|peak|filling|nerve|nerve was found to be|tissue|tongue|graft)\s$/i.test(
      before(passage, start, 25),
    ) || /^\s?(?:stool|yellow|pink|blue|skin tone|gauge|point)/i.test(after(passage, end, 15))
  )
}
