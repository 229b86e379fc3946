// The zero-shot regime: context, question and options, and the request for one letter. Paper: Table 2, "ZS".
import { singleTemplate } from './single-template.ts'
import type { Regime } from '../prompt.ts'

export const zeroShot = (): Regime => singleTemplate('zero-shot')
