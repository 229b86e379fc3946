// SVG as strings, and PNG bytes from it: the few shapes the bundled pictures need. Not a drawing library.
import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'

const require = createRequire(import.meta.url)
// The fonts come from a package and not from the system, so that text looks the same on every machine.
const fontFiles = [
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
]

export const ink = '#1b2733'
export const faint = '#6b7785'
export const palette = {
  red: '#b3352b',
  blue: '#1f5f99',
  green: '#2f7d4f',
  amber: '#b7791f',
  violet: '#6a4c93',
}

export interface TextStyle {
  readonly size?: number
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly color?: string
  readonly bold?: boolean
  readonly rotate?: number
  /** A white edge, for text that stands on a line. */
  readonly halo?: boolean
}

/** Coordinates with at most two decimals, so that the same drawing has the same bytes. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100)
}

export function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  const { size = 13, anchor = 'start', color = ink, bold = false, rotate = 0, halo = false } = style
  const turn = rotate === 0 ? '' : ` transform="rotate(${rotate} ${coordinate(x)} ${coordinate(y)})"`
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const edge = halo ? ' stroke="#ffffff" stroke-width="3" paint-order="stroke"' : ''
  return `<text x="${coordinate(x)}" y="${coordinate(y)}" font-size="${size}" text-anchor="${anchor}" fill="${color}" font-weight="${bold ? 700 : 400}"${edge}${turn}>${escaped}</text>`
}

export function line(x1: number, y1: number, x2: number, y2: number, color = faint, extra = ''): string {
  const [a, b, c, d] = [x1, y1, x2, y2].map(coordinate)
  return `<line x1="${a}" y1="${b}" x2="${c}" y2="${d}" stroke="${color}" ${extra}/>`
}

export function rectangle(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  extra = '',
): string {
  const [a, b, c, d] = [x, y, width, height].map(coordinate)
  return `<rect x="${a}" y="${b}" width="${c}" height="${d}" fill="${fill}" ${extra}/>`
}

export function polyline(points: readonly (readonly [number, number])[], color: string, width = 2): string {
  const list = points.map(([x, y]) => `${coordinate(x)},${coordinate(y)}`).join(' ')
  return `<polyline points="${list}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linejoin="round"/>`
}

/** A picture of that size in pixels, on white. */
export function picture(width: number, height: number, parts: readonly string[]): string {
  const body = [rectangle(0, 0, width, height, '#ffffff'), ...parts].join('\n')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="DejaVu Sans">\n${body}\n</svg>`
}

/** PNG bytes of an SVG at its own size. */
export function renderPng(svg: string): Uint8Array {
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans' }
  return new Resvg(svg, { font }).render().asPng()
}
