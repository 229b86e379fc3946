// behaviorbench doctor : whether this machine has what the commands need, and whether a benchmark folder is whole.
import { existsSync } from 'node:fs'
import { availableParallelism, freemem } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { hashFile } from '../kit/hash.ts'
import { readHeader } from '../benchmark/folder.ts'
import { print } from './terminal.ts'

interface Finding {
  readonly check: string
  readonly fine: boolean
  readonly what: string
}

export function doctorCommand(): Command {
  return new Command('doctor')
    .argument('[folder...]', 'benchmark folders to check file by file')
    .option('--json', 'print the findings as one JSON object')
    .action(async (folders: string[], flags: { readonly json?: boolean }) => {
      const findings = [...machine()]
      for (const folder of folders) findings.push(...(await benchmark(folder)))
      const lines = findings.map(({ fine, check, what }) => `${fine ? 'ok  ' : 'FAIL'}  ${check}: ${what}`)
      print(flags.json, { findings }, lines.join('\n'))
      if (findings.some((finding) => !finding.fine)) process.exitCode = 1
    })
}

function machine(): Finding[] {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const memory = Math.round(freemem() / 1024 ** 2)
  return [
    {
      check: 'Node',
      fine: major > 20 || (major === 20 && minor >= 19),
      what: `${process.versions.node} (20.19 or later is needed)`,
    },
    { check: 'processors', fine: true, what: `${availableParallelism()}; the default of --concurrency` },
    { check: 'free memory', fine: memory > 1024, what: `${memory} MB (1 GB is enough for most builds)` },
  ]
}

/** Every file of the folder against the hash that its header gives. */
async function benchmark(folder: string): Promise<Finding[]> {
  const header = await readHeader(folder)
  const findings: Finding[] = []
  for (const [name, expected] of Object.entries(header.files)) {
    const path = join(folder, name)
    const found = existsSync(path) ? await hashFile(path) : undefined
    const what =
      found === undefined ? 'is missing' : found === expected ? 'unchanged' : 'was changed after the build'
    findings.push({ check: path, fine: found === expected, what })
  }
  return findings
}
