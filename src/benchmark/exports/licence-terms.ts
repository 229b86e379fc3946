// What a licence lets the reader of an export do. Tasks are altered copies of their documents, so a licence
// that forbids derivatives forbids passing them on. "true" stands only where the licence is known to allow it;
// a licence that is not known allows nothing. Not legal advice.
import type { Licence } from '../../records/case.ts'

export interface LicenceTerms {
  /** Altered copies may be passed on, at least without charge. */
  readonly redistributable: boolean
  /** Also for commercial purposes. */
  readonly commercial: boolean
  /** Altered copies must be under the same licence. */
  readonly shareAlike: boolean
}

const free: LicenceTerms = { redistributable: true, commercial: true, shareAlike: false }
const nothing: LicenceTerms = { redistributable: false, commercial: false, shareAlike: false }
const permissive = new Set(['CC0-1.0', 'CDLA-Permissive-2.0', 'Apache-2.0', 'BSD-3-Clause', 'MIT'])
const creativeCommons = /^CC-BY(-NC)?(-ND|-SA)?-\d\.\d$/

export function termsOf({ id }: Pick<Licence, 'id'>): LicenceTerms {
  if (permissive.has(id)) return free
  const match = creativeCommons.exec(id)
  if (match === null) return nothing
  const [, nonCommercial, changes] = match
  const redistributable = changes !== '-ND'
  return {
    redistributable,
    commercial: redistributable && nonCommercial === undefined,
    shareAlike: changes === '-SA',
  }
}

/** The licence's page: the one the source names if it is a web address, or the page of its SPDX identifier. */
export function licenceAddress({ id, url }: Licence): string | undefined {
  if (url !== undefined && /^https?:\/\/\S+$/.test(url)) return url
  return permissive.has(id) || creativeCommons.test(id) ? `https://spdx.org/licenses/${id}.html` : undefined
}
