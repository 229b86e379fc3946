// What many rules ask of one case, reckoned once: kept as long as its conversation is. Other facts or another seed
// for the same conversation make it anew. What is kept must not be changed.
import type { ChallengeMaterial } from './challenge.ts'

type Asked = Pick<ChallengeMaterial, 'conversation' | 'facts' | 'seed'>

export function rememberedOfCase<T>(
  compute: (material: ChallengeMaterial) => T,
): (material: ChallengeMaterial) => T {
  const known = new WeakMap<Asked['conversation'], Omit<Asked, 'conversation'> & { readonly made: T }>()
  return (material) => {
    const { conversation, facts, seed } = material
    const found = known.get(conversation)
    if (found !== undefined && found.facts === facts && found.seed === seed) return found.made
    const made = compute(material)
    known.set(conversation, { facts, seed, made })
    return made
  }
}
