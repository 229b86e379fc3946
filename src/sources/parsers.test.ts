import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layOut } from './grid.ts'
import { parseJson } from './json-fault.ts'
import { patientIn } from './patient-words.ts'
import { sectionRole } from './section-role.ts'
import { isXmlFault, parseXml, plainText } from './xml.ts'

describe('parseJson', () => {
  it('agrees with JSON.parse on every cut and changed text, and points into the text', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '}', ',', '"', 'x', ']', '0', ':'),
        (json, at, sign) => {
          const place = at % (json.length + 1)
          const damaged = json.slice(0, place) + sign + json.slice(place + 1)
          const parsed = parseJson(damaged)
          let sound = true
          try {
            JSON.parse(damaged)
          } catch {
            sound = false
          }
          expect('value' in parsed).toBe(sound)
          if ('value' in parsed) return
          const lines = damaged.split('\n')
          expect(parsed.column).toBeLessThanOrEqual((lines[parsed.line - 1] ?? '').length + 1)
          expect(parsed.what).not.toMatch(/too deeply/)
        },
      ),
    )
  })

  it.each([
    ['{"a" 1}', 1, 6],
    ['{"a": 1,}', 1, 9],
    ['[1, 2', 1, 6],
    ['{"a": "line\nbreak"}', 1, 7],
    ['{}\n\n x', 3, 2],
    ["{'a': 1}", 1, 2],
    ['[01]', 1, 2],
  ])('%s is wrong at line %i, column %i', (text, line, column) => {
    expect(parseJson(text)).toMatchObject({ line, column })
  })
})

describe('parseXml', () => {
  it('gives back the text that was escaped into it', () => {
    const printable = fc.string({ unit: fc.constantFrom('a', '<', '&', '"', 'é', '😀', ' ') })
    fc.assert(
      fc.property(printable, (text) => {
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
        const parsed = parseXml(`<a><b>${escaped}</b></a>`)
        const read = isXmlFault(parsed) ? parsed : plainText(parsed)
        expect(read).toBe(text.replace(/\s+/g, ' ').trim())
      }),
    )
  })

  it('never throws', () => {
    const soup = fc.array(
      fc.constantFrom(
        '<a>',
        '</a>',
        '<',
        '&',
        ';',
        '<!DOCTYPE',
        '[',
        ']>',
        'x',
        '<![CDATA[',
        '-->',
        '<?',
        '"',
      ),
    )
    expect(() =>
      fc.assert(fc.property(soup, (parts) => typeof parseXml(parts.join('')) === 'object')),
    ).not.toThrow()
  })
})

describe('layOut', () => {
  it('gives rows of one length, whatever the spans', () => {
    const cell = fc.record({
      text: fc.constantFrom('', 'a', '7'),
      columns: fc.integer({ min: -2, max: 5 }),
      rows: fc.oneof(fc.integer({ min: -2, max: 5 }), fc.constant(Number.NaN)),
      heading: fc.boolean(),
    })
    const rows = fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 4 })
    fc.assert(
      fc.property(rows, rows, (head, body) => {
        const table = layOut(head, body)
        for (const row of table.rows) expect(row).toHaveLength(table.columns.length)
      }),
    )
  })
})

describe('patientIn', () => {
  it.each([
    ['A 65-year-old right-handed woman presented with fever.', 65, 'female'],
    ['We saw a three-year-old boy.', 3, 'male'],
    ['A fifty-two year old man came.', 52, 'male'],
    ['A 6-week-old girl was brought in. Her 34-year-old mother was well.', 0.11, 'female'],
    ['A female patient aged 45 years was admitted.', 45, 'female'],
    ['A female patient of 3.5 years of age was admitted.', 3, 'female'],
    ['A female infant was admitted.', 'unknown', 'female'],
    ['A 40-year-old patient came.', 40, 'unknown'],
    ['Case 1: a 69-year-old man. Case 2: a 71-year-old man.', 'unknown', 'male'],
    ['His 40-year-old sister was healthy.', 'unknown', 'unknown'],
    ['A 30-year-old man; when he was 12 years old he broke an arm.', 30, 'male'],
    ['She was treated for 12 years.', 'unknown', 'unknown'],
    ['A male-pattern alopecia was seen.', 'unknown', 'unknown'],
  ])('%s', (text, age, sex) => {
    expect(patientIn(text)).toEqual({ age, sex })
  })
})

describe('sectionRole', () => {
  it.each([
    ['2.1. Case presentation', 'presentation'],
    ['Case report', 'presentation'],
    ['PAST MEDICAL HISTORY:', 'history'],
    ['Family background', 'history'],
    ['Background', 'discussion'],
    ['Discussion and conclusions', 'discussion'],
    ['Physical examination', 'examination'],
    ['Laboratory examinations', 'investigations'],
    ['Imaging findings', 'imaging'],
    ['Final diagnosis', 'assessment'],
    ['Assessment and Plan', 'assessment'],
    ['Follow-up and outcomes', 'outcome'],
    ['Hospital course', 'course'],
    ['Therapeutic intervention', 'course'],
    ['Discharge medications', 'medications'],
    ['Drug allergies', 'allergies'],
    ['Treatment plan', 'plan'],
    ['Miscellany', 'other'],
    ['', 'other'],
  ])('%s is %s', (heading, role) => {
    expect(sectionRole(heading)).toBe(role)
  })
})
