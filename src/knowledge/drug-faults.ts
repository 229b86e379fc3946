// Faults of drugs and of the rules about them: doses that are empty or too much, safer drugs that are none.
import { isOfOwnClass, type Dose } from './drug.ts'
import type { Tables } from './read-tables.ts'
import type { Report } from './report.ts'

export function checkDrugs({ drugs, interactions, contraindications }: Tables, report: Report): void {
  for (const placed of drugs) {
    const at = (what: string): void => report(placed, placed.row.id, what)
    for (const dose of placed.row.doses) {
      const { low, high, most, most_per_day, per_kg } = dose
      if (low > high) at(`the dose ${low} to ${high} ${dose.unit} is empty.`)
      if (per_kg !== true && most !== undefined && high > most)
        at(`the dose ${high} ${dose.unit} exceeds the most, ${most}.`)
      if (per_kg !== true && most_per_day !== undefined) checkDay(dose, most_per_day, at)
    }
  }
  const byId = new Map(drugs.map(({ row }) => [row.id, row]))
  for (const placed of contraindications) {
    const { drug, drug_class, safer, id } = placed.row
    if ((drug === undefined) === (drug_class === undefined))
      report(placed, id, 'name a drug or a class, one of the two.')
    for (const other of safer) {
      if (other === drug || isOfOwnClass(byId.get(other), drug_class))
        report(placed, id, `the safer ${other} is ruled out itself.`)
    }
  }
  for (const placed of interactions) {
    const { second, safer, id } = placed.row
    for (const other of safer) {
      if (other === second.drug || isOfOwnClass(byId.get(other), second.drug_class))
        report(placed, id, `the safer ${other} interacts itself.`)
    }
  }
}

/** The first frequency goes with every amount, the others at least with the smallest. */
function checkDay({ low, high, unit, frequency }: Dose, most: number, at: (what: string) => void): void {
  for (const [index, words] of frequency.entries()) {
    const amount = index === 0 ? high : low
    const times = timesPerDay(words)
    if (amount * times > most * 1.001) at(`${amount} ${unit} ${words} exceed the most in a day, ${most}.`)
  }
}

/** How often a day; 1 for what is given once, less often or in no fixed number. */
function timesPerDay(words: string): number {
  const hours = /^every (\d+) hours\b/.exec(words)?.[1]
  if (hours !== undefined) return Math.max(1, 24 / Number(hours))
  const counted = { twice: 2, 'three times': 3, 'four times': 4, 'five times': 5 }
  const found = Object.entries(counted).find(([start]) => words.startsWith(`${start} daily`))
  return words.startsWith('before each meal') ? 3 : (found?.[1] ?? 1)
}
