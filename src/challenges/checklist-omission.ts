// Rule: the doctor's recap of a visit leaves out a point that a clinician's own list of the visit marks as
// critical. The list is the corpus's (PriMock57), so which points matter is not our opinion. The doctor reads it
// out before the recap: nobody could tell from the visit alone which points a clinician holds to be critical.
import { randomFor } from '../kit/random.ts'
import { groupBy } from '../kit/group.ts'
import type { LabelOf } from '../records/label.ts'
import {
  triplesPerRule,
  type ChallengeMaterial,
  type ChallengeRule,
  type Planted,
  type Triple,
} from './challenge.ts'
import { listTriple } from './list-omission.ts'
import { spokenText } from './stated.ts'

interface Point {
  readonly label: number
  readonly words: string
}

/** A recap reads out no more than this. */
const longest = 9

const sources = [
  'The checklist marks these points of this part as critical',
  'Before I dictate, the critical points on the checklist for this part',
  'On my checklist, critical for this part of the visit',
  'From the checklist, what must not be missing here',
]
const leads = [
  'For the note, the critical points in full',
  'Recap of all these points',
  'Critical points, every one of them',
  'These go into the note, none left out',
]

export const checklistOmission: ChallengeRule = {
  name: 'checklist_omission',
  title: 'A recap leaves out a point that the clinician’s list of the visit marks as critical.',
  kind: 'omission',
  taskType: 'omission_detection',
  severity: 2,
  implicitness: 1,
  plant,
}

function plant(material: ChallengeMaterial): Planted {
  const lists = criticalPoints(material)
  if (lists.length === 0) return { triples: [], empty: 'no clinician’s checklist' }
  const random = randomFor(material.seed, material.case.id, 'checklist_omission')
  const triples: Triple[] = []
  for (const { key, points } of random.shuffle(lists)) {
    if (triples.length >= triplesPerRule) break
    const triple = listTriple(
      material,
      {
        target: `checklist ${key}`,
        list: 'recap',
        source: random.pick(sources),
        lead: random.pick(leads),
        items: points.map(({ words }) => ({ words, facts: [] })),
      },
      random,
    )
    const label = points.find(({ words }) => words === triple?.truth)?.label
    if (triple !== undefined && label !== undefined) triples.push({ ...triple, label })
  }
  return triples.length > 0 ? { triples } : { triples, empty: 'no clinician speaks' }
}

/** Critical points that stand on their own, by rater and main heading; at least three in each list. */
function criticalPoints(
  material: ChallengeMaterial,
): { readonly key: string; readonly points: readonly Point[] }[] {
  const labels = material.case.labels.flatMap((label, index) =>
    label.kind === 'checklist' && label.importance === 'critical' && label.path.length <= 1
      ? [{ label, index }]
      : [],
  )
  const heard = spokenText(material)
  const groups = groupBy(labels, ({ label }) => `${label.rater} ${label.path[0] ?? ''}`)
  return [...groups].flatMap(([key, members]) => {
    const points = new Map<string, Point>()
    for (const { label, index } of members) {
      const words = pointWords(label, heard)
      const nested = [...points.keys()].some(
        (other) => other.includes(words.toLowerCase()) || words.toLowerCase().includes(other),
      )
      if (words !== '' && !nested) points.set(words.toLowerCase(), { label: index, words })
    }
    return points.size >= 3 && points.size <= longest ? [{ key, points: [...points.values()] }] : []
  })
}

/**
 * Words only: no list within the list and no half of one ("on taking a breath"), no shorthand ("E+D well"),
 * nothing said to the patient ("you feel hot").
 */
const standsAlone =
  /^(?!(?:on|in|at|with|for|of|to|and|or|but|when|if)\b)(?!.*\b(?:you|your|pt|pts|o\/e|hx|sx|c\/o)\b)[\p{L}\p{N} /’'-]+$/iu

/** The item as it is read out; "" for one that does not stand on its own or that nobody would find in the visit. */
function pointWords(label: LabelOf<'checklist'>, heard: string): string {
  const words = label.item
    .replace(/["“”*]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,.-]+|[\s,.-]+$/g, '')
  if (words.length < 4 || words.length > 60 || !standsAlone.test(words) || !isHeard(words, heard)) return ''
  // Typing slips in the case of letters: "SKin".
  const typed = words.replace(/\b[A-Z]{2}[a-z]{2,}\b/g, (word) => word.toLowerCase())
  return /^[A-Z][a-z]/.test(typed) ? typed.charAt(0).toLowerCase() + typed.slice(1) : typed
}

/** Whether the visit has the beginnings of all the point's words: not so for slips of typing and for shorthand. */
function isHeard(words: string, heard: string): boolean {
  return (words.toLowerCase().match(/\p{L}{3,}/gu) ?? []).every((word) =>
    new RegExp(String.raw`\b${word.slice(0, 4)}`).test(heard),
  )
}
