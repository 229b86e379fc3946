import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadBenchmark, type LoadedBenchmark } from '../../benchmark/folder.ts'
import { shownTurns } from '../../conversations/view.ts'
import type { Conversation } from '../../records/conversation.ts'
import { createPrompt } from '../../prompts/prompt.ts'
import { regimes } from '../../prompts/regimes.ts'
import type { Prediction } from '../../records/prediction.ts'
import type { Run } from '../../records/run.ts'
import type { Edit } from '../../records/task.ts'
import { folderBytes } from '../../../test/folder-bytes.ts'
import { hostile, writeBenchmark, writeRun, writeSpokenRun } from '../fixture.ts'
import { writeReport } from '../report.ts'
import { columnOf } from './columns.ts'
import { dataScript } from './chunks.ts'
import { shardOf } from './ids.ts'
import { promptFrame } from './prompt-frame.ts'

const viewer = join(import.meta.dirname, 'viewer')
const viewerFiles = readdirSync(viewer).filter((name) => name.endsWith('.js'))

let home: string
let samples: string
let benchmark: LoadedBenchmark
let predictions: readonly (readonly Prediction[])[]

/** All that the data files hand over, by name. */
const data = new Map<string, unknown>()

/** The scripts of the page without the one that needs a page, over the data files. */
let page: Record<string, (...given: readonly unknown[]) => unknown>

function jsonLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}

function filesBelow(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)],
  )
}

/** What a data file hands over when it is run with nothing else in reach. */
function handedOver(script: string): readonly [name: unknown, value: unknown] {
  const calls: unknown[][] = []
  const context = createContext({ behaviorbenchData: (...given: unknown[]) => void calls.push(given) })
  runInContext(script, context)
  expect(calls).toHaveLength(1)
  const [name, value] = calls[0] ?? []
  // Out of the other realm.
  return [name, JSON.parse(JSON.stringify(value))]
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'samples-'))
  const folder = join(home, 'benchmark')
  await writeBenchmark(folder, 6, 4)
  const runs = [
    await writeRun(folder, join(home, 'runs', 'one')),
    await writeSpokenRun(folder, join(home, 'runs', 'spoken')),
  ]
  benchmark = await loadBenchmark(folder)
  predictions = runs.map((run) => jsonLines<Prediction>(join(run, 'predictions.jsonl')))
  await writeReport(folder, runs, join(home, 'report'))
  samples = join(home, 'report', 'samples')
  for (const path of filesBelow(join(samples, 'data'))) {
    const [name, value] = handedOver(readFileSync(path, 'utf8'))
    data.set(String(name), value)
  }
  const context = createContext({ URLSearchParams, performance })
  for (const name of viewerFiles.filter((file) => !['main.js', 'store.js'].includes(file))) {
    runInContext(readFileSync(join(viewer, name), 'utf8'), context, { filename: name })
  }
  Object.assign(context, { load: (name: string) => Promise.resolve(data.get(name)) })
  page = context
}, 60_000)
afterAll(() => rm(home, { recursive: true, force: true }))

interface About {
  readonly runs: readonly { readonly key: string; readonly label: string }[]
  readonly comparisons: readonly { readonly lines: readonly string[] }[]
}

const about = (): About => data.get('about') as About
const columnsOf = async (keys: readonly string[]): Promise<unknown> => page['loadColumns']?.(about(), keys)
const stateOf = (hash: string): Record<string, string> =>
  page['readAddress']?.(hash, about()) as Record<string, string>

