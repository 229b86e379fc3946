// Horizontal bars, one a row, the label above the bar and the numbers at its right end: long names need
// no room beside the bars, and the drawing fits a telephone.
import { scaleLinear } from 'd3-scale'
import { html, type Markup } from '../markup.ts'
import { diamond, frame, paperKey, width, type Described } from './frame.ts'

export interface Bar {
  readonly label: string
  /** Printed at the right. */
  readonly text: string
  readonly value: number
  /** CSS class of the bar. */
  readonly colour: string
  /** The paper's number, on the same scale. */
  readonly paper?: number
}

export interface BarAxis {
  /** Printed under the axis. */
  readonly label: string
  readonly tick: (value: number) => string
  /** End of the axis; the largest number where it is not given. */
  readonly most?: number
}

const row = 36
const left = 4
const right = width - 10

export function bars(described: Described, items: readonly Bar[], axis: BarAxis): Markup {
  const largest = Math.max(0, ...items.flatMap(({ value, paper }) => [value, paper ?? 0]))
  const scale = scaleLinear()
    .domain([0, axis.most ?? (largest === 0 ? 1 : largest)])
    .range([left, right])
  if (axis.most === undefined) scale.nice(5)
  const top = items.some((item) => item.paper !== undefined) ? 22 : 4
  const bottom = top + items.length * row + 4
  const grid = scale
    .ticks(5)
    .map(
      (value) =>
        html`<line class="grid" x1="${scale(value)}" x2="${scale(value)}" y1="${top}" y2="${bottom}"/><text class="tick" text-anchor="${anchorOf(scale(value))}" x="${scale(value)}" y="${bottom + 15}">${axis.tick(value)}</text>`,
    )
  const marks = items.map(({ label, text, value, colour, paper }, index) => {
    const y = top + index * row
    return html`<text class="label" x="${left}" y="${y + 14}">${label}</text><text class="number" text-anchor="end" x="${right}" y="${y + 14}">${text}</text><rect class="track" x="${left}" y="${y + 19}" width="${right - left}" height="11" rx="2"/><rect class="${colour}" x="${left}" y="${y + 19}" width="${Math.max(value > 0 ? 1.5 : 0, scale(value) - left)}" height="11" rx="2"/>${paper !== undefined && diamond(scale(paper), y + 24.5)}`
  })
  const key = top > 4 && paperKey(left + 6, 12)
  return frame(
    described,
    bottom + 36,
    html`${grid}${marks}${key}<text class="axis" x="${left}" y="${bottom + 32}">${axis.label}</text>`,
  )
}

function anchorOf(x: number): string {
  return x < left + 10 ? 'start' : x > right - 14 ? 'end' : 'middle'
}
