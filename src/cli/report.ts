// behaviorbench report BENCH RUN… : tables and figures as one HTML page, as Markdown and as JSON.
import { join } from 'node:path'
import { Command } from 'commander'
import { writeReport } from '../reports/report.ts'
import { print } from './terminal.ts'

export function reportCommand(): Command {
  return new Command('report')
    .description('writes tables and figures of a benchmark and of runs on it')
    .argument('<benchmark>', 'a benchmark folder')
    .argument('[run...]', 'run folders')
    .option('-o, --output <folder>', 'where to (default: report/ in the benchmark’s folder)')
    .option('--json', 'print the paths as one JSON object')
    .action(
      async (
        folder: string,
        runs: string[],
        flags: { readonly output?: string; readonly json?: boolean },
      ) => {
        const files = await writeReport(folder, runs, flags.output ?? join(folder, 'report'))
        print(flags.json, files, `wrote ${Object.values(files).join(', ')}`)
      },
    )
}
