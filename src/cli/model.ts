// behaviorbench model pull NAME, model show FOLDER: models on this machine (convert is in model-convert.ts). Address and token of the hub are read
// from the environment here, as Hugging Face's own tools name them.
import { join } from 'node:path'
import { Command } from 'commander'
import { modelSizes } from '@behaviorbench/engine/checkpoints/describe.ts'
import {
  openModelFolder,
  readModelConfig,
  type ModelFolder,
} from '@behaviorbench/engine/checkpoints/model-folder.ts'
import { openTokenizer, type TextTokenizer } from '@behaviorbench/engine/checkpoints/tokenizer.ts'
import { messageOf, UsageError } from '../kit/errors.ts'
import { parseBase } from '../models/endpoint.ts'
import { createHub, type Hub } from '../models/hub/hub.ts'
import { megabytes, pullModel } from '../models/hub/pull.ts'
import { isSendable } from '../models/secret.ts'
import { convertCommand } from './model-convert.ts'
import { proxyOf } from './model-flags.ts'
import { markStopped, print, progressLine, stopSignal } from './terminal.ts'

const defaultEndpoint = 'https://huggingface.co'

export function modelCommand(): Command {
  return new Command('model').addCommand(pullCommand()).addCommand(showCommand()).addCommand(convertCommand())
}

interface PullFlags {
  readonly output?: string
  readonly endpoint?: string
  readonly revision: string
  readonly json?: boolean
}

function pullCommand(): Command {
  return new Command('pull')
    .description('fetches a model from a Hugging Face-compatible hub')
    .argument('<name>', 'OWNER/MODEL')
    .option('-o, --output <folder>', 'where to put it (default: models/MODEL)')
    .option('--endpoint <address>', `the hub (default: HF_ENDPOINT, or ${defaultEndpoint})`)
    .option('--revision <revision>', 'branch, tag or commit', 'main')
    .option('--json', 'print the result as one JSON object')
    .exitOverride()
    .showHelpAfterError('(--help lists what can be written here)')
    .action(async (model: string, flags: PullFlags) => {
      const folder = flags.output ?? join('models', model.split('/').at(-1) as string)
      let line: ReturnType<typeof progressLine> | undefined
      let bytes = 0
      let shown = 0
      const pulled = await pullModel(
        {
          hub: hubOf(flags),
          model,
          revision: flags.revision,
          folder,
          check: async (part) => void (await readModelConfig(part)),
        },
        {
          signal: stopSignal(),
          onStart: (all) => {
            process.stderr.write(`${megabytes(all)} MB to fetch\n`)
            line = progressLine('megabytes', megabytes(all))
          },
          onBytes: (count, file) => {
            bytes += count
            for (; shown < Math.floor(bytes / 1_000_000); shown++) line?.tick(file)
          },
        },
      )
      line?.done(`${megabytes(bytes)} MB`)
      if (pulled === undefined) return markStopped()
      const { files, commit, already } = pulled
      print(
        flags.json,
        { ...pulled, folder },
        already
          ? `${folder} holds ${model} at ${commit.slice(0, 12)} already; nothing was fetched`
          : `fetched ${files.length} files of ${model} at ${commit.slice(0, 12)} into ${folder}\n` +
              `behaviorbench model show ${folder} says what it is`,
      )
    })
}

function hubOf({ endpoint }: PullFlags): Hub {
  const address = endpoint ?? (process.env['HF_ENDPOINT']?.trim() || defaultEndpoint)
  const proxy = proxyOf(process.env)
  const token = process.env['HF_TOKEN']?.trim() || undefined
  if (token !== undefined && !isSendable(token))
    throw new UsageError('HF_TOKEN: what it holds cannot be a token (spaces or special letters)')
  let url: URL
  try {
    url = parseBase(address)
  } catch (error) {
    throw new UsageError(`--endpoint: ${messageOf(error).replace('--base-url', '--endpoint')}`)
  }
  // A token belongs to the hub that it was made for.
  const own = new URL(process.env['HF_ENDPOINT']?.trim() || defaultEndpoint)
  const sends = token !== undefined && url.origin === own.origin
  if (token !== undefined && !sends)
    process.stderr.write(`HF_TOKEN is not sent to ${url.host}: name it in HF_ENDPOINT if it is for there\n`)
  return createHub({
    endpoint: url,
    ...(sends ? { token } : {}),
    ...(proxy === undefined ? {} : { proxy }),
  })
}

function showCommand(): Command {
  return new Command('show')
    .description('says what a folder of a model is, and whether it can be used')
    .argument('<folder>', 'a Hugging Face folder: config.json, safetensors, tokenizer.json')
    .option('--json', 'print it as one JSON object')
    .exitOverride()
    .showHelpAfterError('(--help lists what can be written here)')
    .action(async (path: string, flags: { readonly json?: boolean }) => {
      const folder = await openModelFolder(path)
      const tokenizer = await openTokenizer(path)
      const { parameters, bytes } = modelSizes(folder)
      print(
        flags.json,
        {
          path,
          config: folder.config,
          parameters,
          bytes,
          bfloat16: folder.tensors.bfloat16,
          tokens: tokenizer.size,
          stop: tokenizer.stop,
          chatTemplate: tokenizer.hasChatTemplate,
        },
        describe(folder, tokenizer)
          .map(([name, value]) => `${name.padEnd(22)}${value}`)
          .join('\n'),
      )
    })
}

function describe(
  folder: ModelFolder,
  tokenizer: TextTokenizer,
): readonly (readonly [name: string, value: string])[] {
  const { config, tensors } = folder
  const { parameters, bytes } = modelSizes(folder)
  const { rotary } = config
  const spare = config.vocabulary - tokenizer.size
  return [
    ['architecture', config.architecture],
    ['parameters', `${(parameters / 1e6).toFixed(1)} million`],
    ['layers', `${config.layers} of width ${config.hidden}, feed-forward ${config.intermediate}`],
    ['heads', `${config.heads} of ${config.headSize}, keys and values ${config.keyValueHeads}`],
    ['positions', `${config.positions}${rotary.scaling === undefined ? '' : ', long wavelengths stretched'}`],
    ['head', config.tied ? 'is the embedding' : 'of its own'],
    ['weights', tensors.bfloat16 ? 'bfloat16' : 'wider than bfloat16'],
    [
      'memory',
      `float32 ${megabytes(bytes.float32)} MB, bf16 ${megabytes(bytes.bfloat16)} MB, int8 ${megabytes(bytes.int8)} MB`,
    ],
    ['tokens', `${tokenizer.size} in the tokenizer, ${config.vocabulary} rows in the model`],
    [
      'room for more tokens',
      spare >= 0 ? String(spare) : 'none: the tokenizer has more tokens than the model has rows',
    ],
    [
      'stops at',
      tokenizer.stop.map((token) => tokenizer.decode([token])).join(' ') || 'nothing: it never stops',
    ],
    ['chat template', tokenizer.hasChatTemplate ? 'yes' : 'none'],
  ]
}
