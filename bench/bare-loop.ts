// The least that asking can cost: as many prompts of 1 KB as are wanted, some at a time, by the same HTTP client and
// nothing around it. What an evaluation reaches of this is its own doing; the rest is the machine's and the endpoint's.
//
//   npx tsx bench/bare-loop.ts ADDRESS SAMPLES CONCURRENCY
import { Agent, request } from 'undici'

const [address, samples, concurrency] = process.argv.slice(2)
const url = `${address}/v1/chat/completions`
const dispatcher = new Agent({ pipelining: 1 })
const body = JSON.stringify({ model: 'mock', messages: [{ role: 'user', content: 'x'.repeat(1000) }] })
let left = Number(samples)

async function lane(): Promise<void> {
  while (left-- > 0) {
    const headers = { 'content-type': 'application/json' }
    const answer = await request(url, { dispatcher, method: 'POST', headers, body })
    await answer.body.text()
  }
}

await Promise.all(Array.from({ length: Number(concurrency) }, lane))
await dispatcher.close()
