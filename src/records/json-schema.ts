// The records as JSON Schema (draft 2020-12), for readers in other languages. `npm run schemas` writes them
// into schemas/; a test keeps the committed files equal to what the zod schemas say.
import { z } from 'zod'
import { benchmarkSchema, splitRowSchema } from './benchmark.ts'
import { caseSchema } from './case.ts'
import { conversationSchema } from './conversation.ts'
import { decidedSchema, decisionSchema } from './decision.ts'
import { factSchema } from './fact.ts'
import { minedRowSchema } from './hard.ts'
import { importedCaseSchema } from './imported.ts'
import {
  judgementSchema,
  judgeScoresSchema,
  judgingSchema,
  pairJudgementSchema,
  pairScoresSchema,
} from './judgement.ts'
import { predictionSchema } from './prediction.ts'
import { runSchema } from './run.ts'
import { runScoresSchema } from './score.ts'
import { taskSchema } from './task.ts'

const records = {
  'imported-case': importedCaseSchema,
  case: caseSchema,
  fact: factSchema,
  conversation: conversationSchema,
  task: taskSchema,
  split: splitRowSchema,
  benchmark: benchmarkSchema,
  'mined-task': minedRowSchema,
  prediction: predictionSchema,
  run: runSchema,
  scores: runScoresSchema,
  decision: decisionSchema,
  decided: decidedSchema,
  judging: judgingSchema,
  judgement: judgementSchema,
  'judge-scores': judgeScoresSchema,
  'pair-judgement': pairJudgementSchema,
  'pair-scores': pairScoresSchema,
} as const

/** File name → text of the schema. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(records).map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify({ title: name, ...z.toJSONSchema(schema) }, null, 2)}\n`,
    ]),
  )
}
