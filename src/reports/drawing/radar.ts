// Lines around a centre, one axis an item: how several runs do on many types at a glance. The centre is 0, the
// rim is 1. Lines differ by colour and by the form of their points, so that no one has to tell colours apart.
import { html, type Markup } from '../markup.ts'
import { frame, width, type Described } from './frame.ts'

export interface Axis {
  readonly label: string
  /** CSS class that colours the dot at its end. */
  readonly colour: string
}

export interface Ring {
  readonly label: string
  /** One for each axis, from 0 to 1; null where there is nothing, which breaks the line. */
  readonly values: readonly (number | null)[]
  readonly paper: boolean
}

/** Lines that can still be told apart. */
export const mostRings = 5

const centre = { x: width / 2, y: 158 }
const radius = 112
const lineHeight = 12
const keyTop = 322
const keyRow = 20

export function radar(described: Described, axes: readonly Axis[], rings: readonly Ring[]): Markup {
  const at = (axis: number, part: number): { readonly x: number; readonly y: number } => {
    const angle = (2 * Math.PI * axis) / axes.length - Math.PI / 2
    return {
      x: centre.x + radius * part * Math.cos(angle),
      y: centre.y + radius * part * Math.sin(angle),
    }
  }
  const circles = [0.25, 0.5, 0.75, 1].map(
    (part) =>
      html`<circle class="ring" cx="${centre.x}" cy="${centre.y}" r="${radius * part}"/>${part < 1 && html`<text class="tick small" x="${centre.x + 3}" y="${centre.y - radius * part - 2}">${100 * part}</text>`}`,
  )
  const spokes = axes.map(({ label, colour }, index) => {
    const end = at(index, 1)
    const place = at(index, 1.14)
    const across = place.x - centre.x
    const anchor = Math.abs(across) < 12 ? 'middle' : across > 0 ? 'start' : 'end'
    const lines = brokenUp(label)
    const above = place.y < centre.y - radius ? lines.length - 1 : (lines.length - 1) / 2
    return html`<line class="grid" x1="${centre.x}" x2="${end.x}" y1="${centre.y}" y2="${end.y}"/><circle class="${colour}" cx="${end.x}" cy="${end.y}" r="4"/>${lines.map(
      (line, row) =>
        html`<text class="small" text-anchor="${anchor}" x="${place.x}" y="${place.y + 4 + (row - above) * lineHeight}">${line}</text>`,
    )}`
  })
  const shapes = rings.map(({ values, paper }, index) => {
    const points = values.map((value, axis) => (value === null ? undefined : at(axis, value)))
    const pieces = points.map((point, axis) => {
      const next = points[(axis + 1) % points.length]
      return point !== undefined && next !== undefined
        ? `M${short(point.x)} ${short(point.y)}L${short(next.x)} ${short(next.y)}`
        : ''
    })
    return html`<path class="line l${paper ? 'paper' : index}" d="${pieces.join('')}"/>${points.map((point) => point !== undefined && mark(point.x, point.y, paper ? -1 : index))}`
  })
  const key = rings.map(({ label, paper }, index) => {
    const y = keyTop + index * keyRow
    return html`<path class="line l${paper ? 'paper' : index}" d="M4 ${y}L28 ${y}"/>${mark(16, y, paper ? -1 : index)}<text class="number" x="36" y="${y + 4}">${cut(label, 54)}</text>`
  })
  return frame(described, keyTop + rings.length * keyRow, html`${circles}${spokes}${shapes}${key}`)
}

/** Circle, square, triangle, cross, star; the paper's has none. */
function mark(x: number, y: number, index: number): Markup | false {
  const forms = [
    'M-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z',
    'M-3 -3L3 -3L3 3L-3 3Z',
    'M0 -4L4 3L-4 3Z',
    'M-4 -1L-1 -1L-1 -4L1 -4L1 -1L4 -1L4 1L1 1L1 4L-1 4L-1 1L-4 1Z',
    'M0 -5L2 0L0 5L-2 0Z',
  ]
  const form = forms[index]
  return form !== undefined && html`<path class="m${index}" transform="translate(${x} ${y})" d="${form}"/>`
}

/** At its spaces, in lines of up to 14 letters. */
function brokenUp(label: string): string[] {
  const lines: string[] = []
  for (const word of label.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= 14) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function cut(text: string, most: number): string {
  const letters = Array.from(text)
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}

function short(value: number): number {
  return Math.round(100 * value) / 100
}
