import { expect, it } from 'vitest'
import { familiesOf, kinshipOf } from './kinship.ts'

it.each([
  ['gpt-4o-mini', 'gpt-4o-mini', 'same_model'],
  ['openai/gpt-4o-mini', 'GPT-4o-mini', 'same_model'],
  ['gpt-4o-mini', 'o3', 'same_family'],
  ['Qwen/Qwen2.5-72B-Instruct', 'qwen2.5-7b-behaviorsft', 'same_family'],
  ['meta-llama/Llama-3.1-8B', 'DeepSeek-R1-Distill-Llama-8B', 'same_family'],
  ['gpt-4o-mini', 'Qwen2.5-7B-Instruct', 'none'],
  ['gpt-4o-mini', 'claude-3-opus', 'none'],
  ['unheard-of', 'never-seen', 'none'],
  ['gemini-2.5-pro', 'vote of gemini-2.5-pro and o1', 'same_family'],
])('%s judging %s: %s', (judge, judged, kinship) => {
  expect(kinshipOf(judge, [judged])).toBe(kinship)
})

it('goes by any of the judged', () => {
  expect(kinshipOf('gpt-4o', ['claude-3-opus', 'o1'])).toBe('same_family')
})

it('takes no family from letters inside a word', () => {
  expect(familiesOf('dolphin-mix')).toEqual([])
  expect(familiesOf('foo1-model')).toEqual([])
})
