// HTML and SVG that cannot be broken into: a template tag that escapes every value that is not itself the
// result of the tag. Texts of cases, tasks and models are hostile until they went through here.

/** Finished markup. Only this file makes it from plain strings. */
export interface Markup {
  readonly markup: string
}

export type Content = Markup | string | number | false | undefined | readonly Content[]

/** Escapes interpolated texts and numbers; arrays are joined; `false` and `undefined` leave nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let markup = strings[0] ?? ''
  values.forEach((value, index) => {
    markup += written(value) + (strings[index + 1] ?? '')
  })
  return { markup }
}

/** Markup that is ours, word for word: the style sheet. Never a text of a case, a task or a model. */
export function ownMarkup(markup: string): Markup {
  return { markup }
}

/** For text and for quoted attributes. Control characters, which HTML forbids, are shown as U+FFFD. */
export function escapeText(text: string): string {
  return text
    .replace(/[^\P{Cc}\n\r\t]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

function written(value: Content): string {
  if (value === false || value === undefined) return ''
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`a report shows no ${value}`)
    // Coordinates need no more than two digits.
    return String(Math.round(value * 100) / 100)
  }
  return 'markup' in value ? value.markup : value.map(written).join('')
}
