// behaviorbench train BENCH --base FOLDER : fine-tunes a model on a benchmark's train split, with or without behaviour
// tokens → a training folder with an adapter.
import { basename, join } from 'node:path'
import { Command, Option } from 'commander'
import { openBenchmark } from '../benchmark/open-benchmark.ts'
import { buildExamples } from '../training/build-examples.ts'
import { draws, type Draw } from '../training/choose.ts'
import { examineTraining } from '../training/examine.ts'
import { findTraining, type TrainingPlan } from '../training/folder.ts'
import { markingNames, markings, type MarkingName } from '../prompts/markings.ts'
import { openText } from '../training/open-base.ts'
import { planTraining } from '../training/plan.ts'
import { checkRecipe, readRecipe, recipes, type TrainingRecipe } from '../training/recipe.ts'
import { targetOrders, type TargetOrder } from '../training/target.ts'
import { trainers, type TrainerName } from '../training/trainers/index.ts'
import { trainingPrompt, trainingRegimes, type TrainingRegime } from '../training/training-prompt.ts'
import { UsageError } from '../kit/errors.ts'
import { doctorText, outcomeText } from './train-text.ts'
import { followTraining } from './training-progress.ts'
import {
  amountOf,
  markStopped,
  peakMegabytes,
  print,
  progressLine,
  stopSignal,
  wholeNumber,
} from './terminal.ts'

interface TrainFlags {
  readonly base: string
  readonly method: 'behavior' | 'general'
  readonly mark?: Exclude<MarkingName, 'none'>
  readonly trainer: TrainerName
  readonly recipe: string
  readonly output?: string
  readonly examples?: number
  readonly draw: Draw
  readonly seed: number
  readonly regime: TrainingRegime
  readonly permute?: number
  readonly order?: TargetOrder
  readonly epochs?: number
  readonly batch?: number
  readonly learningRate?: number
  readonly rank?: number
  readonly alpha?: number
  readonly markWeight?: number
  readonly length?: number
  readonly validateEvery?: number
  readonly validationTasks?: number
  readonly precision: 'float32' | 'bfloat16' | 'int8'
  readonly provider: 'cpu' | 'webgpu'
  readonly threads?: number
  readonly doctor?: boolean
  readonly json?: boolean
}

export function trainCommand(): Command {
  const whole = (flag: string, what: string): [string, string, (text: string) => number] => [
    `${flag} <number>`,
    what,
    wholeNumber(flag, 1),
  ]
  return new Command('train')
    .argument('<benchmark>', 'a benchmark folder; only its train and validation splits are read')
    .requiredOption('--base <folder>', 'the model: a folder as Hugging Face keeps it')
    .addOption(
      new Option('--method <method>', 'with behaviour tokens, or the same without them')
        .choices(['behavior', 'general'])
        .default('behavior'),
    )
    .addOption(
      new Option(
        '--mark <kind>',
        `behavior: ${markingNames.map((name) => `${name} (${markings[name].what})`).join('; ')} (default: token)`,
      ).choices(markingNames.filter((name) => name !== 'none')),
    )
    .addOption(
      new Option('--trainer <name>', 'what computes').choices(Object.keys(trainers)).default('engine'),
    )
    .option(
      '--recipe <recipe>',
      `${Object.keys(recipes).join(', ')}, or a JSON file of what differs from paper`,
      'paper',
    )
    .option('-o, --output <folder>', 'the training folder (default: in trainings/ of the benchmark’s folder)')
    .option(...whole('--examples', 'train on only so many tasks, drawn by the seed'))
    .addOption(
      new Option(
        '--draw <way>',
        'as many of each type as there are, in the split’s shares, or of as few cases as it takes',
      )
        .choices(draws)
        .default('even'),
    )
    .option('--seed <number>', 'of draws, order and first weights', wholeNumber('--seed', 0), 1)
    .addOption(
      new Option('--regime <regime>', 'how tasks are asked; evaluate with the same')
        .choices(trainingRegimes)
        .default('behavior-token'),
    )
    .option('--permute <seed>', 'show options in a random order', wholeNumber('--permute', 0))
    .addOption(new Option('--order <order>', 'order of a target’s parts').choices(targetOrders))
    .option(...whole('--epochs', 'times that each example is seen'))
    .option(...whole('--batch', 'examples of a step'))
    .option('--learning-rate <number>', 'its peak', amountOf('--learning-rate'))
    .option(...whole('--rank', 'of LoRA'))
    .option('--alpha <number>', 'of LoRA', amountOf('--alpha'))
    .option('--mark-weight <number>', 'weight of the mark’s tokens in the loss', amountOf('--mark-weight'))
    .option(...whole('--length', 'longest example, in tokens'))
    .option(...whole('--validate-every', 'steps between validations'))
    .option(...whole('--validation-tasks', 'at most so many tasks of the validation split'))
    .addOption(
      new Option('--precision <kind>', 'how frozen weights are kept')
        .choices(['float32', 'bfloat16', 'int8'])
        .default('bfloat16'),
    )
    .addOption(
      new Option('--provider <name>', 'what of this machine computes')
        .choices(['cpu', 'webgpu'])
        .default('cpu'),
    )
    .option(...whole('--threads', 'of the runtime (default: all cores)'))
    .option('--doctor', 'look at the examples, the memory and the time, and stop before training')
    .option('--json', 'print the result as one JSON object')
    .action(train)
}

