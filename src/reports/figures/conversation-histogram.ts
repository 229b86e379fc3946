// What Figures 6 and 7 share: a histogram over conversations with our mean and the paper's. The few that lie
// far to the right are drawn as one last bin; the table keeps every bin.
import type { Histogram } from '../../benchmark/statistics.ts'
import { columns, type Bin } from '../drawing/columns.ts'
import type { FigureContent } from '../figure.ts'
import type { ReportMaterial } from '../material.ts'
import { published } from '../published.ts'
import { printed, quantity, type Quantity } from '../quantity.ts'

interface Measure {
  readonly id: string
  readonly title: string
  readonly name: 'turns' | 'characters'
  readonly axis: string
  readonly paperSays: string
}

const mostBins = 40

export function conversationHistogram(
  { statistics, statisticsFile }: ReportMaterial,
  measure: Measure,
): FigureContent {
  const { name } = measure
  const { width, counts }: Histogram = statistics.dataset.conversations[`${name}Histogram`]
  const read = (index: number): Quantity =>
    quantity(statisticsFile, ['dataset', 'conversations', `${name}Histogram`, 'counts', index], 'count')
  const ours = quantity(statisticsFile, ['dataset', 'conversations', name, 'mean'], 'mean')
  const paper = published('dataset.ts', 'Table 5', ['paperDataset', 'conversation', name], 'mean')
  const range = (index: number): string => `${thousands(index * width)}–${thousands((index + 1) * width - 1)}`
  const shown = binsToShow(counts)
  const bins = counts
    .slice(0, shown)
    .map((count, index): Bin => ({ count, colour: 'plain', hint: `${range(index)} ${name}: ${count}` }))
  const rest = counts.slice(shown).reduce((sum, count) => sum + count, 0)
  const beyond = `${thousands(shown * width)} or more`
  if (rest > 0) bins.push({ count: rest, colour: 'quiet', hint: `${beyond}: ${rest}` })
  const total = counts.reduce((sum, count) => sum + count, 0)
  const description =
    total === 0
      ? 'The benchmark has no conversation.'
      : `Histogram of ${thousands(total)} conversations; mean ${printed(ours)}, in the paper ${printed(paper)}.`
  const markers = [
    ...(total === 0 ? [] : [{ value: ours.value ?? 0, label: `mean ${printed(ours)}`, paper: false }]),
    { value: paper.value ?? 0, label: `mean in the paper ${printed(paper)}`, paper: true },
  ]
  return {
    description,
    svg: columns(
      { id: measure.id, title: measure.title, description },
      bins.length === 0 ? [{ count: 0, colour: 'plain', hint: '' }] : bins,
      {
        label: measure.axis,
        start: 0,
        width,
        tick: thousands,
        ...(rest > 0 ? { beyond: `${thousands(shown * width)} +` } : {}),
      },
      markers,
    ),
    table: {
      caption: `Number of conversations by ${measure.axis.toLowerCase()}. ${measure.paperSays}`,
      columns: [
        { label: measure.axis, align: 'text' },
        { label: 'Conversations', align: 'number' },
      ],
      rows: counts.map((_, index) => ({ cells: [range(index), read(index)] })),
      empty: description,
    },
  }
}

/** Enough bins for 99 of 100 conversations, and no more than can be told apart. */
function binsToShow(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  let seen = 0
  const index = counts.findIndex((count) => (seen += count) >= 0.99 * total)
  const needed = index + 1
  return counts.length - needed <= 5 && counts.length <= mostBins ? counts.length : Math.min(needed, mostBins)
}

function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}
