// Scene: what is done in a phase, each step with its reason, and who sees to it. What cannot wait is done on sight,
// what is looked for is ordered before its result is read, the rest when it is clear what is to be treated.
import type { Action } from '../../knowledge/care.ts'
import { rowOf, type Knowledge } from '../../knowledge/knowledge.ts'
import type { Course, Taken } from '../course.ts'
import { medicationText } from '../entries.ts'
import { particulars } from '../particulars.ts'
import {
  atOnceLead,
  atOnceLeadLater,
  carriesOut,
  drugGiven,
  order,
  pharmacistChecks,
  urgentOrder,
} from './phrases/treatment.ts'
import { evenly, joined } from './speech.ts'
import { attending, bedsideNurse, piece, type Piece, type Scene } from './stage.ts'

export type Part = 'at once' | 'tests' | 'rest'

/** What is said as one order: a step, or an action together with the drug that it consists of. */
export interface Order {
  readonly part: Part
  readonly action?: Taken
  readonly drug?: Taken
}

export function treatment(scene: Scene, phase: number, part: Part): void {
  const { cast, voice, length, from } = scene
  const orders = ordersOf(scene, phase).filter((order) => order.part === part)
  const doctor = attending(scene, phase)
  const nurse = bedsideNurse(scene, phase)
  for (const [index, group] of evenly(orders, 7 - length).entries()) {
    if (index > 0) scene.say(nurse, voice.say(carriesOut))
    scene.say(doctor, ...group.map((order, at) => said(scene, order, part === 'at once' && at === 0)))
  }
  if (orders.length === 0) return
  if (part === 'at once')
    return scene.say(nurse, voice.say(orders.some((order) => isDrug(order, from)) ? drugGiven : carriesOut))
  const drug = orders.findLast((order) => order.drug !== undefined)?.drug?.drug
  if (drug !== undefined && voice.random.next() < 0.2 + 0.1 * length)
    scene.say(cast.pharmacist, voice.say(pharmacistChecks, { drug: rowOf(from, 'drugs', drug).name }))
}

function isDrug({ action, drug }: Order, from: Knowledge): boolean {
  return drug !== undefined || rowOf(from, 'actions', action?.action as string).drug !== undefined
}

/**
 * What a nurse says of the last orders of a phase when they have been carried out; "" where none is open: what was
 * done on sight has been answered at once, and tests by their results.
 */
export function carriedOut(scene: Scene, phase: number): string {
  const { cast, voice, from } = scene
  const isOpen = scene.hasWord(attending(scene, phase))
    ? scene.hasJustOrdered()
    : scene.hasWord(cast.pharmacist)
  if (!isOpen) return ''
  const orders = ordersOf(scene, phase)
  if (orders.length === 0) return ''
  const isGiven = orders.some((order) => order.part === 'rest' && isDrug(order, from))
  return voice.say(isGiven ? drugGiven : carriesOut)
}

/** Whether anything is ordered in this part of a phase. */
export function hasOrders(scene: Pick<Scene, 'course' | 'from'>, phase: number, part: Part): boolean {
  return ordersOf(scene, phase).some((order) => order.part === part)
}

/** The steps of a phase as they are said, in their order. */
export function ordersOf(
  { course, from }: { readonly course: Pick<Course, 'steps'>; readonly from: Knowledge },
  phase: number,
): Order[] {
  const steps = course.steps.filter((step) => step.phase === phase)
  // What is watched from the first drug on may be watched because of it: hourly glucose with insulin.
  const firstDrug = steps.findIndex(({ drug, atOnce }) => drug !== undefined && !atOnce)
  const isBefore = (step: Taken): boolean => firstDrug === -1 || steps.indexOf(step) < firstDrug
  const single = new Set(steps.filter(({ action }) => action === undefined))
  const orders = steps.flatMap((step): Order[] => {
    if (step.action === undefined) return []
    const row = rowOf(from, 'actions', step.action)
    const drug = drugOf(row, [...single], from)
    if (drug !== undefined) single.delete(drug)
    const isTest = ['test', 'imaging'].includes(row.kind) || (row.kind === 'monitoring' && isBefore(step))
    const part = step.atOnce || drug?.atOnce === true ? 'at once' : isTest ? 'tests' : 'rest'
    return [{ part, action: step, ...(drug === undefined ? {} : { drug }) }]
  })
  const alone = [...single].map((drug): Order => ({ part: drug.atOnce ? 'at once' : 'rest', drug }))
  const place = ({ action, drug }: Order): number => steps.indexOf((action ?? drug) as Taken)
  return [...orders, ...alone].toSorted((a, b) => place(a) - place(b))
}

/** The step that gives the drug of an action, or another of a class that the action names ("give a benzodiazepine"). */
function drugOf(
  { drug: meant, infinitive }: Action,
  drugs: readonly Taken[],
  from: Knowledge,
): Taken | undefined {
  if (meant === undefined) return undefined
  const isNamed = (name: string): boolean => infinitive.includes(rowOf(from, 'drug-classes', name).name)
  return (
    drugs.find(({ drug }) => drug === meant) ??
    drugs.find(({ drug }) => drug !== undefined && rowOf(from, 'drugs', drug).classes.some(isNamed))
  )
}

/** "give oxytocin, 10 units intramuscularly once": with the dose of its drug, or with what it stops. */
function ordered(action: Taken, from: Knowledge): string {
  const { infinitive } = rowOf(from, 'actions', action.action as string)
  const more = particulars(action, infinitive, from)
  return more === '' ? infinitive : `${infinitive}, ${more}`
}

function said({ voice, from }: Scene, { action, drug }: Order, isUrgent: boolean): Piece {
  const steps = [action, drug].flatMap((step) => step ?? [])
  const infinitive = action === undefined ? '' : ordered(action, from)
  const words = drug?.dose && medicationText(rowOf(from, 'drugs', drug.drug as string).name, drug.dose)
  const slots = {
    infinitive,
    drug: words ?? '',
    reason: steps[0]?.because ?? '',
    detail: steps[1]?.because ?? '',
  }
  const sort = action === undefined ? 'drug' : drug === undefined ? 'action' : 'both'
  const patterns = (isUrgent ? urgentOrder : order)[sort]
  // The lead-in is part of the order's sentence: who takes the order out takes it along.
  const text = joined(
    isUrgent ? voice.part(steps[0]?.phase === 0 ? atOnceLead : atOnceLeadLater) : '',
    voice.part(patterns, slots),
  )
  return piece(text, ...steps.map(({ id }) => `steps/${id}`))
}
