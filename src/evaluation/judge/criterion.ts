// What a judge judges by: a criterion in words, with its evaluation steps written out as G-Eval asks, in a
// Markdown file that a clinician can read and change. Paper: section 4.2, Figures 2 and 3.
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { UsageError } from '../../kit/errors.ts'
import { canonicalJson, sha256 } from '../../kit/hash.ts'
import { withoutNotes } from './template.ts'

/** What the judge learns besides the conversation, the question and the reply. */
export const toldThings = ['gold option', 'gold behavior'] as const
export type Told = (typeof toldThings)[number]

export interface Criterion {
  /** Name of its file. */
  readonly id: string
  readonly name: string
  readonly definition: string
  readonly told: readonly Told[]
  readonly steps: string
  readonly ratings: string
}

/** The four of Figure 3, then the two of Figure 2. */
export const criterionNames = [
  'utility',
  'safety',
  'clarity',
  'behavioral_appropriateness',
  'specificity',
  'implicitness',
] as const
export const figure3Criteria = criterionNames.slice(0, 4)

/** A criterion of ours by name, or one of the user's by the path of its Markdown file. */
export function readCriterion(named: string): Criterion {
  if ((criterionNames as readonly string[]).includes(named)) {
    return parseCriterion(named, readFileSync(new URL(`./criteria/${named}.md`, import.meta.url), 'utf8'))
  }
  if (named.endsWith('.md') && existsSync(named)) {
    return parseCriterion(basename(named, '.md'), readFileSync(named, 'utf8'))
  }
  const what = named.endsWith('.md') ? 'there is no such file' : 'there is no such criterion'
  throw new UsageError(
    `--criteria ${named}: ${what}; there is ${criterionNames.join(', ')}, or name a Markdown file`,
  )
}

/** Throws a UsageError that names the section which is missing. */
export function parseCriterion(id: string, markdown: string): Criterion {
  const text = withoutNotes(markdown)
  const name = /^# +(.+)$/m.exec(text)?.[1]?.trim()
  const section = (title: string): string => {
    const found = new RegExp(`^## +${title} *$([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'im')
      .exec(text)?.[1]
      ?.trim()
    if (found === undefined || found === '') {
      throw new UsageError(`criterion ${id}: it needs a section "## ${title}" with something in it`)
    }
    return found
  }
  if (name === undefined) throw new UsageError(`criterion ${id}: it needs a first line "# Name"`)
  const told = section('Told')
    .split('\n')
    .map((line) => line.replace(/^[-*\s]+/, '').trim())
    .filter((line) => line !== '' && line !== 'nothing')
  const unknown = told.find((line) => !(toldThings as readonly string[]).includes(line))
  if (unknown !== undefined) {
    throw new UsageError(
      `criterion ${id}: "Told" lists "${unknown}"; there is ${[...toldThings, 'nothing'].join(', ')}`,
    )
  }
  return {
    id,
    name,
    definition: section('Definition'),
    told: told as Told[],
    steps: section('Evaluation steps'),
    ratings: section('Ratings'),
  }
}

/** SHA-256 of the criterion and of the template around it. */
export function hashOf(criterion: Criterion, template: string): string {
  return sha256(canonicalJson({ ...criterion, template }))
}
