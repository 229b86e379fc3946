// The prose of JATS elements as a person would read it aloud: citation markers gone, mentions of figures
// and tables kept, spaces plain, exponents as "10^9". Figures and tables inside paragraphs are left out.
import { isElement, type XmlElement, type XmlNode } from './xml.ts'
import { plainSpaces } from './prose.ts'

/** Elements that are not part of the running text. */
const apart = new Set([
  'fig',
  'fig-group',
  'table-wrap',
  'table-wrap-group',
  'graphic',
  'inline-graphic',
  'media',
  'supplementary-material',
  'fn',
  'alternatives',
  'tex-math',
  'alt-text',
  'long-desc',
  'object-id',
  'label',
  'title',
  'sec',
  'email',
  'author-notes',
])
const blocks = new Set([
  'p',
  'disp-quote',
  'boxed-text',
  'list',
  'list-item',
  'def-list',
  'def-item',
  'disp-formula',
  'preformat',
  'verse-group',
  'verse-line',
  'statement',
  'speech',
])

// Private-use characters that cannot stand in an article: they mark where a citation was.
const open = '\uE000'
const close = '\uE001'

/** One line of prose: titles, captions, cells. */
export function proseOf(element: XmlElement | undefined): string {
  if (element === undefined) return ''
  return withoutCitations(content(element)).replace(/\s+/g, ' ').trim()
}

/** The paragraphs of a section itself, without those of the sections inside it, parted by empty lines. */
export function paragraphsOf(section: XmlElement): string {
  return section.children
    .filter(isElement)
    .flatMap((child) => (blocks.has(child.name) ? blockTexts(child) : []))
    .filter((text) => text !== '')
    .join('\n\n')
}

function blockTexts(element: XmlElement): string[] {
  if (element.name === 'list') {
    const items = element.children.filter(isElement).filter((child) => child.name === 'list-item')
    const lines = items.map((item) => blockTexts(item).join(' ')).filter((line) => line !== '')
    return [lines.map((line) => `- ${line}`).join('\n')]
  }
  if (element.name === 'def-item') {
    const [term, ...rest] = element.children.filter(isElement).map(proseOf)
    return [`${term ?? ''}: ${rest.join(' ')}`]
  }
  const texts: string[] = []
  let line = ''
  const flush = (): void => {
    const text = withoutCitations(line).replace(/\s+/g, ' ').trim()
    if (text !== '') texts.push(text)
    line = ''
  }
  for (const node of element.children) {
    if (isElement(node) && blocks.has(node.name)) {
      flush()
      texts.push(...blockTexts(node))
    } else line += inline(node, line)
  }
  flush()
  return texts
}

/** @param before what stands before it on the line: an exponent looks different after a number. */
function inline(node: XmlNode, before: string): string {
  if (!isElement(node)) return plainSpaces(node)
  if (node.name === 'xref' && node.attributes['ref-type'] === 'bibr') return citation(content(node))
  if (node.name === 'xref' && isNoteReference(node)) return ''
  if (node.name === 'break') return ' '
  if (node.name === 'sup' || node.name === 'sub') return raised(node, before)
  if (node.name === 'inline-formula' || node.name === 'disp-formula' || node.name === 'mml:math')
    return content(node)
  if (apart.has(node.name)) return ''
  return blocks.has(node.name) ? `${content(node)} ` : content(node)
}

function content(element: XmlElement): string {
  return element.children.reduce<string>((text, node) => text + inline(node, text), '')
}

/** Brackets of its own ("[8]") go outside the mark, so that all markers look alike. */
function citation(shown: string): string {
  const bare = shown.replace(/[[\]()]/g, '')
  return bare === shown ? `${open}${shown}${close}` : `[${open}${bare}${close}]`
}

function isNoteReference(element: XmlElement): boolean {
  const kind = element.attributes['ref-type']
  return (
    kind === 'fn' || kind === 'table-fn' || kind === 'aff' || kind === 'corresp' || kind === 'author-notes'
  )
}

/** 10^9, mm^3 and CO2: a caret only where a plain digit would say something else. */
function raised(element: XmlElement, before: string): string {
  const text = content(element)
  if (text.includes(open)) return citationsOnly(text) ? '' : text
  if (element.name === 'sub') return text
  const exponent = /^\s*[-−–+]?\d+\s*$/.test(text)
  if (!exponent) return text
  const power = text.trim().replace(/^[−–]/, '-')
  const afterNumber = /\d\s*$/.test(before)
  if (afterNumber) return `^${power}`
  return power.startsWith('-') ? `^${power}` : power
}

const marker = new RegExp(`${open}[^${close}]*${close}`, 'g')

/** Nothing but citation markers and what joins them. */
function citationsOnly(text: string): boolean {
  return /^[\s,;.[\]()–—-]*(?:and|&)?[\s,;.[\]()–—-]*$/i.test(text.replace(marker, ''))
}

/** The text without its citation markers, and without the brackets and spaces they leave behind. */
function withoutCitations(text: string): string {
  if (!text.includes(open)) return tidy(text)
  // Twice, for a bracket in a bracket: "[as Smith et al. (3) found]".
  const withoutGroups = dropGroups(dropGroups(text))
  // A bare number stuck to a word is a raised marker; one that stands alone is read out ("reference 5").
  const bare = new RegExp(`(\\s?)${open}([^${close}]*)${close}([\\s,–-]*(?=${open}))?`, 'g')
  return tidy(
    withoutGroups.replace(bare, (_, space: string, shown: string) =>
      shown === '' || (space === '' && /^[\d\s,–-]+$/.test(shown)) ? '' : `${space}${shown}`,
    ),
  )
}

function dropGroups(text: string): string {
  return text.replace(/\s*[[(]([^[\]()]*)[\])]/g, (group, inner: string) =>
    inner.includes(open) && isCitationGroup(inner) ? `${open}${close}` : group,
  )
}

/** "1, 2–4", "Smith et al., 2020; Jones, 2019", "see 5": a bracket that only points to the literature. */
function isCitationGroup(inner: string): boolean {
  const years = [...inner.matchAll(marker)].every(([mark]) => /^.(?:\d{4}[a-z]?)?.$/.test(mark))
  return inner
    .replace(marker, '')
    .split(/[;,]/)
    .map((piece) => piece.trim())
    .every(
      (piece) =>
        citationsOnly(piece) || leadIn.test(piece) || (isAuthors(piece) && (years || coauthors.test(piece))),
    )
}

const leadIn = /^(?:as )?(?:see|e\.g\.|cf\.|reviewed in|refs?\.?|references?|for review)?(?: also)?$/i
const coauthors = /\bet al\b|\band\b|&/

function isAuthors(piece: string): boolean {
  return piece.length < 80 && /^(?:see |e\.g\. )?\p{Lu}[\p{L}'’.\- ]*\p{Ll}[\p{L}'’.\- &]*$/u.test(piece)
}

function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[ \t]+([,;:.])(?=\s|$)/g, '$1')
    .replace(/\(\s+/g, '(')
    .replace(/\s+\)/g, ')')
    .replace(/\s?\(\s*[,;]?\s*\)/g, '')
}
