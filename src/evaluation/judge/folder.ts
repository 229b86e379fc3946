// A judging folder on disk: which files it has, and the check that it is of this very judging.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../kit/errors.ts'
import { canonicalJson } from '../../kit/hash.ts'
import { writeJson } from '../../kit/jsonl.ts'
import { judgingSchema, type Judging } from '../../records/judgement.ts'

/** Judgings lie in this folder of the run that they are of. */
export const judgingsFolder = 'judgements'

export const judgingFiles = {
  header: 'judge.json',
  journal: 'journal.jsonl',
  judgements: 'judgements.jsonl',
  pairs: 'pairs.jsonl',
  scores: 'scores.json',
} as const

/** The header of a judging, or undefined where there is none. */
export async function readJudging(folder: string): Promise<Judging | undefined> {
  const path = join(folder, judgingFiles.header)
  if (!existsSync(path)) return undefined
  const result = judgingSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new Failure({
    subject: path,
    place: `field ${issue?.path.join('.') || '(record)'}`,
    what: issue?.message ?? 'does not fit.',
  })
}

/** Writes judge.json, or makes sure that the one there says the same. */
export async function claimJudging(folder: string, judging: Judging): Promise<void> {
  const found = await readJudging(folder)
  if (found === undefined) return writeJson(join(folder, judgingFiles.header), judging)
  const names = [...new Set([...Object.keys(judging), ...Object.keys(found)])] as (keyof Judging)[]
  const different = names.filter((name) => canonicalJson(judging[name]) !== canonicalJson(found[name]))
  if (different.length === 0) return
  throw new Failure({
    subject: folder,
    what: `holds another judging: ${different.join(', ')} differ.`,
    remedy: 'Choose another folder with -o.',
  })
}
