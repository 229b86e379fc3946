// Figure 2: how specific and how implicit the replies of the runs are, as densities. The paper prints no formula for
// either; these are the measures of Wadhwa et al. 2025, whom section 4.2 names, by the words of the replies alone.
// A judge's ratings of the same names stand in the table of judges.
import { densityPoints } from '../../evaluation/judge/wording.ts'
import { curves } from '../drawing/curves.ts'
import type { ReportFigure } from '../figure.ts'
import { printed, quantity, type Quantity } from '../quantity.ts'
import type { Row } from '../table.ts'
import { withInterval } from '../with-interval.ts'

function density(
  trait: 'specificity' | 'implicitness',
  paper: string,
  title: string,
  caption: string,
): ReportFigure {
  return {
    id: trait,
    paper,
    section: 'results',
    title,
    build: ({ judged: { computed, computedFile } }) => {
      const runs = computed.wording
        .map((wording, index) => ({ ...wording[trait], run: wording.run, index }))
        .filter(({ count }) => count > 0)
      const read = (index: number, unit: Quantity['unit'], ...path: string[]): Quantity =>
        quantity(computedFile, ['wording', index, ...path], unit)
      const mean = (index: number): Quantity => read(index, 'score', trait, 'mean')
      const description = `Density of ${trait} from 0 to 1; means: ${runs.map(({ run, index }) => `${run} ${printed(mean(index))}`).join(', ')}.`
      return {
        description,
        svg: curves(
          { id: trait, title, description },
          runs.map(({ run, mean: value, index, density: found }) => ({
            label: `${run}: mean ${printed(mean(index))}`,
            heights: found?.values,
            value: value ?? 0,
          })),
          {
            label: `${trait.charAt(0).toUpperCase()}${trait.slice(1)} of replies, 0 to 1`,
            points: densityPoints,
          },
        ),
        table: {
          caption,
          columns: [
            { label: 'Run', align: 'text' },
            { label: 'Mean', align: 'number' },
            { label: 'Bandwidth', align: 'number' },
            { label: 'Replies', align: 'number' },
            { label: 'Only an option, or none', align: 'number' },
          ],
          rows: runs.map(({ run, index, density: found }): Row => {
            const at = ['wording', index, trait]
            return {
              cells: [
                run,
                withInterval(computedFile, [...at, 'mean'], [...at, 'interval'], 'score'),
                found === null ? '–' : read(index, 'probability', trait, 'density', 'bandwidth'),
                read(index, 'count', trait, 'count'),
                read(index, 'count', 'nothingToRead'),
              ],
            }
          }),
          empty: 'No run has replies with words of their own.',
        },
      }
    },
  }
}

const shared =
  'Gaussian kernels, width by Silverman’s rule, so the curve reaches a little past 0 and 1. The paper names this measure without a formula: shapes can be compared with its Figure 2, heights and places only with care.'

export const specificity = density(
  'specificity',
  'Figure 2 (I)',
  'How specific the replies are',
  `How rare the rarest word of a reply is among the replies of these runs (normalised inverse word frequency). ${shared}`,
)

export const implicitness = density(
  'implicitness',
  'Figure 2 (II)',
  'How implicit the replies are',
  `Share of a reply’s words that stand neither in the conversation nor in the question or options; high is not better. ${shared}`,
)
