// A majority vote over finished runs: what several models answered to the same tasks becomes the answers of one
// more run. No model is asked. Paper: the "Ensemble" of Tables 2 and 4 is three models under one prompt.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson, hashFile, sha256 } from '../kit/hash.ts'
import { Failure } from '../kit/errors.ts'
import { readJsonl } from '../kit/jsonl.ts'
import { predictionSchema, type Prediction } from '../records/prediction.ts'
import { regimeText, runSchema, type Run, type TieRule, type Vote } from '../records/run.ts'
import type { Answerer } from './answerer.ts'
import { replyOfVote } from './ensemble-reply.ts'
import { runFiles } from './run.ts'

export interface Member {
  readonly folder: string
  readonly run: Run
  readonly predictions: readonly Prediction[]
  /** SHA-256 of its file of predictions. */
  readonly hash: string
}

/** Throws a Failure where the folder holds no finished run. */
export async function readMember(folder: string): Promise<Member> {
  const path = (name: keyof typeof runFiles): string => join(folder, runFiles[name])
  for (const name of ['header', 'scores', 'predictions'] as const) {
    if (existsSync(path(name))) continue
    throw new Failure({
      subject: folder,
      what: `is not a finished run folder (no ${runFiles[name]}).`,
      remedy: 'Make one with `behaviorbench eval`; an interrupted run is completed by running it again.',
    })
  }
  const run = runSchema.safeParse(jsonOf(await readFile(path('header'), 'utf8')))
  if (!run.success) {
    throw new Failure({ subject: path('header'), what: 'is not the header of a run.' })
  }
  const predictions: Prediction[] = []
  for await (const line of readJsonl(path('predictions'), predictionSchema)) predictions.push(line)
  return { folder, run: run.data, predictions, hash: await hashFile(path('predictions')) }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const keyOf = ({ taskId, repeat }: Pick<Prediction, 'taskId' | 'repeat'>): string => `${taskId} ${repeat}`

/** Throws a Failure that names the first member which did not answer what the first one did. */
export function checkMembers(members: readonly Member[]): void {
  const [first, ...others] = members
  if (first === undefined) return
  const asked = new Set(first.predictions.map(keyOf))
  for (const { folder, run, predictions } of others) {
    const differs = (what: string, remedy: string): Failure =>
      new Failure({ subject: folder, what: `${what}; only answers to the same tasks can vote.`, remedy })
    if (run.benchmarkId !== first.run.benchmarkId) {
      throw differs(
        `is a run on benchmark ${run.benchmarkId}, but ${first.folder} is on ${first.run.benchmarkId}`,
        'Evaluate all members on one benchmark.',
      )
    }
    if (run.repeats !== first.run.repeats) {
      throw differs(
        `asked each task ${times(run.repeats)}, but ${first.folder} ${times(first.run.repeats)}`,
        'Evaluate all members with the same --repeats.',
      )
    }
    const own = new Set(predictions.map(keyOf))
    const missing = [...asked].filter((key) => !own.has(key)).length
    const extra = [...own].filter((key) => !asked.has(key)).length
    if (missing > 0 || extra > 0) {
      throw differs(
        `lacks ${missing} answers that ${first.folder} has, and has ${extra} that it lacks`,
        'Evaluate all members with the same --split and --limit.',
      )
    }
  }
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)

/** `weights` are the members', in their order. The members must have passed checkMembers(). */
export function runsAnswerer(
  members: readonly Member[],
  ties: TieRule,
  weights: readonly number[] = members.map(() => 1),
): Answerer {
  const names = namesOf(members)
  const answers = members.map(({ predictions }) => new Map(predictions.map((one) => [keyOf(one), one])))
  const vote: Vote = {
    over: 'runs',
    voices: members.length,
    ties,
    members: members.map(({ run, hash }, index) => ({
      model: run.model,
      asked: regimeText(run),
      promptHash: run.promptHash,
      seed: run.seed,
      predictions: hash,
      weight: weights[index] ?? 1,
    })),
  }
  return {
    id: `vote of ${names.join(', ')}`,
    endpoint: 'embedded',
    asks: { ...sharedAsks(members), vote, promptHash: sha256(canonicalJson(vote)) },
    parameters: {},
    reply: (task, _, { seed, repeat }) => {
      const replies = answers.map((own) => own.get(keyOf({ taskId: task.id, repeat })) as Prediction)
      return Promise.resolve({
        ...replyOfVote(replies, { rule: ties, keys: [seed, task.id, repeat] }, weights),
        output: replies.map((one, index) => `${names[index]}: ${one.answer ?? one.outcome}`).join('\n'),
      })
    },
  }
}

/** The models; with how they were asked where two are the same. */
function namesOf(members: readonly Member[]): readonly string[] {
  const models = members.map(({ run }) => run.model)
  if (new Set(models).size === models.length) return models
  return members.map(({ run }) => `${run.model} (${regimeText(run)})`)
}

/** How all members were asked, where that is the same. */
function sharedAsks(members: readonly Member[]): Pick<Run, 'regime' | 'recipe' | 'shots' | 'permute'> {
  const same = <T>(valueOf: (run: Run) => T): T | undefined => {
    const [first, ...others] = members.map(({ run }) => valueOf(run))
    return others.every((other) => canonicalJson(other) === canonicalJson(first)) ? first : undefined
  }
  const recipe = same((run) => run.recipe)
  const shots = same((run) => run.shots)
  const permute = same((run) => run.permute)
  return {
    regime: same((run) => run.regime) ?? 'several',
    ...(recipe === undefined ? {} : { recipe }),
    ...(shots === undefined ? {} : { shots }),
    ...(permute === undefined ? {} : { permute }),
  }
}
