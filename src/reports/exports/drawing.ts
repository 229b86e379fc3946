// A figure of the report as a file of its own: an SVG with its colours inside, and the same as PNG. What draws
// it outside a browser knows no CSS variables, so they are replaced by the light scheme's values.
import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'
import { scoreRules } from '../drawing/colours.ts'
import type { Markup } from '../markup.ts'
import { chartRules, lightScheme } from '../page/style.ts'

const require = createRequire(import.meta.url)
// From a package and not from the system: the same picture on every machine.
const fontFiles = [require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')]

/** Pixels a unit of the drawing: sharp on paper at the width of a column. */
const scale = 3

const margin = 8

const variables = new Map(
  [...lightScheme.matchAll(/(--[\w-]+):([^;]+)/g)].map(([, name = '', value = '']) => [name, value]),
)

const style = `text{font-family:"DejaVu Sans",sans-serif;font-size:13px}${chartRules}${scoreRules()}`
  .replace(/var\((--[\w-]+)\)/g, (_, name: string) => variables.get(name) ?? '#000')
  // The page behind the drawing is white here.
  .replaceAll(variables.get('--panel') ?? '', '#ffffff')
  .replace(/background-color:[^;}]+/g, '')
  .replaceAll('.chart ', '')

/** `svg` is what drawing/frame.ts makes. */
export function standaloneSvg(svg: Markup): string {
  // XML has no way to write these; a browser that reads HTML does not mind them.
  const markup = svg.markup.replace(/[\uFFFE\uFFFF]|\p{Cs}/gu, '\uFFFD')
  const [, width = '420', height = '200'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(markup) ?? []
  const open = markup.indexOf('>') + 1
  const [wide, high] = [Number(width) + 2 * margin, Number(height) + 2 * margin]
  const tag = markup
    .slice(0, open - 1)
    .replace(
      /viewBox="[^"]*"/,
      `viewBox="${-margin} ${-margin} ${wide} ${high}" width="${wide}" height="${high}"`,
    )
  return `${tag}><style>${style}</style><rect x="${-margin}" y="${-margin}" width="${wide}" height="${high}" fill="#ffffff"/>${markup.slice(open)}\n`
}

export function pngOf(svg: string): Uint8Array {
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans' }
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale } }).render().asPng()
}
