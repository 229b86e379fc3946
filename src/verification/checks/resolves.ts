// Everything the task cites is there: facts in the case, their evidence word for word at its place, turns in
// the view, the label in the case.
import type { Case } from '../../records/case.ts'
import type { Conversation } from '../../records/conversation.ts'
import type { Evidence } from '../../records/fact.ts'
import type { Check } from '../check.ts'

export const resolves: Check = {
  name: 'resolves',
  title: 'every cited fact, turn, quote and label is where the task says',
  run: ({ task, case: source, conversation, facts }) => {
    const problems: string[] = []
    const probed = task.probe.kind === 'sequence' ? task.probe.facts : []
    for (const id of new Set([...task.facts, ...probed])) {
      const fact = facts.get(id)
      if (fact === undefined) problems.push(`fact ${id} is not a fact of the case`)
      else if (fact.caseId !== source.id) problems.push(`fact ${id} belongs to another case`)
      else if (!stands(fact.evidence, source, conversation))
        problems.push(`fact ${id}: its quote is not at its place`)
    }
    const maskedByProbe = task.probe.kind === 'masked_turn' ? task.probe.turn : undefined
    const { from, to, masked } = task.view
    const probeTurns = task.probe.kind === 'change' ? [task.probe.earlier, task.probe.later] : []
    for (const turn of new Set([...task.turns, ...probeTurns])) {
      if (turn < from || turn > to) problems.push(`turn ${turn} is not shown`)
      else if (masked.includes(turn) && turn !== maskedByProbe) problems.push(`turn ${turn} is masked`)
    }
    if (maskedByProbe !== undefined && !masked.includes(maskedByProbe)) {
      problems.push(`turn ${maskedByProbe} is asked for but not masked`)
    }
    if (task.label !== undefined && source.labels[task.label] === undefined) {
      problems.push(`label ${task.label} is not a label of the case`)
    }
    if (task.probe.kind === 'keyed' && task.probe.label !== (task.label ?? task.probe.label)) {
      problems.push('the probe and the task name different labels')
    }
    if (task.facts.length === 0 && task.turns.length === 0)
      problems.push('it cites neither a fact nor a turn')
    return problems
  },
}

function stands(evidence: Evidence, source: Case, conversation: Conversation): boolean {
  switch (evidence.kind) {
    case 'span': {
      const section = source.sections.find((candidate) => candidate.id === evidence.section)
      return section?.text.slice(evidence.start, evidence.end) === evidence.quote
    }
    case 'cell': {
      const table = source.tables.find((candidate) => candidate.id === evidence.table)
      return table?.rows[evidence.row]?.[evidence.column] === evidence.quote
    }
    case 'resource':
      return source.entries.some(
        (entry) => entry.resource === evidence.resource && entry.text === evidence.quote,
      )
    case 'turn': {
      if (conversation.origin !== 'recorded') return false
      const turn = conversation.turns.find((candidate) => candidate.number === evidence.turn)
      return turn?.text.slice(evidence.start, evidence.end) === evidence.quote
    }
  }
}
