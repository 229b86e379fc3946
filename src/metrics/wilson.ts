// Wilson's score interval of a share (Wilson 1927), as statsmodels' proportion_confint(method="wilson"). For
// rare events counted one by one, where a bootstrap of none is an interval of no width; it takes the items as
// independent.
import type { Interval } from './bootstrap.ts'
import { normal975 } from './normal.ts'

/** The 95 % interval; null of no items. */
export function wilsonInterval(hits: number, items: number): Interval | null {
  if (items === 0) return null
  const share = hits / items
  const z2 = normal975 ** 2
  const middle = share + z2 / (2 * items)
  const half = normal975 * Math.sqrt((share * (1 - share)) / items + z2 / (4 * items ** 2))
  const whole = 1 + z2 / items
  return {
    low: hits === 0 ? 0 : (middle - half) / whole,
    high: hits === items ? 1 : (middle + half) / whole,
  }
}
