// The dataset card (README.md): YAML that Hugging Face reads, and words that people read.
import { stringify } from 'yaml'
import { definitionOf, type TaskTypeId } from '../../../taxonomy/task-types.ts'
import { canary } from '../canary.ts'
import type { ExportJob } from '../export-format.ts'
import { cell, licencesText } from '../licences-text.ts'
import { tasksByLicence, type Tally } from '../tally.ts'
import type { DatasetTable } from './dataset-table.ts'
import { cardFeatureOf, featureText, type Column } from './feature.ts'

export function cardText(job: ExportJob, tables: readonly DatasetTable[], missingImages: number): string {
  const { header, prompt, tally } = job
  return `---
${stringify(frontMatter(job, tables)).trimEnd()}
---

# ${cell(header.name)}

${tally.tasks()} multiple-choice tasks about clinical conversations, from reactive (answer just what was asked) to proactive (speak up unasked: flag a drug the patient is allergic to, a result that contradicts the scan, a step left out). Made by [BehaviorBench](https://arxiv.org/abs/2505.21757), which follows the BehaviorSFT paper (Findings of EMNLP 2025). **Nothing here is medical advice.**

Benchmark \`${header.id}\`; the \`id\` of each row leads back to its task there. Prompts are those of the regime \`${prompt.regime.name}\`${prompt.permute === undefined ? '' : `, options permuted by seed ${prompt.permute}`}.

\`\`\`python
from datasets import load_dataset

tasks = load_dataset("PATH_OF_THIS_FOLDER", split="test")
${tables.some(({ name }) => name === 'images') ? 'images = load_dataset("PATH_OF_THIS_FOLDER", "images", split="test")\n' : ''}\`\`\`

## Licences

${licencesText(tally)}

## Splits

No patient, vignette or case is in two splits (\`group\`).

| table | ${['train', 'validation', 'test'].join(' | ')} |
|---|---|---|---|
${tables.map((table) => `| ${table.name} | ${sizes(table).join(' | ')} |`).join('\n')}

${leftOutText(tally, missingImages)}## Tasks

| type | category | tasks | asks to |
|---|---|---|---|
${typeRows(tally)}

Behaviour classes: ${counts(tally.classes)}. Conversations of these tasks: ${counts(tally.origins)}.

## Columns

${tables.map(columnsText).join('\n\n')}

## How it was made, and what it is not

Facts are grounded word for word in their documents; tasks are written by ${header.author === 'rules' ? 'rules from these facts and from cited clinical knowledge' : 'a language model from these facts'}, and each passed an independent check that exactly one option is right. Faults (challenges) are planted on purpose, each beside a near miss and an already handled twin. Documents may be retold as talk, and simulated patients are invented. What the benchmark's own README and audit say of shortcuts holds here too.

It measures answers to multiple-choice questions, not care. Do not use it to decide about patients, and do not train on the validation and test splits. Every row holds a canary, \`${canary}\`, by which leaks into training corpora can be found.
`
}

function frontMatter({ header, tally }: ExportJob, tables: readonly DatasetTable[]): Record<string, unknown> {
  const licences = [...tasksByLicence(tally).keys()].map(hubLicence)
  return {
    pretty_name: header.name,
    license: [...new Set(licences)],
    language: ['en'],
    task_categories: ['multiple-choice', 'question-answering'],
    size_categories: [sizeCategory(tally.tasks())],
    annotations_creators: ['machine-generated'],
    tags: ['medical', 'clinical', 'conversation', 'benchmark', 'proactivity', 'behaviorbench'],
    configs: tables.map(({ name, folder, splits }) => ({
      config_name: name,
      ...(name === 'tasks' ? { default: true } : {}),
      data_files: splits.map((split) => ({ split: split.name, path: `${folder}/${split.name}-*.parquet` })),
    })),
    dataset_info: tables.map(({ name, columns, splits }) => ({
      config_name: name,
      features: columns.map((column) => ({ name: column.name, ...cardFeatureOf(column.feature) })),
      splits: splits.map((split) => ({
        name: split.name,
        num_bytes: split.uncompressed,
        num_examples: split.rows,
      })),
      download_size: splits.flatMap(({ files }) => files).reduce((sum, { bytes }) => sum + bytes, 0),
      dataset_size: splits.reduce((sum, { uncompressed }) => sum + uncompressed, 0),
    })),
  }
}

/** Hugging Face's names of licences are SPDX's in small letters, with words for the rest. */
function hubLicence(id: string): string {
  const known =
    /^(cc0-1\.0|cc-by(-nc)?(-nd|-sa)?-[2-4]\.0|apache-2\.0|mit|bsd-3-clause|cdla-permissive-2\.0)$/
  const small = id.toLowerCase()
  if (known.test(small)) return small
  return id === 'unknown' ? 'unknown' : 'other'
}

function sizeCategory(rows: number): string {
  if (rows < 1000) return 'n<1K'
  if (rows < 10_000) return '1K<n<10K'
  return rows < 100_000 ? '10K<n<100K' : '100K<n<1M'
}

function sizes({ splits }: DatasetTable): number[] {
  return ['train', 'validation', 'test'].map((name) => splits.find((split) => split.name === name)?.rows ?? 0)
}

function leftOutText({ leftOut }: Tally, missingImages: number): string {
  const notes = [
    leftOut.unassigned > 0
      ? `${leftOut.unassigned} tasks of the benchmark are in no split and not here.`
      : '',
    leftOut.notRedistributable > 0
      ? `${leftOut.notRedistributable} tasks are not here because their licences do not let altered copies be passed on.`
      : '',
    missingImages > 0 ? `${missingImages} pictures that turns name are not at hand; their captions are.` : '',
  ].filter((note) => note !== '')
  return notes.length === 0 ? '' : `${notes.join(' ')}\n\n`
}

function typeRows({ types }: Tally): string {
  return [...types]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, count]) => {
      const { category, definition } = definitionOf(id as TaskTypeId)
      return `| ${id} | ${category} | ${count} | ${definition} |`
    })
    .join('\n')
}

function counts(of: ReadonlyMap<string, number>): string {
  return [...of]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}

function columnsText({ name, what, columns }: DatasetTable): string {
  const row = (column: Column<never>): string =>
    `| ${column.name} | ${featureText(column.feature)} | ${column.what} |`
  return `\`${name}\`: ${what}.\n\n| column | type | holds |\n|---|---|---|\n${columns.map(row).join('\n')}`
}
