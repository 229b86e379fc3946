// How lines of one drawing are told apart: by colour and by dash, so that they stay apart without colour; and the key
// that names them.
import { html, type Markup } from '../markup.ts'

const dashes = ['', '9 4', '2 4', '12 4 2 4', '5 3']
/** Colours are the page's, where it has them: classes l0 … l4 of lines and m0 … m4 of marks. */
export const hues = 5

export function look(index: number): Markup {
  return html`class="line l${index % hues}" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="${dashes[index % dashes.length] ?? ''}"`
}

/** Height of a line of the key. */
export const keyRise = 18

/** From the top of the drawing down, beginning at `left`. */
export function keyOf(items: readonly { readonly label: string }[], left: number): readonly Markup[] {
  return items.map(
    ({ label }, index) =>
      html`<line ${look(index)} x1="${left}" x2="${left + 34}" y1="${index * keyRise + 9}" y2="${index * keyRise + 9}"/><text class="number" x="${left + 42}" y="${index * keyRise + 13}">${label}</text>`,
  )
}

/** A rule across with its value before it. */
export function ruleAt(y: number, left: number, right: number, value: string): Markup {
  return html`<line class="grid" x1="${left}" x2="${right}" y1="${y}" y2="${y}"/><text class="tick" text-anchor="end" x="${left - 6}" y="${y + 4}">${value}</text>`
}

export function round(value: number): number {
  return Math.round(value * 10) / 10
}
