// Runs that differ in nothing but chance: one model, asked in one way, with other seeds, other orders of options,
// other examples, or several times. What the spread over seeds and the mining of Hard tasks are made of.
import { canonicalJson } from '../kit/hash.ts'
import type { Run } from '../records/run.ts'

/** One asking of the tasks. */
export interface Seed {
  readonly seed: number
  readonly repeat: number
  readonly permute?: number
}

export function seedsOf({ seed, repeats, permute }: Run): Seed[] {
  return Array.from({ length: repeats }, (_, repeat) => ({
    seed,
    repeat,
    ...(permute === undefined ? {} : { permute }),
  }))
}

/**
 * Equal for runs that ask in one way. The hash of the prompt counts where it is one for all seeds; it is not where
 * options are permuted or examples drawn by the seed, so that there a changed template is not noticed.
 */
export function askedKey({ regime, recipe, shots, permute, forced, promptHash }: Run): string {
  const drawn = shots !== undefined || permute !== undefined
  return canonicalJson({
    regime,
    recipe,
    shots,
    permuted: permute !== undefined,
    forced,
    prompt: drawn ? 'drawn by seed' : promptHash,
  })
}

/** Equal for runs of one family: they differ in seeds only. */
export function familyKey(run: Run): string {
  const { benchmarkId, split, model, endpoint, parameters } = run
  return canonicalJson({ benchmarkId, split, model, endpoint, parameters, asked: askedKey(run) })
}

/**
 * What an asking must not share with another of its family: a model is sent seed + repeat, so that repeat 1 of
 * seed 1 is repeat 0 of seed 2; what is embedded keeps the two apart.
 */
export function drawKey({ seed, repeat, permute }: Seed, { endpoint }: Pick<Run, 'endpoint'>): string {
  const drawn = endpoint === 'embedded' ? `${seed}, repeat ${repeat}` : `${seed + repeat}`
  return permute === undefined ? drawn : `${drawn}, options permuted by ${permute}`
}
