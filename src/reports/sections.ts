// The sections of the report by name, with the sentence that opens each.
import type { SectionId } from './table.ts'

export const sectionTitles: Readonly<
  Record<SectionId, { readonly title: string; readonly short: string; readonly opening: string }>
> = {
  dataset: {
    title: 'The data set',
    short: 'Data set',
    opening:
      'The statistics of the paper’s appendix C for this benchmark; diamonds and dashed lines are the paper’s.',
  },
  coverage: {
    title: 'What the sources gave',
    short: 'Coverage',
    opening: 'Which corpus gave which type of task, what its labels became, and what was dropped.',
  },
  shortcuts: {
    title: 'The shortcut audit',
    short: 'Audit',
    opening:
      'A benchmark that can be solved without understanding the case measures nothing. These solvers understand nothing.',
  },
  results: {
    title: 'Results',
    short: 'Results',
    opening:
      'What the evaluated models and solvers reached, with the paper’s results on its own tasks beside them.',
  },
  speaking: {
    title: 'When to speak',
    short: 'Speaking',
    opening:
      'Between silence and an alert a model decides by its behaviour token. What its probability is worth, and what other rules than the likelier token miss, raise in vain and cost.',
  },
}
