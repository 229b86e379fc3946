// Tasks for EleutherAI's lm-evaluation-harness 0.4.9 and later: for each task type one that compares the letters'
// log-likelihoods and one that generates and reads the answer line, in groups by category. The only code is one
// function that finds the data beside it, so that the folder can lie anywhere.
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { stringify } from 'yaml'
import { readJsonl, writeText } from '../../kit/jsonl.ts'
import { categories, categoryOf, type TaskTypeId } from '../../taxonomy/task-types.ts'
import { answerLine, plainRegimes } from './answer-line.ts'
import { askedRow, promptText } from './asked-row.ts'
import type { ExportFormat, ExportItem, ExportJob, ExportPrompt, LoggedReply } from './export-format.ts'
import { copyTemplate } from './copy-template.ts'
import { licencesText } from './licences-text.ts'
import { loggedField, unreadableLog } from './logged.ts'
import { writeByType } from './type-writers.ts'

type Way = 'choice' | 'generate'

const ways: Readonly<
  Record<Way, { readonly metric: string; readonly filter: string; readonly task: object }>
> = {
  choice: {
    metric: 'acc',
    filter: 'none',
    task: {
      output_type: 'multiple_choice',
      doc_to_text: '{{prompt}}\n\nAnswer:',
      doc_to_choice: 'letters',
      doc_to_target: 'gold_index',
      metric_list: [{ metric: 'acc', aggregation: 'mean', higher_is_better: true }],
    },
  },
  generate: {
    metric: 'exact_match',
    filter: 'answer-line',
    task: {
      output_type: 'generate_until',
      doc_to_text: '{{prompt}}',
      doc_to_target: '{{gold}}',
      generation_kwargs: { until: [], max_gen_toks: 1024, do_sample: false, temperature: 0 },
      filter_list: [
        {
          name: 'answer-line',
          filter: [
            { function: 'regex', regex_pattern: `(?i)${answerLine}`, group_select: -1 },
            { function: 'take_first' },
          ],
        },
      ],
      metric_list: [
        { metric: 'exact_match', aggregation: 'mean', higher_is_better: true, ignore_case: true },
      ],
    },
  },
}

export const lmEval: ExportFormat = {
  name: 'lm-eval',
  what: 'tasks for lm-evaluation-harness 0.4.9 and later',
  splits: 'one',
  use: 'lm_eval --include_path . --tasks behaviorbench_generate --log_samples …',
  write: async (job) => {
    const { folder, prompt, header } = job
    const types = await writeByType(join(folder, 'data'), rows(job.items, prompt))
    await copyTemplate('lm_eval_data.py', join(folder, 'data.py'))
    const offered = (['choice', 'generate'] as const).filter(
      (way) => way === 'generate' || plainRegimes.has(prompt.regime.name),
    )
    for (const way of offered) await writeTasks(folder, way, types, header.id)
    await writeText(join(folder, 'README.md'), readme(job, offered))
  },
  readLog: readSamples,
}

async function* rows(items: AsyncIterable<ExportItem>, prompt: ExportPrompt) {
  for await (const item of items) yield { ...askedRow(item, prompt), prompt: promptText(item) }
}

async function writeTasks(
  folder: string,
  way: Way,
  types: readonly TaskTypeId[],
  benchmark: string,
): Promise<void> {
  const { metric, filter, task } = ways[way]
  const yaml = (name: string, value: object): Promise<void> =>
    writeText(join(folder, `${name}.yaml`), text(value))
  const taskName = (type: TaskTypeId): string => `behaviorbench_${way}_${type}`
  const aggregate = {
    aggregate_metric_list: [{ metric, aggregation: 'mean', weight_by_size: true, filter_list: filter }],
    metadata: { version: 1, benchmark },
  }
  for (const type of types) {
    await yaml(taskName(type), {
      task: taskName(type),
      custom_dataset: loader,
      dataset_kwargs: { type },
      test_split: 'test',
      ...task,
      metadata: { version: 1, benchmark },
    })
  }
  const groups = categories
    .map((category) => ({ category, types: types.filter((type) => categoryOf(type) === category) }))
    .filter((group) => group.types.length > 0)
  for (const group of groups) {
    const name = `behaviorbench_${way}_${group.category}`
    await yaml(name, { group: name, task: group.types.map(taskName), ...aggregate })
  }
  const all = `behaviorbench_${way}`
  await yaml(all, {
    group: all,
    task: groups.map(({ category }) => `behaviorbench_${way}_${category}`),
    ...aggregate,
  })
}

