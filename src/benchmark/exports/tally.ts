// What goes out and what does not, counted as tasks stream by: for cards, metadata and the command's last words.
import { bump } from '../../kit/group.ts'
import type { SplitName } from '../../records/benchmark.ts'
import { splitNames } from '../../records/benchmark.ts'
import type { Licence } from '../../records/case.ts'
import type { LicenceTerms } from './licence-terms.ts'
import type { ExportItem } from './export-format.ts'

export interface LicenceCount {
  readonly corpus: string
  readonly licence: Licence
  readonly terms: LicenceTerms
  tasks: number
}

export interface Tally {
  readonly splits: Readonly<Record<SplitName, number>>
  readonly types: ReadonlyMap<string, number>
  readonly classes: ReadonlyMap<string, number>
  readonly origins: ReadonlyMap<string, number>
  /** By corpus, licence and attribution. */
  readonly licences: ReadonlyMap<string, LicenceCount>
  /** Tasks that no split holds, and those whose licences do not let them go. */
  readonly leftOut: { readonly unassigned: number; readonly notRedistributable: number }
  tasks(): number
}

export interface TallyCounter extends Tally {
  add(item: ExportItem): void
  leave(reason: keyof Tally['leftOut']): void
}

export function createTally(): TallyCounter {
  const splits: Record<SplitName, number> = { train: 0, validation: 0, test: 0 }
  const leftOut = { unassigned: 0, notRedistributable: 0 }
  const types = new Map<string, number>()
  const classes = new Map<string, number>()
  const origins = new Map<string, number>()
  const licences = new Map<string, LicenceCount>()
  return {
    splits,
    types,
    classes,
    origins,
    licences,
    leftOut,
    tasks: () => splitNames.reduce((sum, name) => sum + splits[name], 0),
    add: ({ task, split, conversation, terms }) => {
      splits[split] += 1
      bump(types, task.type)
      bump(classes, task.behavior.class)
      bump(origins, conversation.origin)
      const { id, url, attribution } = task.licence
      const key = JSON.stringify([task.corpus, id, url ?? null, attribution ?? null])
      const counted = licences.get(key)
      if (counted === undefined)
        licences.set(key, { corpus: task.corpus, licence: task.licence, terms, tasks: 1 })
      else counted.tasks += 1
    },
    leave: (reason) => {
      leftOut[reason] += 1
    },
  }
}

/** In an order of their own, whatever came first. */
export function licenceCounts({ licences }: Tally): LicenceCount[] {
  return [...licences].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count)
}

/** Tasks by licence identifier. */
export function tasksByLicence(tally: Tally): Map<string, { readonly terms: LicenceTerms; tasks: number }> {
  const result = new Map<string, { readonly terms: LicenceTerms; tasks: number }>()
  for (const { licence, terms, tasks } of licenceCounts(tally)) {
    const counted = result.get(licence.id)
    if (counted === undefined) result.set(licence.id, { terms, tasks })
    else counted.tasks += tasks
  }
  return new Map([...result].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
