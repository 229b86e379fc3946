// What a run used, from its usage.json, as lines for the terminal.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { runFiles } from '../evaluation/run.ts'

const count = z.number().int().nonnegative()
const usageFileSchema = z.object({
  answers: count,
  failed: count,
  inputTokens: count,
  cachedInputTokens: count,
  outputTokens: count,
  reasoningTokens: count,
  cost: z.number().optional(),
})
type RunUsage = z.infer<typeof usageFileSchema>

export async function usageOf(folder: string): Promise<RunUsage> {
  return usageFileSchema.parse(JSON.parse(await readFile(join(folder, runFiles.usage), 'utf8')))
}

const whole = (value: number): string => value.toLocaleString('en')

export function usageText(usage: RunUsage): string[] {
  const { answers, failed, inputTokens, cachedInputTokens, outputTokens, reasoningTokens, cost } = usage
  const cached = cachedInputTokens === 0 ? '' : ` (${whole(cachedInputTokens)} from the cache)`
  const hidden = reasoningTokens === 0 ? '' : ` (${whole(reasoningTokens)} hidden)`
  return [
    ...(failed === 0
      ? []
      : [
          `${whole(failed)} of ${whole(answers)} calls failed; the same command with --retry-failed asks them again`,
        ]),
    ...(inputTokens + outputTokens === 0
      ? []
      : [`tokens: ${whole(inputTokens)} in${cached}, ${whole(outputTokens)} out${hidden}`]),
    ...(cost === undefined ? [] : [`cost: ${cost.toFixed(cost < 1 ? 4 : 2)}`]),
  ]
}
