// The export formats. A new one is a file beside this, a line here, and a call of testExport() in its test.
import type { ExportFormat } from './export-format.ts'
import { huggingFace } from './hugging-face.ts'
import { inspect } from './inspect.ts'
import { lmEval } from './lm-eval.ts'
import { promptfoo } from './promptfoo.ts'

export const exportFormats: readonly ExportFormat[] = [huggingFace, lmEval, inspect, promptfoo]
