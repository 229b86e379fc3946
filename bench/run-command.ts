// Runs a command of behaviorbench in a process of its own: how long it took, and the most memory it held (Linux).
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const command = resolve(import.meta.dirname, '..', 'bin', 'behaviorbench.js')

export interface Measured {
  readonly seconds: number
  readonly megabytes: number
}

/** Runs it to its end, or kills it after `after` seconds; throws where it failed by itself. */
export async function runCommand(
  parameters: readonly string[],
  after = Number.POSITIVE_INFINITY,
): Promise<Measured> {
  const started = performance.now()
  const child = spawn(process.execPath, [command, ...parameters], { stdio: ['ignore', 'ignore', 'inherit'] })
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, residentOf(child.pid as number))
    if ((performance.now() - started) / 1000 > after) child.kill('SIGKILL')
  }, 100)
  const status = await new Promise<number | null>((done) => {
    child.on('exit', done)
  })
  clearInterval(timer)
  if (status !== 0 && after === Number.POSITIVE_INFINITY)
    throw new Error(`behaviorbench ${parameters[0]} ended with ${status}`)
  return { seconds: (performance.now() - started) / 1000, megabytes: peak }
}

/** Resident memory of a process with all its threads, in MB (Linux); 0 once it has ended. */
function residentOf(pid: number): number {
  try {
    const [, kilobytes = '0'] =
      /VmRSS:\s+(\d+)/.exec(readFileSync(join('/proc', String(pid), 'status'), 'utf8')) ?? []
    return Number(kilobytes) / 1024
  } catch {
    return 0
  }
}
