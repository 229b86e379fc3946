// A promptfoo configuration: one test a task, with the same reading of the answer line for all.
import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { stringify } from 'yaml'
import { readJsonl, writeJsonl, writeText } from '../../kit/jsonl.ts'
import { answerLine } from './answer-line.ts'
import { askedRow, promptText } from './asked-row.ts'
import { copyTemplate } from './copy-template.ts'
import type { ExportFormat, ExportItem, ExportJob, ExportPrompt, LoggedReply } from './export-format.ts'
import { licencesText } from './licences-text.ts'
import { loggedField, unreadableLog } from './logged.ts'

export const promptfoo: ExportFormat = {
  name: 'promptfoo',
  what: 'a promptfoo configuration with its tests',
  splits: 'one',
  use: 'npx promptfoo eval --providers openai:chat:NAME -o results.jsonl',
  write: async (job) => {
    const { folder } = job
    await writeJsonl(join(folder, 'tests.jsonl'), tests(job.items, job.prompt))
    await copyTemplate('promptfoo_answer.cjs', join(folder, 'answer.cjs'), { answerLine })
    await writeText(join(folder, 'promptfooconfig.yaml'), config(job))
    await writeText(join(folder, 'README.md'), readme(job))
  },
  readLog: readResults,
}

async function* tests(items: AsyncIterable<ExportItem>, prompt: ExportPrompt) {
  for await (const item of items) {
    const { id, type, category, gold, ...rest } = askedRow(item, prompt)
    // Lists among the variables would be multiplied out into tests, so only texts stand there.
    const vars = { id, type, category, gold, prompt: verbatim(promptText(item)) }
    yield { description: id, vars, metadata: { id, ...rest } }
  }
}

/** promptfoo reads variables as Nunjucks templates; a text that holds such marks is told to be left alone. */
function verbatim(text: string): string {
  if (!/\{[{%#]/.test(text)) return text
  return `{% raw %}${text.replace(/\{%-?\s*endraw/g, '{%{% endraw %}{% raw %} endraw')}{% endraw %}`
}

function config({ header, prompt }: ExportJob): string {
  const value = {
    description: `BehaviorBench ${header.id}, ${prompt.regime.name}`,
    prompts: ['{{prompt}}'],
    providers: ['echo'],
    defaultTest: { assert: [{ type: 'javascript', value: 'file://answer.cjs', metric: '{{type}}' }] },
    tests: 'file://tests.jsonl',
  }
  return `# "echo" costs nothing and gets everything wrong: name a model with --providers, or here.\n${stringify(value)}`
}

function readme({ header, prompt, tally }: ExportJob): string {
  return `# BehaviorBench for promptfoo

${tally.tasks()} tasks of benchmark \`${header.id}\`, asked under the regime \`${prompt.regime.name}\`. Nothing here is medical advice.

\`\`\`sh
npx promptfoo eval --no-cache --providers openai:chat:NAME -o results.jsonl
\`\`\`

Each task type is a metric of its own. \`behaviorbench import-results\` reads \`results.jsonl\` back into a run folder.

## Licences

${licencesText(tally)}
`
}

interface Result {
  readonly provider?: { readonly id?: unknown; readonly label?: unknown }
  readonly testCase?: { readonly metadata?: { readonly id?: unknown; readonly prompt_id?: unknown } }
  readonly response?: { readonly output?: unknown; readonly error?: unknown }
}

/** What `promptfoo eval -o` wrote as .jsonl (streamed) or .json (read whole). */
async function* readResults(path: string): AsyncGenerator<LoggedReply> {
  const results = path.endsWith('.jsonl') ? readJsonl<Result>(path) : await resultsIn(path)
  const seen = new Map<string, number>()
  let number = 0
  for await (const { provider, testCase, response } of results) {
    number += 1
    const place = `result ${number}`
    const taskId = loggedField(testCase?.metadata?.id, path, place)
    const model = [provider?.label, provider?.id].find((name) => typeof name === 'string' && name !== '')
    const repeat = seen.get(taskId) ?? 0
    seen.set(taskId, repeat + 1)
    const output = response?.output
    yield {
      taskId,
      promptId: loggedField(testCase?.metadata?.prompt_id, path, place),
      repeat,
      model: (model as string | undefined) ?? 'promptfoo',
      output: typeof output === 'string' ? output : '',
      ...(typeof output === 'string' ? {} : { failure: 'the call failed in promptfoo' }),
    }
  }
}

async function resultsIn(path: string): Promise<readonly Result[]> {
  const whole = JSON.parse(await readFile(path, 'utf8')) as {
    readonly results?: { readonly results?: readonly Result[] }
  }
  const found = whole.results?.results
  if (found === undefined) throw unreadableLog(path, 'results.results', 'is not there')
  return found
}
