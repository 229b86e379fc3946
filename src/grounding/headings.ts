// Headings inside a note ("PAST MEDICAL HISTORY", "Allergies: …"): what the lines below them are about.

const known =
  /^(?:[-•*#]\s*)?((?:history of present illness|hpi|(?:past )?(?:medical|surgical|psychiatric|obstetric\w*|ocular) history|past (?:surgical|medical|family|history)[\w ]{0,20}|pm ?h\w?|psh|family (?:medical )?history|fh|fhx|social history|sh|shx|allergies|allergy|(?:current |home |discharge )?(?:medications?|meds)(?: list)?|dh|dhx|review of systems|ros|physical exam(?:ination)?|examination|exam|vital signs|vitals|results?|laborator(?:y|ies)[\w ]{0,15}|labs|imaging|assessment(?: and plan)?|plan|impression|imp|instructions|chief complaint|cc|procedures?|surgeries|differential diagnosis|ddx))\s*(?::|-\s|$)/i

export interface Heading {
  /** Where what the heading is about begins. */
  readonly start: number
  /** Lower case. */
  readonly text: string
}

const longForms: Readonly<Record<string, string>> = {
  fh: 'family history',
  fhx: 'family history',
  pmh: 'past medical history',
  pmhx: 'past medical history',
  psh: 'past surgical history',
  dh: 'medications',
  dhx: 'medications',
  ros: 'review of systems',
}

/** The headings of a text in order. */
export function headingsOf(text: string): Heading[] {
  const headings: Heading[] = []
  let start = 0
  for (const line of text.split('\n')) {
    const match = known.exec(line.slice(0, 60).trimStart())
    if (match !== null) {
      const name = (match[1] as string).toLowerCase().trim()
      headings.push({ start, text: longForms[name] ?? name })
    } else if (/^[A-Z][A-Z /&-]{3,40}:?\s*$/.test(line.trim()))
      headings.push({ start, text: line.trim().toLowerCase() })
    start += line.length + 1
  }
  return headings
}
