// Runs a command and measures it with all its children, from /proc (Linux): wall-clock and processor seconds, and
// the highest resident memory of all its processes together.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export interface Measured {
  readonly status: number | null
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMegabytes: number
  /** The end of what it wrote to standard error, for a failure. */
  readonly errors: string
}

const ticksPerSecond = 100
const pageBytes = 4096

export async function measure(
  command: string,
  parameters: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Measured> {
  const started = performance.now()
  const child = spawn(command, parameters, {
    ...options,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-2000)
  })
  /** Processor time of each process that was ever seen: what has ended still counts. */
  const used = new Map<number, number>()
  let peak = 0
  const look = (): void => {
    if (child.pid === undefined) return
    const family = familyOf(child.pid)
    for (const { pid, cpu } of family) used.set(pid, cpu)
    peak = Math.max(
      peak,
      family.reduce((sum, { resident }) => sum + resident, 0),
    )
  }
  const timer = setInterval(look, 100)
  const status = await new Promise<number | null>((resolve) => {
    child.on('close', (code) => resolve(code))
    child.on('error', () => resolve(null))
  })
  clearInterval(timer)
  return {
    status,
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: [...used.values()].reduce((sum, cpu) => sum + cpu, 0),
    peakMegabytes: peak / 1e6,
    errors,
  }
}

function familyOf(root: number): { pid: number; cpu: number; resident: number }[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const text = readFileSync(`/proc/${name}/stat`, 'utf8')
        // The name of the program stands in brackets and may hold spaces.
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
        const field = (number: number): number => Number(fields[number - 3])
        return [
          {
            pid: Number(name),
            parent: field(4),
            cpu: (field(14) + field(15)) / ticksPerSecond,
            resident: field(24) * pageBytes,
          },
        ]
      } catch {
        // It ended meanwhile.
        return []
      }
    })
  const family = new Set([root])
  for (let before = 0; before < family.size; ) {
    before = family.size
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid)
  }
  return all.filter(({ pid }) => family.has(pid))
}
