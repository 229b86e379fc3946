// behaviorbench report BENCH RUN… : tables and figures as one HTML page, as Markdown, JSON, LaTeX, CSV, SVG and PNG, and
// pages to read each task with what the runs answered.
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { Command } from 'commander'
import { writeReport } from '../reports/report.ts'
import { markStopped, print, progressLine, stopSignal } from './terminal.ts'

export function reportCommand(): Command {
  return new Command('report')
    .argument('<benchmark>', 'a benchmark folder')
    .argument(
      '[run...]',
      'run folders, of which the others are compared with the first, and training folders',
    )
    .option('-o, --output <folder>', 'where to (default: report/ in the benchmark’s folder)')
    .option('--json', 'print the paths as one JSON object')
    .action(
      async (
        folder: string,
        runs: string[],
        flags: { readonly output?: string; readonly json?: boolean },
      ) => {
        // A report reads much and keeps little. Without this what is no longer needed would pile up to a multiple of
        // what is, before it is cleared away: 650 MB instead of 400 MB at the paper's size, in the same time.
        setFlagsFromString('--heap-growing-percent=30')
        let progress: ReturnType<typeof progressLine> | undefined
        const files = await writeReport(folder, runs, flags.output ?? join(folder, 'report'), {
          signal: stopSignal(),
          onProgress: (_, total) => {
            progress ??= progressLine('pages of tasks', total)
            progress.tick()
          },
        })
        if (files === undefined) return markStopped()
        progress?.done()
        const { html, markdown, json, samples, tables, figures } = files
        print(
          flags.json,
          files,
          `wrote ${[html, markdown, json].join(', ')}\n      ${samples} (single tasks), ${tables}/ (LaTeX, CSV), ${figures}/ (SVG, PNG, CSV)`,
        )
      },
    )
}
