// Prints what is wrong with the knowledge base, by file and line: `npx tsx src/knowledge/check.ts [FOLDER]`.
import { describeProblem } from '../kit/errors.ts'
import { inconsistencies } from './consistency.ts'
import { dataFolder } from './knowledge.ts'
import { readTables } from './read-tables.ts'
import { tableNames } from './tables.ts'

const { tables, problems } = readTables(process.argv[2] ?? dataFolder)
const faults = [...problems, ...inconsistencies(tables)]
for (const fault of faults) console.log(describeProblem(fault))
console.log(tableNames.map((name) => `${name} ${tables[name].length}`).join(', '))
console.log(faults.length === 0 ? 'No fault.' : `${faults.length} faults.`)
process.exitCode = faults.length === 0 ? 0 : 1
