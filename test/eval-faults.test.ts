// `eval` against endpoints and disks that misbehave: nothing is lost, nothing is asked twice that was answered, and
// what cannot work is said in one line at once.
import { spawn, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../src/kit/hash.ts'
import { randomFor } from '../src/kit/random.ts'
import { startServer } from '../src/models/test-server.ts'
import { faults, startFaultEndpoint } from './fault-endpoint.ts'
import { folderBytes } from './folder-bytes.ts'
import { writePlainBenchmark } from './plain-benchmark.ts'

const command = join(resolve(import.meta.dirname, '..'), 'bin', 'behaviorbench.js')
const key = 'sk-very-secret-key'

let folder: string
let benchmark: string
const tasks = 360

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-faults-'))
  benchmark = join(folder, 'benchmark')
  await writePlainBenchmark(benchmark, tasks)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  readonly status: number | null
  readonly output: string
}

function start(
  flags: readonly string[],
  variables: NodeJS.ProcessEnv = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [command, 'eval', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, OWN_KEY: key, ...variables },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  }
  const ended = new Promise<Ended>((done) => {
    child.on('close', (status) => done({ status, output }))
  })
  return { child, ended }
}

const asking = (address: string, output: string, ...more: readonly string[]): string[] => [
  benchmark,
  '--model',
  'mock',
  '--base-url',
  address,
  '--split',
  'all',
  '-o',
  output,
  '--key-variable',
  'OWN_KEY',
  ...more,
]

/** Files of a run folder whose bytes must not depend on what happened on the way. The address differs by server. */
function results(output: string): Record<string, string> {
  const { 'run.json': _, ...rest } = folderBytes(output)
  return rest
}

describe('an endpoint that misbehaves at every third call', () => {
  it('changes no byte of the result, and is asked again only for what it failed', async () => {
    const calm = await startFaultEndpoint(1, () => undefined)
    const reference = join(folder, 'calm')
    expect((await start(asking(calm.address, reference)).ended).status).toBe(0)
    expect(calm.asked.size).toBe(tasks)
    await calm.close()

    const random = randomFor('chaos')
    const chaotic = await startFaultEndpoint(1, (request) =>
      // The first two are answered, so that the name of the model is known.
      request >= 2 && random.next() < 0.3 ? random.pick(faults) : undefined,
    )
    const output = join(folder, 'chaotic')
    const { status, output: said } = await start(asking(chaotic.address, output, '--timeout', '1')).ended
    expect(said).not.toMatch(/calls failed/)
    expect(status).toBe(0)
    expect(results(output)).toEqual(results(reference))
    expect([...chaotic.seen.keys()].toSorted()).toEqual(faults.toSorted())
    // Each was answered well once, and asked for once more than it was failed.
    expect([...chaotic.answered.values()].filter((times) => times !== 1)).toEqual([])
    const asked = [...chaotic.asked.values()].reduce((sum, times) => sum + times, 0)
    expect(asked).toBe(tasks + [...chaotic.seen.values()].reduce((sum, times) => sum + times, 0))
    await chaotic.close()
  }, 120_000)
})

describe('a process that is killed twenty times', () => {
  it('ends in the same bytes and asks for no answer twice that it had heard', async () => {
    const reference = join(folder, 'calm')
    const endpoint = await startFaultEndpoint(20, () => undefined)
    const output = join(folder, 'killed')
    const journal = join(output, 'journal.jsonl')
    const concurrency = 4
    const random = randomFor('kills')
    let kills = 0
    for (let round = 0; round < 20; round++) {
      const before = existsSync(journal) ? statSync(journal).size : 0
      const { child, ended } = start(asking(endpoint.address, output, '--concurrency', String(concurrency)))
      // A few answers further on, at whatever the process is doing then; sometimes before the first.
      const wanted = before + random.below(12) * 250
      const timer = setInterval(() => {
        if ((existsSync(journal) ? statSync(journal).size : 0) >= wanted) child.kill('SIGKILL')
      }, 3)
      const { status } = await ended
      clearInterval(timer)
      if (status === null) kills += 1
    }
    expect(kills).toBeGreaterThanOrEqual(15)
    expect((await start(asking(endpoint.address, output)).ended).status).toBe(0)
    expect(results(output)).toEqual(results(reference))
    // What was on its way when a process died was never heard, and may be asked again.
    const repeated = [...endpoint.asked.values()].reduce((sum, times) => sum + times - 1, 0)
    expect(repeated).toBeLessThanOrEqual(kills * concurrency)
    expect(endpoint.asked.size).toBe(tasks)
    await endpoint.close()
  }, 180_000)
})

