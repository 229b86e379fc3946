// Whose work the cases are: licences and attributions by corpus, as each case carries them.
import { groupBy } from '../kit/group.ts'
import { canonicalJson } from '../kit/hash.ts'
import type { ReportMaterial } from './material.ts'
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

export function licencesOf({ benchmark, casesFile }: ReportMaterial): LicenceRow[] {
  const groups = groupBy(benchmark.cases.values(), ({ provenance, licence }) =>
    canonicalJson([provenance.corpus, licence.id, licence.url ?? null]),
  )
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, cases]) => {
      const [first] = cases
      if (first === undefined) return []
      const { provenance, licence } = first
      const where = {
        '/provenance/corpus': provenance.corpus,
        '/licence/id': licence.id,
        '/licence/url': licence.url ?? null,
      }
      return [
        {
          corpus: provenance.corpus,
          licence: licence.id,
          url: /^https?:\/\/[^\s]+$/.test(licence.url ?? '') ? licence.url : undefined,
          cases: {
            value: cases.length,
            unit: 'count' as const,
            origin: { kind: 'lines' as const, file: casesFile, where },
          },
          attributions: [...new Set(cases.flatMap((item) => item.licence.attribution ?? []))].toSorted(),
        },
      ]
    })
}
