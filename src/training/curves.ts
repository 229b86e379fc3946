// curves.json of a training: its steps and validations in order, for the report. Written anew at each validation, from
// the journals, whose lines may stand twice after a kill.
import { join } from 'node:path'
import { z } from 'zod'
import type { Journal } from '../kit/journal.ts'
import { writeJson } from '../kit/jsonl.ts'
import { trainingFiles } from './folder.ts'
import { isBetter } from './losses.ts'
import type { StepRecord, ValidationRecord } from './trainer.ts'

const nullable = z.number().nullable()

export const curvesSchema = z
  .object({
    format: z.literal('behaviorbench-curves/1'),
    /** Steps of the whole training. */
    total: z.number().int(),
    /** The step whose adapter is kept, among the validations so far. */
    best: z.number().int().nullable(),
    steps: z
      .array(z.object({ step: z.number().int(), loss: z.number(), markLoss: nullable }).readonly())
      .readonly(),
    validations: z
      .array(
        z
          .object({
            step: z.number().int(),
            tasks: z.number().int(),
            accuracy: z.number(),
            markAccuracy: nullable,
            modeAccuracy: nullable,
            loss: z.number(),
            markLoss: nullable,
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly()
export type Curves = z.infer<typeof curvesSchema>

export async function writeCurves(
  folder: string,
  total: number,
  journals: { readonly steps: Journal<StepRecord>; readonly validations: Journal<ValidationRecord> },
): Promise<void> {
  const validations = inOrder(journals.validations)
  const best = validations.reduce<(typeof validations)[number] | undefined>(
    (best, one) => (best === undefined || isBetter(one, best) ? one : best),
    undefined,
  )
  const curves: Curves = {
    format: 'behaviorbench-curves/1',
    total,
    best: best?.step ?? null,
    steps: inOrder(journals.steps).map(({ step, loss, markLoss }) => ({ step, loss, markLoss })),
    validations,
  }
  await writeJson(join(folder, trainingFiles.curves), curves)
}

function inOrder<T extends object>(journal: Journal<T>): readonly (T & { readonly step: number })[] {
  return [...journal.keys()]
    .map(Number)
    .toSorted((a, b) => a - b)
    .map((step) => ({ step, ...(journal.get(String(step)) as T) }))
}
