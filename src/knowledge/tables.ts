// The tables of the knowledge base: folder name → what a row must look like. A new table is a line here.
import { findingSchema } from './finding.ts'
import { actionSchema, scoreSchema, standardSchema } from './care.ts'
import { comorbiditySchema } from './comorbidity.ts'
import { conditionSchema } from './condition.ts'
import {
  allergyGroupSchema,
  contraindicationSchema,
  crossReactivitySchema,
  drugClassSchema,
  drugSchema,
  interactionSchema,
} from './drug.ts'
import { analyteSchema, vitalSchema } from './measure.ts'
import { citationSchema } from './row.ts'

export const tableSchemas = {
  sources: citationSchema,
  analytes: analyteSchema,
  vitals: vitalSchema,
  findings: findingSchema,
  'drug-classes': drugClassSchema,
  drugs: drugSchema,
  'allergy-groups': allergyGroupSchema,
  'cross-reactivity': crossReactivitySchema,
  interactions: interactionSchema,
  contraindications: contraindicationSchema,
  actions: actionSchema,
  standards: standardSchema,
  scores: scoreSchema,
  comorbidities: comorbiditySchema,
  conditions: conditionSchema,
} as const

export type TableName = keyof typeof tableSchemas
export const tableNames = Object.keys(tableSchemas) as readonly TableName[]
