// What must hold of every simulated conversation as talk: its order, who asks and who answers, and its length.
import { expect, it } from 'vitest'
import { randomFor } from '../../kit/random.ts'
import { knowledge } from '../../knowledge/knowledge.ts'
import { sampleCourse, type Course } from '../course.ts'
import { defaultDistributions } from '../distributions.ts'
import { samplePerson } from '../person.ts'
import { composeDialogue } from './compose.ts'
import type { StagedTurn } from './stage.ts'

const from = knowledge()
const talks: readonly { readonly course: Course; readonly turns: readonly StagedTurn[] }[] = [
  ...from.conditions.values(),
].flatMap((condition) =>
  [0, 1].map((number) => {
    const random = randomFor('talk', condition.id, number)
    const drawn = sampleCourse(
      samplePerson(condition, from, defaultDistributions, random),
      condition,
      from,
      random,
    )
    // Every other step of treatment of the arrival is taken as one that cannot wait.
    const steps = drawn.steps.map((step, at) => ({ ...step, atOnce: step.phase === 0 && at % 2 === 0 }))
    const course = { ...drawn, steps }
    const turns = composeDialogue(course, { tables: new Map(), pictures: new Map() }, from, random)
    return { course, turns }
  }),
)

const firstWith = (turns: readonly StagedTurn[], part: string): number => {
  const at = turns.findIndex(({ resources }) => resources.some((id) => id.startsWith(part)))
  return at === -1 ? Number.POSITIVE_INFINITY : at
}

it('takes each step once, and what cannot wait before any result or argument', () => {
  for (const { course, turns } of talks) {
    const steps = turns.flatMap(({ resources }) => resources.filter((id) => id.startsWith('steps/')))
    expect(steps.toSorted()).toEqual(course.steps.map(({ id }) => `steps/${id}`).toSorted())
    const results = ['0/analytes/', 'results/', 'diagnosis/'].map((part) => firstWith(turns, part))
    for (const step of course.steps.filter(({ atOnce }) => atOnce))
      expect(firstWith(turns, `steps/${step.id}`)).toBeLessThan(Math.min(...results))
  }
})

it('lets the family ask only when the diagnosis has been named', () => {
  for (const { course, turns } of talks) {
    const named = firstWith(turns, 'diagnosis/working')
    const questions = course.family.filter((text) => text.includes('?'))
    for (const [at, { text, speaker }] of turns.entries()) {
      const asks = questions.some((question) =>
        text.includes(question.split(/\{\w+\}/).toSorted((a, b) => b.length - a.length)[0] ?? ''),
      )
      if (speaker.role === 'family' && asks) expect(at).toBeGreaterThan(named)
    }
  }
})

