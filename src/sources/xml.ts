// XML as a plain tree, with the line and column of what is wrong. Strict, and closed: no entity of the
// document's own is expanded (no "billion laughs") and nothing outside the text is ever fetched.
import { SaxesParser } from 'saxes'

export interface XmlElement {
  /** As written, with its prefix. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
}
export type XmlNode = XmlElement | string

/** What is wrong with the text and where; lines and columns count from 1. Holds none of the text itself. */
export interface XmlFault {
  readonly line: number
  readonly column: number
  readonly what: string
}

const depthLimit = 200

/** Names of HTML's that JATS and other DTDs define and exporters use; everything else must be numeric. */
const commonEntities: Readonly<Record<string, string>> = {
  nbsp: '\u00a0',
  thinsp: '\u2009',
  ensp: '\u2002',
  emsp: '\u2003',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  deg: '°',
  micro: 'µ',
  mu: 'μ',
  plusmn: '±',
  times: '×',
  middot: '·',
  le: '≤',
  ge: '≥',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  copy: '©',
  reg: '®',
  trade: '™',
}

interface OpenElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlNode[]
}

/** Ends the parse at the first fault; never leaves this file. */
class Stop extends Error {}

/** The root element, or the first fault. */
export function parseXml(text: string): XmlElement | XmlFault {
  const parser = new SaxesParser({ position: true, xmlns: false })
  Object.assign(parser.ENTITIES, commonEntities)
  const stack: OpenElement[] = []
  let root: XmlElement | undefined
  let fault: XmlFault | undefined
  const stop = (what: string): never => {
    fault = { line: parser.line, column: parser.column + 1, what }
    throw new Stop(what)
  }
  const append = (content: string): void => {
    stack.at(-1)?.children.push(content)
  }
  parser.on('error', (error) => stop(explain(error.message, text)))
  parser.on('opentag', ({ name, attributes }) => {
    if (stack.length >= depthLimit) stop(`elements are nested more than ${depthLimit} deep.`)
    const element: OpenElement = { name, attributes: { ...attributes }, children: [] }
    stack.at(-1)?.children.push(element)
    stack.push(element)
  })
  parser.on('closetag', () => {
    const closed = stack.pop()
    if (stack.length === 0) root ??= closed
  })
  parser.on('text', append)
  parser.on('cdata', append)
  try {
    parser.write(text).close()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
  }
  return fault ?? root ?? { line: 1, column: 1, what: 'there is no XML element.' }
}

export function isXmlFault(parsed: XmlElement | XmlFault): parsed is XmlFault {
  return 'what' in parsed
}

/** The parser's words without its position and without anything quoted from the document. */
function explain(message: string, text: string): string {
  const words = message.replace(/^\d+:\d+:\s*/, '').replace(/\.$/, '')
  if (/undefined entity|entity/i.test(words) && /<!ENTITY/i.test(text))
    return 'the document defines entities of its own; they are not expanded, for safety.'
  if (/undefined entity/i.test(words)) return 'it uses an entity that is not defined.'
  if (/unclosed tag/i.test(words)) return 'it ends before all elements are closed; the file may be cut off.'
  if (/unexpected close tag|unmatched closing tag/i.test(words))
    return 'a closing tag does not match the open element.'
  return `broken XML (${words}).`
}

export function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== 'string'
}

/** The child elements, of one name where it is given. */
export function childrenOf(element: XmlElement, ...names: readonly string[]): XmlElement[] {
  return element.children.filter(
    (node): node is XmlElement => isElement(node) && (names.length === 0 || names.includes(node.name)),
  )
}

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((node): node is XmlElement => isElement(node) && node.name === name)
}

/** The first element found by going down the names, one level each. */
export function descend(
  element: XmlElement | undefined,
  ...names: readonly string[]
): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((current, name) => childOf(current, name), element)
}

/** All elements of these names below the element, in document order, not looking inside those found. */
export function findAll(element: XmlElement, ...names: readonly string[]): XmlElement[] {
  return element.children
    .filter(isElement)
    .flatMap((child) => (names.includes(child.name) ? [child] : findAll(child, ...names)))
}

/** All text of the element as it stands, white space folded. */
export function plainText(element: XmlElement | undefined): string {
  const collect = (node: XmlNode): string => (isElement(node) ? node.children.map(collect).join('') : node)
  return element === undefined ? '' : collect(element).replace(/\s+/g, ' ').trim()
}
