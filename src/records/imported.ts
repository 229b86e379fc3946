// A line of the file that `import` and `simulate` write: a case, and the conversation recorded with it.
import { z } from 'zod'
import { caseSchema } from './case.ts'
import { conversationSchema } from './conversation.ts'

export const importedCaseSchema = z
  .object({ case: caseSchema, conversation: conversationSchema.optional() })
  .readonly()
export type ImportedCase = z.infer<typeof importedCaseSchema>
