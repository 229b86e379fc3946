// What mining needs to know of a task: a line of tasks.jsonl without its texts, so that those of a large benchmark
// fit in memory. Read field by field; the lines that enter the subset are parsed whole when they are checked again.
import { join } from 'node:path'
import { z } from 'zod'
import { createInterner } from '../../kit/intern.ts'
import { readJsonl } from '../../kit/jsonl.ts'
import { letterSchema } from '../../records/task.ts'
import { taskTypeIds } from '../../taxonomy/task-types.ts'
import { benchmarkFiles } from '../folder.ts'

const lineSchema = z.object({
  id: z.string(),
  caseId: z.string(),
  type: z.enum(taskTypeIds),
  form: z.string(),
  gold: letterSchema,
  source: z.string(),
  corpus: z.string(),
  challenge: z.object({ origin: z.string(), member: z.string(), triple: z.string() }).optional(),
})
export type TaskLine = Readonly<z.infer<typeof lineSchema>>

export async function readTaskLines(folder: string): Promise<TaskLine[]> {
  const intern = createInterner()
  const lines: TaskLine[] = []
  for await (const line of readJsonl(join(folder, benchmarkFiles.tasks), lineSchema)) {
    const { challenge } = line
    lines.push({
      id: line.id,
      caseId: intern(line.caseId),
      type: intern(line.type),
      form: intern(line.form),
      gold: intern(line.gold),
      source: intern(line.source),
      corpus: intern(line.corpus),
      ...(challenge === undefined
        ? {}
        : {
            challenge: {
              origin: intern(challenge.origin),
              member: intern(challenge.member),
              triple: intern(challenge.triple),
            },
          }),
    })
  }
  return lines
}

const groupSchema = z.object({ id: z.string(), group: z.string().optional() })

/** What resampling keeps together, by case: its group, or the case itself. */
export async function readGroups(folder: string): Promise<ReadonlyMap<string, string>> {
  const groups = new Map<string, string>()
  for await (const { id, group } of readJsonl(join(folder, benchmarkFiles.cases), groupSchema))
    groups.set(id, group ?? id)
  return groups
}
