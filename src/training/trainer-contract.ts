// What every trainer must do, whatever computes for it. Used by the test of each member.
import { existsSync } from 'node:fs'
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAdapter } from '@behaviorbench/engine/checkpoints/peft-adapter.ts'
import { openModelFolder } from '@behaviorbench/engine/checkpoints/model-folder.ts'
import { openTokenizer } from '@behaviorbench/engine/checkpoints/tokenizer.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Failure } from '../kit/errors.ts'
import { randomFor } from '../kit/random.ts'
import { curvesSchema, type Curves } from './curves.ts'
import { writeTinyBase } from './fixture-base.ts'
import { writeShortTraining, type ShortTraining } from './fixture-short.ts'
import { trainingFiles, type TrainingFolder } from './folder.ts'
import type { Trainer, TrainingControls, TrainingProgress } from './trainer.ts'

export function testTrainer(make: () => Trainer): void {
  let home = ''
  let base = ''
  let folders = 0
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'trainer-'))
    base = join(home, 'base')
    await writeTinyBase(base)
  })
  afterAll(() => rm(home, { recursive: true, force: true }))

  const ready = (given: Omit<ShortTraining, 'base'> = {}): Promise<TrainingFolder> =>
    writeShortTraining(join(home, `training-${folders++}`), { base, ...given })
  const train = (folder: TrainingFolder, controls: TrainingControls = {}) =>
    make().train(folder, base, controls)
  const curvesOf = async ({ path }: TrainingFolder): Promise<Curves> =>
    curvesSchema.parse(JSON.parse(await readFile(join(path, trainingFiles.curves), 'utf8')))
  /** Everything that must not depend on interruptions. */
  const bytesOf = async (folder: TrainingFolder): Promise<Record<string, string>> => {
    const adapter = join(folder.path, trainingFiles.adapter)
    const files = (await readdir(adapter)).map((name) => join(adapter, name))
    const all = [...files, join(folder.path, trainingFiles.curves)]
    const texts = await Promise.all(all.map(async (path) => (await readFile(path)).toString('base64')))
    return Object.fromEntries(all.map((path, at) => [path.replace(folder.path, ''), texts[at] as string]))
  }

  it('learns what the examples show, and keeps the best of its checkpoints', async () => {
    const folder = await ready({ recipe: { epochs: 12, rank: 8, validateEvery: 12 } })
    const told: TrainingProgress[] = []
    const outcome = await train(folder, { onProgress: (progress) => told.push(progress) })
    const { steps, validations, best } = await curvesOf(folder)
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 48 }, (_, at) => at + 1))
    expect(steps.at(-1)?.loss).toBeLessThan(0.5 * (steps[0]?.loss ?? 0))
    expect(steps.at(-1)?.markLoss).toBeLessThan(steps[0]?.markLoss ?? 0)
    expect(validations.map(({ step }) => step)).toEqual([12, 24, 36, 48])
    const accuracy = Math.max(...validations.map((one) => one.accuracy))
    expect(validations.find(({ step }) => step === best)?.accuracy).toBe(accuracy)
    expect(outcome).toMatchObject({ kind: 'finished', best, validation: { accuracy } })
    expect(told.filter(({ kind }) => kind === 'step')).toHaveLength(48)
  })

  it('leaves an adapter that PEFT’s format can be read from, with tokenizer and card', async () => {
    const folder = await ready()
    await train(folder)
    const path = join(folder.path, trainingFiles.adapter)
    const { config } = await openModelFolder(base)
    const adapter = await readAdapter(path, config)
    expect(adapter).toMatchObject({ rank: 2, alpha: 32 })
    expect(adapter.rows?.tokens).toEqual(folder.header.added.map(({ token }) => token))
    const tokenizer = await openTokenizer(path)
    for (const { text, token } of folder.header.added) expect([...tokenizer.encode(text)]).toEqual([token])
    expect(await readFile(join(path, 'README.md'), 'utf8')).toContain('bench_short')
  })

  it('knows every marking, and has no mark’s loss without a mark', async () => {
    for (const marking of ['none', 'text', 'actions'] as const) {
      const folder = await ready({ marking, recipe: { epochs: 1 } })
      expect(await train(folder)).toMatchObject({ kind: 'finished' })
      const { steps, validations } = await curvesOf(folder)
      expect(steps.every(({ markLoss }) => (markLoss === null) === (marking === 'none'))).toBe(true)
      expect(validations.every((one) => (one.markAccuracy === null) === (marking === 'none'))).toBe(true)
    }
  })

  it('ends in the same bytes, stopped or killed twenty times at random', async () => {
    const settings = { recipe: { epochs: 6 } }
    const straight = await ready(settings)
    await train(straight)
    const folder = await ready(settings)
    const random = randomFor('interruptions')
    let interrupted = 0
    for (; interrupted < 20; interrupted++) {
      const stop = new AbortController()
      const gentle = random.below(2) === 0
      let left = 1 + random.below(4)
      const onProgress = (): void => {
        left -= 1
        if (left > 0) return
        if (!gentle) throw new Error('killed')
        stop.abort()
      }
      const outcome = await train(folder, { signal: stop.signal, onProgress }).catch(() => 'killed' as const)
      if (outcome !== 'killed' && outcome.kind === 'finished') break
      expect(existsSync(join(folder.path, trainingFiles.adapter))).toBe(false)
    }
    expect(interrupted).toBe(20)
    expect(await train(folder)).toMatchObject({ kind: 'finished' })
    expect(await bytesOf(folder)).toEqual(await bytesOf(straight))
    const again: TrainingProgress[] = []
    await train(folder, { onProgress: (progress) => again.push(progress) })
    expect(again).toEqual([])
  }, 240_000)

  it('gives other weights for another seed', async () => {
    const [one, other] = [await ready({ seed: 1 }), await ready({ seed: 2 })]
    await train(one)
    await train(other)
    const weights = '/adapter/adapter_model.safetensors'
    expect((await bytesOf(one))[weights]).not.toBe((await bytesOf(other))[weights])
  })

  it('stops with a clear line where the loss is no number, and leaves no adapter', async () => {
    const folder = await ready({ recipe: { learningRate: 1e30, warmup: 0 } })
    const failure: unknown = await train(folder).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Failure)
    expect((failure as Failure).message).toMatch(/step \d+: the loss is no number.*lower learning rate/)
    expect(existsSync(join(folder.path, trainingFiles.adapter))).toBe(false)
    const steps = await readFile(join(folder.path, trainingFiles.steps), 'utf8')
    expect(steps).not.toMatch(/null,"learningRate"|NaN/)
  })

  it('refuses examples that are not those of the header', async () => {
    const folder = await ready()
    await appendFile(join(folder.path, trainingFiles.examples), '\n')
    await expect(train(folder)).rejects.toThrow(/is not the file that the training was begun with/)
  })

  it('refuses a base that is no model', async () => {
    const folder = await ready()
    await expect(make().train(folder, join(home, 'nowhere'), {})).rejects.toThrow(Failure)
  })
}
