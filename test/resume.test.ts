// Promises that cross folders: the same seed gives the same bytes at any concurrency, and a run that was
// killed anywhere and run again ends in the same bytes and pays for no finished call twice.
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderBytes } from './folder-bytes.ts'

const root = resolve(import.meta.dirname, '..')
const command = join(root, 'bin', 'behaviorbench.js')
/** Corpora as small as the bundled one have shortcuts by chance; what is tested here is bytes. */
const waivers = ['--waive', 'fact_retrieval', 'ddx_reasoning', 'treatment_decision', 'timeline_sequence']

let folder: string
let cases: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-resume-'))
  cases = join(folder, 'cases.jsonl')
  expect(await finished(start(['import', join(root, 'cases'), '-o', cases]))).toBe(0)
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function start(parameters: readonly string[]): ChildProcess {
  return spawn(process.execPath, [command, ...parameters], { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Exit status, or null when it was killed. */
function finished(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => {
    child.on('exit', (status) => done(status))
  })
}

/** Kills the process without warning once the file has grown past so many bytes. */
async function killWhen(child: ChildProcess, path: string, bytes: number): Promise<number | null> {
  const timer = setInterval(() => {
    if (existsSync(path) && statSync(path).size > bytes) child.kill('SIGKILL')
  }, 2)
  const status = await finished(child)
  clearInterval(timer)
  return status
}

function build(output: string, concurrency: number): ChildProcess {
  return start([
    'build',
    cases,
    '-o',
    output,
    '--name',
    'same',
    '--concurrency',
    String(concurrency),
    ...waivers,
  ])
}

describe('import', () => {
  it('gives the same bytes twice', async () => {
    const again = join(folder, 'again', 'cases.jsonl')
    expect(await finished(start(['import', join(root, 'cases'), '-o', again]))).toBe(0)
    expect(readFileSync(again).equals(readFileSync(cases))).toBe(true)
  }, 120_000)
})

describe('build', () => {
  it('gives the same bytes at any concurrency, and after kills at several places', async () => {
    const reference = join(folder, 'one')
    expect(await finished(build(reference, 1))).toBe(0)
    const expected = folderBytes(reference)
    expect(Object.keys(expected)).toContain('tasks.jsonl')

    const parallel = join(folder, 'three')
    expect(await finished(build(parallel, 3))).toBe(0)
    expect(folderBytes(parallel)).toEqual(expected)

    const killed = join(folder, 'killed')
    const stops: (number | null)[] = []
    for (const [file, bytes] of [
      ['prepared.jsonl', 1],
      ['drafted.jsonl', 1],
      ['drafted.jsonl', 200_000],
    ] as const) {
      stops.push(await killWhen(build(killed, 2), join(killed, '.work', file), bytes))
    }
    // At least one of the kills must have hit, or this test says nothing.
    expect(stops).toContain(null)
    expect(await finished(build(killed, 2))).toBe(0)
    expect(folderBytes(killed)).toEqual(expected)
  }, 300_000)
})

describe('eval', () => {
  let server: Server
  let base: string
  let asked: string[]
  let fault: () => boolean

  beforeAll(async () => {
    asked = []
    fault = () => false
    server = createServer((request, response) => {
      let text = ''
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      request.on('end', () => {
        if (fault()) {
          response.writeHead(500)
          response.end()
          return
        }
        asked.push(text)
        const content = `Answer: ${'ABCD'[text.length % 4]}`
        setTimeout(() => {
          response.writeHead(200, { 'content-type': 'application/json' })
          response.end(JSON.stringify({ choices: [{ message: { content }, finish_reason: 'stop' }] }))
        }, 5)
      })
    })
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done)
    })
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  })
  afterAll(() => {
    server.close()
  })

  function evaluate(output: string): ChildProcess {
    const parameters = ['--model', 'mock', '--base-url', base, '--split', 'all', '--concurrency', '4']
    return start(['eval', join(folder, 'one'), ...parameters, '-o', output])
  }

  it('asks nothing twice after a kill, and ends in the same bytes', async () => {
    const reference = join(folder, 'run')
    expect(await finished(evaluate(reference))).toBe(0)
    const calls = asked.length
    expect(calls).toBeGreaterThan(100)
    asked = []

    const killed = join(folder, 'killed-run')
    expect(await killWhen(evaluate(killed), join(killed, 'journal.jsonl'), 20_000)).toBeNull()
    expect(await finished(evaluate(killed))).toBe(0)
    expect(folderBytes(killed)).toEqual(folderBytes(reference))
    // What was in flight when the process died was never heard, so it may be asked again: four at most.
    expect(asked.length).toBeLessThanOrEqual(calls + 4)
  }, 300_000)

  it('rides out transport faults', async () => {
    let count = 0
    fault = () => count++ % 10 === 0
    const faulty = join(folder, 'faulty-run')
    expect(await finished(evaluate(faulty))).toBe(0)
    fault = () => false
    expect(folderBytes(faulty)).toEqual(folderBytes(join(folder, 'run')))
  }, 300_000)
})