describe('what cannot work', () => {
  const working = (): ReturnType<typeof startFaultEndpoint> => startFaultEndpoint(1, () => undefined)

  async function expectOneLine(
    flags: readonly string[],
    message: RegExp,
    status = 1,
    variables = {},
  ): Promise<void> {
    const ended = await start(flags, variables).ended
    expect(ended.output).toMatch(message)
    expect(ended.status).toBe(status)
    expect(ended.output).not.toContain(key)
    expect(
      ended.output
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('behaviorbench:')),
    ).toHaveLength(1)
    expect(ended.output).not.toMatch(/\n\s+at /)
  }

  it.each([
    [401, '{"error":"wrong key"}', /answered 401: the key was not accepted/],
    [
      404,
      '{"error":{"message":"The model `mock` does not exist","code":"model_not_found"}}',
      /answered 404: no such model/,
    ],
    [400, '{"error":{"message":"nothing of this is allowed"}}', /answered 400; so did the first 5 calls all/],
  ])('status %i ends the run at once, with the reason', async (status, body, message) => {
    let requests = 0
    const server = await startServer((_, __, response) => {
      requests += 1
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(body)
    })
    await expectOneLine(asking(server.address, join(folder, `status-${status}`)), message)
    expect(requests).toBeLessThanOrEqual(5)
    await server.close()
  })

  it('a wrong address', async () => {
    const output = join(folder, 'nowhere')
    await expectOneLine(asking('http://127.0.0.1:1/v1', output), /127\.0\.0\.1:1: nothing listens there/)
    // A folder without any answer may be taken for the right address, and from then on for no other.
    const endpoint = await working()
    expect((await start(asking(endpoint.address, output)).ended).status).toBe(0)
    await expectOneLine(asking('http://127.0.0.1:1/v1', output), /holds another run: endpoint differ/)
    await endpoint.close()
    await expectOneLine(
      asking('http://no-such-host.invalid/v1', output + 2),
      /no-such-host\.invalid: (?:there is no such host|its name could not be looked up)/,
      1,
      { HTTP_PROXY: '', HTTPS_PROXY: '', http_proxy: '', https_proxy: '' },
    )
    await expectOneLine(asking('nonsense', output + 3), /--base-url: "nonsense" is not an address/, 2)
  }, 30_000)

  it('a key that is not there', async () => {
    await expectOneLine(
      asking('http://127.0.0.1:1/v1', join(folder, 'no-key')),
      /OWN_KEY: there is no such variable/,
      2,
      { OWN_KEY: '' },
    )
  })

  it('a disk that is full', async (context) => {
    if (!existsSync('/dev/full')) return context.skip('no /dev/full on this system')
    const endpoint = await working()
    const output = join(folder, 'full')
    mkdirSync(output)
    symlinkSync('/dev/full', join(output, 'journal.jsonl'))
    await expectOneLine(asking(endpoint.address, output), /journal\.jsonl: the disk is full\. Make room/)
    await endpoint.close()
  }, 20_000)

  it('a folder that may not be written', async () => {
    const endpoint = await working()
    const output = join(folder, 'below-a-file')
    writeFileSync(output, '')
    await expectOneLine(
      asking(endpoint.address, join(output, 'run')),
      /lies below something that is a file\. Choose another folder with -o/,
    )
    // Root may write anywhere, so that this says something of others only.
    if (process.getuid?.() !== 0) {
      const locked = join(folder, 'locked')
      mkdirSync(locked)
      chmodSync(locked, 0o500)
      await expectOneLine(asking(endpoint.address, join(locked, 'run')), /may not be written by you/)
    }
    await endpoint.close()
  }, 20_000)

  it('a benchmark of another version', async () => {
    const other = join(folder, 'other')
    mkdirSync(other)
    const header = readFileSync(join(benchmark, 'benchmark.json'), 'utf8')
    writeFileSync(join(other, 'benchmark.json'), header.replace('behaviorbench/1', 'behaviorbench/7'))
    await expectOneLine(
      [other, '--model', 'mock', '--base-url', 'http://127.0.0.1:1'],
      /is a benchmark of format "behaviorbench\/7"/,
    )
  })
})

