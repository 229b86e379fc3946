// Whether a judge may like a reply because it is its own: by the names of the models, since that is all there is
// to go by. A fine-tuned model under a name that tells nothing is not recognised.
import type { Kinship } from '../../records/judgement.ts'

/** Families by their maker, with what their models are called. */
const families: Readonly<Record<string, RegExp>> = {
  OpenAI: /gpt|(?<![a-z0-9])o[1-9](?![0-9])/,
  Anthropic: /claude/,
  Google: /gemini|gemma|palm/,
  Meta: /llama|meditron/,
  Alibaba: /qwen|qwq/,
  DeepSeek: /deepseek/,
  Mistral: /mistral|mixtral|ministral|magistral/,
  Microsoft: /(?<![a-z])phi-?[1-9]/,
  xAI: /grok/,
  Cohere: /command-?[ar]|aya-/,
  Zhipu: /(?<![a-z])glm/,
  Moonshot: /kimi/,
  NVIDIA: /nemotron/,
}

/** A name may tell of two: a model of one maker trained on replies of another. */
export function familiesOf(model: string): readonly string[] {
  const name = model.toLowerCase()
  return Object.keys(families).filter((family) => families[family]?.test(name))
}

export function kinshipOf(judge: string, judged: readonly string[]): Kinship {
  const bare = (model: string): string => model.toLowerCase().replace(/^.*\//, '')
  if (judged.some((model) => bare(model) === bare(judge))) return 'same_model'
  const own = familiesOf(judge)
  const shared = judged.some((model) => familiesOf(model).some((family) => own.includes(family)))
  return shared ? 'same_family' : 'none'
}
