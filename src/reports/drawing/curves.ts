// Curves over one axis, each with its own dash as well as its colour, so that they stay apart without colour.
import { scaleLinear } from 'd3-scale'
import { html, type Markup } from '../markup.ts'
import { frame, width, type Described } from './frame.ts'
import { hues, keyOf, keyRise, look, round, ruleAt } from './line-look.ts'

export interface Curve {
  readonly label: string
  /** Heights at the points; none where there is only one value, which is drawn as a line at `value`. */
  readonly heights: readonly number[] | undefined
  /** The mean, marked on the axis. */
  readonly value?: number
}

export interface CurveAxis {
  readonly label: string
  readonly points: readonly number[]
}

const left = 34
const right = width - 10
const rise = 190

export function curves(described: Described, items: readonly Curve[], { label, points }: CurveAxis): Markup {
  const top = items.length * keyRise + 10
  const bottom = top + rise
  const x = scaleLinear()
    .domain([points[0] ?? 0, points.at(-1) ?? 1])
    .range([left, right])
  const most = Math.max(1e-9, ...items.flatMap(({ heights = [] }) => heights))
  const y = scaleLinear().domain([0, most]).nice(4).range([bottom, top])
  const rules = y.ticks(4).map((value) => ruleAt(y(value), left, right, String(value)))
  const ticks = x
    .ticks(6)
    .map(
      (value) =>
        html`<text class="tick" text-anchor="middle" x="${x(value)}" y="${bottom + 16}">${value.toFixed(1)}</text>`,
    )
  const lines = items.map(({ heights, value }, index) => {
    const path =
      heights === undefined
        ? `M${round(x(value ?? 0))} ${bottom}V${top}`
        : heights
            .map((height, at) => `${at === 0 ? 'M' : 'L'}${round(x(points[at] ?? 0))} ${round(y(height))}`)
            .join('')
    const mark =
      value === undefined
        ? ''
        : html`<path class="m${index % hues}" d="M${x(value) - 4} ${bottom + 5}L${x(value)} ${bottom}L${x(value) + 4} ${bottom + 5}Z"/>`
    return html`<path ${look(index)} d="${path}"/>${mark}`
  })
  return frame(
    described,
    bottom + 38,
    html`${rules}<line class="base" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>${ticks}${lines}${keyOf(items, left)}<text class="axis" x="${left}" y="${bottom + 34}">${label}</text>`,
  )
}
