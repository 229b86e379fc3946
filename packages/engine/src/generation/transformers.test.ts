// What transformers and PEFT say of the fixtures' checkpoints, at every position and for every token.
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { fixtureAnswering } from './fixture-decoder.ts'
import { fixtureModels, fixturePath } from '../checkpoints/fixture-files.ts'
import { loadWeights } from '../decoder/model-weights.ts'
import { nextToken } from './asked.ts'
import { openModelFolder } from '../checkpoints/model-folder.ts'
import { openSafetensors, readTensor } from '../checkpoints/safetensors.ts'
import { readAdapter } from '../checkpoints/peft-adapter.ts'

describe('next tokens', () => {
  for (const name of fixtureModels)
    it(`have the logits of transformers: ${name}`, async () => {
      const { config, tensors } = await openModelFolder(fixturePath(`${name}/model`))
      const { examples } = JSON.parse(await readFile(fixturePath(`${name}/examples.json`), 'utf8')) as {
        examples: readonly { tokens: readonly number[] }[]
      }
      const logits = await openSafetensors(fixturePath(`${name}/logits.safetensors`))
      // Rows of added tokens stand beyond the checkpoint's own in no fixture, so one copy serves all.
      const weights = await loadWeights(config, tensors, name === 'llama' ? 'float32' : 'bfloat16')
      const answering = fixtureAnswering(weights)
      const all = Array.from({ length: config.vocabulary }, (_, token) => token)
      for (const kind of ['base', 'lora', 'rows']) {
        weights.setAdapter(
          kind === 'base' ? undefined : await readAdapter(fixturePath(`${name}/${kind}`), config),
        )
        answering.forget()
        for (const [place, { tokens }] of examples.entries()) {
          const prompts = tokens.map((_, at) => Int32Array.from(tokens.slice(0, at + 1)))
          const found = await nextToken(answering, prompts, all)
          const { data } = await readTensor(logits, `${kind}.${place}`)
          found.forEach((row, at) => {
            const theirs = data.subarray(at * config.vocabulary, (at + 1) * config.vocabulary)
            const sum = Math.log(theirs.reduce((total, logit) => total + Math.exp(logit), 0))
            const far = row.findIndex(
              (value, token) => !(Math.abs(value - (theirs[token] as number) + sum) < 1e-4),
            )
            expect({ kind, place, at, far }).toEqual({ kind, place, at, far: -1 })
          })
        }
      }
      await answering.close()
    })
})