describe('the data beside the page', () => {
  it('is handed over as it was given, whatever the texts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const script = dataScript('a/0', JSON.stringify(texts))
        expect(script).not.toMatch(/[<\u2028\u2029]/)
        expect(handedOver(script)).toEqual(['a/0', JSON.parse(JSON.stringify(texts))])
      }),
    )
  })

  it('lies in files that name themselves, each below 300 KB', () => {
    for (const path of filesBelow(samples)) expect(statSync(path).size).toBeLessThan(300_000)
    for (const name of data.keys()) expect(existsSync(join(samples, 'data', `${name}.js`))).toBe(true)
  })

  it('holds every task with its question, its answers and what was written', async () => {
    for (const [index, task] of benchmark.tasks.entries()) {
      expect(await page['placeOfTask']?.(about(), task.id)).toBe(index)
      const record = (await page['taskAt']?.(index)) as Record<string, unknown>
      expect(record).toMatchObject({
        id: task.id,
        question: task.question,
        gold: task.gold,
        rationale: task.rationale,
      })
      expect(record['options']).toEqual(task.options.map(({ letter, text }) => [letter, text]))
      expect(record['facts']).toHaveLength(task.facts.length)
      for (const [number, { key }] of about().runs.entries()) {
        const replies = (await page['repliesAt']?.(key, index)) as Record<string, unknown>[]
        const own = predictions[number]?.filter(({ taskId }) => taskId === task.id) ?? []
        expect(replies.map(({ answer, outcome, output }) => ({ answer, outcome, output }))).toEqual(
          own.map(({ answer, outcome, output }) => ({ answer, outcome, output })),
        )
      }
    }
  })

  it('keeps licence and attribution with each conversation', () => {
    const records = data.get('conversations/0') as { licence: string[]; title: string }[]
    expect(records).toHaveLength(6)
    for (const { licence, title } of records) {
      // An address that is none of the web is left out.
      expect(licence).toEqual([`CC0-1.0 ${hostile}`, '', `Someone ${hostile}`])
      expect(title).toBe(`Title ${hostile}`)
    }
  })

  it('copies pictures of the folder and none outside it', () => {
    const [record] = data.get('conversations/0') as { images: { id: string; file?: string }[] }[]
    const [inside, outside] = record?.images ?? []
    expect(existsSync(join(samples, inside?.file ?? 'none'))).toBe(true)
    expect(outside).toEqual({ id: 'i2', caption: 'Outside' })
    expect(readdirSync(join(samples, 'pictures'))).toHaveLength(1)
  })

  it('says how the runs differ', () => {
    expect(about().comparisons).toHaveLength(1)
    expect(about().comparisons[0]?.lines.join(' ')).toMatch(/McNemar’s test \((exact|chi-square)\): p /)
  })
})

describe('the words of a prompt', () => {
  const run: Run = {
    format: 'behaviorbench-run/1',
    benchmarkId: 'b',
    split: 'test',
    model: 'm',
    endpoint: 'e',
    parameters: {},
    regime: 'zero-shot',
    promptHash: 'x',
    seed: 1,
    repeats: 1,
    tasks: 1,
  }

  it('are shown where they are the run’s, and their absence is said', () => {
    for (const [regime, make] of Object.entries(regimes)) {
      if (regime === 'few-shot') continue
      const recipe = regime === 'behavior-token' ? { recipe: 'BT-BC-OC-OP' } : {}
      const needs = { recipe: recipe.recipe ?? '', fewShot: () => ({}) as never }
      const own = { ...run, regime, ...recipe, promptHash: createPrompt(make(needs)).hash }
      const { messages, note } = promptFrame(own)
      expect({ regime, note }).toEqual({ regime, note: '' })
      expect(messages.map(([, text]) => text).join('\n')).toMatch(
        /\{what the reader sees\}[^]*\{question\}[^]*\{option\}/,
      )
      expect(promptFrame({ ...own, promptHash: 'other' })).toEqual({
        messages: [],
        note: 'The templates were changed since the run was made.',
      })
    }
    for (const regime of ['none', 'few-shot', 'constructor', 'behavior-token']) {
      expect(promptFrame({ ...run, regime, recipe: 'XX' }).note).not.toBe('')
    }
  })
})

