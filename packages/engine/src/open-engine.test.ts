// The engine in its thread: training that goes on from a checkpoint to the bit, answers meanwhile, and failures.
import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from './open-engine.ts'
import { tinyDecoders, tinyExample, tinyLora } from './training/tiny-decoders.ts'
import type { Engine, Example, StepResult, Training, TrainingSettings } from './engine.ts'

const module = new URL('./training/tiny-decoders.ts', import.meta.url).href
const optimizer = { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0.1, maxNorm: 1 }
const lora: TrainingSettings = { method: tinyLora(tinyDecoders.qwen2), optimizer, seed: 3 }
const full: TrainingSettings = { method: { kind: 'full' }, optimizer, seed: 3 }

let folder = ''
const engines: Engine[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-'))
})
afterAll(async () => {
  for (const engine of engines) await engine.close()
  await rm(folder, { recursive: true })
})

async function openTiny(architecture: keyof typeof tinyDecoders = 'qwen2'): Promise<Engine> {
  const engine = await openEngine({ module, argument: { architecture } }, { threads: 1 })
  engines.push(engine)
  return engine
}

const examplesOf = (step: number): readonly Example[] =>
  [11, 17, 9].map((length, at) => tinyExample(length, 10 * step + at, 4))

async function steps(training: Training, from: number, to: number): Promise<readonly StepResult[]> {
  const results: StepResult[] = []
  for (let step = from; step < to; step++) results.push(await training.step(examplesOf(step), 0.01))
  return results
}

describe('training in the engine', () => {
  for (const [name, settings] of Object.entries({ lora, full }))
    it(`${name}: goes on from a checkpoint in another engine to the same bits`, async () => {
      const path = join(folder, name)
      const straight = await (await openTiny()).startTraining(settings)
      await steps(straight, 0, 3)
      await straight.save(path)
      const expected = await steps(straight, 3, 6)
      const second = await (await openTiny()).startTraining({ ...settings, seed: 99 })
      await steps(second, 20, 21)
      await second.restore(path)
      expect(await steps(second, 3, 6)).toEqual(expected)
      const trained = async (training: Training): Promise<unknown> =>
        name === 'full' ? training.weights() : training.adapter()
      expect(await trained(second)).toEqual(await trained(straight))
    })

  it('lowers the loss on what it is trained on', async () => {
    for (const settings of [lora, full]) {
      const training = await (await openTiny()).startTraining(settings)
      const examples = examplesOf(0)
      const { loss } = await training.step(examples, 0.02)
      for (let step = 0; step < 12; step++) await training.step(examples, 0.02)
      expect((await training.step(examples, 0.02)).loss).toBeLessThan(0.75 * loss)
    }
  })

  it('scores with the weights of the moment, and as it trains', async () => {
    const engine = await openTiny()
    const example = tinyExample(12, 1, 5)
    const scored = async (): Promise<readonly number[]> => {
      const [scores] = await engine.score([
        { prompt: example.tokens.slice(0, 5), continuations: [example.tokens.slice(5)] },
      ])
      return Array.from(scores?.[0] as Float32Array, (number) => -number)
    }
    const training = await engine.startTraining(lora)
    const before = await scored()
    for (let step = 0; step < 3; step++) await training.step([example], 0.05)
    const after = await scored()
    const [losses] = await training.evaluate([example])
    expect(after).not.toEqual(before)
    const apart = (numbers: readonly number[]): number =>
      Math.max(...numbers.map((number, at) => Math.abs(number - (losses?.[at] as number))))
    expect(apart(after)).toBeLessThan(1e-4)
    await training.end()
    expect(apart(await scored())).toBeLessThan(1e-4)
    await expect(training.step([example], 0.1)).rejects.toThrow('this training has ended')
  })

  it('changes nothing where the loss is not a number', async () => {
    const training = await (await openTiny()).startTraining(full)
    await training.step(examplesOf(0), 1e30)
    const before = await training.weights()
    await expect(training.step(examplesOf(1), 0.01)).rejects.toThrow('step 2 was not taken')
    expect(await training.weights()).toEqual(before)
    await training.save(join(folder, 'before'))
    expect((await readFile(join(folder, 'before'))).includes('"steps":1')).toBe(true)
  })

  it('says what is wrong with a checkpoint, and leaves nothing half written', async () => {
    const training = await (await openTiny()).startTraining(lora)
    const path = join(folder, 'some')
    await training.save(path)
    const before = await training.adapter()
    await truncate(path, 2000)
    await expect(training.restore(path)).rejects.toThrow(/is damaged: it has 2000 bytes/)
    await writeFile(path, 'no checkpoint')
    await expect(training.restore(path)).rejects.toThrow('is no checkpoint')
    await expect(training.restore(join(folder, 'full'))).rejects.toThrow('of another training')
    await expect(training.save(join(folder, 'none', 'there'))).rejects.toThrow('was not written')
    expect(await training.adapter()).toEqual(before)
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('refuses what cannot be done, in words', async () => {
    const engine = await openTiny()
    const training = await engine.startTraining(lora)
    await expect(engine.startTraining(full)).rejects.toThrow('training already')
    await expect(engine.setAdapter(undefined)).rejects.toThrow('while training goes on')
    await expect(training.step([tinyExample(5, 1, 9)], 0.1)).rejects.toThrow('without a trained token')
    const outside = { tokens: Int32Array.of(1, 500), weights: Float32Array.of(0, 1) }
    await expect(training.step([outside], 0.1)).rejects.toThrow('token 500 is none')
    await training.end()
    await expect(engine.startTraining(full)).rejects.toThrow('take it off first')
    await expect(
      engine.startTraining({ ...lora, method: { ...tinyLora(tinyDecoders.qwen2), rank: 4 } }),
    ).rejects.toThrow('cannot go on from the loaded adapter')
    await engine.close()
    await expect(engine.scoreWithState([{ prompt: Int32Array.of(1), continuations: [] }])).rejects.toThrow(
      'closed',
    )
    await expect(openEngine(join(folder, 'nowhere'))).rejects.toThrow('no such folder')
  })
})
