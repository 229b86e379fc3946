// Text that was UTF-8, was read as Windows-1252 and saved again ("0â€“10"): undone where, and only where,
// the characters can be nothing else. Not a guess of encodings.

/** Characters that Windows-1252 has at the bytes 0x80–0x9F; a byte without one is named by its control. */
const high = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const byteOf = new Map(Array.from(high, (character, index) => [character, 0x80 + index]))

/** The text with such runs restored; runs that are not valid UTF-8 when undone stay as they are. */
export function mendMojibake(text: string): string {
  return text.replace(/[\u0080-\u{10ffff}]{2,}/gu, (run) => {
    const bytes = Array.from(run, (character) => byteOf.get(character) ?? character.codePointAt(0) ?? 0)
    if (bytes.some((byte) => byte > 0xff)) return run
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes))
    } catch {
      return run
    }
  })
}
