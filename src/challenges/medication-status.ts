// Rule: a report says that a drug the record lists as taken is not taken, or that a stopped one goes on. Near
// miss: the same status in other words.
import { randomFor } from '../kit/random.ts'
import type { ChallengeMaterial, ChallengeRule } from './challenge.ts'
import { bystandersOf } from './bystanders.ts'
import { drugName } from './doses.ts'
import { sayable, spokenText, statedFacts, statedOneWay } from './stated.ts'
import { triplesFrom, type Candidate } from './versions.ts'
import { capitalised } from './voices.ts'

interface StatusWords {
  readonly takes: (drug: string) => string
  readonly stopped: (drug: string) => string
}

const forms: readonly StatusWords[] = [
  {
    takes: (drug) => `${drug} continues as before`,
    stopped: (drug) => `${drug} is no longer taken`,
  },
  {
    takes: (drug) => `${drug} stays on the medication list`,
    stopped: (drug) => `${drug} is not on the medication list`,
  },
  {
    takes: (drug) => `on medication, ${drug} is being taken`,
    stopped: (drug) => `on medication, ${drug} was never taken`,
  },
  {
    takes: (drug) => `the chart has ${drug} as current`,
    stopped: (drug) => `the chart does not have ${drug}`,
  },
]

export const medicationStatus: ChallengeRule = {
  name: 'medication_status',
  title: 'A drug that is taken is reported as not taken, or the reverse.',
  kind: 'conflict',
  taskType: 'data_conflict_resolution',
  severity: 2,
  implicitness: 2,
  plant: (material) =>
    triplesFrom(
      material,
      'medication_status',
      candidatesOf(material),
      bystandersOf(material),
      'no drug with a status that is stated one way',
    ),
}

function candidatesOf(material: ChallengeMaterial): Candidate[] {
  const spoken = spokenText(material)
  const stated = statedFacts(material, ['medication']).filter(
    ({ fact, turn }) =>
      !fact.negated &&
      (fact.status === 'active' || fact.status === 'stopped') &&
      sayable(drugName(fact.name)) &&
      turn.text.toLowerCase().includes(drugName(fact.name).toLowerCase()),
  )
  return statedOneWay(material, stated, (fact) => `${fact.status} ${fact.negated}`).flatMap(({ fact, turn }) => {
    const drug = drugName(fact.name)
    if (fact.status === 'active' && changes(spoken, drug.toLowerCase())) return []
    const random = randomFor(material.seed, material.case.id, 'medication_status', fact.id)
    const form = random.pick(forms)
    const again = random.pick(forms)
    const active = fact.status === 'active'
    const [right, wrong] = active ? [form.takes, form.stopped] : [form.stopped, form.takes]
    const harmless = capitalised((active ? again.takes : again.stopped)(drug))
    const [rightWords, wrongWords] = [capitalised(right(drug)), capitalised(wrong(drug))]
    const truth = turn.text.includes(fact.evidence.quote) && fact.evidence.quote.length <= 90 ? fact.evidence.quote : undefined
    if (truth === undefined) return []
    return [
      {
        key: fact.id,
        facts: [fact.id],
        stated: turn.number,
        truth,
        thing: `the status of ${drug}`,
        right: `“${truth}”`,
        wrong: `“${wrongWords}”`,
        wrongReport: { sentence: `${wrongWords}.`, planted: wrongWords },
        harmlessReport: { sentence: `${harmless}.`, planted: harmless },
        rightSentence: `${rightWords}.`,
        correction: `the entry reads “${truth}”, and that is how it is`,
      },
    ]
  })
}

/** The drug's name near a word of change: started, stopped, switched. Then "now" and "then" differ. */
function changes(spoken: string, drug: string): boolean {
  const words = 'stop|stopped|discontinu|switch|held|hold|withdr|start|ceased|instead|allerg|previous|former|used to|no longer|refus'
  const escaped = drug.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`(?:${words})[^.]{0,80}${escaped}|${escaped}[^.]{0,80}(?:${words})`).test(spoken)
}
