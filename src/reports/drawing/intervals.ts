// Points with their intervals, one a row, against 0 and a limit.
import { scaleLinear } from 'd3-scale'
import { html, type Markup } from '../markup.ts'
import { frame, width, type Described } from './frame.ts'

export interface Interval {
  readonly label: string
  readonly text: string
  readonly value: number
  readonly low: number
  readonly high: number
  readonly tone: 'loud' | 'plain' | 'quiet'
}

const row = 36
const left = 18
const right = width - 18

/** Values from −1 to 1; the axis is in points. */
export function intervals(
  described: Described,
  items: readonly Interval[],
  limit: number,
  axisLabel: string,
): Markup {
  const x = scaleLinear()
    .domain([
      Math.min(-0.1, ...items.map((item) => item.low)),
      Math.max(limit * 1.5, ...items.map((item) => item.high)),
    ])
    .nice(6)
    .range([left, right])
  const bottom = items.length * row + 8
  const ticks = x.ticks(6).map((value) => {
    const points = Math.round(100 * value)
    const text = points > 0 ? `+${points}` : String(points).replace('-', '−')
    return html`<line class="grid" x1="${x(value)}" x2="${x(value)}" y1="0" y2="${bottom}"/><text class="tick" text-anchor="middle" x="${x(value)}" y="${bottom + 15}">${text}</text>`
  })
  const marks = items.map(({ label, text, value, low, high, tone }, index) => {
    const y = index * row + 26
    return html`<text class="label" x="${left}" y="${y - 10}">${label}</text><text class="number" text-anchor="end" x="${right}" y="${y - 10}">${text}</text><line class="range ${tone}" x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}"/><circle class="dot ${tone}" cx="${x(value)}" cy="${y}" r="4.5"/>`
  })
  return frame(
    described,
    bottom + 36,
    html`${ticks}<line class="base" x1="${x(0)}" x2="${x(0)}" y1="0" y2="${bottom}"/><line class="marker paper" x1="${x(limit)}" x2="${x(limit)}" y1="0" y2="${bottom}"/>${marks}<text class="axis" x="${left}" y="${bottom + 32}">${axisLabel}</text>`,
  )
}
