// What a model has in mind at the end of each prompt, kept beside a run's predictions for linear probes
// (decision/probe.ts): one line a task, float32 numbers as base64.
import { join } from 'node:path'
import { existsSync } from 'node:fs'
import { openJournal } from '../kit/journal.ts'

export const hiddenStatesFile = 'hidden.jsonl'

export interface HiddenStates {
  get(taskId: string): Float32Array | undefined
  add(taskId: string, state: Float32Array): void
  close(): void
}

export async function openHiddenStates(folder: string): Promise<HiddenStates> {
  const journal = await openJournal<string>(join(folder, hiddenStatesFile))
  return {
    get: (taskId) => {
      const text = journal.get(taskId)
      return text === undefined ? undefined : decoded(text)
    },
    add: (taskId, state) => journal.add(taskId, encoded(state)),
    close: () => journal.close(),
  }
}

/** All of a run at once; empty where it kept none. */
export async function readHiddenStates(folder: string): Promise<ReadonlyMap<string, Float32Array>> {
  const path = join(folder, hiddenStatesFile)
  if (!existsSync(path)) return new Map()
  const journal = await openJournal<string>(path, 'read')
  try {
    return new Map([...journal.keys()].map((key) => [key, decoded(journal.get(key) as string)]))
  } finally {
    journal.close()
  }
}

/** Little-endian, whatever the machine is. */
function encoded(state: Float32Array): string {
  const bytes = Buffer.alloc(4 * state.length)
  state.forEach((value, index) => bytes.writeFloatLE(value, 4 * index))
  return bytes.toString('base64')
}

function decoded(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64')
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(4 * index))
}
