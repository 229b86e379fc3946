// An OpenAI-compatible endpoint in a process of its own, for measurements: answers every chat completion after a
// fixed latency, and says how many it answered and in which time.
//
//   npx tsx bench/mock-endpoint.ts [latency in ms]     prints its address
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const latency = Number(process.argv[2] ?? 50)
let seen = { count: 0, first: 0, last: 0 }

const answer = JSON.stringify({
  id: 'mock',
  object: 'chat.completion',
  created: 0,
  model: 'mock',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Answer: B' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 300, completion_tokens: 4, total_tokens: 304 },
})

const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    if (request.method !== 'POST') {
      response.end(JSON.stringify(seen))
      if (request.url === '/reset') seen = { count: 0, first: 0, last: 0 }
      return
    }
    if (seen.count === 0) seen.first = Date.now()
    setTimeout(() => {
      seen.count += 1
      seen.last = Date.now()
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(answer)
    }, latency)
  })
})
// Clients may keep connections for as long as they like.
server.keepAliveTimeout = 120_000
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})
