// The model card: what the starter is, what it was made from, what it is not.
import { heldOutConditions, corpusSeed } from './document.ts'
import * as recipe from './recipe.ts'

export interface Made {
  /** Tokens of the training corpus. */
  readonly tokens: number
  /** Tokens that went through training. */
  readonly trained: number
  /** Mean cross-entropy in nats a token. */
  readonly measured: { readonly heldOutCases: number; readonly heldOutConditions: number }
  readonly machine: string
}

export function modelCard({ tokens, trained, measured, machine }: Made): string {
  const { shape, corpus, phases, optimizer } = recipe
  const phaseText = phases
    .map(({ steps, window, windows }) => `${steps} steps of ${windows} × ${window} tokens`)
    .join(', then ')
  return `---
license: apache-2.0
language: en
pipeline_tag: text-generation
---

# BehaviorBench starter

A very small language model (Qwen2's shape, ${shape.layers} layers, width ${shape.hidden}, ${shape.vocabulary} tokens) that has read simulated clinical conversations and the records written after them. It is what the quickstart fine-tunes, so that fine-tuning means on a laptop what it means in the paper: a pre-trained model before, an adapter behind. **It knows no medicine, answers nothing reliably, and is for trying out the software only. Nothing it writes is medical advice.**

## Data

${corpus.trained.toLocaleString('en')} cases of \`simulate\` (seed ${corpusSeed}, which nothing else here uses), ${tokens.toLocaleString('en')} tokens: each a request to write the record of a conversation, the conversation, and the record. All patients are invented; the clinical facts are those of the knowledge base (docs/knowledge.md). No task of the benchmark, no question with options, and no behaviour token is among them.

Never seen: ${corpus.heldOutCases} further cases, and these illnesses: ${heldOutConditions.join(', ')}.

## Training

Full training in float32 with the project's own engine; seed ${recipe.seed}; ${phaseText}, ${trained.toLocaleString('en')} tokens in all; AdamW (β ${optimizer.beta1}, ${optimizer.beta2}; weight decay ${optimizer.weightDecay}; gradients to norm ${optimizer.maxNorm}), peak ${recipe.peakRate}, ${recipe.warmUpSteps} steps of warm-up, a cosine to ${recipe.lastShare} of it. Weights are kept in bfloat16. Made on ${machine}.

| documents | cross-entropy, nats a token |
|---|--:|
| held-out cases | ${measured.heldOutCases.toFixed(3)} |
| held-out illnesses | ${measured.heldOutConditions.toFixed(3)} |

\`\`\`sh
npx tsx starter/make.ts work/starter
\`\`\`

## Limits

Its English is that of the simulator. Contexts up to ${shape.positions.toLocaleString('en')} tokens; most training was on windows of ${phases[0]?.window}. Not reviewed by a clinician. Not to be used on real patients' data.
`
}
