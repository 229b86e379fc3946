// The model card of an adapter: on what and how it was trained, what its validation found, and what it is not for.
import type { TrainingHeader } from './folder.ts'
import { markings } from '../prompts/markings.ts'
import type { ValidationRecord } from './trainer.ts'

export function modelCard(header: TrainingHeader, best: number, validation: ValidationRecord): string {
  const { recipe, base } = header
  const name = header.method === 'behavior' ? 'BehaviorSFT' : 'GeneralSFT'
  const share = (value: number | null): string => (value === null ? '–' : `${(100 * value).toFixed(1)} %`)
  const number = (value: number | null): string => (value === null ? '–' : value.toFixed(3))
  const rows: readonly (readonly [string, string])[] = [
    ['Base', `${base.name} (SHA-256 of its files in the training’s recipe.json)`],
    ['Benchmark', header.benchmarkId],
    [
      'Examples',
      `${header.examples.count} of the train split${header.wanted === undefined ? '' : `, drawn ${header.draw}`}; validation ${header.validation.count}`,
    ],
    ['Mark of the behaviour', `${header.marking}: ${markings[header.marking].what}`],
    ['Prompt', `${header.regime}, hash ${header.promptHash.slice(0, 16)}`],
    [
      'Recipe',
      `${recipe.name}: ${recipe.epochs} epoch(s), batch ${recipe.batch}, peak rate ${recipe.learningRate}, warm-up ${100 * recipe.warmup} %, cosine`,
    ],
    [
      'Optimiser',
      `AdamW, β ${recipe.beta1} and ${recipe.beta2}, ε ${recipe.epsilon}, decay ${recipe.weightDecay}, norm at most ${recipe.maxNorm}`,
    ],
    ['LoRA', `rank ${recipe.rank}, α ${recipe.alpha}, on ${recipe.targets.join(', ')}`],
    ['Target', `${recipe.order}; weight of the mark ${recipe.markWeight}`],
    ['Seed', String(header.seed)],
    ['Kept', `step ${best}, the best by validation accuracy`],
    ['Validation accuracy', share(validation.accuracy)],
    ['Mode right', share(validation.modeAccuracy)],
    ['Validation loss', number(validation.loss)],
    ['Cross-entropy of the mark', number(validation.markLoss)],
  ]
  return `---
base_model: ${JSON.stringify(base.name)}
library_name: peft
tags: [behaviorbench]
---

# ${name} of ${base.name}

An adapter by \`behaviorbench train\`, after the BehaviorSFT paper (Findings of EMNLP 2025, arXiv 2505.21757).

| | |
|---|---|
${rows.map(([label, value]) => `| ${label} | ${value} |`).join('\n')}

${
  header.added.length === 0
    ? 'It adds no token.'
    : `It adds the tokens ${header.added.map(({ text, token }) => `\`${text}\` (${token})`).join(', ')}; the tokenizer beside this card has them. A reply begins with one of them: read it as the model’s own decision, or begin the reply with one to decide for the model.`
}

**Limits.** It was trained on multiple-choice questions about conversations, most of them simulated or rebuilt from documents, and the number above is of a small validation split by which this very checkpoint was chosen. It is no medical device, and nothing that it writes is medical advice.
`
}
