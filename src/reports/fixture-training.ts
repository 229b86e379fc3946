// A training for the tests of this folder: header and curves by the code that writes real ones, its numbers made up.
import { join } from 'node:path'
import { openJournal } from '../kit/journal.ts'
import { readHeader } from '../benchmark/folder.ts'
import { writeCurves } from '../training/curves.ts'
import { trainingFiles, writeTrainingHeader } from '../training/folder.ts'
import type { MarkingName } from '../prompts/markings.ts'
import { recipes, type TrainingRecipe } from '../training/recipe.ts'
import type { StepRecord, ValidationRecord } from '../training/trainer.ts'
import { hostile } from './fixture.ts'

export async function writeTraining(
  benchmarkFolder: string,
  folder: string,
  marking: MarkingName = 'token',
): Promise<string> {
  const marked = marking !== 'none'
  const steps = await openJournal<StepRecord>(join(folder, trainingFiles.steps))
  const validations = await openJournal<ValidationRecord>(join(folder, trainingFiles.validations))
  for (let step = 1; step <= 20; step++) {
    steps.add(String(step), {
      loss: 2 + 3 / step,
      markLoss: marked ? 0.7 / step : null,
      learningRate: 1e-4,
      gradientNorm: 1,
      tokens: 1000,
      trainedTokens: 100,
    })
    if (step % 5 !== 0) continue
    validations.add(String(step), {
      tasks: 11,
      accuracy: step === 15 ? 0.5 : 0.25,
      markAccuracy: marked ? 0.75 : null,
      modeAccuracy: marked ? 0.8 : null,
      loss: 2.5,
      markLoss: marked ? 0.5 : null,
    })
  }
  await writeCurves(folder, 40, { steps, validations })
  steps.close()
  validations.close()
  const none = { count: 20, sha256: '0'.repeat(64) }
  await writeTrainingHeader(folder, {
    format: 'behaviorbench-training/1',
    benchmarkId: (await readHeader(benchmarkFolder)).id,
    base: { name: `base ${hostile}`, folder: 'base', files: {} },
    method: marked ? 'behavior' : 'general',
    marking,
    added: [],
    end: 1,
    regime: 'behavior-token',
    promptHash: '0'.repeat(64),
    draw: 'even',
    seed: 1,
    recipe: recipes['paper'] as TrainingRecipe,
    trainer: 'engine',
    settings: {},
    examples: none,
    validation: none,
  })
  return folder
}
