// A dose reckoned from body weight, rounded as a syringe or a pharmacy would: insulin and heparin in whole units.
import { rounded } from './draw.ts'

export function doseByWeight(amount: number, unit: string): number {
  if (unit === 'units')
    return amount >= 1000 ? Math.round(amount / 100) * 100 : Math.max(1, Math.round(amount))
  if (amount >= 1000) return Math.round(amount / 50) * 50
  if (amount >= 200) return Math.round(amount / 10) * 10
  if (amount >= 100) return Math.round(amount / 5) * 5
  if (amount >= 10) return Math.round(amount)
  return amount >= 2 ? rounded(amount, 1) : rounded(amount, 2)
}