describe('the scripts of the page', () => {
  it('never write markup and never run text', () => {
    for (const name of viewerFiles) {
      expect(readFileSync(join(viewer, name), 'utf8')).not.toMatch(
        /innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\.write|eval\(|new Function|setTimeout|fetch\(|XMLHttpRequest/,
      )
    }
  })

  it('are all named by the page, which takes nothing from elsewhere', () => {
    const html = readFileSync(join(samples, 'index.html'), 'utf8')
    const scripts = [...html.matchAll(/<script src="viewer\/([^"]+)"><\/script>/g)].map(([, name]) => name)
    expect(scripts.toSorted()).toEqual(viewerFiles.toSorted())
    expect(html.match(/<script/g)).toHaveLength(scripts.length)
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/https?:|@import|url\(| on\w+="/)
    for (const [, name] of html.matchAll(/<(?:select|input) id="([^"]+)"/g)) {
      expect(html).toContain(`<label for="${name}">`)
    }
  })

  it('show the same turns as the benchmark’s own view', () => {
    const text = fc.string({ minLength: 1 })
    const conversations = fc
      .array(fc.record({ speaker: fc.constantFrom('a', 'b', '__proto__'), text }), {
        minLength: 1,
        maxLength: 6,
      })
      .map((turns) => ({
        participants: [
          { id: 'a', role: 'nurse', name: 'A' },
          { id: 'b', role: 'nurse', name: 'B' },
        ],
        turns: turns.map((turn, index) => ({ ...turn, number: index + 1, attachments: [], facts: [] })),
      }))
    const editsOf = (count: number): fc.Arbitrary<Edit[]> =>
      fc.array(
        fc.oneof(
          fc.record({
            kind: fc.constant('replace' as const),
            turn: fc.integer({ min: 1, max: count }),
            text,
          }),
          fc.record({ kind: fc.constant('remove' as const), turn: fc.integer({ min: 1, max: count }) }),
          fc.record({
            kind: fc.constant('insert' as const),
            turn: fc.integer({ min: 0, max: count }),
            speaker: fc.constantFrom('a', 'c'),
            text,
            attachments: fc.constant([{ kind: 'table' as const, id: 't' }]),
          }),
        ),
        { maxLength: 5 },
      )
    const whole = conversations.chain((conversation) =>
      editsOf(conversation.turns.length).map((edits) => ({ conversation, edits })),
    )
    fc.assert(
      fc.property(whole, fc.nat(), fc.nat(), ({ conversation, edits }, a, b) => {
        const view = { edits, from: 1, to: 1, masked: [2] }
        const all = page['seenTurns']?.(recordOf(conversation), { ...view, to: 99 }) as unknown[]
        fc.pre(all.length > 0)
        const from = 1 + (a % all.length)
        const to = from + (b % (all.length - from + 1))
        const seen = page['seenTurns']?.(recordOf(conversation), { ...view, from, to }) as {
          attachments: string[][]
        }[]
        const expected = shownTurns(conversation as unknown as Conversation, { ...view, from, to })
        expect(JSON.parse(JSON.stringify(seen))).toEqual(
          expected.map(({ number, edited, masked, name, text: said, attachments }) => ({
            number,
            edited,
            masked,
            name,
            text: said,
            attachments: attachments.map(({ kind, id }) => [kind, id]),
          })),
        )
      }),
    )
    function recordOf({
      participants,
      turns,
    }: {
      participants: { id: string; name: string }[]
      turns: object[]
    }) {
      return { participants: participants.map(({ id, name }) => [id, name]), turns }
    }
  })

  it('read any code of a column as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 }), { minLength: 1 }), (codes) => {
        const segments = columnOf(codes.length, (index) => codes[index] ?? 0)
        expect(segments.join('')).not.toMatch(/["\\<]/)
        codes.forEach((code, index) => expect(page['codeAt']?.(segments, 200_000, index)).toBe(code))
      }),
    )
  })

  it('find a file and a shard as the writer put them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 500 }), (id, shards) => {
        expect(page['shardOf']?.(id, shards)).toBe(shardOf(id, shards))
      }),
    )
    expect([0, 4, 5, 9, 10, 99].map((place) => page['fileOf']?.([0, 5, 10], place))).toEqual([
      0, 0, 1, 1, 2, 2,
    ])
    expect(page['fileOf']?.([3], 2)).toBe(-1)
  })

  it('filter as one would by hand', async () => {
    const [first, second] = about().runs.map(({ key }) => key)
    const columns = await columnsOf([first ?? '', second ?? ''])
    const [one = [], two = []] = predictions
    const rightOf = (run: readonly Prediction[], index: number): boolean => {
      const task = benchmark.tasks[index]
      return run.find(({ taskId, repeat }) => taskId === task?.id && repeat === 0)?.answer === task?.gold
    }
    const wanted: Record<string, (index: number) => boolean> = {
      '': () => true,
      'type=proactive': (index) => benchmark.tasks[index]?.type !== 'fact_retrieval',
      'type=fact_retrieval': (index) => benchmark.tasks[index]?.type === 'fact_retrieval',
      'result=right': (index) => rightOf(one, index),
      'result=wrong': (index) => !rightOf(one, index),
      'change=both': (index) => rightOf(one, index) && rightOf(two, index),
      'change=first': (index) => rightOf(one, index) && !rightOf(two, index),
      'change=second': (index) => !rightOf(one, index) && rightOf(two, index),
      'change=neither': (index) => !rightOf(one, index) && !rightOf(two, index),
      'member=none': (index) => benchmark.tasks[index]?.challenge === undefined,
      'member=near_miss&result=wrong': (index) =>
        benchmark.tasks[index]?.challenge?.member === 'near_miss' && !rightOf(one, index),
      'class=highly_proactive': (index) => benchmark.tasks[index]?.behavior.class === 'highly_proactive',
      'said=none': () => true,
      'said=same': () => false,
      'outcome=answered': (index) =>
        one.find(({ taskId }) => taskId === benchmark.tasks[index]?.id)?.outcome === 'answered',
    }
    let some = 0
    for (const [hash, fits] of Object.entries(wanted)) {
      const found = page['matching']?.(columns, stateOf(`#run=${first}&with=${second}&${hash}`)) as number[]
      const expected = Array.from(benchmark.tasks.keys()).filter(fits)
      expect({ hash, found: Array.from(found) }).toEqual({ hash, found: expected })
      if (expected.length > 0) some += 1
    }
    expect(some).toBeGreaterThan(8)
    const spoken = await columnsOf([second ?? ''])
    const same = page['matching']?.(spoken, stateOf(`#run=${second}&said=same`)) as number[]
    expect(same).toHaveLength(benchmark.tasks.length)
  })

  it('find words in questions, options, reasons and replies, and go on where they stopped', async () => {
    const places = Array.from(benchmark.tasks.keys())
    const search = page['createSearch']?.(places, 'WHAT  number', []) as {
      found: number[]
      done: boolean
      find: (enough: number, onProgress: () => boolean) => Promise<void>
    }
    await search.find(3, () => true)
    expect({ found: Array.from(search.found), done: search.done }).toEqual({ found: [0, 1, 2], done: false })
    await search.find(Number.POSITIVE_INFINITY, () => true)
    expect(Array.from(search.found)).toEqual(places)
    const [, second] = about().runs
    for (const [keys, count] of [
      [[], 0],
      [[second?.key], places.length],
    ] as const) {
      // The reply of the spoken run alone begins like this.
      const replies = page['createSearch']?.(places, 'alert(1)</script><img never', keys) as typeof search
      await replies.find(Number.POSITIVE_INFINITY, () => true)
      expect(replies.found).toHaveLength(0)
      const said = page['createSearch']?.(places, hostile.slice(0, 20), keys) as typeof search
      await said.find(Number.POSITIVE_INFINITY, () => true)
      expect(said.found.length).toBeGreaterThanOrEqual(count)
    }
  })

  it('write an address that says the same when it is read, and take nothing from one that is not here', () => {
    const [first, second] = about().runs.map(({ key }) => key)
    const state = fc.record({
      run: fc.constantFrom(first, second),
      type: fc.constantFrom('', 'reactive', 'fact_retrieval'),
      result: fc.constantFrom('', 'right', 'wrong'),
      class: fc.constantFrom('', 'balanced'),
      member: fc.constantFrom('', 'none', 'handled'),
      q: fc.string({ maxLength: 200 }),
      page: fc.integer({ min: 1, max: 9999 }).map(String),
      task: fc.string({ maxLength: 200 }),
    })
    fc.assert(
      fc.property(state, (given) => {
        const full = { ...stateOf(''), ...given }
        expect({ ...stateOf(String(page['writeAddress']?.(full))) }).toEqual({ ...full })
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = stateOf(
          `#run=${encodeURIComponent(text.replace(/\p{Cs}/gu, ''))}&type=../../x&page=-3&with=${first}`,
        )
        expect(read).toMatchObject({ run: first, with: '', type: '', page: '1' })
      }),
    )
  })
})

