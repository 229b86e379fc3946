// The report as Markdown: the same contents without drawings, for terminals, pull requests and notes. Texts
// of cases are escaped, since Markdown lets HTML through.
import { maskedText, tableText } from '../conversations/view.ts'
import { notAdvice, type ReportContent, type Sentence } from './content.ts'
import type { Example } from './examples/example.ts'
import { challengeOf, contextTitle, evidencePlace, factText, headingOf, metaOf } from './examples/words.ts'
import { printed } from './quantity.ts'
import { sectionTitles } from './sections.ts'
import {
  lowered,
  sectionIds,
  spoken,
  textOf,
  toneOf,
  type Column,
  type Row,
  type TableContent,
} from './table.ts'

export function markdownReport(content: ReportContent): string {
  const blocks = [
    `# ${escaped(content.name)}: BehaviorBench report`,
    content.purpose,
    `**${notAdvice}**`,
    content.headlines.map(({ label, number }) => `- ${printed(number)} ${label}`).join('\n'),
    ...content.floor.map(said),
    ...content.failures.map((failure) => `**Does not pass its audit:** ${escaped(failure)}`),
    '## How to read this',
    ...content.reading,
    ...sectionIds.flatMap((id) => [
      `## ${sectionTitles[id].title}`,
      ...content.figures
        .filter(({ figure }) => figure.section === id)
        .flatMap(({ figure, content: { table } }) => [
          `### ${figure.title}${figure.paper === '' ? '' : ` (${figure.paper})`}`,
          ...tableBlocks(table),
        ]),
      ...content.tables
        .filter(({ table }) => table.section === id)
        .flatMap(({ table, content: built }) => [`### ${table.title}`, ...tableBlocks(built)]),
    ]),
    '## Example tasks',
    ...content.examples.flatMap(exampleBlocks),
    '## Provenance',
    ...content.provenance.flatMap(({ title, rows }) => [
      `### ${escaped(title)}`,
      rows.map(({ name, value }) => `- ${escaped(name)}: ${said(value)}`).join('\n'),
    ]),
    '## Licences and attributions',
    content.licences
      .map(
        ({ corpus, licence, url, cases, attributions }) =>
          `- ${escaped(corpus)}: ${escaped(licence)}${url === undefined ? '' : ` (<${encodeURI(url)}>)`}, ${printed(cases)} ${cases.value === 1 ? 'case' : 'cases'}.${attributions
            .slice(0, 20)
            .map((text) => ` ${escaped(text)}`)
            .join('')}`,
      )
      .join('\n'),
    notAdvice,
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function said(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? escaped(part) : printed(part))).join('')
}

function tableBlocks(content: TableContent): string[] {
  if (content.rows.length === 0) return [escaped(content.empty)]
  const notes = (content.notes ?? []).map((note) => `- ${escaped(note)}`).join('\n')
  return [escaped(content.caption), markdownTable(content.columns, content.rows), notes]
}

export function markdownTable(columns: readonly Column[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${columns.map((_, index) => cells[index] ?? '').join(' | ')} |`
  const head = columns.map(({ label, group }) => escaped(group === undefined ? label : `${group}: ${label}`))
  const rule = columns.map(({ align }) => (align === 'number' ? '---:' : '---'))
  const body = rows.map(({ cells, kind }) =>
    line(
      cells.map((cell) => {
        const text = escaped(textOf(cell))
        return text !== '' && (kind !== undefined || toneOf(cell) === 'loud') ? `**${text}**` : text
      }),
    ),
  )
  return [line(head), line(rule), ...body].join('\n')
}

function exampleBlocks(example: Example): string[] {
  const { task, score, turns, facts, answers } = example
  const { behavior } = task
  const pairs = (rows: readonly (readonly [string, string])[]): string =>
    rows.map(([name, value]) => `- ${name}: ${escaped(value)}`).join('\n')
  const challenge = challengeOf(example)
  return [
    `### ${escaped(headingOf(example))}`,
    `**${escaped(task.question)}**`,
    task.options
      .map(({ letter, text }) => `- ${letter}: ${escaped(text)}${letter === task.gold ? ' **(right)**' : ''}`)
      .join('\n'),
    `Why: ${escaped(task.rationale)}`,
    `Behaviour score ${printed(score)}, ${lowered(behavior.class)}, token \`${behavior.token}\`. ${escaped(behavior.reason)}`,
    challenge.length === 0 ? '' : `Challenge:\n\n${pairs(challenge)}`,
    `${contextTitle(example)}:`,
    turns
      .map((turn) => {
        const parts = [
          turn.masked ? maskedText : turn.text,
          ...turn.tables.map(tableText),
          ...turn.images.map(({ image }) => `[Image: ${image.caption}]`),
        ]
        const name = turn.masked ? '' : ` ${escaped(turn.name)}:`
        return `> **${turn.number}**${name} ${parts.map(escaped).join(' <br> ')}`
      })
      .join('\n>\n'),
    facts.length === 0
      ? ''
      : markdownTable(
          ['Fact', 'Kind', 'Evidence', 'Where'].map((label) => ({ label, align: 'text' })),
          facts.map((fact) => ({
            cells: [factText(fact), fact.kind, `“${fact.evidence.quote}”`, evidencePlace(fact)],
          })),
        ),
    `Checks passed: ${escaped(task.checks.map(spoken).join(', '))}.`,
    answers.length === 0
      ? ''
      : `Answers of the runs: ${answers.map(({ run, answer }) => `${escaped(run)} ${answer ?? 'none'}`).join(', ')}.`,
    pairs(metaOf(example)),
  ]
}

/** One line that Markdown shows as it is: no markup, no HTML, no table cell broken. */
function escaped(text: string): string {
  return text
    .replace(/[^\P{Cc}\n\r\t]/gu, '\uFFFD')
    .replace(/\s*[\n\r\u2028\u2029]+\s*/g, ' / ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~#]/g, '\\$&')
}
