// Rule: a second clinician reads a study as something that it does not show. Near miss: the same reading in other
// words, as the knowledge base has them for that illness. Paper: section 2, "exam findings seemingly at odds with
// imaging".
import { capital } from '../kit/capital.ts'
import { randomFor } from '../kit/random.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import type { ChallengeMaterial, ChallengeRule, Planted } from './challenge.ts'
import { bystandersOf } from './bystanders.ts'
import { patientUpTo } from './patient-state.ts'
import { triplesFrom, type Candidate } from './versions.ts'

export const misreadStudy: ChallengeRule = {
  name: 'misread_study',
  title: 'A study is read as something that it does not show.',
  kind: 'conflict',
  taskType: 'interpretation_conflict',
  severity: 3,
  implicitness: 2,
  plant,
}

const forms: readonly ((study: string, reading: string) => string)[] = [
  (study, reading) => `my own reading of the ${study} is ${reading}`,
  (study, reading) => `on the ${study} I see ${reading}`,
  (study, reading) => `I looked at the ${study} myself: ${reading}`,
  (study, reading) => `as I read the ${study}, ${isSeveral(study) ? 'they show' : 'it shows'} ${reading}`,
  (study, reading) => `to my eye the ${study} ${isSeveral(study) ? 'have' : 'has'} ${reading}`,
]

/** "two sets of blood cultures", "malaria films". */
function isSeveral(study: string): boolean {
  return /^two |films$/.test(study)
}

function plant(material: ChallengeMaterial): Planted {
  const patient = patientUpTo(material, material.conversation.turns.length)
  const condition = knowledge().conditions.get(patient?.state.condition ?? '')
  if (patient === undefined || condition === undefined)
    return { triples: [], empty: 'no course of the knowledge base' }
  const random = randomFor(material.seed, material.case.id, 'misread_study', 'words')
  const candidates = patient.facts.flatMap((item): Candidate[] => {
    const result =
      item.table === 'results' ? condition.results.find(({ key }) => key === item.key) : undefined
    if (result === undefined || typeof item.fact.value !== 'string') return []
    const said = item.fact.value
    const side = /\bleft\b/.test(said) ? 'left' : 'right'
    const sided = (text: string): string => text.replaceAll('{side}', side)
    const again = result.says.map(sided).filter((text) => text !== said)
    const [wrong, other] = [sided(random.pick(result.misread)), again[0]]
    if (other === undefined || !item.turn.text.includes(said)) return []
    const form = random.pick(forms)
    const study = item.fact.name
    const sentence = (reading: string): { sentence: string; planted: string } => ({
      sentence: `${capital(form(study, reading))}.`,
      planted: reading,
    })
    return [
      {
        key: item.fact.id,
        facts: [item.fact.id],
        knowledge: `conditions:${condition.id}`,
        stated: item.turn.number,
        truth: said,
        thing: isSeveral(study) ? `the result of the ${study}` : `the ${study}`,
        right: `“${said}”`,
        wrong: `“${wrong}”`,
        wrongReport: sentence(wrong),
        harmlessReport: sentence(random.pick(again)),
        rightSentence: `${capital(form(study, said))}.`,
        correction: `the ${study} ${isSeveral(study) ? 'show' : 'shows'} ${said}`,
      },
    ]
  })
  return triplesFrom(
    material,
    'misread_study',
    candidates,
    bystandersOf(material),
    'no study that can be misread',
    true,
  )
}
