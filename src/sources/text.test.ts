import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openBatch } from './batch.ts'
import { isProblem, sourceFileOf } from './read-file.ts'
import type { Imported } from './source.ts'
import { testSource } from './source-contract.ts'
import { text } from './text.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const accepts = ['drug-rash.md', 'discharge.txt', 'ward-round.md', 'visit.txt'].map((name) =>
  join(fixtures, 'text', name),
)

testSource(text, {
  accepts,
  rejects: [join(fixtures, 'jats/emphysematous-cholecystitis.xml'), join(fixtures, 'text/rash.png')],
})

describe('a Markdown note', async () => {
  const [result] = await readFixture('drug-rash.md')
  if (result?.kind !== 'case') throw new Error('no case')
  const { case: found } = result

  it('takes title, licence, strata and group from its front matter', () => {
    expect(found.title).toBe('Rash after a new tablet')
    expect(found.licence).toMatchObject({ id: 'CC-BY-4.0', attribution: 'The authors of BehaviorBench' })
    expect(found.strata).toEqual({
      age: 34,
      sex: 'female',
      race: 'Black or African American',
      language: 'French',
      insurance: 'Medicaid',
    })
    expect(found.group).toBe('rash-1')
  })

  it('gives sections the role of their heading, or of the heading above; references are left out', () => {
    expect(found.sections.map(({ heading, role }) => [heading, role])).toEqual([
      ['History', 'history'],
      ['First days', 'history'],
      ['Investigations', 'investigations'],
      ['Treatment', 'discussion'],
    ])
    expect(found.sections[0]?.text).toMatch(/started trimethoprim-sulfamethoxazole 960 mg twice daily/)
    expect(found.sections[1]?.text).toBe('- No fever.\n- No blisters.')
    expect(found.sections[2]?.text).toBe('Blood drawn on arrival.')
  })

  it('has its tables and its picture, each in its section', () => {
    expect(found.tables).toEqual([
      {
        id: 'table-1',
        caption: 'Investigations. Blood drawn on arrival.',
        section: 's3',
        columns: ['Test', 'Result', 'Reference'],
        rows: [
          ['Eosinophils', '0.9 ×10⁹/L', '0.0–0.5'],
          ['ALT | GPT', '31 U/L', '7–40'],
        ],
      },
      {
        id: 'table-2',
        caption: 'Follow-up values',
        section: 's3',
        columns: ['Day', 'Eosinophils'],
        rows: [['3', '0.4']],
      },
    ])
    expect(found.images).toEqual([
      expect.objectContaining({
        modality: 'photograph',
        file: join(fixtures, 'text/rash.png'),
        section: 's3',
      }),
    ])
  })
})

describe('a plain text', () => {
  it('is divided at headings in capitals or with a colon, not at measurements', async () => {
    const [result] = await readFixture('discharge.txt')
    if (result?.kind !== 'case') throw new Error('no case')
    expect(result.case.sections.map(({ heading, role, text: content }) => [heading, role, content])).toEqual([
      ['CHIEF COMPLAINT', 'history', 'Chest pain for two hours.'],
      [
        'History of present illness',
        'history',
        'A 58 year old man had crushing chest pain while climbing stairs. It eased at rest and came back at night, when he called the ambulance.',
      ],
      ['MEDICATIONS', 'medications', 'Aspirin 81 mg once daily\nAtorvastatin 40 mg at night'],
      ['PHYSICAL EXAM', 'examination', 'BP: 150/90\nHR: 88'],
      ['Assessment', 'assessment', 'Unstable angina.'],
    ])
    expect(result.case.strata).toMatchObject({ age: 58, sex: 'male' })
  })
})

describe('a transcript', () => {
  it('in bold becomes a conversation with roles, and what stands between turns is attached', async () => {
    const results = await readFixture('ward-round.md')
    const result = results.find(({ kind }) => kind === 'case')
    if (result?.kind !== 'case') throw new Error('no case')
    const { conversation, case: found } = result
    expect(conversation?.participants.map(({ name, role }) => [name, role])).toEqual([
      ['Nurse', 'nurse'],
      ['Doctor A', 'physician'],
      ['Pharmacist', 'pharmacist'],
      ['Daughter (Ms Hall)', 'family'],
    ])
    expect(
      conversation?.turns.map(({ text: said, attachments }) => [said, attachments.map(({ id }) => id)]),
    ).toEqual([
      ['Sodium came back at 118 this morning.', ['table-1']],
      ['Is he still on hydrochlorothiazide?', []],
      ['Yes, 25 mg once daily, started three weeks ago. It was not stopped on admission.', ['image-1']],
      ['Then we stop it today.\n\nHe should drink less than one litre.', []],
      ['He also drinks a lot of tea.', []],
    ])
    expect(found.sections.map(({ heading }) => heading)).toEqual(['Background'])
    expect(found.title).toBe('Ward round on a low sodium')
    expect(results.filter(({ kind }) => kind === 'skipped')).toHaveLength(1)
  })

  it('in plain letters, one turn a line', async () => {
    const [result] = await readFixture('visit.txt')
    if (result?.kind !== 'case') throw new Error('no case')
    expect(result.conversation?.turns).toHaveLength(6)
    expect(result.conversation?.turns[3]).toMatchObject({
      speaker: 'patient',
      text: 'No fever. I lost about two kilograms.',
    })
    expect(result.case.sections).toEqual([])
  })
})

describe('front matter', () => {
  it.each([
    ['broken YAML', '---\ntitle: "open\nage: 3\n---\nText of a note.', /line \d+, column \d+/],
    ['a wrong age', '---\nage: very old\n---\nText of a note.', /field "age"/],
    ['a wrong sex', '---\nsex: f/m\n---\nText of a note.', /field "sex"/],
  ])('with %s fails with its place', async (_, content, place) => {
    const [result] = await readText(content)
    expect(result).toMatchObject({
      kind: 'failed',
      problem: { place: expect.stringMatching(place) as string },
    })
  })

  it('does not expand aliases', async () => {
    const bomb = `---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n---\nText of a note.`
    const [result] = await readText(bomb)
    expect(result?.kind).toBe('failed')
  })

  it('is not looked for behind a rule at the top of a text', async () => {
    const [result] = await readText('---\nA 60-year-old man came with a cough.\n---\nHe smoked.')
    expect(result).toMatchObject({ kind: 'case', case: { strata: { age: 60, sex: 'male' } } })
  })
})

async function collect(results: AsyncIterable<Imported>): Promise<Imported[]> {
  const all: Imported[] = []
  for await (const result of results) all.push(result)
  return all
}

async function readFixture(name: string): Promise<Imported[]> {
  const batch = await openBatch([join(fixtures, 'text')])
  const entry = batch.files.find((file) => file.name === name)
  const file = entry === undefined ? undefined : await batch.look(entry)
  if (file === undefined || isProblem(file)) throw new Error(`cannot read ${name}`)
  return collect(text.read(file, batch))
}

async function readText(content: string): Promise<Imported[]> {
  const batch = await openBatch([join(fixtures, 'text')])
  const path = join(fixtures, 'text/made.md')
  const file = sourceFileOf(
    { path, relative: 'made.md', name: 'made.md', size: content.length },
    new TextEncoder().encode(content),
  )
  if (isProblem(file)) throw new Error(file.what)
  return collect(text.read(file, batch))
}
