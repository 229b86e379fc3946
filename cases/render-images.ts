// Draws the pictures of the bundled cases: `npx tsx cases/render-images.ts`. All are computed or schematic;
// none comes from a patient. The fonts come from the package dejavu-fonts-ttf, not from the system, so the
// same package versions give the same pictures anywhere. The PNG files are committed; run this only to change them.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { atrialFibrillation, hyperkalaemia, inferiorStElevation } from './drawing/ecgs.ts'
import { aorticDissection, aspectsMap } from './drawing/sketches.ts'
import { renderPng } from '../src/simulation/drawing/svg.ts'
import * as trends from './drawing/trends.ts'

/** File name to SVG, one entry per picture in cases/images. */
export const pictures: Readonly<Record<string, () => string>> = {
  'aortic-dissection-schematic.png': aorticDissection,
  'dress-timeline.png': trends.dressTimeline,
  'ecg-atrial-fibrillation.png': atrialFibrillation,
  'ecg-hyperkalaemia.png': hyperkalaemia,
  'ecg-inferior-st-elevation.png': inferiorStElevation,
  'kawasaki-fever-curve.png': trends.kawasakiFever,
  'lithium-level-trend.png': trends.lithiumLevel,
  'preeclampsia-ctg.png': trends.preeclampsiaCardiotocograph,
  'sepsis-vital-signs.png': trends.sepsisVitalSigns,
  'stroke-aspects-schematic.png': aspectsMap,
  'warfarin-inr-trend.png': trends.warfarinInr,
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(import.meta.dirname, 'images')
  mkdirSync(folder, { recursive: true })
  for (const [name, draw] of Object.entries(pictures)) {
    const png = renderPng(draw())
    writeFileSync(join(folder, name), png)
    console.log(`${name} ${png.length} bytes`)
  }
}
