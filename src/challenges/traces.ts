// Whether turns tell that a step of care was taken, though they do not order it: a result that it brings, a picture,
// a word for it. A step that leaves a trace cannot be planted as left out.
import { remembered, rememberedOf } from '../kit/remember.ts'
import type { Action } from '../knowledge/care.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { rowOfCode } from '../knowledge/code.ts'
import type { Turn } from '../records/conversation.ts'
import type { ChallengeMaterial } from './challenge.ts'
import { modalityOf } from './readings.ts'

/** `day`: when the step is ordered; what was known before tells nothing of it. */
export function leavesTrace(
  action: Action,
  day: number,
  turns: readonly Turn[],
  { facts, case: source }: Pick<ChallengeMaterial, 'facts' | 'case'>,
  from: Knowledge,
): boolean {
  const shown = new Set(turns.flatMap((turn) => turn.facts))
  const brought = facts.some((fact) => {
    if (!shown.has(fact.id) || (fact.time?.day ?? 0) < day) return false
    const row = rowOfCode(fact.code)
    if (row?.table === 'results') return fact.name === action.name || modalityOf(action.name).test(fact.name)
    if (row?.table !== 'analytes') return false
    return action.panel !== undefined && from.analytes.get(row.key)?.panel === action.panel
  })
  const pictures = new Set(turns.flatMap((turn) => turn.attachments).map(({ id }) => id))
  const pictured = source.images.some(
    ({ id, modality }) =>
      pictures.has(id) &&
      modality !== undefined &&
      // A chart of observations shows that somebody observes.
      (modality === 'chart' ? action.kind === 'monitoring' : modalityOf(action.name).test(modality)),
  )
  return brought || pictured || turns.some(({ text }) => speaksOf(text, action))
}

/** Whether a text speaks of the step in any of its forms, or has all words that tell it from other steps. */
export function speaksOf(text: string, action: Action): boolean {
  const said = lowered(text)
  const { forms, modality, particulars } = tracesOf(action)
  if (forms.some((words) => said.includes(words)) || modality?.test(text) === true) return true
  return particulars.length > 0 && particulars.every((beginning) => beginning.test(said))
}

/** All actions are looked for in the same turns. */
const lowered = remembered((text) => text.toLowerCase())

/** What a step is looked for by: its forms in lower case, its kind of examination, the beginnings of its own words. */
const tracesOf = rememberedOf((action: Action) => ({
  forms: [action.name, action.infinitive, action.done].map((words) => words.toLowerCase()),
  modality: ['test', 'imaging'].includes(action.kind) ? modalityOf(action.name) : undefined,
  particulars: particular(action.name).map((word) => new RegExp(`\\b${word.slice(0, 7)}`, 'i')),
}))

const general = new Set(
  'the and for with from full two set sets first second repeat early urgent test tests level levels course dose treatment therapy blood urine'.split(
    ' ',
  ),
)

function particular(name: string): string[] {
  return (name.match(/[A-Za-z]{3,}/g) ?? []).filter((word) => !general.has(word.toLowerCase()))
}
