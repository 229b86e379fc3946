// Reasoning that a model writes before its answer, in the marks of the models that do so. It is no answer.

const names = 'think|thinking|thought|thoughts|reasoning|reflection|scratchpad|analysis'
const opening = new RegExp(String.raw`<(?:${names})>|\[(?:${names})\]|◁think▷`, 'giu')
const closing = new RegExp(String.raw`</(?:${names})>|\[/(?:${names})\]|◁/think▷`, 'giu')
const finalChannel = /<\|channel\|>final(?:<\|[^|]*\|>)*/g
const otherChannel = /<\|channel\|>(?!final)/g

/**
 * What stands after the reasoning; the whole text where there is none (a missing opening mark is common and
 * does no harm); undefined where the reasoning never ended.
 */
export function withoutReasoning(text: string): string | undefined {
  const final = [...text.matchAll(finalChannel)].at(-1)
  if (final !== undefined) return withoutReasoning(text.slice(final.index + final[0].length))
  if (text.search(otherChannel) >= 0) return undefined
  const lastOpening = [...text.matchAll(opening)].at(-1)
  const lastClosing = [...text.matchAll(closing)].at(-1)
  if (lastOpening !== undefined && lastOpening.index > (lastClosing?.index ?? -1)) {
    return undefined
  }
  return lastClosing === undefined ? text : text.slice(lastClosing.index + lastClosing[0].length)
}
