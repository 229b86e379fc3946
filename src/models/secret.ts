// Keeps a key out of everything that is kept: some servers repeat what they were sent.

/** Replaces every copy of the key, also as JSON writes it. */
export function hideKey(key: string | undefined): (text: string) => string {
  if (key === undefined || key === '') return (text) => text
  const written = [...new Set([key, JSON.stringify(key).slice(1, -1)])]
  return (text) =>
    written.reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, '[key]') : rest), text)
}

/** What may stand in a header: printable ASCII without spaces at its ends. */
export function isSendable(key: string): boolean {
  return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(key)
}
