// The registry of sources: every format that can be imported. Order matters: the first source that sniffs
// "yes" reads the file, so specific formats stand before general ones and plain text stands last.
import { cdsHooks } from './cds-hooks.ts'
import { dialogueCsv } from './dialogue-csv.ts'
import { fhir } from './fhir.ts'
import { jats } from './jats.ts'
import { mcqCsv } from './mcq-csv.ts'
import { medec } from './medec.ts'
import { pdf } from './pdf.ts'
import { phenopacket } from './phenopacket.ts'
import { tabularImages } from './tabular-images.ts'
import { text } from './text.ts'
import { textgrid } from './textgrid.ts'
import type { Source } from './source.ts'

export const sources: readonly Source[] = [
  jats,
  cdsHooks,
  fhir,
  phenopacket,
  tabularImages,
  dialogueCsv,
  textgrid,
  medec,
  mcqCsv,
  pdf,
  text,
]

/** The source of that name, as in `--source jats`; undefined when there is none. */
export function sourceNamed(name: string): Source | undefined {
  return sources.find((source) => source.name === name)
}
