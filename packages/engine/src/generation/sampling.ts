// The next token out of logits: the likeliest, or drawn from the distribution at a temperature, from its likeliest
// part alone where topP asks for it (Holtzman et al. 2020).

/** Numbers from 0 to before 1, the same for the same seed (splitmix32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  // Seeds beyond 32 bits differ by what is above them too.
  state = (state ^ Math.imul(Math.floor(seed / 2 ** 32) | 0, 0x85ebca6b)) >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

/** The lowest of equals. */
export function likeliest(logits: Float32Array): number {
  let best = 0
  for (let token = 1; token < logits.length; token++)
    if ((logits[token] as number) > (logits[best] as number)) best = token
  return best
}

/** The `count` likeliest tokens, the likeliest first. */
export function likeliestTokens(logits: Float32Array, count: number): readonly number[] {
  const best: number[] = []
  for (let token = 0; token < logits.length; token++) {
    const last = best.length < count ? -Infinity : (logits[best.at(-1) as number] as number)
    const logit = logits[token] as number
    if (best.length === count && !(logit > last)) continue
    const place = best.findIndex((other) => (logits[other] as number) < logit)
    best.splice(place < 0 ? best.length : place, 0, token)
    if (best.length > count) best.pop()
  }
  return best
}

export interface Sampling {
  readonly temperature: number
  readonly topP?: number | undefined
}

/** `random` is asked once where the temperature is above 0, and never at 0. */
export function sample(
  logits: Float32Array,
  { temperature, topP = 1 }: Sampling,
  random: () => number,
): number {
  const best = likeliest(logits)
  if (temperature === 0) return best
  const highest = logits[best] as number
  const weights = Float64Array.from(logits, (logit) => Math.exp((logit - highest) / temperature))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const tokens = topP < 1 ? nucleus(weights, topP * total) : weights.keys()
  const kept =
    topP < 1
      ? (tokens as readonly number[]).reduce((sum, token) => sum + (weights[token] as number), 0)
      : total
  let rest = random() * kept
  let drawn = best
  for (const token of tokens) {
    const weight = weights[token] as number
    if (weight === 0) continue
    drawn = token
    rest -= weight
    if (rest < 0) break
  }
  return drawn
}

/** The fewest tokens whose weights make up `mass`, the heaviest first, equal ones in order. */
function nucleus(weights: Float64Array, mass: number): readonly number[] {
  // Few tokens carry nearly all: those above a threshold are sorted, which is lowered until they suffice.
  for (let threshold = 1e-3; ; threshold *= 1e-3) {
    const lowest = threshold < 1e-30 ? 0 : threshold
    const heavy = [...weights.keys()].filter((token) => (weights[token] as number) >= lowest)
    const held = heavy.reduce((sum, token) => sum + (weights[token] as number), 0)
    if (held < mass && lowest > 0) continue
    heavy.sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b)
    const found: number[] = []
    let sum = 0
    for (const token of heavy) {
      found.push(token)
      sum += weights[token] as number
      if (sum >= mass) break
    }
    return found
  }
}
