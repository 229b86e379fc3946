// The one order of names everywhere: by UTF-16 code units, the same on every machine.

export function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
