// Curves over one axis, each with its own dash as well as its colour, so that they stay apart without colour.
import { scaleLinear } from 'd3-scale'
import { html, type Markup } from '../markup.ts'
import { frame, width, type Described } from './frame.ts'

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
const dashes = ['', '9 4', '2 4', '12 4 2 4', '5 3']
const hues = 5

export function curves(described: Described, items: readonly Curve[], { label, points }: CurveAxis): Markup {
  const top = items.length * 18 + 10
  const bottom = top + rise
  const x = scaleLinear()
    .domain([points[0] ?? 0, points.at(-1) ?? 1])
    .range([left, right])
  const most = Math.max(1e-9, ...items.flatMap(({ heights = [] }) => heights))
  const y = scaleLinear().domain([0, most]).nice(4).range([bottom, top])
  const rules = y
    .ticks(4)
    .map(
      (value) =>
        html`<line class="grid" x1="${left}" x2="${right}" y1="${y(value)}" y2="${y(value)}"/><text class="tick" text-anchor="end" x="${left - 6}" y="${y(value) + 4}">${String(value)}</text>`,
    )
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
  const key = items.map(
    (item, index) =>
      html`<line ${look(index)} x1="${left}" x2="${left + 34}" y1="${index * 18 + 9}" y2="${index * 18 + 9}"/><text class="number" x="${left + 42}" y="${index * 18 + 13}">${item.label}</text>`,
  )
  return frame(
    described,
    bottom + 38,
    html`${rules}<line class="base" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>${ticks}${lines}${key}<text class="axis" x="${left}" y="${bottom + 34}">${label}</text>`,
  )
}

/** Colours are the page's, where it has them. */
export function look(index: number): Markup {
  return html`class="line l${index % hues}" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="${dashes[index % dashes.length] ?? ''}"`
}

export function round(value: number): number {
  return Math.round(value * 10) / 10
}
