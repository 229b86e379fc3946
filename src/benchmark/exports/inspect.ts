// A task for the UK AI Security Institute's Inspect: a Python file that reads the rows beside it.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeJsonl, writeText } from '../../kit/jsonl.ts'
import { messageOf } from '../../kit/errors.ts'
import { answerLine } from './answer-line.ts'
import { askedRow, promptText } from './asked-row.ts'
import { copyTemplate } from './copy-template.ts'
import type { ExportFormat, ExportItem, ExportJob, ExportPrompt, LoggedReply } from './export-format.ts'
import { licencesText } from './licences-text.ts'
import { loggedField, unreadableLog } from './logged.ts'

export const inspect: ExportFormat = {
  name: 'inspect',
  what: 'a task for Inspect',
  splits: 'one',
  use: 'inspect eval behaviorbench.py --model PROVIDER/NAME --log-format json',
  write: async (job) => {
    await writeJsonl(join(job.folder, 'data.jsonl'), rows(job.items, job.prompt))
    await copyTemplate('inspect_task.py', join(job.folder, 'behaviorbench.py'), { answerLine })
    await writeText(join(job.folder, 'README.md'), readme(job))
  },
  readLog: readEvalLog,
}

async function* rows(items: AsyncIterable<ExportItem>, prompt: ExportPrompt) {
  for await (const item of items) yield { ...askedRow(item, prompt), prompt: promptText(item) }
}

function readme({ header, prompt, tally }: ExportJob): string {
  return `# BehaviorBench for Inspect

${tally.tasks()} tasks of benchmark \`${header.id}\`, asked under the regime \`${prompt.regime.name}\`. Nothing here is medical advice.

\`\`\`sh
inspect eval behaviorbench.py --model openai/NAME --temperature 0 --max-tokens 1024 --log-format json
inspect eval behaviorbench.py --model openai/NAME -T type=omission_detection
\`\`\`

Accuracy is shown by task type and pooled; its standard error is clustered by case. \`behaviorbench import-results\` reads the JSON log back into a run folder; a \`.eval\` log is turned into JSON by \`inspect log convert --to json --output-dir logs-json LOG\`.

## Licences

${licencesText(tally)}
`
}

interface EvalLog {
  readonly eval?: { readonly model?: unknown }
  readonly samples?: readonly EvalSample[]
}

interface EvalSample {
  readonly id?: unknown
  readonly epoch?: unknown
  readonly metadata?: { readonly prompt_id?: unknown }
  readonly output?: { readonly completion?: unknown }
  readonly error?: { readonly message?: unknown } | null
}

/** A log written with --log-format json. It is one JSON value, so it is read whole. */
async function* readEvalLog(path: string): AsyncGenerator<LoggedReply> {
  const log = parse(path, await readFile(path))
  if (!Array.isArray(log?.samples)) throw unreadableLog(path, 'samples', 'holds no samples')
  const model = typeof log.eval?.model === 'string' ? log.eval.model : 'inspect'
  for (const [index, sample] of log.samples.entries()) {
    const place = `samples[${index}]`
    const { completion } = sample.output ?? {}
    const failed = sample.error ?? undefined
    yield {
      taskId: loggedField(sample.id, path, place),
      promptId: loggedField(sample.metadata?.prompt_id, path, place),
      repeat: typeof sample.epoch === 'number' ? sample.epoch - 1 : 0,
      model,
      output: typeof completion === 'string' ? completion : '',
      ...(failed === undefined ? {} : { failure: 'the call failed in Inspect' }),
    }
  }
}

function parse(path: string, bytes: Buffer): EvalLog | null {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    throw unreadableLog(
      path,
      'first bytes',
      'is a .eval archive; turn it into JSON with `inspect log convert --to json`',
    )
  }
  try {
    return JSON.parse(bytes.toString('utf8')) as EvalLog | null
  } catch (error) {
    throw unreadableLog(path, 'the whole', `is not JSON (${messageOf(error).slice(0, 80)})`)
  }
}
