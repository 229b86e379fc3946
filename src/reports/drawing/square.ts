// Lines in a square from 0 to 1 on both sides, with its diagonal: ROC curves, reliability. Each line has its own dash
// as well as its colour.
import { html, type Markup } from '../markup.ts'
import { frame, width, type Described } from './frame.ts'
import { hues, keyOf, keyRise, look, round, ruleAt } from './line-look.ts'

export type Point = readonly [x: number, y: number]

export interface SquareLine {
  readonly label: string
  readonly points: readonly Point[]
  /** Each point gets a dot. */
  readonly dotted?: boolean
  /** Dots of their own beside the line, with a word each. */
  readonly marks?: readonly { readonly at: Point; readonly label: string }[]
}

const left = 40
const side = width - left - 12

export function square(
  described: Described,
  lines: readonly SquareLine[],
  axes: { readonly across: string; readonly up: string },
): Markup {
  const top = lines.length * keyRise + 24
  const x = (value: number): number => round(left + side * value)
  const y = (value: number): number => round(top + side * (1 - value))
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (value) =>
      html`${ruleAt(y(value), left, left + side, value.toFixed(1))}<text class="tick" text-anchor="middle" x="${x(value)}" y="${top + side + 16}">${value.toFixed(1)}</text>`,
  )
  const drawn = lines.map(({ points, dotted, marks = [] }, index) => {
    const path = points.map(([across, up], at) => `${at === 0 ? 'M' : 'L'}${x(across)} ${y(up)}`).join('')
    const dots =
      dotted === true
        ? points.map(
            ([across, up]) => html`<circle class="m${index % hues}" cx="${x(across)}" cy="${y(up)}" r="3"/>`,
          )
        : []
    const words = marks.map(({ at: [across, up], label }) => {
      const before = across > 0.7
      return html`<circle class="m${index % hues}" cx="${x(across)}" cy="${y(up)}" r="4.5"/><text class="label small" text-anchor="${before ? 'end' : 'start'}" x="${x(across) + (before ? -8 : 8)}" y="${y(up) + 14}">${label}</text>`
    })
    return html`<path ${look(index)} d="${path}"/>${dots}${words}`
  })
  return frame(
    described,
    top + side + 38,
    html`<text class="axis" x="${left}" y="${top - 8}">${axes.up}</text>${ticks}<line class="marker paper" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/><line class="base" x1="${left}" x2="${left + side}" y1="${y(0)}" y2="${y(0)}"/>${drawn}${keyOf(lines, left)}<text class="axis" x="${left}" y="${top + side + 34}">${axes.across}</text>`,
  )
}