describe('the folder', () => {
  it('has the same bytes each time', async () => {
    const before = folderBytes(samples)
    await writeReport(
      benchmark.folder,
      [join(home, 'runs', 'one'), join(home, 'runs', 'spoken')],
      join(home, 'report'),
    )
    expect(folderBytes(samples)).toEqual(before)
  })

  it('is not cleared where no report made it', async () => {
    const output = join(home, 'taken')
    await mkdir(join(output, 'samples'), { recursive: true })
    await writeFile(join(output, 'samples', 'mine.txt'), 'mine')
    await expect(writeReport(benchmark.folder, [], output)).rejects.toThrow(
      /samples: holds something that no report made/,
    )
    expect(readFileSync(join(output, 'samples', 'mine.txt'), 'utf8')).toBe('mine')
  })

  it('has no page where the report was stopped, and all tasks where no run was given', async () => {
    const output = join(home, 'stopped')
    const signal = AbortSignal.abort()
    expect(await writeReport(benchmark.folder, [], output, { signal })).toBeUndefined()
    expect(existsSync(join(output, 'samples', 'index.html'))).toBe(false)
    const seen: number[] = []
    await writeReport(benchmark.folder, [], output, { onProgress: (done) => void seen.push(done) })
    expect(seen.at(-1)).toBe(benchmark.tasks.length)
    expect(existsSync(join(output, 'samples', 'index.html'))).toBe(true)
  })
})
