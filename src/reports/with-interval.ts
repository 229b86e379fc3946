// A number with its 95 % interval behind it, as results are shown.
import { quantity, valueAt, type Path, type Quantity, type SourceFile, type Unit } from './quantity.ts'
import type { Cell } from './table.ts'

/** "72.1 (68.0 to 76.2)"; the number alone where the file has no interval, as in runs of older versions. */
export function withInterval(source: SourceFile, path: Path, interval: Path, unit: Unit): Cell | Quantity {
  return intervalBehind(quantity(source, path, unit), source, interval)
}

/** The same for a number that does not stand in the file itself. */
export function intervalBehind(value: Quantity, source: SourceFile, interval: Path): Cell | Quantity {
  const found = valueAt(source.content, interval)
  if (found === undefined || found === null || value.value === null) return value
  const end = (name: 'low' | 'high'): Quantity => quantity(source, [...interval, name], value.unit)
  return { parts: [value, ' (', end('low'), ' to ', end('high'), ')'] }
}