/** What lm-eval writes as a tag, which a YAML library would quote. */
const loader = 'FUNCTION data.load'

function text(value: object): string {
  return stringify(value, { lineWidth: 0 }).replace(loader, '!function data.load')
}

function readme({ header, prompt, tally }: ExportJob, offered: readonly Way[]): string {
  const choice = offered.includes('choice')
  return `# BehaviorBench tasks for lm-evaluation-harness

${tally.tasks()} tasks of benchmark \`${header.id}\`, asked under the regime \`${prompt.regime.name}\`. Nothing here is medical advice.

\`\`\`sh
lm_eval --include_path . --tasks behaviorbench_generate --apply_chat_template --log_samples --output_path logs \\
  --model local-chat-completions --model_args model=NAME,base_url=http://localhost:8000/v1/chat/completions
\`\`\`

- \`behaviorbench_generate\` lets the model write and reads the line "Answer: X". Groups \`_reactive\`, \`_balanced\` and \`_proactive\`, and one task a type, can be asked alone.
${choice ? '- `behaviorbench_choice` compares the log-likelihoods of the letters after "Answer:"; it needs a model that gives them for a given text (hf, vllm, a completions endpoint).\n' : '- Log-likelihoods of letters are not compared: under this regime the letter is not what the reply begins with.\n'}
Group figures are pooled over tasks; the paper's "overall" is the mean of the types. \`behaviorbench import-results\` reads the \`samples_*.jsonl\` of \`behaviorbench_generate\` back into a run folder, with intervals and the stricter reading of replies.

## Licences

${licencesText(tally)}
`
}

interface Sample {
  readonly doc?: { readonly id?: unknown; readonly prompt_id?: unknown }
  readonly resps?: unknown
  readonly filter?: unknown
}

/** samples_TASK_DATE.jsonl, of --log_samples. */
async function* readSamples(path: string): AsyncGenerator<LoggedReply> {
  const model = await modelBeside(path)
  const seen = new Map<string, number>()
  let number = 0
  for await (const { doc, resps } of readJsonl<Sample>(path)) {
    number += 1
    const place = `line ${number}`
    const taskId = loggedField(doc?.id, path, place)
    const promptId = loggedField(doc?.prompt_id, path, place)
    const replies = (Array.isArray(resps) ? resps.flat() : []) as unknown[]
    if (replies.length === 0 || replies.some((reply) => typeof reply !== 'string')) {
      throw unreadableLog(
        path,
        place,
        'holds log-likelihoods, no replies; only behaviorbench_generate is read back',
      )
    }
    for (const output of replies as string[]) {
      const repeat = seen.get(taskId) ?? 0
      seen.set(taskId, repeat + 1)
      yield { taskId, promptId, repeat, model, output }
    }
  }
}

/** The samples do not say which model it was; the results beside them do. */
async function modelBeside(path: string): Promise<string> {
  const folder = dirname(path)
  const names = (await readdir(folder)).filter((name) => /^results_.*\.json$/.test(name)).toSorted()
  const date = /_(\d{4}-\d\d-\d\dT[\d.-]+)\.jsonl$/.exec(basename(path))?.[1]
  const name = names.find((one) => date !== undefined && one.includes(date)) ?? names.at(-1)
  if (name === undefined) return 'lm-eval'
  const results = JSON.parse(await readFile(join(folder, name), 'utf8')) as { readonly model_name?: unknown }
  return typeof results.model_name === 'string' && results.model_name !== '' ? results.model_name : 'lm-eval'
}
