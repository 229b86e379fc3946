// The committed model is what its card says: small, with rows to spare, its template that of pre-training, and able to
// foretell a record it has never seen.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openTokenizer } from '../packages/engine/src/checkpoints/tokenizer.ts'
import { openEngine } from '../packages/engine/src/open-engine.ts'
import { chatText } from './chat-template.ts'
import { documentOf } from './document.ts'
import { corpus, shape, spareRows } from './recipe.ts'

const folder = join(import.meta.dirname, 'starter-3m')
const tokenizer = await openTokenizer(folder)
const engine = await openEngine(folder)
afterAll(() => engine.close())

describe('the starter model', () => {
  it('is as large as it may be, and has rows for tokens to come', () => {
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
    expect(bytes).toBeLessThan(25e6)
    expect(engine.config).toEqual(shape)
    expect(tokenizer.size + spareRows).toBe(shape.vocabulary)
  })

  it('reads a conversation as it did in pre-training', () => {
    const { text, tokens } = tokenizer.chat(
      [
        { role: 'user', content: 'Any pain?' },
        { role: 'assistant', content: 'None.' },
      ],
      { generationPrompt: false },
    )
    expect(text).toBe(chatText('Any pain?', 'None.'))
    expect(tokens).toEqual(tokenizer.encode(text))
    expect(tokenizer.stop).toEqual([tokenizer.token('<|end|>')])
  })

  it('foretells the record of a case it has not seen', async () => {
    const { asked, written } = documentOf(corpus.trained, 'seen')
    const prompt = tokenizer.chat([{ role: 'user', content: asked }], { generationPrompt: true }).tokens
    const record = tokenizer.encode(written).slice(0, 400)
    const [scores] = await engine.score([{ prompt, continuations: [record] }])
    const nats = (scores?.[0] ?? new Float32Array()).reduce((sum, value) => sum - value, 0) / record.length
    // Knowing nothing is log(4096) = 8.3 nats a token.
    expect(nats).toBeLessThan(2)
  })
})
