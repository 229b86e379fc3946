// The YAML front matter of a Markdown case: title, licence and the patient's strata, as its author states
// them. Unknown keys are allowed; a known key with a wrong value is an error with its line.
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import type { Problem } from '../kit/errors.ts'
import { strataSchema, type Licence, type Strata } from '../records/case.ts'
import { recogniseLicence } from './licence.ts'

const text = z.union([z.string(), z.number()]).transform((value) => String(value).trim())

const frontMatterSchema = z.object({
  title: text.optional(),
  licence: text.optional(),
  license: text.optional(),
  attribution: text.optional(),
  /** DOI or other identifier of the document in the world. */
  document: text.optional(),
  age: z.union([z.coerce.number().min(0).max(130), z.literal('unknown')]).nullish(),
  sex: z
    .string()
    .transform((value) => value.trim().toLowerCase())
    .pipe(z.enum(strataSchema.unwrap().shape.sex.options))
    .nullish(),
  race: text.nullish(),
  language: text.nullish(),
  insurance: text.nullish(),
  group: text.optional(),
})

export interface FrontMatter {
  readonly title: string | undefined
  readonly licence: Licence | undefined
  readonly document: string | undefined
  readonly group: string | undefined
  /** Only what it states. */
  readonly strata: Partial<Strata>
  /** The text after it. */
  readonly body: string
}

const none: Omit<FrontMatter, 'body'> = {
  title: undefined,
  licence: undefined,
  document: undefined,
  group: undefined,
  strata: {},
}

type Fault = Pick<Problem, 'place' | 'what' | 'remedy'>

/** The front matter and the rest; a fault where it is not YAML or a value does not fit. */
export function readFrontMatter(source: string): FrontMatter | Fault {
  const match = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(source)
  const yaml = match?.[1]
  // A rule at the top of a plain text is no front matter; YAML starts with a key or a comment.
  if (match === null || yaml === undefined || !/^\s*(?:#|[\w-]+\s*:)/.test(yaml))
    return { ...none, body: source }
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false })
  const [error] = document.errors
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0])
    // The parser's message may quote the document; its code does not.
    return fault(`line ${line + 1}, column ${col}`, `the front matter is not valid YAML (${error.code}).`)
  }
  const value = toValue(document)
  const parsed = frontMatterSchema.safeParse(value)
  if (!parsed.success) {
    const key = String(parsed.error.issues[0]?.path[0] ?? '')
    return fault(`field "${key}"`, 'the front matter has a value that does not fit.')
  }
  return { ...interpret(parsed.data), body: source.slice(match[0].length) }
}

/** Aliases are not followed: nobody needs them here, and they can grow without bound. */
function toValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 0 })
    return value
  } catch {
    return undefined
  }
}

function fault(place: string, what: string): Fault {
  return {
    place,
    what,
    remedy: 'Keys: title, licence, attribution, age, sex, race, language, insurance, group.',
  }
}

function interpret(data: z.output<typeof frontMatterSchema>): Omit<FrontMatter, 'body'> {
  const named = data.licence ?? data.license
  const licence = named === undefined ? undefined : (recogniseLicence(named) ?? { id: named || 'unknown' })
  const credited =
    licence === undefined || data.attribution === undefined
      ? licence
      : { ...licence, attribution: data.attribution }
  const strata: Partial<Strata> = {
    ...(typeof data.age === 'number' ? { age: data.age } : {}),
    ...(data.sex === undefined || data.sex === null ? {} : { sex: data.sex }),
    ...Object.fromEntries(
      (['race', 'language', 'insurance'] as const).flatMap((key) => {
        const value = data[key]
        return value === undefined || value === null || value === '' ? [] : [[key, value]]
      }),
    ),
  }
  return {
    title: data.title,
    licence: credited,
    document: data.document,
    group: data.group === undefined || data.group === '' ? undefined : data.group,
    strata,
  }
}
