// What a machine can check of the bundled records: orders point at the sentence that gives them, errors sit
// where they say, FHIR references resolve, expected cards and excluded features are as intended.
import { describe, expect, it } from 'vitest'
import { documents, readRows, readText } from './bundled.ts'

interface OrdersOverlay {
  readonly train: readonly {
    readonly id: string
    readonly expected_orders: readonly {
      readonly order_type: string
      readonly description: string
      readonly provenance: readonly number[]
    }[]
  }[]
}

/** The sentences of a dialogue in MEDIQA-OE's order, which skips companions: number n is entry n - 1. */
function sentencesOf(dialogue: string): { doctor: boolean; sentence: string }[] {
  const lines = dialogue.split('\n').filter((line) => !line.startsWith('[patient_guest]'))
  return lines.flatMap((line) =>
    line
      .replace(/^\[\w+\] /, '')
      .split(/(?<=[.?!])\s+/)
      .map((sentence) => ({ doctor: line.startsWith('[doctor]'), sentence })),
  )
}

describe('dialogues', () => {
  const encounters = readRows('dialogue/encounters.csv')
  const overlay: OrdersOverlay = JSON.parse(readText('dialogue/orders.json'))

  it('have a speaker on every line and an overlay entry each', () => {
    const lines = encounters.flatMap((row) => (row['dialogue'] ?? '').split('\n'))
    expect(lines.filter((line) => !/^\[(doctor|patient|patient_guest)\] \S/.test(line))).toEqual([])
    expect(overlay.train.map((entry) => entry.id)).toEqual(
      encounters.map((row) => `acibench_${row['encounter_id']}_${row['dataset']}_bundled`),
    )
  })

  it('have order provenance that points at the doctor giving that order', () => {
    overlay.train.forEach((entry, index) => {
      const sentences = sentencesOf(encounters[index]?.['dialogue'] ?? '')
      for (const order of entry.expected_orders) {
        expect(['medication', 'lab', 'imaging', 'followup']).toContain(order.order_type)
        expect(order.provenance.length).toBeGreaterThan(0)
        const said = order.provenance.map((number) => sentences[number - 1])
        expect(said.every((turn) => turn?.doctor)).toBe(true)
        const heard = said.map((turn) => turn?.sentence.toLowerCase()).join(' ')
        const words = order.description.toLowerCase().match(/[a-z]{4,}/g) ?? []
        const missing = words.filter((word) => !heard.includes(word))
        expect(missing.length / words.length).toBeLessThan(0.3)
      }
    })
  })

  it('have metadata that agree with the note', () => {
    const metadata = readRows('dialogue/encounters_metadata.csv')
    expect(metadata.map((row) => row['encounter_id'])).toEqual(encounters.map((row) => row['encounter_id']))
    encounters.forEach((row, index) => {
      const about = metadata[index]
      expect(row['note']).toContain(`${about?.['patient_age']}-year-old ${about?.['patient_gender']}`)
      expect(row['note']).toContain('REFERENCES')
    })
  })
})

describe('error notes', () => {
  const notes = readRows('errors/notes.csv')
  const wrong = notes.filter((note) => note['Error Flag'] === '1')
  const right = notes.filter((note) => note['Error Flag'] === '0')

  it('are four with one error each of different kinds, and four without', () => {
    expect([wrong.length, right.length]).toEqual([4, 4])
    expect(new Set(wrong.map((note) => note['Error Type'])).size).toBe(4)
    for (const note of right)
      expect([note['Error Type'], note['Error Sentence ID'], note['Corrected Text']]).toEqual([
        'NA',
        '-1',
        'NA',
      ])
  })

  it('number their sentences from 0, and the correction changes the wrong sentence and nothing else', () => {
    for (const note of notes) {
      const numbered = (note['Sentences'] ?? '').split('\n')
      expect(numbered.every((line, index) => line.startsWith(`${index} `))).toBe(true)
      expect(numbered.map((line) => line.replace(/^\d+ /, '')).join(' ')).toBe(note['Text'])
    }
    for (const note of wrong) {
      const {
        'Error Sentence ID': id,
        'Error Sentence': sentence = '',
        'Corrected Sentence': better = '',
      } = note
      expect(note['Sentences']?.split('\n')[Number(id)]).toBe(`${id} ${sentence}`)
      expect(better).not.toBe(sentence)
      expect(note['Text']?.replace(sentence, better)).toBe(note['Corrected Text'])
    }
  })
})

interface Entry {
  readonly fullUrl: string
  readonly resource: {
    readonly resourceType: string
    readonly valueQuantity?: { readonly value: number }
    readonly referenceRange?: readonly { low?: { value: number }; high?: { value: number } }[]
    readonly interpretation?: readonly { coding: { code: string }[] }[]
  }
}

describe('structured records', () => {
  const bundles = documents.filter((file) => file.startsWith('fhir/'))

  it.each(bundles)('%s: references resolve, interpretations agree with reference ranges', (file) => {
    const { entry: entries }: { entry: readonly Entry[] } = JSON.parse(readText(file))
    const known = new Set(entries.map((entry) => entry.fullUrl))
    expect(known.size).toBe(entries.length)
    const references = [...readText(file).matchAll(/"reference": "([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(references.filter((reference) => !known.has(reference))).toEqual([])
    const ranged = entries.flatMap(({ resource }) => {
      const { low, high } = resource.referenceRange?.[0] ?? {}
      const value = resource.valueQuantity?.value
      if (value === undefined || (low ?? high) === undefined) return []
      const expected = high && value > high.value ? 'H' : low && value < low.value ? 'L' : 'N'
      return [{ expected, code: resource.interpretation?.[0]?.coding[0]?.code }]
    })
    expect(ranged.length).toBeGreaterThan(15)
    expect(ranged.filter((item) => item.code !== item.expected)).toEqual([])
  })

  it('CDS Hooks: one card for the request at risk, silence for both twins', () => {
    const requests = documents.filter((file) => /^cds-hooks\/.*\/request-/.test(file))
    const cards = requests.map((file) => {
      const request: { hook: string; context: { selections: string[]; draftOrders: unknown } } = JSON.parse(
        readText(file),
      )
      expect(request.hook).toBe('order-select')
      const chosen = request.context.selections[0]?.split('/')[1]
      expect(JSON.stringify(request.context.draftOrders)).toContain(`"id":"${chosen}"`)
      const response: { cards: unknown[] } = JSON.parse(readText(file.replace('request-', 'response-')))
      return [file.replace(/^.*request-|\.json$/g, ''), response.cards.length]
    })
    expect(Object.fromEntries(cards)).toEqual({
      'acetaminophen-ckd-ace-diuretic': 0,
      'ibuprofen-ckd-ace-diuretic': 1,
      'ibuprofen-normal-kidney': 0,
    })
  })

  it('phenopacket: present features have an onset, excluded ones have none', () => {
    const packet: {
      phenotypicFeatures: { type: { id: string }; excluded?: boolean; onset?: unknown }[]
      diseases: { term: { id: string } }[]
    } = JSON.parse(readText('phenopackets/salt-wasting-adrenal-hyperplasia.json'))
    for (const feature of packet.phenotypicFeatures) {
      expect(feature.type.id).toMatch(/^HP:\d{7}$/)
      expect(feature.onset === undefined).toBe(feature.excluded === true)
    }
    expect(packet.diseases[0]?.term.id).toBe('OMIM:201910')
  })
})
