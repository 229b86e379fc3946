// What judges said of the runs of a report, and how the replies are worded: read from the judging folders of the
// runs, compared between runs and between judges. What is computed here is written beside the report, so that its
// numbers can be walked.
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import {
  agreementOf,
  differenceOf,
  ratingsOf,
  type Agreement,
  type Ratings,
} from '../evaluation/judge/agreement.ts'
import { judgingFiles, judgingsFolder, readJudging } from '../evaluation/judge/folder.ts'
import type { Mean } from '../evaluation/judge/means.ts'
import { wordingOf, type RunWording } from '../evaluation/judge/wording.ts'
import { runFiles } from '../evaluation/run.ts'
import { hashFile } from '../kit/hash.ts'
import { readJsonl } from '../kit/jsonl.ts'
import {
  judgementSchema,
  judgeScoresSchema,
  pairScoresSchema,
  type Judgement,
  type JudgeScores,
  type Judging,
  type PairScores,
} from '../records/judgement.ts'
import { criterionNames } from '../evaluation/judge/criterion.ts'
import type { SourceFile } from './quantity.ts'

interface OneJudging<Scores> {
  /** Label of the run. */
  readonly run: string
  /** Judge, told apart from others of the same run. */
  readonly judge: string
  readonly header: Judging
  readonly scores: Scores
  readonly scoresFile: SourceFile
}

export interface ReportJudged {
  readonly ratings: readonly OneJudging<JudgeScores>[]
  /** `against` is the label of the other run, or its model where it is not in the report. */
  readonly pairs: readonly (OneJudging<PairScores> & { readonly against: string })[]
  readonly computed: ComputedJudged
  readonly computedFile: SourceFile
  /** Judgings that the report leaves out, and why. */
  readonly leftOut: readonly string[]
}

interface ComputedJudged {
  readonly wording: readonly (RunWording & { readonly run: string })[]
  readonly differences: readonly JudgedDifference[]
  readonly agreement: readonly (Agreement & {
    readonly run: string
    readonly criterion: string
    readonly judges: readonly string[]
  })[]
}

export interface JudgedDifference extends Mean {
  readonly judge: string
  readonly criterion: string
  /** The first less the second. */
  readonly run: string
  readonly against: string
}

export interface NamedRun {
  readonly folder: string
  readonly label: string
}

export async function readJudged(
  benchmarkFolder: string,
  runs: readonly NamedRun[],
  groupOf: (taskId: string) => string,
  output: string,
): Promise<ReportJudged> {
  const hashes = new Map<string, string>()
  for (const { folder, label } of runs) {
    hashes.set(await hashFile(join(folder, runFiles.predictions)), label)
  }
  const ratings: OneJudging<JudgeScores>[] = []
  const pairs: (OneJudging<PairScores> & { against: string })[] = []
  const leftOut: string[] = []
  const judgements: Judgement[][] = []
  for (const { folder, label } of runs) {
    for (const found of await judgingsOf(folder)) {
      const header = await readJudging(found.folder)
      if (header === undefined) continue
      const path = join(found.folder, judgingFiles.scores)
      if (!existsSync(path)) {
        leftOut.push(`${label}, ${found.name}: it is not finished.`)
        continue
      }
      if (hashes.get(header.run.predictions) === undefined) {
        leftOut.push(`${label}, ${found.name}: the run has been made anew since; judge it again.`)
        continue
      }
      const content: unknown = JSON.parse(await readFile(path, 'utf8'))
      const scoresFile = { file: relative(output, path).replaceAll('\\', '/'), content }
      const common = { run: label, judge: found.name, header, scoresFile }
      if (header.against !== undefined) {
        const { predictions, model } = header.against
        pairs.push({
          ...common,
          scores: pairScoresSchema.parse(content),
          against: hashes.get(predictions) ?? model,
        })
        continue
      }
      ratings.push({ ...common, scores: judgeScoresSchema.parse(content) })
      const rows: Judgement[] = []
      const lines = readJsonl(join(found.folder, judgingFiles.judgements), judgementSchema)
      for await (const judgement of lines) rows.push(judgement)
      judgements.push(rows)
    }
  }
  const wording = await wordingOf(
    benchmarkFolder,
    runs.map(({ folder }) => folder),
  )
  const computed: ComputedJudged = {
    wording: wording.flatMap((one, index) => ({ run: runs[index]?.label ?? '', ...one })),
    ...comparedOf(runs, ratings, judgements, groupOf),
  }
  return { ratings, pairs, computed, computedFile: { file: 'judged.json', content: computed }, leftOut }
}

async function judgingsOf(runFolder: string): Promise<{ name: string; folder: string }[]> {
  const parent = join(runFolder, judgingsFolder)
  if (!existsSync(parent)) return []
  const names = (await readdir(parent)).toSorted()
  return names.map((name) => ({ name, folder: join(parent, name) }))
}

/** Criteria in the order of ours, then others as they come. */
export function criteriaIn(
  judgings: readonly { readonly header: Judging }[],
): { id: string; name: string }[] {
  const names = new Map(judgings.flatMap(({ header }) => header.criteria.map(({ id, name }) => [id, name])))
  const rank = (id: string): number => (criterionNames as readonly string[]).indexOf(id) >>> 0
  return [...names].map(([id, name]) => ({ id, name })).toSorted((a, b) => rank(a.id) - rank(b.id))
}

function comparedOf(
  runs: readonly NamedRun[],
  judgings: readonly OneJudging<JudgeScores>[],
  judgements: readonly (readonly Judgement[])[],
  groupOf: (taskId: string) => string,
): Omit<ComputedJudged, 'wording'> {
  const differences: JudgedDifference[] = []
  const agreement: ComputedJudged['agreement'][number][] = []
  const [first] = runs
  for (const { id } of criteriaIn(judgings)) {
    const rated = judgings
      .map((judging, index) => ({ judging, ratings: ratingsOf(judgements[index] ?? [], id) }))
      .filter(({ ratings }) => ratings.size > 0)
    for (const { judging, ratings } of rated) {
      const reference = rated.find(
        (other) => other.judging.run === first?.label && alike(other.judging, judging, id),
      )
      if (reference === undefined || judging.run === first?.label) continue
      const found = differenceOf(ratings, reference.ratings, groupOf)
      differences.push({
        judge: judging.judge,
        criterion: id,
        run: judging.run,
        against: first?.label ?? '',
        ...found,
      })
    }
    for (const { label } of runs) {
      const own = rated.filter(({ judging }) => judging.run === label)
      if (own.length < 2) continue
      const found: Agreement = agreementOf(own.map(({ ratings }): Ratings => ratings))
      agreement.push({ run: label, criterion: id, judges: own.map(({ judging }) => judging.judge), ...found })
    }
  }
  return { differences, agreement }
}

/** One judge by one method under the same words: only then can two runs be compared. */
function alike(a: OneJudging<unknown>, b: OneJudging<unknown>, criterion: string): boolean {
  const says = ({ header }: OneJudging<unknown>): string =>
    JSON.stringify([header.judge, header.method, header.criteria.find(({ id }) => id === criterion)?.hash])
  return says(a) === says(b)
}
