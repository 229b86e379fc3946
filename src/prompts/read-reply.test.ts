import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { letters, type Letter } from '../records/task.ts'
import { behaviorTokens, fiveClasses } from '../taxonomy/behavior.ts'
import { paperRecipes, parseRecipe, recipeSegments, type Recipe } from '../taxonomy/recipes.ts'
import { readReply } from './read-reply.ts'

const options = [
  'Stop the apixaban',
  'Repeat the potassium',
  'Nothing needs to be raised',
  'Start gentamicin',
].map((text, place) => ({ letter: letters[place] as Letter, text }))
const recipes: readonly Recipe[] = [
  ...paperRecipes.map((recipe) => parseRecipe(recipe)),
  [...recipeSegments].toReversed(),
]

describe('readReply', () => {
  it('reads token, class and option back in any recipe', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...recipes),
        fc.constantFrom(...behaviorTokens),
        fc.constantFrom(...fiveClasses),
        fc.constantFrom('A', 'B', 'C', 'D'),
        (recipe, token, behaviorClass, letter) => {
          const written = {
            BT: `Behavior: ${token} ${behaviorClass}`,
            BC: 'Behavior reasoning: The dose is too high, so a balanced or <reactive> reply would harm.',
            OC: 'Option reasoning: A and D would harm; B settles the question.',
            OP: `Answer: ${letter}`,
          }
          const reply = recipe.map((segment) => written[segment]).join('\n')
          expect(readReply(reply, options, recipe)).toEqual({ answer: letter, token, behaviorClass })
        },
      ),
    )
  })

  const behavior: Recipe = ['BT', 'OC', 'OP']
  it.each([
    [
      'highly_proactive\nThe dose is too high.\n<answer>A</answer>\nStop the apixaban',
      'A',
      undefined,
      'highly_proactive',
    ],
    [
      '**Behavior:** Highly Proactive\n\nRationale: it bleeds.\n\n<answer>A</answer>',
      'A',
      undefined,
      'highly_proactive',
    ],
    ['<proactive>\nAnswer: D', 'D', '<proactive>', undefined],
    ['1. Behavior: `<reactive>` primarily-reactive\n2. Answer: C', 'C', '<reactive>', 'primarily_reactive'],
    ['Behaviour: <reactive> balanced\nAnswer: B', 'B', '<reactive>', 'balanced'],
    ['Behavior: <reactive> or <proactive>\nAnswer: B', 'B', undefined, undefined],
    ['Behavior: balanced or highly_reactive\nAnswer: B', 'B', undefined, undefined],
    [
      'A balanced crystalloid was given before, at the same rate as on the ward.\nAnswer: B',
      'B',
      undefined,
      undefined,
    ],
    [
      '<think>Behavior: <reactive> balanced</think>Behavior: <proactive> highly_proactive\nAnswer: B',
      'B',
      '<proactive>',
      'highly_proactive',
    ],
  ])('reads %j', (reply, answer, token, behaviorClass) => {
    expect(readReply(reply, options, behavior)).toEqual({
      answer,
      ...(token === undefined ? {} : { token }),
      ...(behaviorClass === undefined ? {} : { behaviorClass }),
    })
  })

  it('reads no behaviour where none was asked for', () => {
    expect(readReply('Behavior: <proactive> balanced\nAnswer: B', options)).toEqual({ answer: 'B' })
  })
})
