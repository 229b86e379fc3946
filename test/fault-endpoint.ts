// An endpoint of our own for tests of the command line: answers by what it was asked, counts who asked what, and
// misbehaves in the ways that real ones do.
import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { startServer } from '../src/models/test-server.ts'

export const faults = [
  '429',
  '429 with Retry-After',
  '500',
  '503',
  'silence',
  'a cut connection',
  'half JSON',
  'no choices',
  'another model',
  'two answers',
] as const
export type Fault = (typeof faults)[number]

export interface FaultEndpoint {
  readonly address: string
  /** How often each request was made, by the hash of its body. */
  readonly asked: Map<string, number>
  /** How often each was answered as it should be. */
  readonly answered: Map<string, number>
  readonly seen: Map<Fault, number>
  close(): Promise<void>
}

/** `faultOf` says what happens to the so-and-so-manieth request; undefined: it is answered after `delayMs`. */
export async function startFaultEndpoint(
  delayMs: number,
  faultOf: (request: number) => Fault | undefined,
): Promise<FaultEndpoint> {
  const asked = new Map<string, number>()
  const answered = new Map<string, number>()
  const seen = new Map<Fault, number>()
  let requests = 0
  const bump = <K>(counts: Map<K, number>, key: K): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
  const server = await startServer((_, body, response) => {
    const key = createHash('sha256').update(body).digest('hex')
    bump(asked, key)
    const fault = faultOf(requests++)
    const answer = answerTo(key, fault === 'another model' ? 'somebody-else' : 'mock')
    if (fault !== undefined) {
      bump(seen, fault)
      misbehave(fault, answer, response)
      return
    }
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(answer, () => bump(answered, key))
    }, delayMs)
  })
  return { address: `${server.address}/v1`, asked, answered, seen, close: () => server.close() }
}

function answerTo(key: string, model: string): string {
  const content = `Answer: ${'ABCD'[Number.parseInt(key.slice(0, 4), 16) % 4]}`
  return JSON.stringify({
    model,
    choices: [{ message: { content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: Number.parseInt(key.slice(4, 7), 16), completion_tokens: 4 },
  })
}

function misbehave(fault: Fault, answer: string, response: ServerResponse): void {
  const reply = (status: number, text = '', headers: Record<string, string> = {}): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(text)
  }
  const ways: Readonly<Record<Fault, () => void>> = {
    '429': () => reply(429),
    '429 with Retry-After': () => reply(429, '', { 'retry-after': '0.02' }),
    '500': () => reply(500),
    '503': () => reply(503),
    // The client's own timeout ends it.
    silence: () => {},
    'a cut connection': () => {
      response.writeHead(200, { 'content-length': String(answer.length) })
      response.write(answer.slice(0, 20), () => response.destroy())
    },
    'half JSON': () => reply(200, answer.slice(0, answer.length / 2)),
    'no choices': () => reply(200, '{"model":"mock","choices":[]}'),
    'another model': () => reply(200, answer),
    'two answers': () => reply(200, answer + answer),
  }
  ways[fault]()
}
