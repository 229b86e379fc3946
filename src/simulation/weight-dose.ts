// A dose reckoned from body weight, rounded as a syringe or a pharmacy would.
import { rounded } from './draw.ts'

export function doseByWeight(amount: number): number {
  if (amount >= 200) return Math.round(amount / 10) * 10
  if (amount >= 20) return Math.round(amount)
  return amount >= 2 ? rounded(amount, 1) : rounded(amount, 2)
}
