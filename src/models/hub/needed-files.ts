// Which files of a model's repository are fetched: what the engine and other tools open as a text model, and what
// says under which terms. Weights in other formats, pictures and examples stay where they are.
import { companionFiles } from '@behaviorbench/engine/checkpoints/model-folder-writer.ts'
import { Failure } from '../../kit/errors.ts'
import type { HubFile } from './hub.ts'

const described = ['config.json', ...companionFiles, 'adapter_config.json', 'adapter_model.safetensors']

const index = 'model.safetensors.index.json'
const shard = /^model-\d+-of-\d+\.safetensors$/
const terms = /^(?:readme\.md|licen[cs]e(?:\.\w+)?|notice(?:\.\w+)?|use_policy\.md)$/i

/** The small ones first, config.json before all: it may show that the rest is of no use. */
export function neededFiles(model: string, files: readonly HubFile[]): readonly HubFile[] {
  const names = new Set(files.map(({ name }) => name))
  const isWeight = (name: string): boolean =>
    names.has(index) ? name === index || shard.test(name) : name === 'model.safetensors'
  const needed = files.filter(({ name }) => described.includes(name) || isWeight(name) || terms.test(name))
  if (!names.has('config.json') && !names.has('adapter_config.json'))
    throw new Failure({
      subject: model,
      what: 'it has no config.json, so it is no model that can be used here.',
    })
  if (!needed.some(({ name }) => name.endsWith('.safetensors'))) {
    throw new Failure({
      subject: model,
      what: 'it has no weights as safetensors.',
      remedy: files.some(({ name }) => name.endsWith('.gguf'))
        ? 'It is a GGUF conversion; take the model that it was made from.'
        : 'Take a version of it that has them.',
    })
  }
  const rank = ({ name }: HubFile): number =>
    name === 'config.json' ? 0 : name.endsWith('.safetensors') ? 2 : 1
  return needed.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
}
