// Losses and gradients against torch's autograd on transformers' and PEFT's models (fixtures/README.md), with the
// two examples in passes of their own, beside one another, and packed into one row.
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { batchOf, computedLength } from './batch.ts'
import { createModels } from '../runtime/models.ts'
import { createPassRunner } from './pass.ts'
import { fixtureModels, fixturePath } from '../checkpoints/fixture-files.ts'
import { loadWeights } from '../decoder/model-weights.ts'
import { openModelFolder } from '../checkpoints/model-folder.ts'
import { openSafetensors, readTensor } from '../checkpoints/safetensors.ts'
import { parametersOfAdapter, parametersOfModel, rowsOfEmbedding, rowsOfHead } from './parameters.ts'
import { peftPrefix, readAdapter } from '../checkpoints/peft-adapter.ts'
import { sessionOpener } from '../runtime/session.ts'
import type { Example } from '../engine.ts'
import type { Pass } from './packing.ts'

interface Fixture {
  readonly examples: readonly { readonly tokens: readonly number[]; readonly weights: readonly number[] }[]
  readonly losses: Readonly<Record<string, number>>
  readonly tokenLosses: Readonly<Record<string, readonly (readonly number[])[]>>
}

const place = (example: number, row: number, start: number) => ({ example, row, start, shared: 0 })
const layouts: Readonly<Record<string, readonly Pass[]>> = {
  alone: [0, 1].map((example) => ({ batch: 1, length: 24, packed: false, places: [place(example, 0, 0)] })),
  beside: [{ batch: 2, length: 24, packed: false, places: [place(0, 0, 0), place(1, 1, 0)] }],
  packed: [{ batch: 1, length: 40, packed: true, places: [place(1, 0, 0), place(0, 0, 12)] }],
}

/** Their name of what is trained, by ours. */
function theirName(name: string): string {
  if (name === rowsOfEmbedding) return `${peftPrefix}model.embed_tokens.token_adapter.trainable_tokens_delta`
  if (name === rowsOfHead) return `${peftPrefix}lm_head.token_adapter.trainable_tokens_delta`
  const pair = /^(.*)\.lora_([ab])$/.exec(name)
  return pair === null ? name : `${peftPrefix}${pair[1]}.lora_${pair[2]?.toUpperCase()}.weight`
}

describe('losses and gradients', () => {
  for (const model of fixtureModels)
    for (const kind of ['base', 'lora', 'rows'] as const)
      it(`${model}, ${kind}: are those of autograd`, async () => {
        const fixture = JSON.parse(await readFile(fixturePath(`${model}/examples.json`), 'utf8')) as Fixture
        const examples = fixture.examples.map(
          ({ tokens, weights }): Example => ({
            tokens: Int32Array.from(tokens),
            weights: Float32Array.from(weights),
          }),
        )
        const { config, tensors } = await openModelFolder(fixturePath(`${model}/model`))
        const weights = await loadWeights(config, tensors, 'float32')
        const adapter =
          kind === 'base' ? undefined : await readAdapter(fixturePath(`${model}/${kind}`), config)
        weights.setAdapter(adapter)
        const parameters = adapter === undefined ? parametersOfModel(weights) : parametersOfAdapter(adapter)
        const file = await openSafetensors(
          fixturePath(`${model}/gradients.${kind === 'base' ? 'full' : kind}.safetensors`),
        )
        expect(parameters.map(({ name }) => theirName(name)).toSorted()).toEqual(
          [...file.tensors.keys()].toSorted(),
        )

        const models = createModels(sessionOpener({ provider: 'cpu', threads: 1 }))
        const trained = adapter === undefined ? 'all' : 'lora'
        const runner = createPassRunner(weights, models, { trained, parameters })
        const total = examples
          .flatMap((example) => [...example.weights])
          .reduce((sum, weight) => sum + weight)
        expect(examples.map(computedLength)).toEqual([19, 12])
        const far: unknown[] = []
        for (const [layout, passes] of Object.entries(layouts)) {
          let loss = 0
          for (const { gradient } of parameters) gradient.fill(0)
          for (const pass of passes) {
            const batch = batchOf(pass, examples)
            const losses = await runner.gradients(batch, 1 / total)
            batch.targets.forEach(({ example, place: at, weight }, row) => {
              const found = losses[row] as number
              const expected = fixture.tokenLosses[kind]?.[example]?.[at] as number
              if (!(Math.abs(found - expected) < 1e-4)) far.push({ layout, example, at, found, expected })
              loss += (found * weight) / total
            })
          }
          expect(Math.abs(loss - (fixture.losses[kind] as number))).toBeLessThan(2e-5)
          for (const { name, gradient } of parameters) {
            const expected = await readTensor(file, theirName(name))
            const largest = Math.max(...expected.data.map(Math.abs))
            const apart = Math.max(
              ...gradient.map((slope, at) => Math.abs(slope - (expected.data[at] as number))),
            )
            if (!(largest > 0 && apart < 2e-5 * largest)) far.push({ layout, name, apart, largest })
          }
        }
        await models.close()
        expect(far).toEqual([])
      })
})
