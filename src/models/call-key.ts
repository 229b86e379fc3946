// What a call is known by: the model, where it is, and everything that was asked. Two models never share an
// answer, two repeats never share one, and a picture counts by its content.
import { canonicalJson, sha256 } from '../kit/hash.ts'
import type { GenerateRequest, Model } from './model.ts'

export function callKey(model: Pick<Model, 'id' | 'endpoint'>, request: GenerateRequest): string {
  const { signal: _, messages, repeat = 0, ...parameters } = request
  return sha256(
    canonicalJson({
      model: model.id,
      endpoint: model.endpoint,
      ...parameters,
      repeat,
      messages: messages.map(({ role, content, images }) => ({
        role,
        content,
        ...(images === undefined || images.length === 0 ? {} : { images: images.map(sha256) }),
      })),
    }),
  )
}
