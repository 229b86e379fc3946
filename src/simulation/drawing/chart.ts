// Line charts with stacked panels over one time axis: vital signs, laboratory trends, cardiotocographs.
import { coordinate, faint, ink, line, picture, polyline, rectangle, text } from './svg.ts'

interface Series {
  readonly name: string
  readonly color: string
  readonly points: readonly (readonly [number, number])[]
  /** A dot and the value at each point; leave out for dense traces. */
  readonly dots?: boolean
  /** Above (default) or below the dot, for all or for each, so that two series do not write over each other. */
  readonly values?: 'above' | 'below' | readonly ('above' | 'below')[]
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
  /** 860 px wide with small print unless it says "narrow": to be read on a telephone too. */
  readonly shape?: 'narrow'
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

/** Pixels of width and of the margins, and how much larger than usual the print is. */
interface Layout {
  readonly width: number
  readonly left: number
  readonly right: number
  readonly print: number
}

const wide: Layout = { width: 860, left: 74, right: 24, print: 1 }
const narrow: Layout = { width: 600, left: 70, right: 16, print: 1.2 }

const rowHeight = 17
/** Width of a letter of the font, by its size. */
const letter = 0.6

/** The chart as SVG. */
export function lineChart(chart: Chart): string {
  const layout = chart.shape === 'narrow' ? narrow : wide
  const { width, left, right, print } = layout
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
    text(left, 47, chart.subtitle, { size: 12 * print, color: faint }),
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
    parts.push(...drawPanel(panel, panelTop, heights[index] ?? 170, x, layout))
    panelTop += (heights[index] ?? 170) + gap
  })
  // Long names of times are broken over lines, so that neighbours do not run into each other.
  const between = chart.timeTicks.slice(1).map(({ at }, index) => x(at) - x(chart.timeTicks[index]?.at ?? at))
  const room = Math.floor(Math.min(width, ...between) / (12 * print * letter))
  const labels = chart.timeTicks.map(({ label }) => brokenAt(label, room))
  const lineHeight = 15 * print
  chart.timeTicks.forEach((tick, index) => {
    parts.push(line(x(tick.at), bottom, x(tick.at), bottom + 5, ink))
    labels[index]?.forEach((words, row) => {
      const style = { size: 12 * print, anchor: 'middle' } as const
      parts.push(text(x(tick.at), bottom + 20 + row * lineHeight, words, style))
    })
  })
  const end = bottom + (Math.max(1, ...labels.map((lines) => lines.length)) - 1) * lineHeight
  parts.push(text((left + width - right) / 2, end + 42, chart.timeLabel, { anchor: 'middle', color: faint }))
  return picture(width, end + 56, parts)

  function markLabel(at: number, item: { label: string; row?: number; anchor?: 'start' | 'middle' | 'end' }) {
    return text(at, 66 + rowHeight * ((item.row ?? 0) + 0.6), item.label, {
      size: 12,
      anchor: item.anchor ?? 'middle',
    })
  }
}

/** Lines of at most so many letters, broken at spaces; a longer word stands alone. */
function brokenAt(label: string, letters: number): string[] {
  const lines: string[] = []
  for (const word of label.split(' ')) {
    const current = lines.at(-1)
    if (current !== undefined && current.length + 1 + word.length <= letters)
      lines[lines.length - 1] = `${current} ${word}`
    else lines.push(word)
  }
  return lines
}

function drawPanel(
  panel: Panel,
  top: number,
  height: number,
  x: (at: number) => number,
  { width, left, right, print }: Layout,
): string[] {
  const [low, high] = panel.range
  const y = (value: number) => top + height - ((value - low) / (high - low)) * height
  const parts: string[] = []
  if (panel.band !== undefined) {
    const { low: from, high: to, label, labelAt } = panel.band
    const labelX = labelAt === 'start' ? left + 8 : width - right - 6
    parts.push(
      rectangle(left, y(to), width - left - right, y(from) - y(to), '#2f7d4f', 'fill-opacity="0.13"'),
    )
    parts.push(
      text(labelX, y(to) + 14, label, { size: 11 * print, anchor: labelAt ?? 'end', color: '#2f7d4f' }),
    )
  }
  for (const tick of panel.ticks) {
    parts.push(line(left, y(tick), width - right, y(tick), '#d5dbe1', 'stroke-width="1"'))
    parts.push(text(left - 8, y(tick) + 4, String(tick), { size: 12 * print, anchor: 'end' }))
  }
  parts.push(text(20, top + height / 2, panel.label, { size: 12 * print, anchor: 'middle', rotate: -90 }))
  for (const series of panel.series) {
    const points = series.points.map(([at, value]) => [x(at), y(value)] as const)
    parts.push(polyline(points, series.color, series.dots === false ? 1.4 : 2))
    if (series.dots === false) continue
    const decimals = Math.max(...series.points.map(([, value]) => (String(value).split('.')[1] ?? '').length))
    series.points.forEach(([at, value], index) => {
      const { values = 'above' } = series
      const lift = (typeof values === 'string' ? values : values[index]) === 'below' ? 18 * print : -9
      parts.push(
        `<circle cx="${coordinate(x(at))}" cy="${coordinate(y(value))}" r="4" fill="${series.color}"/>`,
      )
      parts.push(
        text(x(at), y(value) + lift, value.toFixed(decimals), {
          size: 11 * print,
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
    parts.push(text(cx + 12, cy + 4, cross.label, { size: 12 * print, color: faint }))
  }
  parts.push(line(left, top, left, top + height, ink, 'stroke-width="1.2"'))
  parts.push(line(left, top + height, width - right, top + height, ink, 'stroke-width="1.2"'))
  let legend = left + 10
  for (const series of panel.series.length > 1 ? panel.series : []) {
    parts.push(rectangle(legend, top + 5, 14, 4, series.color))
    parts.push(text(legend + 19, top + 12, series.name, { size: 11 * print, color: series.color }))
    legend += 40 + series.name.length * 7 * print
  }
  return parts
}
