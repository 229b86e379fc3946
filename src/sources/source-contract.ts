// The contract of every source: what `read` may give, and what it must survive. Imported by the tests of
// the sources only; each then adds what is special to its format.
import { dirname } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../kit/hash.ts'
import { caseSchema, createCase, type Case } from '../records/case.ts'
import { conversationSchema, type Conversation } from '../records/conversation.ts'
import { openBatch, type OpenedBatch } from './batch.ts'
import { isProblem, sourceFileOf } from './read-file.ts'
import type { Imported, Source, SourceFile } from './source.ts'

export interface SourceFixtures {
  /** Paths of files that the source reads. All files in their folders make the batch. */
  readonly accepts: readonly string[]
  /** Paths of files that are not its own: the fixtures of other sources. */
  readonly rejects: readonly string[]
  /** Paths of files that are read together with an accepted one. */
  readonly companions?: readonly string[]
  /** Accepted files that hold broken parts on purpose; the others must give cases and no failure. */
  readonly broken?: readonly string[]
}

/** Registers the tests of the contract under the source's name. Call it at the top level of a test file. */
export function testSource(source: Source, fixtures: SourceFixtures): void {
  const { accepts, rejects, companions = [], broken = [] } = fixtures
  describe(`source ${source.name} keeps the contract`, () => {
    it.each([...accepts])('sniffs yes: %s', async (path) => {
      const { file } = await openFixture(path)
      expect(source.sniff(file)).toBe('yes')
    })

    it.each([...rejects])('sniffs no: %s', async (path) => {
      const { file } = await openFixture(path)
      expect(source.sniff(file)).toBe('no')
    })

    it.each([...companions])('sniffs companion: %s', async (path) => {
      const { file } = await openFixture(path)
      expect(source.sniff(file)).toBe('companion')
    })

    it.each(accepts.filter((path) => !broken.includes(path)))('reads sound cases: %s', async (path) => {
      const { file, batch } = await openFixture(path)
      const results = await readAll(source, file, batch)
      expect(results.filter(({ kind }) => kind === 'failed')).toEqual([])
      const imported = results.filter((result) => result.kind === 'case')
      expect(imported.length).toBeGreaterThan(0)
      for (const result of imported) {
        expectSound(result.case, result.conversation)
        expect(result.case.provenance).toMatchObject({ source: source.name, file: file.name })
        expect(result.case.provenance.sha256).toMatch(/^[0-9a-f]{64}$/)
        expectNoPath(result, dirname(path))
      }
      const ids = imported.map((result) => result.case.id)
      expect(new Set(ids).size).toBe(ids.length)
    })

    it.each([...accepts])('gives the same bytes twice: %s', async (path) => {
      const [first, second] = await Promise.all([openFixture(path), openFixture(path)])
      const once = await readAll(source, first.file, first.batch)
      const twice = await readAll(source, second.file, second.batch)
      expect(once.map(canonicalJson)).toEqual(twice.map(canonicalJson))
    })

    it.each([...accepts])('survives damage: %s', { timeout: 60_000 }, async (path) => {
      const { file, batch } = await openFixture(path)
      await fc.assert(
        fc.asyncProperty(damage(file.bytes.length), async (harm) => {
          const damaged = sourceFileOf(file, harm(file.bytes))
          if (isProblem(damaged) || source.sniff(damaged) !== 'yes') return
          for (const result of await readAll(source, damaged, batch)) {
            if (result.kind === 'case') expectSound(result.case, result.conversation)
            expect(result.kind === 'case' || result.problem.what !== '').toBe(true)
          }
        }),
        { numRuns: 30, seed: 7 },
      )
    })
  })
}

/** The case parses, its ids are unique and its own, and the conversation fits it. */
export function expectSound(found: Case, conversation: Conversation | undefined): void {
  expect(caseSchema.parse(found)).toEqual(found)
  const { id, ...content } = found
  expect(createCase(content).id).toBe(id)
  for (const part of [found.sections, found.tables, found.images])
    expect(new Set(part.map((item) => item.id)).size).toBe(part.length)
  expect(new Set(found.entries.map((entry) => entry.resource)).size).toBe(found.entries.length)
  for (const table of found.tables)
    for (const row of table.rows) expect(row.length).toBe(table.columns.length)
  expect(
    found.sections.length +
      found.entries.length +
      found.tables.length +
      found.labels.length +
      (conversation?.turns.length ?? 0),
  ).toBeGreaterThan(0)
  expectTurnsOfLabels(found, conversation)
  if (conversation === undefined) return
  expect(conversationSchema.parse(conversation)).toEqual(conversation)
  expect(conversation.caseId).toBe(id)
  expect(conversation.turns.map(({ number }) => number)).toEqual(
    conversation.turns.map((_, index) => index + 1),
  )
  const speakers = conversation.participants.map((participant) => participant.id)
  expect(new Set(speakers).size).toBe(speakers.length)
  for (const turn of conversation.turns) {
    expect(speakers).toContain(turn.speaker)
    for (const { kind, id: attached } of turn.attachments)
      expect((kind === 'table' ? found.tables : found.images).map((item) => item.id)).toContain(attached)
  }
}

function expectTurnsOfLabels(found: Case, conversation: Conversation | undefined): void {
  const last = conversation?.turns.length ?? 0
  for (const label of found.labels) {
    if (label.kind === 'order') for (const turn of label.turns) expect(turn).toBeLessThanOrEqual(last)
    if (label.kind === 'question') expect(label.answer).toBeLessThan(label.options.length)
  }
}

/** Records name files, never the folders of the machine they were made on; an image's `file` may. */
function expectNoPath(result: Extract<Imported, { kind: 'case' }>, folder: string): void {
  const images = result.case.images.map(({ file: _, ...image }) => image)
  expect(JSON.stringify({ ...result, case: { ...result.case, images } })).not.toContain(folder)
}

async function openFixture(path: string): Promise<{ file: SourceFile; batch: OpenedBatch }> {
  const batch = await openBatch([dirname(path)])
  const entry = batch.files.find((file) => file.path === path)
  if (entry === undefined) throw new Error(`no fixture at ${path}`)
  const file = await batch.look(entry)
  if (isProblem(file)) throw new Error(`fixture ${file.subject}: ${file.what}`)
  return { file, batch }
}

async function readAll(source: Source, file: SourceFile, batch: OpenedBatch): Promise<Imported[]> {
  const results: Imported[] = []
  for await (const result of source.read(file, batch)) results.push(result)
  return results
}

/** Cuts the bytes short, or changes a few of them. */
function damage(length: number): fc.Arbitrary<(bytes: Uint8Array) => Uint8Array> {
  const offset = fc.integer({ min: 0, max: Math.max(0, length - 1) })
  const cut = offset.map((at) => (bytes: Uint8Array) => bytes.slice(0, at))
  const flips = fc
    .array(fc.tuple(offset, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 })
    .map((changes) => (bytes: Uint8Array) => {
      const changed = Uint8Array.from(bytes)
      for (const [at, byte] of changes) changed[at] = byte
      return changed
    })
  return fc.oneof(cut, flips)
}
