// The simulator in a worker thread: a case's number in, its line out. Pictures are written beside the cases file
// under the hash of what they show, so that two threads, or two runs, write the same file.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../kit/hash.ts'
import { knowledge } from '../knowledge/knowledge.ts'
import type { ImportedCase } from '../records/imported.ts'
import { renderPng } from './drawing/svg.ts'
import { simulateCase, type Drawing, type SimulationSettings } from './simulate.ts'

export interface SimulatorSetup extends SimulationSettings {
  /** Folder of the cases file; pictures go into images/ below it. Absent: none are drawn. */
  readonly folder?: string
}

/** The worker's handler: a number in, a line of the cases file out. */
export default function createHandler(setup: string): (line: string) => string {
  const settings = JSON.parse(setup) as SimulatorSetup
  const { folder } = settings
  if (folder !== undefined) mkdirSync(join(folder, 'images'), { recursive: true })
  return (line) => {
    const { imported, drawings } = simulateCase(Number(line), settings, knowledge())
    return JSON.stringify(folder === undefined ? imported : withPictures(imported, drawings, folder))
  }
}

function withPictures(imported: ImportedCase, drawings: readonly Drawing[], folder: string): ImportedCase {
  const files = new Map(drawings.map(({ image, svg }) => [image.id, drawn(svg, folder)]))
  const images = imported.case.images.map((image) => {
    const file = files.get(image.id)
    return file === undefined ? image : { ...image, file }
  })
  return { ...imported, case: { ...imported.case, images } }
}

function drawn(svg: string, folder: string): string {
  const file = `images/${sha256(svg).slice(0, 32)}.png`
  const path = join(folder, file)
  if (!existsSync(path)) {
    // A reader never sees half a picture, and a kill leaves none behind.
    const partial = `${path}.${process.pid}-${Math.trunc(performance.now() * 1000)}.part`
    writeFileSync(partial, renderPng(svg))
    renameSync(partial, path)
  }
  return file
}
