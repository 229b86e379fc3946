// Line charts with stacked panels over one time axis: vital signs, laboratory trends, cardiotocographs.
import { coordinate, faint, ink, line, picture, polyline, rectangle, text } from './svg.ts'

interface Series {
  readonly name: string
  readonly color: string
  readonly points: readonly (readonly [number, number])[]
  /** A dot and the value at each point; leave out for dense traces. */
  readonly dots?: boolean
  /** Above (default) or below the dot, so that two series do not write over each other. */
  readonly values?: 'above' | 'below'
}

interface Panel {
  readonly label: string
  readonly range: readonly [number, number]
  readonly ticks: readonly number[]
  readonly series: readonly Series[]
  /** Reference or target range, shaded. */
  readonly band?: {
    readonly low: number
    readonly high: number
    readonly label: string
    /** The label stands at the right end unless this says otherwise. */
    readonly labelAt?: 'start'
  }
  /** Single points drawn as a cross, with a remark to the right. */
  readonly crosses?: readonly { readonly at: number; readonly value: number; readonly label: string }[]
  readonly height?: number
}

export interface Chart {
  readonly title: string
  readonly subtitle: string
  readonly timeLabel: string
  readonly timeRange: readonly [number, number]
  readonly timeTicks: readonly { readonly at: number; readonly label: string }[]
  readonly panels: readonly Panel[]
  /** Vertical dashed lines; `row` 0, 1, 2 … puts neighbouring labels on different lines. */
  readonly marks?: readonly {
    readonly at: number
    readonly label: string
    readonly row?: number
    readonly anchor?: 'start' | 'middle' | 'end'
  }[]
  /** Shaded stretches of time. */
  readonly spans?: readonly {
    readonly from: number
    readonly to: number
    readonly label: string
    readonly row?: number
    readonly anchor?: 'start' | 'middle' | 'end'
  }[]
}

const width = 860
const left = 74
const right = 24
const rowHeight = 17

/** The chart as SVG, 860 px wide. */
export function lineChart(chart: Chart): string {
  const rows =
    1 + Math.max(-1, ...[...(chart.marks ?? []), ...(chart.spans ?? [])].map((item) => item.row ?? 0))
  const top = 66 + rows * rowHeight
  const heights = chart.panels.map((panel) => panel.height ?? 170)
  const gap = 26
  const bottom = top + heights.reduce((sum, height) => sum + height + gap, 0) - gap
  const [first, last] = chart.timeRange
  const x = (at: number) => left + ((at - first) / (last - first)) * (width - left - right)
  const parts = [
    text(left, 28, chart.title, { size: 17, bold: true }),
    text(left, 47, chart.subtitle, { size: 12, color: faint }),
  ]
  for (const span of chart.spans ?? []) {
    parts.push(rectangle(x(span.from), top, x(span.to) - x(span.from), bottom - top, '#dfe8f2'))
    parts.push(markLabel((x(span.from) + x(span.to)) / 2, span))
  }
  for (const mark of chart.marks ?? []) {
    parts.push(line(x(mark.at), top - 4, x(mark.at), bottom, ink, 'stroke-dasharray="4 4" stroke-width="1"'))
    parts.push(markLabel(x(mark.at), mark))
  }
  let panelTop = top
  chart.panels.forEach((panel, index) => {
    parts.push(...drawPanel(panel, panelTop, heights[index] ?? 170, x))
    panelTop += (heights[index] ?? 170) + gap
  })
  for (const tick of chart.timeTicks) {
    parts.push(line(x(tick.at), bottom, x(tick.at), bottom + 5, ink))
    parts.push(text(x(tick.at), bottom + 20, tick.label, { size: 12, anchor: 'middle' }))
  }
  parts.push(
    text((left + width - right) / 2, bottom + 42, chart.timeLabel, { anchor: 'middle', color: faint }),
  )
  return picture(width, bottom + 56, parts)

  function markLabel(at: number, item: { label: string; row?: number; anchor?: 'start' | 'middle' | 'end' }) {
    return text(at, 66 + rowHeight * ((item.row ?? 0) + 0.6), item.label, {
      size: 12,
      anchor: item.anchor ?? 'middle',
    })
  }
}

function drawPanel(panel: Panel, top: number, height: number, x: (at: number) => number): string[] {
  const [low, high] = panel.range
  const y = (value: number) => top + height - ((value - low) / (high - low)) * height
  const parts: string[] = []
  if (panel.band !== undefined) {
    const { low: from, high: to, label, labelAt } = panel.band
    const labelX = labelAt === 'start' ? left + 8 : width - right - 6
    parts.push(
      rectangle(left, y(to), width - left - right, y(from) - y(to), '#2f7d4f', 'fill-opacity="0.13"'),
    )
    parts.push(text(labelX, y(to) + 14, label, { size: 11, anchor: labelAt ?? 'end', color: '#2f7d4f' }))
  }
  for (const tick of panel.ticks) {
    parts.push(line(left, y(tick), width - right, y(tick), '#d5dbe1', 'stroke-width="1"'))
    parts.push(text(left - 8, y(tick) + 4, String(tick), { size: 12, anchor: 'end' }))
  }
  parts.push(text(20, top + height / 2, panel.label, { size: 12, anchor: 'middle', rotate: -90 }))
  for (const series of panel.series) {
    const points = series.points.map(([at, value]) => [x(at), y(value)] as const)
    parts.push(polyline(points, series.color, series.dots === false ? 1.4 : 2))
    if (series.dots === false) continue
    const decimals = Math.max(...series.points.map(([, value]) => (String(value).split('.')[1] ?? '').length))
    series.points.forEach(([at, value]) => {
      const lift = series.values === 'below' ? 18 : -9
      parts.push(
        `<circle cx="${coordinate(x(at))}" cy="${coordinate(y(value))}" r="4" fill="${series.color}"/>`,
      )
      parts.push(
        text(x(at), y(value) + lift, value.toFixed(decimals), {
          size: 11,
          anchor: 'middle',
          color: series.color,
          bold: true,
          halo: true,
        }),
      )
    })
  }
  for (const cross of panel.crosses ?? []) {
    const [cx, cy] = [x(cross.at), y(cross.value)]
    parts.push(line(cx - 6, cy - 6, cx + 6, cy + 6, faint, 'stroke-width="2.5"'))
    parts.push(line(cx - 6, cy + 6, cx + 6, cy - 6, faint, 'stroke-width="2.5"'))
    parts.push(text(cx + 12, cy + 4, cross.label, { size: 12, color: faint }))
  }
  parts.push(line(left, top, left, top + height, ink, 'stroke-width="1.2"'))
  parts.push(line(left, top + height, width - right, top + height, ink, 'stroke-width="1.2"'))
  let legend = left + 10
  for (const series of panel.series.length > 1 ? panel.series : []) {
    parts.push(rectangle(legend, top + 5, 14, 4, series.color))
    parts.push(text(legend + 19, top + 12, series.name, { size: 11, color: series.color }))
    legend += 40 + series.name.length * 7
  }
  return parts
}
