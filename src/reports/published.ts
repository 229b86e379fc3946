// The paper's published numbers as files to read quantities from, each under the table or figure it is
// printed in.
import { paperClasses, paperDataset } from '../taxonomy/paper/dataset.ts'
import { figure3, table3, table4, table9 } from '../taxonomy/paper/other-results.ts'
import { table2, table6, table7, table8 } from '../taxonomy/paper/results-by-type.ts'
import { quantity, type Path, type Quantity, type Unit } from './quantity.ts'

const files = {
  'dataset.ts': { paperDataset, paperClasses },
  'other-results.ts': { figure3, table3, table4, table9 },
  'results-by-type.ts': { table2, table6, table7, table8 },
} as const

/** `path` begins with the name of the export. */
export function published(file: keyof typeof files, place: string, path: Path, unit: Unit): Quantity {
  return quantity({ file: `src/taxonomy/paper/${file}`, content: files[file], place }, path, unit)
}

export const paperTasks = published('dataset.ts', 'section 2', ['paperDataset', 'tasks'], 'count')
