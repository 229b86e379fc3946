// JSON with the line and column of what is wrong. JSON.parse quotes the document in its messages and does
// not always say where, so the place is found by walking the text once more, and only after it failed.

export interface JsonFault {
  /** Both from 1. */
  readonly line: number
  readonly column: number
  readonly what: string
}

/** The value under `value`, or the fault. Never throws. */
export function parseJson(text: string): { readonly value: unknown } | JsonFault {
  try {
    const value: unknown = JSON.parse(text)
    return { value }
  } catch {
    const { offset, what } = findFault(text)
    const before = text.slice(0, offset)
    const line = before.split('\n').length
    return { line, column: offset - before.lastIndexOf('\n'), what }
  }
}

interface Fault {
  readonly offset: number
  readonly what: string
}

// One token of JSON, from where the last one ended. Control characters may not stand raw in a string.
const token =
  /\s*(?:([{}[\],:])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/y

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' | 'end'

function findFault(text: string): Fault {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  let at = 0
  const afterValue = (): Expected => (open.length === 0 ? 'end' : 'comma or end')
  for (;;) {
    token.lastIndex = at
    const match = token.exec(text)
    const start = at + (/^\s*/.exec(text.slice(at, at + 10_000))?.[0].length ?? 0)
    if (match === null) return explain(text, start, open.length > 0 || expected !== 'end')
    const [, sign, string] = match
    const mark = sign ?? (string === undefined ? 'literal' : 'string')
    const next = step(mark, expected, open, afterValue)
    if (next === undefined) return { offset: start, what: `broken JSON: expected ${wanted(expected)} here.` }
    expected = next
    at = token.lastIndex
  }
}

/** What may follow; undefined where the token must not stand here. Opens and closes `open` on the way. */
function step(
  mark: string,
  expected: Expected,
  open: ('{' | '[')[],
  afterValue: () => Expected,
): Expected | undefined {
  const valueFits = expected === 'value' || expected === 'value or ]'
  if (mark === '{' || mark === '[') {
    if (!valueFits) return undefined
    open.push(mark)
    return mark === '{' ? 'key or }' : 'value or ]'
  }
  if (mark === '}' || mark === ']') {
    const fits =
      open.at(-1) === (mark === '}' ? '{' : '[') &&
      (expected === 'comma or end' || expected === (mark === '}' ? 'key or }' : 'value or ]'))
    if (!fits) return undefined
    open.pop()
    return afterValue()
  }
  if (mark === ':') return expected === 'colon' ? 'value' : undefined
  if (mark === ',') return expected === 'comma or end' ? (open.at(-1) === '{' ? 'key' : 'value') : undefined
  if (mark === 'string' && (expected === 'key' || expected === 'key or }')) return 'colon'
  return valueFits ? afterValue() : undefined
}

function wanted(expected: Expected): string {
  if (expected === 'comma or end') return 'a comma or the closing bracket'
  if (expected === 'colon') return 'a colon'
  if (expected === 'end') return 'the end of the file'
  return expected.startsWith('key') ? 'a name in double quotes' : 'a value'
}

function explain(text: string, offset: number, unfinished: boolean): Fault {
  if (offset >= text.length)
    return unfinished
      ? { offset, what: 'broken JSON: the text ends too early; the file may be cut off.' }
      : { offset: 0, what: 'broken JSON: it is nested too deeply.' }
  if (text[offset] === '"')
    return { offset, what: 'broken JSON: a string is not closed, or holds a raw line break or a bad escape.' }
  return { offset, what: 'broken JSON: this is neither a value nor a sign of JSON.' }
}
