// Questions that carry the corpus's own key: right is the text of the key, wrong is what differs from it.
import type { Label } from '../../records/label.ts'
import { plain, similarity } from '../words.ts'
import { quantities } from '../quantity.ts'
import type { Answer, Oracle } from './oracle.ts'

export const keyed: Oracle<'keyed'> = {
  probe: 'keyed',
  prepare: ({ label: index }, material) => {
    const label = material.case.labels[index]
    const keys = label === undefined ? [] : keysOf(label)
    const problems = keys.length === 0 ? ['the label holds no key'] : []
    const judge = (option: string): Answer => {
      if (keys.some((key) => plain(key) === plain(option))) return 'right'
      const near = keys.some(
        (key) =>
          similarity(key, option) >= 0.9 &&
          quantities(key)
            .map((quantity) => quantity.value)
            .join() ===
            quantities(option)
              .map((quantity) => quantity.value)
              .join(),
      )
      return near ? 'undecidable' : 'wrong'
    }
    return { problems, judge }
  },
}

/** The texts that are right by the label. */
function keysOf(label: Label): string[] {
  const texts: (string | undefined)[] = []
  switch (label.kind) {
    case 'question':
      texts.push(label.options[label.answer])
      break
    case 'error':
      texts.push(label.present ? label.correction : undefined)
      break
    case 'card':
      texts.push(...(label.present ? [label.summary, label.detail, ...(label.suggestions ?? [])] : []))
      break
    case 'order':
      texts.push(label.description)
      break
    case 'checklist':
      texts.push(label.item)
      break
  }
  return texts.filter((text): text is string => text !== undefined && text !== '')
}
