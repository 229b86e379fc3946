// Phenotypic features → signs, symptoms and laboratory findings, observed or excluded.
// Terms and labels: Human Phenotype Ontology (Gargano 2024, Nucleic Acids Res; hpo.jax.org).
import { clinicalName } from '../clinical-name.ts'
import { defined, type EntryDraft } from '../entry.ts'
import { at, objectsAt, textAt, type Json } from '../json.ts'
import type { Code, FactKind, Statement } from '../../records/statement.ts'
import { timeAt } from './onset.ts'

/** What a patient or a parent reports. Everything else that HPO names is found by someone who examines. */
const complaints =
  /\b(?:pain|ache|headache|migraine|arthralgia|myalgia|fatigue|fatigability|nausea|vomiting|dizziness|vertigo|itch|pruritus|dyspnea|breathlessness|cough|palpitations|insomnia|anorexia|paresthesia|tinnitus|photophobia|diplopia|dysphagia|constipation|diarrhea|chills|malaise|anxiety|exercise intolerance|cramps?|heartburn|polydipsia)\b/i
const measured =
  /\b(?:concentration|level|titer|circulating|serum|plasma|creatine kinase|transaminase|\w+ase activity|(?:cell|platelet|lymphocyte|leukocyte|neutrophil|eosinophil|monocyte|reticulocyte|erythrocyte) count)\b/i

/** One entry per feature, in the order of the phenopacket. */
export function readFeatures(document: Json): EntryDraft[] {
  return objectsAt(document, 'phenotypicFeatures').flatMap((feature, index): EntryDraft[] => {
    const label = textAt(feature, 'type', 'label')
    if (label === undefined) return []
    const name = clinicalName(label)
    const excluded = at(feature, 'excluded') === true
    const severity = textAt(feature, 'severity', 'label')?.toLowerCase()
    const modifiers = objectsAt(feature, 'modifiers').map((modifier) =>
      textAt(modifier, 'label')?.toLowerCase(),
    )
    const time = timeAt(feature, 'onset')
    const end = timeAt(feature, 'resolution')
    const found: EntryDraft = {
      kind: kindOf(name),
      name,
      negated: excluded,
      interpretation: excluded ? undefined : directionOf(name),
      // The direction is in the name already: "elevated circulating creatine kinase concentration".
      line: `${excluded ? 'no ' : ''}${name}`,
      details: [severity, ...modifiers],
      time,
      code: termCode(at(feature, 'type')),
      resource: `phenotypicFeatures/${index}`,
    }
    if (end === undefined || excluded) return [found]
    return [
      found,
      {
        kind: 'outcome',
        name,
        line: `${name} resolved`,
        status: 'resolved',
        time: end,
        resource: `phenotypicFeatures/${index}#resolution`,
      },
    ]
  })
}

function kindOf(name: string): FactKind {
  if (measured.test(name)) return 'lab'
  return complaints.test(name) ? 'symptom' : 'sign'
}

function directionOf(name: string): Statement['interpretation'] {
  if (!measured.test(name)) return undefined
  if (/^(?:mildly |moderately |highly )?(?:elevated|increased|high)\b/.test(name)) return 'high'
  if (/^(?:reduced|decreased|low)\b/.test(name)) return 'low'
  return name.startsWith('abnormal') ? 'abnormal' : undefined
}

/** "HP:0001250" with its label as a Code. */
export function termCode(term: Json | undefined): Code | undefined {
  const id = textAt(term, 'id')
  const label = textAt(term, 'label')
  return id === undefined
    ? undefined
    : defined<Code>({ system: id.split(':')[0] ?? 'unknown', code: id, display: label })
}
