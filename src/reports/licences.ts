// Whose work the cases are: licences and attributions by corpus, as each case carries them.
import { canonicalJson } from '../kit/hash.ts'
import type { Case } from '../records/case.ts'
import type { Quantity } from './quantity.ts'

export interface LicenceRow {
  readonly corpus: string
  readonly licence: string
  /** Only a web address; anything else a source calls one is left out. */
  readonly url: string | undefined
  readonly cases: Quantity
  /** Distinct ones, in order. */
  readonly attributions: readonly string[]
}

export interface LicenceCounter {
  add(source: Pick<Case, 'provenance' | 'licence'>): void
  result(): LicenceRow[]
}

interface Group {
  readonly corpus: string
  readonly licence: Case['licence']
  readonly attributions: Set<string>
  cases: number
}

/** `casesFile` is how origins name the file of cases. */
export function createLicenceCounter(casesFile: string): LicenceCounter {
  const groups = new Map<string, Group>()
  return {
    add: ({ provenance: { corpus }, licence }) => {
      const key = canonicalJson([corpus, licence.id, licence.url ?? null])
      const group = groups.get(key) ?? { corpus, licence, attributions: new Set(), cases: 0 }
      groups.set(key, group)
      group.cases += 1
      if (licence.attribution !== undefined) group.attributions.add(licence.attribution)
    },
    result: () =>
      [...groups]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { corpus, licence, attributions, cases }]) => ({
          corpus,
          licence: licence.id,
          url: webAddress(licence.url),
          cases: {
            value: cases,
            unit: 'count',
            origin: {
              kind: 'lines',
              file: casesFile,
              where: {
                '/provenance/corpus': corpus,
                '/licence/id': licence.id,
                '/licence/url': licence.url ?? null,
              },
            },
          },
          attributions: [...attributions].toSorted(),
        })),
  }
}

/** The address if it is one of the web; a source may call anything its address. */
export function webAddress(url: string | undefined): string | undefined {
  return /^https?:\/\/[^\s]+$/.test(url ?? '') ? url : undefined
}
