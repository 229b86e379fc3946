// The front matter of a JATS article: title, who wrote it, its identifiers and its licence.
import type { Licence } from '../records/case.ts'
import { recogniseLicence } from './licence.ts'
import { proseOf } from './jats-prose.ts'
import { childOf, childrenOf, descend, findAll, isElement, plainText, type XmlElement } from './xml.ts'

export interface JatsFront {
  readonly title: string
  /** "doi:10.1000/1", "PMC123", "PMID:123"; the first that the article has. */
  readonly document: string | undefined
  /** Undefined where the article has no <permissions> of its own. */
  readonly licence: Licence | undefined
  readonly attribution: string
  readonly abstract: XmlElement | undefined
}

export function jatsFront(article: XmlElement): JatsFront {
  const meta = descend(article, 'front', 'article-meta') ?? descend(article, 'front-stub')
  const title = proseOf(descend(meta, 'title-group', 'article-title'))
  return {
    title,
    document: documentId(meta),
    licence: licenceIn(meta),
    attribution: attributionOf(article, meta),
    abstract: childrenOf(meta ?? article, 'abstract').find(
      (part) => part.attributes['abstract-type'] === undefined,
    ),
  }
}

function identifier(meta: XmlElement | undefined, ...kinds: readonly string[]): string {
  if (meta === undefined) return ''
  return plainText(
    childrenOf(meta, 'article-id').find((id) => kinds.includes(id.attributes['pub-id-type'] ?? '')),
  )
}

function documentId(meta: XmlElement | undefined): string | undefined {
  const doi = identifier(meta, 'doi')
  if (doi !== '') return `doi:${doi}`
  const pmc = identifier(meta, 'pmc', 'pmcid').replace(/^PMC/i, '')
  if (pmc !== '') return `PMC${pmc}`
  const pubmed = identifier(meta, 'pmid')
  return pubmed === '' ? undefined : `PMID:${pubmed}`
}

/** Addresses first: they carry the version that the sentence often lacks. */
function licenceIn(meta: XmlElement | undefined): Licence | undefined {
  const permissions = childOf(meta, 'permissions')
  const licences = permissions === undefined ? [] : childrenOf(permissions, 'license')
  if (permissions === undefined || licences.length === 0) return undefined
  const links = [permissions, ...licences].flatMap((element) => [
    ...addresses(element),
    ...findAll(element, 'ali:license_ref').map(plainText),
  ])
  return (
    recogniseLicence(links.join('\n')) ??
    recogniseLicence(licences.map(plainText).join('\n')) ?? { id: 'unknown' }
  )
}

function addresses(element: XmlElement): string[] {
  const own = element.attributes['xlink:href']
  return [...(own === undefined ? [] : [own]), ...element.children.filter(isElement).flatMap(addresses)]
}

/** "Marsden N, Shukla L, Grinsell D. Frontiers in Surgery 2021. doi:10.3389/…" */
function attributionOf(article: XmlElement, meta: XmlElement | undefined): string {
  const journalMeta = descend(article, 'front', 'journal-meta')
  const journal =
    plainText(descend(journalMeta, 'journal-title-group', 'journal-title')) ||
    plainText(childOf(journalMeta, 'journal-title'))
  const years =
    meta === undefined ? [] : childrenOf(meta, 'pub-date').map((date) => plainText(childOf(date, 'year')))
  const year = years.filter((text) => /^\d{4}$/.test(text)).toSorted()[0]
  const published = [journal, year].filter((text) => text !== undefined && text !== '').join(' ')
  return [authorsOf(meta), published, documentId(meta) ?? ''].filter((text) => text !== '').join('. ')
}

function authorsOf(meta: XmlElement | undefined): string {
  if (meta === undefined) return ''
  const contributors = childrenOf(meta, 'contrib-group').flatMap((group) =>
    childrenOf(group, 'contrib').filter((one) => (one.attributes['contrib-type'] ?? 'author') === 'author'),
  )
  const names = contributors
    .map((one) => {
      const name = childOf(one, 'name') ?? childOf(childOf(one, 'name-alternatives'), 'name')
      if (name === undefined) return plainText(childOf(one, 'collab'))
      const initials =
        plainText(childOf(name, 'given-names'))
          .match(/\p{Lu}/gu)
          ?.join('') ?? ''
      return `${plainText(childOf(name, 'surname'))} ${initials}`.trim()
    })
    .filter((name) => name !== '')
  return names.length > 6 ? `${names.slice(0, 6).join(', ')}, et al` : names.join(', ')
}