async function train(benchmarkFolder: string, flags: TrainFlags): Promise<void> {
  if (flags.method === 'general' && flags.mark !== undefined) {
    throw new UsageError(`--mark ${flags.mark} belongs to --method behavior`)
  }
  const marking = markings[flags.method === 'general' ? 'none' : (flags.mark ?? 'token')]
  const recipe = recipeOf(flags)
  const { precision, provider, threads } = flags
  const trainer = trainers[flags.trainer]({
    precision,
    provider,
    ...(threads === undefined ? {} : { threads }),
  })
  const text = await openText(flags.base, marking.added)
  const benchmark = await openBenchmark(benchmarkFolder)
  const signal = stopSignal()
  try {
    const asking = trainingPrompt(flags.regime, flags.permute)
    const { method, regime, permute, draw, examples, seed } = flags
    const plan = planTraining(benchmark, text, trainer, {
      method,
      marking: marking.name,
      recipe,
      regime,
      ...(permute === undefined ? {} : { permute }),
      draw,
      ...(examples === undefined ? {} : { examples }),
      seed,
    })
    const output = flags.output ?? join(benchmarkFolder, 'trainings', nameOf(plan))
    const length = Math.min(recipe.length, text.config.positions)
    const folder =
      (await findTraining(output, plan)) ??
      (await withProgress('examples', (onProgress) =>
        buildExamples(benchmark, plan, { codec: text.codec, asking, marking, length, recipe }, output, {
          signal,
          onProgress,
        }),
      ))
    if (folder === undefined) return markStopped()
    if (flags.doctor === true) {
      const found = await examineTraining(folder, flags.base, text, { precision, provider, threads }, signal)
      return print(flags.json, found, doctorText(found))
    }
    const outcome = await followTraining(trainer, folder, flags.base, signal)
    if (outcome.kind === 'stopped') {
      process.stderr.write(`stopped after step ${outcome.step} of ${outcome.total}\n`)
      return markStopped()
    }
    print(
      flags.json,
      { ...outcome, folder: output, peakMegabytes: peakMegabytes() },
      outcomeText(outcome, output, peakMegabytes()),
    )
  } finally {
    benchmark.close()
  }
}

async function withProgress<T>(
  label: string,
  work: (onProgress: (done: number, total: number) => void) => Promise<T>,
): Promise<T> {
  let line: ReturnType<typeof progressLine> | undefined
  const result = await work((_, total) => {
    line ??= progressLine(label, total)
    line.tick()
  })
  if (result !== undefined) line?.done()
  return result
}

/** The recipe with what the flags change of it. */
function recipeOf(flags: TrainFlags): TrainingRecipe {
  const recipe = readRecipe(flags.recipe)
  const changes = Object.fromEntries(
    (
      [
        'order',
        'epochs',
        'batch',
        'learningRate',
        'rank',
        'alpha',
        'markWeight',
        'length',
        'validateEvery',
        'validationTasks',
      ] as const
    ).flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]])),
  )
  return Object.keys(changes).length === 0 ? recipe : checkRecipe('the flags', { ...recipe, ...changes })
}

/** Trainings that differ in method, mark, recipe or seed lie side by side. */
function nameOf({ base, method, marking, recipe, seed }: TrainingPlan): string {
  const mark = ['none', 'token'].includes(marking) ? '' : ` ${marking}`
  const from = recipe.name === 'paper' ? '' : ` ${basename(recipe.name, '.json')}`
  return `${base.name} ${method}${mark}${from} seed ${seed}`.replace(/[^\w.-]+/g, '_')
}
