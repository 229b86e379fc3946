// The explicit regime: zero-shot, with an instruction on when to answer just what is asked and when to speak
// up. Paper: Table 2, "ZS + Explicit Instr."; the paper does not print its words, these are ours.
import { singleTemplate } from './single-template.ts'
import type { Regime } from '../prompt.ts'

export const explicit = (): Regime => singleTemplate('explicit')
