// A histogram: columns of equal width side by side, with lines for means.
import { scaleLinear } from 'd3-scale'
import { html, type Markup } from '../markup.ts'
import { frame, width, type Described } from './frame.ts'

export interface Bin {
  readonly count: number
  /** CSS class of the column. */
  readonly colour: string
  /** Shown where the pointer rests. */
  readonly hint: string
}

export interface BinAxis {
  readonly label: string
  /** Value at the left edge of the first bin, and width of a bin. */
  readonly start: number
  readonly width: number
  readonly tick: (value: number) => string
  /** A last bin that holds everything beyond; its tick. */
  readonly beyond?: string
}

/** A vertical line at a value; the paper's is dashed. */
export interface Marker {
  readonly value: number
  readonly label: string
  readonly paper: boolean
}

const left = 46
const right = width - 8
const bottom = 200

export function columns(
  described: Described,
  bins: readonly Bin[],
  axis: BinAxis,
  markers: readonly Marker[] = [],
): Markup {
  const top = markers.length > 0 ? 34 : 12
  const end = axis.start + bins.length * axis.width
  const x = scaleLinear().domain([axis.start, end]).range([left, right])
  const most = Math.max(1, ...bins.map((bin) => bin.count))
  const y = scaleLinear().domain([0, most]).nice(4).range([bottom, top])
  const rules = y
    .ticks(4)
    .filter(Number.isInteger)
    .map(
      (value) =>
        html`<line class="grid" x1="${left}" x2="${right}" y1="${y(value)}" y2="${y(value)}"/><text class="tick" text-anchor="end" x="${left - 6}" y="${y(value) + 4}">${value.toString().replace(/\B(?=(\d{3})+$)/g, ',')}</text>`,
    )
  const shapes = bins.map(({ count, colour, hint }, index) => {
    const from = x(axis.start + index * axis.width)
    const to = x(axis.start + (index + 1) * axis.width)
    const gap = to - from > 5 ? 1 : 0.25
    return html`<rect class="${colour}" x="${from + gap / 2}" y="${y(count)}" width="${Math.max(0.5, to - from - gap)}" height="${bottom - y(count)}"><title>${hint}</title></rect>`
  })
  // The tick of the last bin needs room to its left.
  const lastTick = axis.beyond === undefined ? right : right - 85
  const ticks = x
    .ticks(6)
    .filter((value) => x(value) <= lastTick)
    .map(
      (value) =>
        html`<text class="tick" text-anchor="${x(value) > right - 16 ? 'end' : 'middle'}" x="${x(value)}" y="${bottom + 16}">${axis.tick(value)}</text>`,
    )
  const beyond =
    axis.beyond !== undefined &&
    html`<text class="tick" text-anchor="end" x="${right}" y="${bottom + 16}">${axis.beyond}</text>`
  const inside = markers.filter(({ value }) => value >= axis.start && value <= end)
  const lines = inside.map(({ value, paper }) => {
    const at = x(value)
    return html`<line class="${paper ? 'marker paper' : 'marker'}" x1="${at}" x2="${at}" y1="${top - 6}" y2="${bottom}"/>`
  })
  const key = markers.map(({ label, paper }, index) => {
    const from = left + index * 150
    return html`<line class="${paper ? 'marker paper' : 'marker'}" x1="${from}" x2="${from + 20}" y1="10" y2="10"/><text class="number" x="${from + 26}" y="14">${label}</text>`
  })
  return frame(
    described,
    bottom + 38,
    html`${rules}${shapes}<line class="base" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>${ticks}${beyond}${lines}${key}<text class="axis" x="${left}" y="${bottom + 34}">${axis.label}</text>`,
  )
}