describe('money, recordings and failed calls', () => {
  it('stops at the budget, goes on with a larger one, and ends in the same bytes', async () => {
    const endpoint = await startFaultEndpoint(1, () => undefined)
    const output = join(folder, 'budget')
    const priced = (budget: string): string[] =>
      asking(endpoint.address, output, '--price-in', '1000', '--price-out', '0', '--budget', budget)
    const first = await start(priced('300')).ended
    expect(first.output).toMatch(/behaviorbench: mock: the budget of 300 has no room for another call/)
    expect(first.status).toBe(1)
    const paid = endpoint.asked.size
    expect(paid).toBeGreaterThan(20)
    expect(paid).toBeLessThan(tasks)
    const second = await start(priced('100000')).ended
    expect(second.status).toBe(0)
    expect(second.output).toMatch(/^tokens: [\d,]+ in, [\d,]+ out$/m)
    expect(second.output).toMatch(/^cost: \d+\.\d\d$/m)
    expect([...endpoint.asked.values()].filter((times) => times > 1)).toEqual([])
    const { 'usage.json': _, ...others } = results(output)
    const { 'usage.json': __, ...expected } = results(join(folder, 'calm'))
    expect(others).toEqual(expected)
    await endpoint.close()
  }, 60_000)

  it('asks again what failed when it is told to', async () => {
    let ill = true
    const endpoint = await startServer((_, body, response) => {
      const refused = ill && Number.parseInt(sha256(body).slice(0, 2), 16) % 3 === 0
      response.writeHead(refused ? 400 : 200, { 'content-type': 'application/json' })
      response.end(refused ? '' : JSON.stringify({ choices: [{ message: { content: 'Answer: A' } }] }))
    })
    const output = join(folder, 'failed')
    const first = await start(asking(endpoint.address, output)).ended
    expect(first.output).toMatch(
      /\d+ of 360 calls failed; the same command with --retry-failed asks them again/,
    )
    ill = false
    const again = await start(asking(endpoint.address, output, '--retry-failed')).ended
    expect(again.status).toBe(0)
    expect(again.output).not.toMatch(/calls failed/)
    expect(readFileSync(join(output, 'predictions.jsonl'), 'utf8')).not.toContain('"failed"')
    await endpoint.close()
  }, 60_000)

  it('replays a recording without the model, to the same predictions', async () => {
    const endpoint = await startFaultEndpoint(1, () => undefined)
    const calls = join(folder, 'calls.jsonl')
    const first = join(folder, 'recorded')
    expect((await start(asking(endpoint.address, first, '--record', calls)).ended).status).toBe(0)
    await endpoint.close()
    expect(readFileSync(calls, 'utf8')).not.toContain(key)
    const second = join(folder, 'replayed')
    const replay = [benchmark, '--model', 'mock', '--replay', calls, '--split', 'all', '-o', second]
    expect((await start(replay).ended).status).toBe(0)
    expect(folderBytes(second)).toEqual(folderBytes(first))
    const third = [
      benchmark,
      '--model',
      'mock',
      '--replay',
      calls,
      '--split',
      'all',
      '--seed',
      '9',
      '-o',
      second + 2,
    ]
    const unknown = await start(third).ended
    expect(unknown.output).toMatch(/this was never asked when the recording was made/)
    expect(unknown.status).toBe(1)
  }, 60_000)
})
