// The checkpoints of a training on disk, by the number of their step. A checkpoint appears whole or not at all; the
// newest is where a training goes on, the best is what it ends with, and the others are removed.
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFailure } from '../kit/write-failure.ts'
import { trainingFiles } from './folder.ts'

export interface Checkpoints {
  path(step: number): string
  /** 0 where there is none. */
  newest(): Promise<number>
  keepOnly(steps: readonly (number | undefined)[]): Promise<void>
}

const namePattern = /^step-(\d+)$/

export async function openCheckpoints(trainingFolder: string): Promise<Checkpoints> {
  const folder = join(trainingFolder, trainingFiles.checkpoints)
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    throw writeFailure(folder, error)
  }
  const path = (step: number): string => join(folder, `step-${String(step).padStart(6, '0')}`)
  const names = (): Promise<string[]> => (existsSync(folder) ? readdir(folder) : Promise.resolve([]))
  return {
    path,
    newest: async () =>
      Math.max(0, ...(await names()).map((name) => Number(namePattern.exec(name)?.[1] ?? 0))),
    keepOnly: async (steps) => {
      const kept = new Set(steps.filter((step) => step !== undefined).map(path))
      for (const name of await names()) {
        // Also what a killed process left half-written.
        if (!kept.has(join(folder, name))) await rm(join(folder, name), { recursive: true, force: true })
      }
    },
  }
}
