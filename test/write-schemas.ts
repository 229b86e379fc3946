// Writes schemas/ anew: `npm run schemas`.
import { join } from 'node:path'
import { writeText } from '../src/kit/jsonl.ts'
import { jsonSchemas } from '../src/records/json-schema.ts'

for (const [name, text] of jsonSchemas()) await writeText(join(import.meta.dirname, '../schemas', name), text)
