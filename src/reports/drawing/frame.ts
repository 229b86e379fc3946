// The frame of a drawing: an SVG image with a title and a description for readers who cannot see it. Sizes
// are for a column of 420 px, so that type stays readable on a telephone; colours are the page's variables.
import { html, type Content, type Markup } from '../markup.ts'

export const width = 420

export interface Described {
  /** Unique on the page. */
  readonly id: string
  readonly title: string
  readonly description: string
}

export function frame({ id, title, description }: Described, height: number, content: Content): Markup {
  return html`<svg class="chart" role="img" aria-labelledby="${id}-t ${id}-d" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg"><title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>${content}</svg>`
}

/** An open diamond: a number of the paper. */
export function diamond(x: number, y: number): Markup {
  const r = 5
  return html`<path class="paper" d="M${x - r} ${y}L${x} ${y - r}L${x + r} ${y}L${x} ${y + r}Z"/>`
}

/** The key to the marks. */
export function paperKey(x: number, y: number): Markup {
  return html`${diamond(x, y - 4)}<text class="tick" x="${x + 9}" y="${y}">the paper</text>`
}
