/** The text with its first letter as a capital, unless its first word is written otherwise: "pH", "mRNA", "iPTH". */
export function capital(text: string): string {
  return /^\p{Ll}+[\p{Lu}\d]/u.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1)
}
