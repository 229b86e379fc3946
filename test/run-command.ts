// A command of behaviorbench as its user runs it, in a process of its own.
import { spawn, type ChildProcess } from 'node:child_process'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..')
const command = join(root, 'bin', 'behaviorbench.js')

export interface Ended {
  readonly status: number | null
  readonly output: string
  readonly errors: string
}

export function start(...parameters: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [command, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] })
  const heard = { output: '', errors: '' }
  child.stdout.on('data', (chunk: Buffer) => (heard.output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (heard.errors += chunk.toString()))
  const ended = new Promise<Ended>((done) => {
    child.on('close', (status) => done({ status, ...heard }))
  })
  return { child, ended }
}

export function run(...parameters: string[]): Promise<Ended> {
  return start(...parameters).ended
}
