// Observation charts as a reader sees them: no two pieces of print lie on each other, none leaves the picture.
import { expect, it } from 'vitest'
import { knowledge } from '../../knowledge/knowledge.ts'
import { defaultDistributions } from '../distributions.ts'
import { simulateCase } from '../simulate.ts'
import { vitalChart } from './vital-chart.ts'

interface Box {
  readonly words: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Boxes of the upright print, by the mean width of a letter. */
function boxes(svg: string): Box[] {
  const print = /<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)" text-anchor="(\w+)"[^>]*>([^<]*)</g
  return [...svg.matchAll(print)].flatMap(([element, x, y, size, anchor, words = '']) => {
    if (element.includes('rotate')) return []
    const width = words.length * Number(size) * 0.58
    const left = Number(x) - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0)
    return [{ words, left, right: left + width, top: Number(y) - 0.75 * Number(size), bottom: Number(y) }]
  })
}

function expectClean(svg: string): void {
  const width = Number(/width="(\d+)"/.exec(svg)?.[1])
  const all = boxes(svg)
  for (const [index, one] of all.entries()) {
    expect(one.left, `"${one.words}" lies inside`).toBeGreaterThanOrEqual(0)
    expect(one.right, `"${one.words}" lies inside`).toBeLessThanOrEqual(width)
    for (const other of all.slice(index + 1)) {
      const isApart =
        one.right <= other.left ||
        other.right <= one.left ||
        one.bottom <= other.top ||
        other.bottom <= one.top
      expect(isApart, `"${one.words}" and "${other.words}"`).toBe(true)
    }
  }
}

it('are clean for all conditions', () => {
  const base = knowledge()
  const settings = { seed: 9, distributions: { ...defaultDistributions, charts: 1 } }
  for (let number = 0; number < base.conditions.size; number++) {
    const { drawings } = simulateCase(number, settings, base)
    for (const { image, svg } of drawings) if (image.id === 'chart') expectClean(svg)
  }
})

it('keep two values apart that are the same or nearly so, whichever is higher', () => {
  const moments = [120, 118, 124, 121].map((rate, index) => ({
    id: `m${index}`,
    name: 'a long time after the first injection',
    hour: index,
    vitals: new Map([
      ['heart-rate', rate],
      ['systolic', 121],
    ]),
    labs: new Map(),
    gone: [],
  }))
  expectClean(vitalChart(moments))
})