it('tells of one time in one turn of a nurse', () => {
  for (const { turns } of talks)
    for (const { resources } of turns) {
      const phases = new Set(resources.flatMap((id) => /^(\d)\/vitals\//.exec(id)?.[1] ?? []))
      expect(phases.size).toBeLessThanOrEqual(1)
    }
})

it('hears no question in the breath that orders its answer', () => {
  for (const { turns } of talks)
    for (const { resources, text } of turns)
      if (resources.some((id) => id.startsWith('steps/'))) expect(text).not.toMatch(/bloods|lab results/)
})

it('says that a finding is gone once, by its widest name', () => {
  const kawasaki = talks.filter(({ course }) =>
    course.moments.some(({ gone }) => gone.includes('maculopapular-rash')),
  )
  expect(kawasaki.length).toBeGreaterThan(0)
  for (const { turns } of talks)
    for (const { text } of turns)
      expect(text).not.toMatch(/\brash(?:, | and )maculopapular rash|chest pain and tearing chest pain/)
})

it('begins no examination with what is left of it, and shows no table that is not there', () => {
  for (const { course, turns } of talks) {
    const signs = course.shows.filter(
      ({ finding, phase }) => phase === 0 && from.findings.get(finding)?.kind === 'sign',
    )
    for (const { text } of turns) {
      expect(text).not.toMatch(/\b(?:sending you|have) the table/i)
      if (signs.length === 0)
        expect(text).not.toMatch(/^(?:The rest of the examination|Against that|As for the rest|Also checked)/)
    }
  }
})

it('says that something is done only when something was asked for', () => {
  for (const { turns } of talks)
    for (const [at, { text }] of turns.entries()) {
      if (!/^(?:Already on its way|Setting it up now|Given (?:and signed|just|as ordered))\b/.test(text))
        continue
      const asked = turns.slice(Math.max(0, at - 2), at).flatMap(({ resources }) => resources)
      expect([text, asked.some((id) => id.startsWith('steps/'))]).toEqual([text, true])
    }
})

it('answers no order that nobody gave', () => {
  const answered =
    /^(?:Done|It is done|That is under way|I will see to it|I am on it|Right away|Already on its way|Setting it up now|Noted and timed|Will do|Of course)\b/
  for (const { turns } of talks)
    for (const [at, { speaker, text }] of turns.entries()) {
      if (speaker.role !== 'nurse' || !answered.test(text)) continue
      const before = turns.slice(Math.max(0, at - 2), at).flatMap(({ resources }) => resources)
      expect(before.filter((id) => id.startsWith('steps/'))).not.toEqual([])
    }
})

it('does not give in and doubt on in one breath', () => {
  for (const { turns } of talks)
    for (const { text } of turns)
      if (/I am not convinced yet|I would keep an open mind/.test(text)) expect(text).toMatch(/^I /)
})

it('is about as long as the talks of the paper', () => {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  expect(mean(talks.map(({ turns }) => turns.length))).toBeGreaterThan(30)
  expect(mean(talks.map(({ turns }) => turns.length))).toBeLessThan(37)
})

it('says of what is gone a thing once, and reports an assessment without having looked at it', () => {
  const text = talks.flatMap(({ turns }) => turns.map((turn) => turn.text)).join('\n')
  expect(text).toMatch(/gone: |gone away: |no longer see|any more/)
  expect(text).not.toMatch(/(?:gone|see|more|there)[^.]*\brash(?:, | and )maculopapular rash/)
  expect(text).not.toMatch(
    /(?:see|looked at) the (?:suicide risk assessment|urine drug screen|two sets of blood)/,
  )
})

it('lets no order later than the arrival wait for results that are long back', () => {
  for (const { turns, course } of talks) {
    const later = new Set(course.steps.filter(({ phase }) => phase > 0).map(({ id }) => `steps/${id}`))
    for (const { text, resources } of turns)
      if (resources.some((id) => later.has(id)))
        expect(text).not.toMatch(/before any result is back|while we sort out the rest/i)
  }
})

it('answers a question what speaks against a look-alike, and does not disagree with it', () => {
  const asked = /(?:speaks against|rules out|exclude|Why is it not|hold against|it is not) [^.?]+\?$/
  const answers = talks.flatMap(({ turns }) =>
    turns.flatMap(({ text }, at) => (asked.test(text) ? [turns[at + 1]?.text] : [])),
  )
  expect(answers.length).toBeGreaterThan(20)
  for (const text of answers)
    expect(text).not.toMatch(/^(?:I do not think so|Not here|I disagree|Fair point|I see why)/)
})

it('asks a relative about the patient', () => {
  for (const { course, turns } of talks)
    for (const [at, { text, resources }] of turns.entries()) {
      const next = turns[at + 1]
      const isHistory = resources.length === 0 && next?.resources.every((id) => id.startsWith('findings/'))
      if (next?.speaker.role !== 'family' || !isHistory) continue
      const asks = course.shows.flatMap(({ finding }) => from.findings.get(finding)?.ask ?? [])
      for (const ask of asks.filter((words) => /\byou\b/.test(words))) expect(text).not.toContain(ask)
    }
})

it('asks nobody who lies on a ward why they came', () => {
  const onWard = talks.filter(({ course }) => course.condition.setting.endsWith('ward'))
  expect(onWard.length).toBeGreaterThan(10)
  for (const { turns } of onWard) {
    const opening = turns.slice(0, 6).filter(({ speaker }) => ['nurse', 'doctor'].includes(speaker.role))
    for (const { text } of opening)
      expect(text).not.toMatch(
        /brings you|[Cc]ome in|you came|you come|to come\b|bring \{?him|why are you here/,
      )
  }
})
