// A regime that is one template and nothing else: it is named as its file in templates/.
import { itemValues } from '../item.ts'
import type { Regime } from '../prompt.ts'
import { fill, readTemplate } from '../template.ts'

export function singleTemplate(name: string): Regime {
  const template = readTemplate(name)
  return {
    name,
    material: { template },
    render: (task, context) => ({
      messages: [{ role: 'user', content: fill(template, itemValues(task, context)) }],
      shots: [],
    }),
  }
}
