// Builds hand-written cases for tests: the statements stand beside the turn that makes them, and their
// evidence is looked up in its words. Not used outside tests.
import { createCase, unknownStrata, type Section, type Strata, type Table } from '../records/case.ts'
import { type Attachment, createConversation, type Participant } from '../records/conversation.ts'
import { createFact, type Fact } from '../records/fact.ts'
import type { Label } from '../records/label.ts'
import type { FactKind, Statement } from '../records/statement.ts'
import type { GroundedCase } from './task-type-contract.ts'

/** A statement with its place: `quote` must stand in the turn's text. */
export type Said = Partial<Statement> & {
  readonly kind: FactKind
  readonly name: string
  readonly quote?: string
}

export interface SpokenTurn {
  readonly who: string
  readonly text: string
  readonly says?: readonly Said[]
  readonly attachments?: readonly Attachment[]
}

export interface FixtureSpec {
  readonly title: string
  readonly corpus?: string
  readonly participants: readonly Participant[]
  readonly turns: readonly SpokenTurn[]
  readonly labels?: readonly Label[]
  readonly tables?: readonly Table[]
  readonly sections?: readonly Section[]
  readonly strata?: Partial<Strata>
  /** Cases of one group are variants of one document. */
  readonly group?: string
}

export const patient: Participant = { id: 'patient', role: 'patient', name: 'Patient' }
export const doctorA: Participant = { id: 'doctor_a', role: 'physician', name: 'Doctor A' }
export const doctorB: Participant = { id: 'doctor_b', role: 'physician', name: 'Doctor B' }
export const nurse: Participant = { id: 'nurse', role: 'nurse', name: 'Nurse' }

/** The case of a spec. Throws when a quote does not stand in its turn. */
export function buildFixture(spec: FixtureSpec): GroundedCase {
  const source = createCase({
    title: spec.title,
    provenance: {
      source: 'fixture',
      corpus: spec.corpus ?? 'fixtures',
      file: `${spec.title}.txt`,
      part: '',
      sha256: '0'.repeat(64),
    },
    licence: { id: 'Apache-2.0' },
    strata: { ...unknownStrata, ...spec.strata },
    sections: spec.sections ?? [],
    entries: [],
    tables: spec.tables ?? [],
    images: [],
    labels: spec.labels ?? [],
    ...(spec.group === undefined ? {} : { group: spec.group }),
  })
  const facts: Fact[] = []
  const turns = spec.turns.map((turn, index) => {
    const stated = (turn.says ?? []).map((said) => factOf(source.id, index + 1, turn.text, said))
    facts.push(...stated)
    return {
      number: index + 1,
      speaker: turn.who,
      text: turn.text,
      attachments: turn.attachments ?? [],
      facts: stated.map((fact) => fact.id),
    }
  })
  const conversation = createConversation({
    caseId: source.id,
    origin: 'recorded',
    participants: spec.participants,
    turns,
  })
  return { case: source, facts, conversation }
}

function factOf(caseId: string, turn: number, text: string, said: Said): Fact {
  const { quote = said.name, ...statement } = said
  const start = text.indexOf(quote)
  if (start < 0) throw new Error(`turn ${turn} does not say the quote of its ${said.kind} fact`)
  return createFact({
    negated: false,
    experiencer: 'patient',
    certainty: 'certain',
    ...statement,
    caseId,
    evidence: { kind: 'turn', turn, start, end: start + quote.length, quote },
  })
}
