// The behaviour-token regime: the model names the behaviour that the situation calls for, beside its answer.
// Its recipe says what is asked for and in which order (taxonomy/recipes.ts, Table 3 of the paper); the
// recipe "paper" is the prompt of appendix F, which asks for the class, the rationale and the option.
import { parseRecipe, type Recipe } from '../../taxonomy/recipes.ts'
import { itemValues } from '../item.ts'
import type { Regime } from '../prompt.ts'
import { fill, readTemplate } from '../template.ts'

export const paperRecipe = 'paper'
const paperSegments: Recipe = ['BT', 'OC', 'OP']

/** Throws a RangeError for a recipe that there cannot be. */
export function behaviorToken(name: string): Regime {
  const paper = name === paperRecipe
  const segments = paper ? paperSegments : parseRecipe(name)
  const template = paper
    ? readTemplate('behavior-token-paper')
    : fill(readTemplate('behavior-token'), { steps: stepsText(segments) })
  return {
    name: 'behavior-token',
    recipe: { name, segments },
    material: { template },
    render: (task, context) => ({
      messages: [{ role: 'user', content: fill(template, itemValues(task, context)) }],
      shots: [],
    }),
  }
}

function stepsText(segments: Recipe): string {
  return segments.map((segment, index) => `${index + 1}. ${readTemplate(`segments/${segment}`)}`).join('\n')
}
