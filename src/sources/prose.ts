// Characters of typesetting that hide words from a reader (and from a search): spaces of odd widths, soft
// hyphens, joiners. Letters, signs and dashes stay as they are.

/** Odd spaces as plain ones; invisible characters removed. Line breaks stay. */
export function plainSpaces(text: string): string {
  return text
    .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
}
