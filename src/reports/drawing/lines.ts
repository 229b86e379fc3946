// Lines over steps, each with points of its own, and a dash as well as a colour, so that they stay apart without colour.
import { scaleLinear } from 'd3-scale'
import { html, type Markup } from '../markup.ts'
import { frame, width, type Described } from './frame.ts'
import { hues, keyOf, keyRise, look, round, ruleAt } from './line-look.ts'

export interface Line {
  readonly label: string
  readonly points: readonly (readonly [x: number, y: number])[]
  /** A point that is marked by a ring: its place in `points`. */
  readonly marked?: number
}

export interface LineAxes {
  /** Under the drawing. */
  readonly label: string
  readonly tick: (value: number) => string
  /** The highest value of the axis, where it is fixed; it begins at 0. */
  readonly most?: number
}

const left = 48
const right = width - 10
const rise = 190

export function lines(described: Described, items: readonly Line[], { label, tick, most }: LineAxes): Markup {
  const top = items.length * keyRise + 10
  const bottom = top + rise
  const all = items.flatMap(({ points }) => points)
  const x = scaleLinear()
    .domain([0, Math.max(1, ...all.map(([at]) => at))])
    .range([left, right])
  const y = scaleLinear()
    .domain([0, most ?? Math.max(1e-9, ...all.map(([, height]) => height))])
    .range([bottom, top])
  if (most === undefined) y.nice(4)
  const rules = y.ticks(4).map((value) => ruleAt(y(value), left, right, tick(value)))
  const ticks = x
    .ticks(6)
    .filter((value) => Number.isInteger(value))
    .map(
      (value) =>
        html`<text class="tick" text-anchor="middle" x="${x(value)}" y="${bottom + 16}">${String(value)}</text>`,
    )
  const drawn = items.map(({ points, marked }, index) => {
    const path = points
      .map(([at, height], place) => `${place === 0 ? 'M' : 'L'}${round(x(at))} ${round(y(height))}`)
      .join('')
    const ring = points[marked ?? (points.length === 1 ? 0 : -1)]
    return html`<path ${look(index)} d="${path}"/>${
      ring === undefined
        ? ''
        : html`<circle class="line l${index % hues}" fill="none" stroke="currentColor" stroke-width="2" cx="${round(x(ring[0]))}" cy="${round(y(ring[1]))}" r="5"/>`
    }`
  })
  return frame(
    described,
    bottom + 38,
    html`${rules}<line class="base" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>${ticks}${drawn}${keyOf(items, left)}<text class="axis" x="${left}" y="${bottom + 34}">${label}</text>`,
  )
}
