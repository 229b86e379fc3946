// The trainings of a report: folders that `train` wrote, told from run folders by what lies in them.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../kit/errors.ts'
import { groupBy } from '../kit/group.ts'
import { curvesSchema, type Curves } from '../training/curves.ts'
import { openTrainingFolder, trainingFiles, type TrainingHeader } from '../training/folder.ts'
import type { SourceFile } from './quantity.ts'

export interface ReportTraining {
  /** Method and base, and what tells it from the other trainings of the report. */
  readonly label: string
  readonly header: TrainingHeader
  readonly headerFile: SourceFile
  readonly curves: Curves
  readonly curvesFile: SourceFile
}

/** Throws a Failure where a folder has no curves yet, or is a training on another benchmark. */
export async function readTrainings(
  folders: readonly string[],
  benchmarkId: string,
  named: (folder: string, file: string) => string,
): Promise<readonly ReportTraining[]> {
  const trainings: Omit<ReportTraining, 'label'>[] = []
  for (const folder of folders) {
    const { header } = await openTrainingFolder(folder)
    if (header.benchmarkId !== benchmarkId) {
      throw new Failure({
        subject: folder,
        what: `is a training on benchmark ${header.benchmarkId}, not on ${benchmarkId}.`,
        remedy: 'Report it with its own benchmark.',
      })
    }
    const curves = await readCurves(folder)
    trainings.push({
      header,
      headerFile: { file: named(folder, trainingFiles.header), content: header },
      curves,
      curvesFile: { file: named(folder, trainingFiles.curves), content: curves },
    })
  }
  return labelled(trainings)
}

async function readCurves(folder: string): Promise<Curves> {
  const path = join(folder, trainingFiles.curves)
  const remedy = 'Go on with the same `behaviorbench train`; curves are written at every validation.'
  if (!existsSync(path)) {
    throw new Failure({ subject: folder, what: 'was not validated yet, so it has no curves.', remedy })
  }
  try {
    return curvesSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw new Failure({ subject: path, what: 'is damaged.', remedy }, { cause: error })
  }
}

/** "BehaviorSFT of NAME"; with the mark, the recipe and the seed, and at last its place where that is not enough. */
function labelled(trainings: readonly Omit<ReportTraining, 'label'>[]): readonly ReportTraining[] {
  const plain = ({ method, marking }: TrainingHeader): string =>
    `${method === 'behavior' ? 'BehaviorSFT' : 'GeneralSFT'}${['token', 'none'].includes(marking) ? '' : ` (${marking})`}`
  const forms: ((header: TrainingHeader) => string)[] = [
    plain,
    (header) => `${plain(header)}, seed ${header.seed}`,
    (header) => `${plain(header)} of ${header.base.name}, ${header.recipe.name}, seed ${header.seed}`,
  ]
  const form = forms.find(
    (candidate) => groupBy(trainings, ({ header }) => candidate(header)).size === trainings.length,
  )
  return trainings.map((training, index) => ({
    ...training,
    label: form === undefined ? `${index + 1}: ${plain(training.header)}` : form(training.header),
  }))
}
