// Two schematic drawings, plainly not patient images: an ASPECTS map and a type A aortic dissection.
import { coordinate, faint, ink, line, palette, picture, text } from '../../src/simulation/drawing/svg.ts'

const affected = '#e08a7d'
const normal = '#dfe8f2'

/** Ganglionic and supraganglionic level with the ten regions; the patient's left is on the right. */
export function aspectsMap(): string {
  const parts = [
    text(28, 30, 'ASPECTS map, schematic', { size: 17, bold: true }),
    text(28, 50, 'Left hemisphere: insula and lentiform nucleus affected, 10 − 2 = 8', {
      size: 12,
      color: faint,
    }),
    ...ganglionic(230, 270),
    ...supraganglionic(610, 270),
    key(28, 500, affected, 'early ischaemic change'),
    key(240, 500, normal, 'normal'),
    text(812, 513, 'not a patient image', { size: 12, anchor: 'end', color: faint }),
  ]
  return picture(840, 530, parts)
}

function ganglionic(cx: number, cy: number): string[] {
  const parts = [...head(cx, cy, 'ganglionic level')]
  for (const side of [-1, 1] as const) {
    const left = side === 1
    parts.push(...cortex(cx, cy, side, ['M1', 'M2', 'M3']))
    parts.push(...region(cx + side * 84, cy, 9, 46, left ? affected : normal, 'I'))
    parts.push(...region(cx + side * 57, cy + 8, 13, 34, left ? affected : normal, 'L'))
    parts.push(...region(cx + side * 26, cy - 40, 13, 20, normal, 'C'))
    parts.push(...region(cx + side * 27, cy + 14, 11, 26, normal, 'IC'))
  }
  return parts
}

function supraganglionic(cx: number, cy: number): string[] {
  const parts = [...head(cx, cy, 'supraganglionic level')]
  for (const side of [-1, 1] as const) parts.push(...cortex(cx, cy, side, ['M4', 'M5', 'M6']))
  return parts
}

function head(cx: number, cy: number, label: string): string[] {
  return [
    `<ellipse cx="${cx}" cy="${cy}" rx="152" ry="186" fill="#f4f5f7" stroke="${ink}" stroke-width="3"/>`,
    line(cx, cy - 182, cx, cy + 182, faint, 'stroke-width="1.5" stroke-dasharray="6 5"'),
    text(cx, cy + 216, label, { anchor: 'middle', bold: true }),
    text(cx - 166, cy, 'R', { anchor: 'middle', bold: true, size: 15 }),
    text(cx + 166, cy, 'L', { anchor: 'middle', bold: true, size: 15 }),
  ]
}

/** Three sectors of the cortical ring of one hemisphere, from the front to the back. */
function cortex(cx: number, cy: number, side: 1 | -1, labels: readonly string[]): string[] {
  const edges = [-62, -22, 22, 62]
  return labels.flatMap((label, index) => {
    const from = ((edges[index] ?? 0) * Math.PI) / 180
    const to = ((edges[index + 1] ?? 0) * Math.PI) / 180
    const outer = [140, 172] as const
    const inner = [100, 122] as const
    const at = (angle: number, [rx, ry]: readonly [number, number]) =>
      `${coordinate(cx + side * rx * Math.cos(angle))},${coordinate(cy + ry * Math.sin(angle))}`
    const steps = Array.from({ length: 9 }, (_, step) => from + ((to - from) * step) / 8)
    const points = [
      ...steps.map((angle) => at(angle, outer)),
      ...steps.toReversed().map((angle) => at(angle, inner)),
    ]
    const middle = (from + to) / 2
    return [
      `<polygon points="${points.join(' ')}" fill="${normal}" stroke="${ink}" stroke-width="1.2"/>`,
      text(cx + side * 120 * Math.cos(middle), cy + 147 * Math.sin(middle) + 5, label, { anchor: 'middle' }),
    ]
  })
}

function region(cx: number, cy: number, rx: number, ry: number, fill: string, label: string): string[] {
  return [
    `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}" stroke="${ink}" stroke-width="1.2"/>`,
    text(cx, cy + 4, label, { anchor: 'middle', size: 12 }),
  ]
}

function key(x: number, y: number, fill: string, label: string): string {
  return `<rect x="${x}" y="${y}" width="18" height="18" fill="${fill}" stroke="${ink}"/>${text(x + 26, y + 14, label)}`
}

/** Root, ascending aorta, arch and upper descending aorta, with the flap running into the innominate artery. */
export function aorticDissection(): string {
  const vessel = 'M 300 470 C 250 400 250 250 300 170 C 350 100 470 100 510 180 C 540 240 540 360 540 450'
  const flap = 'M 318 455 C 285 390 285 265 326 190 C 370 128 450 128 488 190 C 512 245 514 300 522 372'
  const branch = (path: string, color: string, width: number) =>
    `<path d="${path}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round"/>`
  const innominate = 'M 328 140 C 310 105 300 90 282 62'
  const others = ['M 408 112 L 404 60', 'M 470 132 L 492 72']
  const label = (
    x: number,
    y: number,
    content: string,
    toX: number,
    toY: number,
    anchor: 'start' | 'end',
  ) => [
    line(anchor === 'end' ? x + 6 : x - 6, y - 4, toX, toY, faint, 'stroke-width="1.2"'),
    text(x, y, content, { anchor }),
  ]
  const parts = [
    text(28, 30, 'CT angiogram, 02:41: sketch', { size: 17, bold: true }),
    text(28, 50, 'Stanford type A dissection; schematic, not a patient image', { size: 12, color: faint }),
    '<g transform="translate(80 46)">',
    branch(innominate, ink, 34),
    ...others.map((path) => branch(path, ink, 26)),
    branch(vessel, ink, 92),
    branch(innominate, '#f3c9c2', 30),
    ...others.map((path) => branch(path, '#f3c9c2', 22)),
    branch(vessel, '#f3c9c2', 88),
    `<path d="M 285 440 C 240 428 206 440 186 462" fill="none" stroke="${ink}" stroke-width="13" stroke-linecap="round"/>`,
    `<path d="M 285 440 C 240 428 206 440 186 462" fill="none" stroke="#f3c9c2" stroke-width="9" stroke-linecap="round"/>`,
    `<path d="${flap}" fill="none" stroke="${palette.red}" stroke-width="4" stroke-dasharray="10 5"/>`,
    `<path d="M 334 178 C 312 128 304 106 284 66" fill="none" stroke="${palette.red}" stroke-width="4" stroke-dasharray="10 5"/>`,
    `<path d="M 255 452 L 276 432" stroke="${palette.red}" stroke-width="5"/>`,
    ...label(176, 92, 'flap enters the innominate artery', 286, 82, 'end'),
    ...label(176, 280, 'ascending aorta 5.2 cm', 252, 290, 'end'),
    ...label(176, 420, 'flap over the right coronary artery', 258, 442, 'end'),
    ...label(640, 120, 'left subclavian artery: free', 500, 104, 'start'),
    ...label(640, 250, 'intimal flap', 514, 290, 'start'),
    ...label(640, 374, 'flap ends above the diaphragm', 530, 374, 'start'),
    text(300, 536, 'aortic root', { anchor: 'middle', size: 12 }),
    '</g>',
  ]
  return picture(960, 600, parts)
}
