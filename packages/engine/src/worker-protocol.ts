// What crosses between the engine's thread and its user: calls by number, and what became of them. Arrays of a
// result are moved and not copied, so a result belongs to whoever asked.

export interface Call {
  readonly number: number
  readonly method: Method
  readonly parameters: readonly unknown[]
}

/** Told to a call that goes on: its user no longer wants it. */
export interface Abort {
  readonly abort: number
}

export type Reply =
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly error: string }
  /** A token of a call that goes on. */
  | { readonly number: number; readonly request: number; readonly token: number }

export type Method =
  | 'open'
  | 'generate'
  | 'score'
  | 'scoreWithState'
  | 'nextToken'
  | 'setAdapter'
  | 'startTraining'
  | 'step'
  | 'evaluate'
  | 'save'
  | 'restore'
  | 'adapter'
  | 'weights'
  | 'end'
  | 'close'

/** The buffers of all arrays within a value of plain objects, lists and maps. */
export function buffersOf(value: unknown): readonly ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  const open = [value]
  while (open.length > 0) {
    const next = open.pop()
    if (ArrayBuffer.isView(next)) found.add(next.buffer as ArrayBuffer)
    else if (next instanceof Map) open.push(...next.values())
    else if (typeof next === 'object' && next !== null) open.push(...Object.values(next))
  }
  return [...found]
}
