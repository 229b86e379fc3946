// Where the fixtures lie, for tests.
import { fileURLToPath } from 'node:url'

export const fixtureModels = ['qwen2', 'qwen3', 'llama'] as const

/** A path in packages/engine/fixtures. */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url))
}
