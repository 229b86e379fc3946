// `simulate` from outside: the same seed gives the same bytes at any concurrency and after kills; narratives differ;
// a file of distributions is obeyed, and a wrong one is named by its field.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderBytes } from './folder-bytes.ts'

const command = join(resolve(import.meta.dirname, '..'), 'bin', 'behaviorbench.js')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'behaviorbench-simulate-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function simulate(name: string, ...parameters: readonly string[]): { status: number | null; error: string } {
  const output = join(folder, name, 'cases.jsonl')
  const { status, stderr } = spawnSync(process.execPath, [command, 'simulate', '-o', output, ...parameters], {
    encoding: 'utf8',
  })
  return { status, error: stderr }
}

/** Kills it without warning once so many bytes are written. */
function killedAt(name: string, bytes: number): Promise<void> {
  const output = join(folder, name, 'cases.jsonl')
  const child = spawn(process.execPath, [command, 'simulate', '-o', output, '--cases', '24'], {
    stdio: 'ignore',
  })
  const timer = setInterval(() => {
    const partial = `${output}.part`
    if (existsSync(partial) && statSync(partial).size > bytes) child.kill('SIGKILL')
  }, 2)
  return new Promise((done) => {
    child.on('exit', () => {
      clearInterval(timer)
      done()
    })
  })
}

describe('simulate', () => {
  it('gives the same bytes at one thread, at three, and after three kills', async () => {
    expect(simulate('one', '--cases', '24', '--concurrency', '1').status).toBe(0)
    expect(simulate('three', '--cases', '24', '--concurrency', '3').status).toBe(0)
    for (const bytes of [20_000, 200_000, 500_000]) await killedAt('killed', bytes)
    expect(simulate('killed', '--cases', '24').status).toBe(0)
    const bytes = folderBytes(join(folder, 'one'))
    expect(folderBytes(join(folder, 'three'))).toEqual(bytes)
    // A kill in the middle of a picture may leave its unfinished part behind; what is named is whole.
    const killed = folderBytes(join(folder, 'killed'))
    for (const [path, hash] of Object.entries(bytes))
      expect(Object.entries(killed)).toContainEqual([path, hash])
  }, 120_000)

  it('tells no two stories in the same words', () => {
    const lines = readFileSync(join(folder, 'one', 'cases.jsonl'), 'utf8')
      .trim()
      .split('\n')
    const told = lines.map((line) => {
      const { conversation } = JSON.parse(line) as { conversation: { turns: { text: string }[] } }
      return conversation.turns.map(({ text }) => text).join('\n')
    })
    expect(new Set(told).size).toBe(24)
  })

  it('obeys a file of distributions, and names what is wrong in one', () => {
    const path = join(folder, 'distributions.yaml')
    writeFileSync(path, 'language: [[Spanish, 1]]\nconditions: {}\n')
    expect(simulate('spanish', '--cases', '20', '--distributions', path, '--no-pictures').status).toBe(0)
    const lines = readFileSync(join(folder, 'spanish', 'cases.jsonl'), 'utf8')
      .trim()
      .split('\n')
    for (const line of lines) expect(line).toContain('"language":"Spanish"')
    writeFileSync(path, 'charts: often\n')
    const { status, error } = simulate('wrong', '--cases', '5', '--distributions', path)
    expect(status).toBe(1)
    expect(error).toMatch(/distributions\.yaml, charts:/)
  }, 60_000)

  it('refuses to mix two simulations in one file', () => {
    const { status, error } = simulate('one', '--cases', '25')
    expect(status).toBe(1)
    expect(error).toMatch(/other settings/)
  })
})
