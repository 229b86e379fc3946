// Outcomes: discharge, death, recovery, recurrence, remission, loss to follow-up.
import { type Draft, type Passage, contextAt, stated } from './passage.ts'

interface Outcome {
  readonly name: string
  readonly pattern: RegExp
  readonly absent?: true
}

const outcomes: readonly Outcome[] = [
  {
    name: 'discharge',
    pattern:
      /\b(?:was|were|been|being|is|got|and) (?:then |subsequently |finally |later |successfully |eventually |safely )?discharged\b(?! (?:from the (?:left|right|wound|ear|nose|eye)|pus))(?: (?:to )?home| from (?:the )?hospital| to (?:a )?(?:rehabilitation|nursing|skilled)[\w ]{0,20})?/gi,
  },
  {
    name: 'death',
    pattern:
      /\b(?:(?:the patient|he|she|the (?:infant|baby|child|boy|girl|man|woman)) (?:unfortunately |eventually |finally |later |subsequently |then |had |has )*(?:died|passed away|expired|succumbed)|was (?:pronounced|declared) dead)\b/gi,
  },
  {
    name: 'recovery',
    pattern:
      /\b(?:(?:made|achieved|had|with) (?:a |an )?(?:full|complete|uneventful|good|excellent|rapid|quick|smooth) (?:clinical |functional |neurological |postoperative )*recovery|(?:fully|completely|gradually|well|eventually) recovered|recovered (?:fully|completely|well|uneventfully|without)|recovery was (?:uneventful|complete|good))\b/gi,
  },
  {
    name: 'recurrence',
    absent: true,
    pattern:
      /\b(?:no|without(?: any)?|free of) (?:evidence of |signs? of |further |local |disease |tumou?r |clinical |any )*recurrences?\b/gi,
  },
  {
    name: 'recurrence',
    pattern:
      /\b(?:developed|had|experienced|with|due to) (?:a |an )?(?:local |disease |tumou?r |early )?(?:recurrence|relapse)\b/gi,
  },
  {
    name: 'remission',
    pattern:
      /\b(?:in|achieved|achieving|complete|partial) (?:a )?(?:complete |partial |full |clinical |sustained )?remission\b/gi,
  },
  {
    name: 'clinical improvement',
    pattern:
      /\b(?:(?:the patient|his|her|patient'?s?|symptoms?|condition|he|she)(?:(?! that | which | where | states | said | reports | felt that )[\w’' ]){0,30}? (?:had |has |have |were |was )?(?:significantly |gradually |markedly |rapidly |dramatically |greatly |slowly |steadily |clinically |considerably |remarkably |quickly |progressively )*improved)\b(?! (?:by|with (?:rest|activity|sitting|lying|leaning|movement|food)))/gi,
  },
  {
    name: 'symptom resolution',
    pattern:
      /\b(?:(?:his|her|the|all|these) (?:[\w-]+ ){0,3}?symptoms? (?:[\w]+ ){0,3}?(?:resolved|subsided|disappeared)|(?:complete|full|gradual) resolution of (?:[\w-]+ ){0,3}symptoms?)\b/gi,
  },
  {
    name: 'clinical deterioration',
    pattern:
      /\b(?:(?:the patient|his|her|condition|he|she)(?:(?! that | which | where | experiencing | denies )[\w’' ]){0,30}? (?:rapidly |gradually |further |quickly |clinically |progressively |suddenly )*(?:deteriorated|worsened))\b(?! (?:pain|symptom|headache|cough|by|with))/gi,
  },
  {
    name: 'asymptomatic',
    pattern:
      /\b(?:remain(?:s|ed)|is|was|been|became) (?:completely |entirely |currently |now )?(?:asymptomatic|symptom[ -]free)\b/gi,
  },
  { name: 'extubation', pattern: /\bwas (?:successfully |later |then )?extubated\b/gi },
  { name: 'loss to follow-up', pattern: /\blost to follow[ -]?up\b/gi },
  {
    name: 'transfer to intensive care',
    pattern:
      /\b(?:transferred|admitted|moved) to (?:the |an |our )?(?:\w+ )?(?:intensive care unit|ICU|critical care unit|MICU|SICU|PICU|NICU)\b/gi,
  },
  {
    name: 'hospice care',
    pattern:
      /\b(?:transferred|discharged|transitioned|referred) to (?:home )?(?:hospice|palliative|comfort)(?: care)?\b/gi,
  },
]

export function outcomesOf(passage: Passage): Draft[] {
  if (passage.setting.speaker !== undefined) return []
  const sentence = passage.text.slice(passage.start, passage.end)
  return outcomes.flatMap(({ name, pattern, absent }) =>
    [...sentence.matchAll(pattern)].flatMap((match) => {
      const start = passage.start + match.index
      const end = start + match[0].length
      const context = contextAt(passage, start, end)
      if (
        context.hypothetical ||
        context.experiencer !== 'patient' ||
        (context.negated && absent === undefined)
      )
        return []
      if (
        /\b(?:if|until|when|should|will be|would be|can be|could be|before being|not)\s*$/i.test(
          sentence.slice(Math.max(0, match.index - 25), match.index),
        )
      )
        return []
      return [
        {
          start,
          end,
          statement: {
            kind: 'outcome' as const,
            name,
            ...stated(passage, context, { start, end }),
            negated: absent === true,
            certainty: 'certain' as const,
          },
        },
      ]
    }),
  )
}
