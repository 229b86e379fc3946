// Ages: between two dates, and in words. Years, with fractions below 2.

/** Completed years between two ISO dates (fractions of months below 2 years); undefined if impossible. */
export function ageBetween(birth: string, date: string): number | undefined {
  const [from, to] = [parts(birth), parts(date)]
  if (from === undefined || to === undefined) return undefined
  const months = (to.year - from.year) * 12 + (to.month - from.month) - (to.day < from.day ? 1 : 0)
  return yearsOf(months)
}

/** Whole years from completed months, hundredths of a year below 2; undefined outside 0 to 130. */
export function yearsOf(months: number): number | undefined {
  const years = months < 24 ? Math.round((months / 12) * 100) / 100 : Math.floor(months / 12)
  return years >= 0 && years <= 130 ? years : undefined
}

/** "5 months", "43 years". */
export function ageWords(years: number): string {
  if (years >= 2) return `${Math.floor(years)} years`
  const months = Math.round(years * 12)
  return months === 0 ? 'newborn' : `${months} ${months === 1 ? 'month' : 'months'}`
}

/** "43-year-old woman", "7-month-old boy", "male patient": what a title says of the patient. */
export function personWords(age: number | 'unknown', sex: 'female' | 'male' | 'other' | 'unknown'): string {
  // Without an age nobody knows whether she is a woman or a girl.
  if (age === 'unknown') return sex === 'female' || sex === 'male' ? `${sex} patient` : 'patient'
  const child = age < 18
  const person =
    sex === 'female'
      ? child
        ? 'girl'
        : 'woman'
      : sex === 'male'
        ? child
          ? 'boy'
          : 'man'
        : child
          ? 'child'
          : 'patient'
  const words = ageWords(age)
  return words === 'newborn'
    ? `newborn ${person}`
    : `${words.replace(/s$/, '').replace(' ', '-')}-old ${person}`
}

function parts(date: string): { year: number; month: number; day: number } | undefined {
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(date)
  if (found === null) return undefined
  return { year: Number(found[1]), month: Number(found[2] ?? 1), day: Number(found[3] ?? 1) }
}
