// What every challenge rule must hold, whoever wrote it: called from the test beside the rules. Whether the
// fault is a fault is decided elsewhere, by verification/, which shares no code with the rules.
import { describe, expect, it } from 'vitest'
import { editedTurns } from '../conversations/view.ts'
import { editSchema } from '../records/task.ts'
import {
  memberNames,
  triplesPerRule,
  type ChallengeMaterial,
  type ChallengeRule,
  type Triple,
} from './challenge.ts'

/** The shared tests of a rule. The cases must let it plant at least one triple, or it is not tested at all. */
export function testChallenge(rule: ChallengeRule, cases: readonly Omit<ChallengeMaterial, 'seed'>[]): void {
  describe(`challenge rule ${rule.name}`, () => {
    const seeds = Array.from({ length: 30 }, (_, seed) => seed)
    const materials = seeds.flatMap((seed) => cases.map((item) => ({ ...item, seed })))
    const all = materials.flatMap((material) =>
      rule.plant(material).triples.map((triple) => ({ material, triple })),
    )

    it('plants something, and says why where it does not', () => {
      expect(all.length).toBeGreaterThan(0)
      for (const material of materials) {
        const planted = rule.plant(material)
        expect(planted.triples.length).toBeLessThanOrEqual(triplesPerRule)
        expect(planted.triples.length > 0 || (planted.empty ?? '') !== '').toBe(true)
        const targets = planted.triples.map((triple) => triple.target)
        expect(new Set(targets).size).toBe(targets.length)
      }
    })

    it('edits turns that are there, by speakers who are there', () => {
      for (const { material, triple } of all) {
        const speakers = material.conversation.participants.map((participant) => participant.id)
        for (const name of memberNames) {
          const { edits } = triple.members[name]
          for (const edit of edits) {
            expect(editSchema.safeParse(edit).error).toBeUndefined()
            expect(edit.kind !== 'insert' || speakers.includes(edit.speaker)).toBe(true)
          }
          const shown = editedTurns(material.conversation, edits)
          expect(triple.to).toBeLessThanOrEqual(shown.length)
          for (const turn of triple.turns) expect(turn).toBeLessThanOrEqual(triple.to)
          expect(shown.slice(0, triple.to).some((turn) => turn.edited)).toBe(true)
        }
      }
    })

    it('names planted words that are there, and a truth that an unedited turn or a label holds', () => {
      for (const { material, triple } of all) {
        for (const name of memberNames) {
          const { edits, planted } = triple.members[name]
          const edited = editedTurns(material.conversation, edits).filter((turn) => turn.edited)
          expect(edited.some((turn) => turn.text.includes(planted))).toBe(true)
        }
        expect(sourceText(material)).toContain(triple.truth.toLowerCase())
      }
    })

    it('lets only the case decide: the members differ in nothing but the words that matter', () => {
      for (const { material, triple } of all) {
        const [injected, nearMiss, handled] = memberNames.map((name) => lastTurns(material, triple, name))
        expect(injected?.report.speaker).toBe(nearMiss?.report.speaker)
        expect(injected?.answer).toEqual(nearMiss?.answer)
        expect(injected?.report).toEqual(handled?.report)
        expect(injected?.report.text).not.toBe(nearMiss?.report.text)
        expect(handled?.answer.text).not.toBe(injected?.answer.text)
        expect(handled?.answer.text.endsWith(injected?.answer.text ?? '')).toBe(true)
        expect(triple.members.injected.planted).not.toBe(triple.members.near_miss.planted)
      }
    })

    it('claims different things, and announces nothing in the conversation', () => {
      for (const { material, triple } of all) {
        const { concern, settled, silent, mistaken } = triple.claims
        const texts = [concern, settled, silent, ...mistaken]
        expect(mistaken.length).toBeGreaterThan(0)
        expect(new Set(texts.map((text) => text.toLowerCase())).size).toBe(texts.length)
        for (const text of texts) expect(text).not.toMatch(/undefined|NaN|\[object| {2}/)
        for (const name of memberNames) {
          const { report } = lastTurns(material, triple, name)
          expect(report.text).not.toMatch(
            /undefined|\bnan\b|\[object| {2}|conflict|contradict|mistake|wrong|error/i,
          )
        }
      }
    })

    it('speaks with variety', () => {
      const said = new Set(all.map(({ triple }) => triple.members.injected.planted))
      const opened = new Set(
        all.map(({ material, triple }) => lastTurns(material, triple, 'injected').report.text.slice(0, 14)),
      )
      expect(said.size).toBeGreaterThanOrEqual(4)
      expect(opened.size).toBeGreaterThanOrEqual(4)
    })

    it('plants the same for the same seed', () => {
      for (const material of materials.slice(0, 20)) {
        expect(rule.plant(material)).toEqual(rule.plant(structuredClone(material)))
      }
    })
  })
}

function lastTurns(material: ChallengeMaterial, triple: Triple, name: (typeof memberNames)[number]) {
  const turns = editedTurns(material.conversation, triple.members[name].edits)
  const at = (number: number): { speaker: string; text: string } => {
    const turn = turns[number - 1]
    return { speaker: turn?.speaker ?? '', text: turn?.text ?? '' }
  }
  return { report: at(triple.to - 1), answer: at(triple.to) }
}

/** What the case says before anything is planted. */
function sourceText({ case: source, conversation, facts }: ChallengeMaterial): string {
  return [
    ...conversation.turns.map((turn) => turn.text),
    ...source.tables.flatMap((table) => table.rows.flat()),
    ...source.labels.map((label) => (label.kind === 'checklist' ? label.item : '')),
    ...facts.flatMap((fact) => [fact.name, fact.time?.text ?? '']),
  ]
    .join('\n')
    .toLowerCase()
}
