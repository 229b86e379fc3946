import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgingFiles, judgingsFolder } from '../evaluation/judge/folder.ts'
import { runFiles } from '../evaluation/run.ts'
import { writeBenchmark } from './fixture.ts'
import { writeJudgings, writeWordyRun } from './fixture-judged.ts'
import { readJudged, type ReportJudged } from './judged.ts'

let home: string
let benchmark: string
let one: string
let other: string
let judged: ReportJudged

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'judged-'))
  benchmark = (await writeBenchmark(join(home, 'benchmark'), 4, 2)).folder
  one = await writeWordyRun(benchmark, join(home, 'one'))
  other = await writeWordyRun(benchmark, join(home, 'other'))
  const path = join(other, runFiles.predictions)
  await writeFile(path, (await readFile(path, 'utf8')).replaceAll('potassium', 'sodium'))
  await writeJudgings(benchmark, one, other)
  await writeJudgings(benchmark, other, one)
  judged = await read([one, other])
})
afterAll(() => rm(home, { recursive: true, force: true }))

function read(folders: readonly string[]): Promise<ReportJudged> {
  const runs = folders.map((folder, index) => ({ folder, label: `run ${index + 1}` }))
  return readJudged(benchmark, runs, (taskId) => taskId, join(home, 'report'))
}

describe('what judges said of the runs', () => {
  it('is read from every finished judging, pairs apart', () => {
    expect(judged.ratings.map(({ run, judge }) => `${run} ${judge}`)).toEqual([
      'run 1 first',
      'run 1 second',
      'run 2 first',
      'run 2 second',
    ])
    expect(judged.pairs.map(({ run, against }) => `${run} against ${against}`)).toEqual([
      'run 1 against run 2',
      'run 2 against run 1',
    ])
    expect(judged.leftOut).toEqual([])
  })

  it('is compared under one judge at a time', () => {
    const { differences } = judged.computed
    expect(differences.map(({ criterion, judge, run, against }) => [criterion, judge, run, against])).toEqual(
      [
        ['utility', 'first', 'run 2', 'run 1'],
        ['utility', 'second', 'run 2', 'run 1'],
        ['specificity', 'first', 'run 2', 'run 1'],
        ['specificity', 'second', 'run 2', 'run 1'],
      ],
    )
    const [first] = differences
    const meanOf = (run: string): number =>
      judged.ratings.find((rated) => rated.run === run && rated.judge === 'first')?.scores.byCriterion[
        'utility'
      ]?.overall.mean ?? Number.NaN
    expect(first?.mean).toBeCloseTo(meanOf('run 2') - meanOf('run 1'), 12)
    expect(first?.count).toBe(16)
  })

  it('is held against what other judges said', () => {
    const utility = judged.computed.agreement.find(
      ({ criterion, run }) => criterion === 'utility' && run === 'run 1',
    )
    expect(utility).toMatchObject({ judges: ['first', 'second'], replies: 16 })
    // Two judges that draw lots agree on nothing.
    expect(Math.abs(utility?.interval ?? 1)).toBeLessThan(0.6)
  })

  it('leaves out, with the reason, what is not finished or of another run', async () => {
    const copied = join(home, 'copied')
    await cp(one, copied, { recursive: true })
    await rm(join(copied, judgingsFolder, 'first', judgingFiles.scores))
    expect((await read([copied])).leftOut).toEqual(['run 1, first: it is not finished.'])
    const path = join(copied, runFiles.predictions)
    await writeFile(path, (await readFile(path, 'utf8')).replace('potassium', 'magnesium'))
    const { leftOut, ratings } = await read([copied])
    expect(ratings).toEqual([])
    expect(leftOut).toContain('run 1, second: the run has been made anew since; judge it again.')
  })
})

describe('the wording of the replies', () => {
  it('is measured over both runs together, a task once', () => {
    const { wording } = judged.computed
    expect(wording.map(({ run, replies, nothingToRead }) => [run, replies, nothingToRead])).toEqual([
      ['run 1', 8, 0],
      ['run 2', 8, 0],
    ])
    for (const { specificity, implicitness } of wording) {
      for (const { mean, count } of [specificity, implicitness]) {
        expect(count).toBe(8)
        expect(mean).toBeGreaterThan(0)
        expect(mean).toBeLessThan(1)
      }
      expect(specificity.density?.values).toHaveLength(131)
    }
  })
})
