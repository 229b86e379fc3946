import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCase, caseSchema, unknownStrata, type Case } from './case.ts'
import { jsonSchemas } from './json-schema.ts'
import { createTask, taskSchema, type Task } from './task.ts'

const minimalCase: Omit<Case, 'id'> = {
  title: 'A case',
  provenance: { source: 'text', corpus: 'own', file: 'a.md', part: '', sha256: 'x' },
  licence: { id: 'unknown' },
  strata: unknownStrata,
  sections: [{ id: 's1', heading: '', role: 'note', text: 'Cough for two days.' }],
  entries: [],
  tables: [],
  images: [],
  labels: [],
}

const task: Omit<Task, 'id'> = {
  caseId: 'case_1',
  conversationId: 'conv_1',
  type: 'fact_retrieval',
  form: 'value',
  author: 'rules',
  view: { edits: [], from: 1, to: 2, masked: [] },
  question: 'How long was the cough present?',
  options: [
    { letter: 'A', text: 'two days' },
    { letter: 'B', text: 'three days' },
    { letter: 'C', text: 'a week' },
    { letter: 'D', text: 'a month' },
  ],
  gold: 'A',
  rationale: 'Turn 2 says so.',
  probe: { kind: 'value', subject: { kind: 'symptom', name: 'cough' } },
  facts: ['fact_1'],
  turns: [2],
  behavior: { score: 0.1, class: 'highly_reactive', token: '<reactive>', reason: 'one stated value' },
  complexity: 'intermediate',
  source: 'text',
  corpus: 'own',
  licence: { id: 'unknown' },
  checks: [],
}

describe('content ids', () => {
  it('do not depend on where image files lie', () => {
    const image = { id: 'i', caption: 'c', file: '/somewhere/a.png', sha256: 'abc' }
    const here = createCase({ ...minimalCase, images: [image] })
    const there = createCase({ ...minimalCase, images: [{ ...image, file: 'images/a.png' }] })
    expect(here.id).toBe(there.id)
    expect(here.id).not.toBe(createCase({ ...minimalCase, images: [{ ...image, sha256: 'abd' }] }).id)
  })

  it('change with any word of a case, and not with the order of keys', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (title) => {
        const one = createCase({ ...minimalCase, title })
        const other = createCase({ ...minimalCase, title: `${title}.` })
        const reordered = createCase(
          Object.fromEntries(Object.entries({ ...minimalCase, title }).toReversed()) as Omit<Case, 'id'>,
        )
        expect(one.id).not.toBe(other.id)
        expect(one.id).toBe(reordered.id)
      }),
    )
  })

  it('of a task are of what is asked, not of the checks it passed', () => {
    expect(createTask(task).id).toBe(createTask({ ...task, checks: ['schema'] }).id)
    expect(createTask(task).id).not.toBe(createTask({ ...task, gold: 'B' }).id)
  })
})

describe('schemas', () => {
  it('accept what the constructors make, after a trip through JSON', () => {
    const made = createCase(minimalCase)
    expect(caseSchema.parse(JSON.parse(JSON.stringify(made)))).toEqual(made)
    const asked = createTask(task)
    expect(taskSchema.parse(JSON.parse(JSON.stringify(asked)))).toEqual(asked)
  })

  it('refuse a score outside 0 … 1 and fewer than four options', () => {
    expect(taskSchema.safeParse({ ...createTask(task), options: task.options.slice(0, 3) }).success).toBe(
      false,
    )
    const behavior = { ...task.behavior, score: 1.2 }
    expect(taskSchema.safeParse({ ...createTask(task), behavior }).success).toBe(false)
  })

  it('stand in schemas/ as JSON Schema, up to date (npm run schemas)', () => {
    const folder = join(import.meta.dirname, '../../schemas')
    const written = new Map(
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    )
    expect(written).toEqual(new Map(jsonSchemas()))
  })
})
