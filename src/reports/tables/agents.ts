// Runs whose answers take several calls (agents, votes): calls, tokens and rounds of an answer, and what could not
// be read on the way.
import { regimeText } from '../../records/run.ts'
import type { ReportRun } from '../material.ts'
import { quantity, type Quantity } from '../quantity.ts'
import type { Cell, ReportTable, Row } from '../table.ts'

export const agents: ReportTable = {
  id: 'agents',
  section: 'results',
  title: 'Agents and votes',
  build: ({ runs }) => ({
    caption:
      'Calls and tokens are means per answer, rounds per discussion. Repairs: calls that asked again for what could not be read. Unread steps: answers that ended at a step which could not be read even then; they count as wrong. Agreed: per cent of discussions at whose end nobody objected. Ways: answers by the way that the agent took. Ties: answers for which several letters had equally many voices.',
    columns: [
      { label: 'Run', align: 'text' },
      { label: 'Asked', align: 'text' },
      { label: 'Answers', align: 'number' },
      { label: 'Mean', group: 'Calls', align: 'number' },
      { label: 'Least', group: 'Calls', align: 'number' },
      { label: 'Most', group: 'Calls', align: 'number' },
      { label: 'In', group: 'Tokens', align: 'number' },
      { label: 'Out', group: 'Tokens', align: 'number' },
      { label: 'Rounds', align: 'number' },
      { label: 'Agreed', align: 'number' },
      { label: 'Repairs', align: 'number' },
      { label: 'Unread steps', align: 'number' },
      { label: 'Ways', align: 'text' },
      { label: 'Voices', group: 'Votes', align: 'number' },
      { label: 'Abstentions', group: 'Votes', align: 'number' },
      { label: 'Ties', group: 'Votes', align: 'number' },
    ],
    rows: runs.filter(({ scores }) => scores.effort !== undefined).map(rowOf),
    empty: 'None of the runs is of an agent or a vote (`behaviorbench eval --agent`, `--votes`; `vote`).',
  }),
}

function rowOf({ label, run, scores: { effort }, scoresFile }: ReportRun): Row {
  const read = (unit: Quantity['unit'], ...path: string[]): Quantity =>
    quantity(scoresFile, ['effort', ...path], unit)
  const counts = (field: 'byPath' | 'unreadByStep'): Cell['parts'] =>
    Object.keys(effort?.[field] ?? {}).flatMap((name, index) => [
      `${index === 0 ? '' : ', '}${name}\u00A0`,
      read('count', field, name),
    ])
  const ways = counts('byPath')
  const unread = counts('unreadByStep')
  const votes = (field: string): Quantity | string =>
    effort?.votes === undefined ? '–' : read('count', 'votes', field)
  return {
    cells: [
      label,
      regimeText(run),
      read('count', 'count'),
      read('mean', 'calls', 'mean'),
      read('count', 'calls', 'least'),
      read('count', 'calls', 'most'),
      read('mean', 'inputTokens'),
      read('mean', 'outputTokens'),
      read('mean', 'rounds'),
      effort?.agreed === undefined ? '–' : read('hundredths', 'agreed'),
      read('count', 'repairs'),
      unread.length === 0
        ? read('count', 'unreadSteps')
        : { parts: [read('count', 'unreadSteps'), ' (', ...unread, ')'] },
      ways.length === 0 ? '–' : { parts: ways },
      votes('voices'),
      votes('abstentions'),
      votes('ties'),
    ],
  }
}
