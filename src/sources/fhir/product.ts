// A medicinal product by its RxNorm name: "12 HR Oxycodone Hydrochloride 10 MG Extended Release Oral
// Tablet" → oxycodone, 10 mg, "12-hour extended-release oral tablet". RxNorm naming conventions: NLM,
// RxNorm Technical Documentation, "Normalized names". Names of other systems are taken as they stand.
import { roundTo } from './quantity.ts'

export interface Product {
  /** Ingredients without salts, lower case: "acetaminophen / oxycodone". */
  readonly name: string
  /** "10 mg", "325 mg / 5 mg", "75 mcg/hour". */
  readonly strength?: string
  /** "12-hour extended-release oral tablet". */
  readonly form?: string
  readonly brand?: string
  /** "orally", where the form says it. */
  readonly route?: string
}

const strengthPattern =
  /^(?:(.*?)\s+)?(\d[\d,]*(?:\.\d+)?)\s*(MG|MCG|UG|G|ML|UNT|IU|MEQ|MMOL|%)(?:\/(ML|HR|ACTUAT|MG|G|L))?(?![A-Z])\s*(.*)$/i

/** The product of a display text. Never fails: what is not understood stays in the name. */
export function readProduct(display: string): Product {
  const brand = /\[([^\]]+)\]\s*$/.exec(display)?.[1]
  const text = display
    .replace(/\s*\[[^\]]*\]\s*$/, '')
    .replace(/^NDA\d+\s+/i, '')
    .trim()
  const prefix = /^(\d+(?:\.\d+)?) (HR|ACTUAT|ML|DAY)\s+(?=\p{L})/iu.exec(text)
  const hours = prefix?.[2]?.toUpperCase() === 'HR' ? `${prefix[1]}-hour` : undefined
  const components = text
    .slice(prefix?.[0].length ?? 0)
    .split(' / ')
    .map(readComponent)
  const names = components.map(({ name }) => name).filter((name) => name !== '')
  const strengths = components.map(({ strength }) => strength).filter((strength) => strength !== undefined)
  const rest = components.map(({ rest: words }) => words).filter((words) => words !== '')
  const words = [hours, ...rest.map(formWords)].filter((word) => word !== undefined).join(' ')
  const route = routeOf(words)
  // "20 mg orally once daily": a whole prescription in place of a product; its frequency is read elsewhere.
  const form = /\b(?:daily|weekly|every|times|bedtime|needed)\b/.test(words) ? '' : words
  return {
    name: names.length === 0 ? text.toLowerCase() : names.join(' / '),
    ...(strengths.length === 0 ? {} : { strength: strengths.join(' / ') }),
    ...(form === '' ? {} : { form }),
    ...(brand === undefined ? {} : { brand }),
    ...(route === undefined ? {} : { route }),
  }
}

function readComponent(text: string): { name: string; strength?: string; rest: string } {
  const found = strengthPattern.exec(text.trim())
  if (found === null) return { name: ingredientName(text), rest: '' }
  const [, name = '', amount = '', unit = '', per, rest = ''] = found
  return { name: ingredientName(name), strength: strengthText(amount, unit, per), rest: rest.trim() }
}

const unitNames: Readonly<Record<string, string>> = {
  UNT: 'units',
  UG: 'mcg',
  MEQ: 'mEq',
  MMOL: 'mmol',
  ML: 'mL',
  IU: 'IU',
  '%': '%',
}
const perNames: Readonly<Record<string, string>> = { HR: 'hour', ACTUAT: 'actuation', ML: 'mL', L: 'L' }

function strengthText(amount: string, unit: string, per: string | undefined): string {
  const value = Number(amount.replaceAll(',', ''))
  const rate = per === undefined ? '' : `/${perNames[per.toUpperCase()] ?? per.toLowerCase()}`
  // Patches and inhalers are prescribed in micrograms.
  if (/^mg$/i.test(unit) && /hour|actuation/.test(rate) && value < 1)
    return `${roundTo(value * 1000, 2)} mcg${rate}`
  return `${value} ${unitNames[unit.toUpperCase()] ?? unit.toLowerCase()}${rate}`
}

/** Salts that are left out of the spoken name; the code's display keeps them. */
const salt =
  /\s+(?:hydrochloride|hydrobromide|bitartrate|tartrate|maleate|sulfate|sulphate|citrate|phosphate|fumarate|succinate|mesylate|besylate|tosylate|acetate|propionate|sodium|potassium|calcium|dihydrate|monohydrate|anhydrous|hcl)$/i
/** Substances whose "salt" is the drug itself. */
const mineral =
  /^(?:ferrous|ferric|iron|magnesium|potassium|sodium|calcium|lithium|zinc|copper|aluminum|aluminium|ammonium|barium|silver|chlorine|hydrogen)\b/i

/** "diphenhydrAMINE Hydrochloride" → "diphenhydramine"; "ferrous sulfate" stays. */
function ingredientName(text: string): string {
  let name = text
    .replace(/\s*\[[^\]]*\]/g, '')
    .trim()
    .toLowerCase()
    .replace(/\bpenicillin v\b/, 'penicillin V')
  while (!mineral.test(name) && salt.test(name)) name = name.replace(salt, '')
  return name
}

function formWords(rest: string): string {
  return rest
    .toLowerCase()
    .replace(/\b(extended|delayed|immediate|sustained) release\b/g, '$1-release')
    .replace(/\b(\d+)\s*hr\b/g, '$1-hour')
    .replace('transdermal system', 'transdermal patch')
    .replace('metered dose inhaler', 'metered-dose inhaler')
}

const routes: readonly (readonly [RegExp, string])[] = [
  [/\boral(?:ly)?\b|chewable|by mouth/, 'orally'],
  [/sublingual/, 'sublingually'],
  [/buccal/, 'buccally'],
  [/transdermal/, 'transdermally'],
  [/inhal/, 'by inhalation'],
  [/nasal/, 'intranasally'],
  [/rectal|suppository/, 'rectally'],
  [/ophthalmic/, 'into the eye'],
  [/topical/, 'topically'],
]

function routeOf(form: string): string | undefined {
  return routes.find(([pattern]) => pattern.test(form))?.[1]
}
