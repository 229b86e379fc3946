import { describe, expect, it } from 'vitest'
import { autonomyLevels } from './autonomy.ts'
import { classOfScore, fiveClasses, threeClassOf, twoClassOf } from './behavior.ts'
import { paperClasses, paperDataset } from './paper/dataset.ts'
import { table2, table6, table7, table8 } from './paper/results-by-type.ts'
import { clinicianStudy, figure3, hardSubset, table3 } from './paper/other-results.ts'
import { paperRecipes, parseRecipe } from './recipes.ts'
import { categories, taskTypeDefinitions, taskTypeIds } from './task-types.ts'

describe('the behaviour spectrum', () => {
  it('has the exact edges of the paper', () => {
    const edges: [number, string][] = [
      [0, 'highly_reactive'],
      [0.199_999, 'highly_reactive'],
      [0.2, 'primarily_reactive'],
      [0.399_999, 'primarily_reactive'],
      [0.4, 'balanced'],
      [0.6, 'balanced'],
      [0.600_001, 'primarily_proactive'],
      [0.8, 'primarily_proactive'],
      [0.800_001, 'highly_proactive'],
      [1, 'highly_proactive'],
    ]
    for (const [score, expected] of edges) expect([score, classOfScore(score)]).toEqual([score, expected])
  })

  it('refuses what is not a score', () => {
    for (const score of [-0.1, 1.1, Number.NaN]) expect(() => classOfScore(score)).toThrow(RangeError)
  })

  it('folds into three and two classes', () => {
    expect(fiveClasses.map(threeClassOf)).toEqual(['RE', 'RE', 'BA', 'PR', 'PR'])
    expect(fiveClasses.map(twoClassOf)).toEqual(['N_PR', 'N_PR', 'N_PR', 'PR', 'PR'])
  })
})

describe('task types', () => {
  it('are thirteen: four reactive, two balanced, seven proactive', () => {
    expect(new Set(taskTypeIds).size).toBe(13)
    const counts = categories.map(
      (category) => taskTypeDefinitions.filter((type) => type.category === category).length,
    )
    expect(counts).toEqual([4, 2, 7])
  })
})

describe('recipes', () => {
  it('parse and refuse', () => {
    expect(parseRecipe('BC-BT-OC-OP')).toEqual(['BC', 'BT', 'OC', 'OP'])
    for (const recipe of paperRecipes) expect(parseRecipe(recipe).join('-')).toBe(recipe)
    for (const wrong of ['', 'BT', 'BT-BT-OP', 'BT-XX-OP'])
      expect(() => parseRecipe(wrong)).toThrow(RangeError)
  })
})

describe('the paper’s numbers', () => {
  it('add up where the paper says they do', () => {
    const classes = Object.values(paperClasses).reduce((sum, count) => sum + count, 0)
    const { advanced, intermediate } = paperDataset.byComplexity
    expect(classes).toBe(paperDataset.tasks)
    expect(advanced + intermediate).toBe(paperDataset.tasks)
  })

  it('have a value from 0 to 100 for each type and column', () => {
    for (const { table, columns } of [table2, table6, table7, table8]) {
      for (const column of columns) {
        for (const type of taskTypeIds) {
          expect(column.byType[type], `${table} ${column.model} ${type}`).toBeGreaterThan(50)
          expect(column.byType[type]).toBeLessThanOrEqual(100)
        }
      }
    }
    expect(Object.keys(table3.rows)).toEqual([...paperRecipes])
  })

  it('have shares that add up to the whole', () => {
    const { confidence, plausible } = clinicianStudy.phase1
    expect(hardSubset.proactive + hardSubset.reactive + hardSubset.balanced).toBe(100)
    expect(confidence.high + confidence.moderate + confidence.low).toBeCloseTo(100, 6)
    expect(plausible.yes + plausible.unsure + plausible.no).toBe(100)
    // Section 4.2: BehaviorSFT leads on all but safety.
    for (const [measure, { general, behavior }] of Object.entries(figure3)) {
      expect([measure, behavior > general]).toEqual([measure, measure !== 'safety'])
    }
  })

  it('have printed averages that follow from their rows, but for the ones the paper misprints', () => {
    const off: string[] = []
    for (const { table, columns } of [table2, table6, table7, table8]) {
      for (const column of columns) {
        for (const category of categories) {
          const rows = taskTypeDefinitions
            .filter((type) => type.category === category)
            .map((type) => column.byType[type.id])
          const mean = rows.reduce((sum, value) => sum + value, 0) / rows.length
          if (Math.abs(mean - column[category]) > 0.35)
            off.push(`${table} ${column.model}, ${column.method}: ${category}`)
        }
      }
    }
    expect(off).toMatchInlineSnapshot(`
      [
        "Table 2 Ensemble (Gemini-2.5-Pro, o1, DeepSeek-R1), zero-shot: reactive",
        "Table 2 Ensemble (Gemini-2.5-Pro, o1, DeepSeek-R1), zero-shot: balanced",
        "Table 2 Ensemble (Gemini-2.5-Pro, o1, DeepSeek-R1), zero-shot: proactive",
        "Table 2 Ensemble (Gemini-2.5-Pro, o1, DeepSeek-R1), few-shot (k = 3): balanced",
        "Table 2 Ensemble (Gemini-2.5-Pro, o1, DeepSeek-R1), few-shot (k = 3): proactive",
        "Table 2 Ensemble (Gemini-2.5-Pro, o1, DeepSeek-R1), zero-shot + explicit instruction: balanced",
        "Table 2 Ensemble (Gemini-2.5-Pro, o1, DeepSeek-R1), zero-shot + explicit instruction: proactive",
        "Table 2 Qwen2.5-7B-Instruct, GeneralSFT: reactive",
        "Table 2 Qwen2.5-7B-Instruct, GeneralSFT: proactive",
        "Table 2 Qwen2.5-7B-Instruct, BehaviorSFT: balanced",
        "Table 2 Llama-3.1-8B-Instruct, GeneralSFT: reactive",
        "Table 2 Llama-3.1-8B-Instruct, GeneralSFT: proactive",
        "Table 2 Llama-3.1-8B-Instruct, BehaviorSFT: reactive",
        "Table 2 Llama-3.1-8B-Instruct, BehaviorSFT: proactive",
        "Table 6 o1, zero-shot: proactive",
      ]
    `)
  })
})

describe('autonomy', () => {
  it('has the six levels in order', () => {
    expect(autonomyLevels.map(({ level }) => level)).toEqual([0, 1, 2, 3, 4, 5])
  })
})
