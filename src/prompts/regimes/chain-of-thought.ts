// Chain of thought: the zero-shot prompt that asks for the reasoning before the letter. Paper: Table 2, "CoT".
import { singleTemplate } from './single-template.ts'
import type { Regime } from '../prompt.ts'

export const chainOfThought = (): Regime => singleTemplate('chain-of-thought')
