// What to say of a file that no source reads: that its XML or JSON is broken, and where; that it is a
// licence, a README, an index or a picture; or only that nothing here knows its kind.
import type { Problem } from '../kit/errors.ts'
import { isImageName } from './image-file.ts'
import { parseJson } from './json-fault.ts'
import { isLicenceName } from './licence.ts'
import type { BatchFile, SourceFile } from './source.ts'
import { isXmlFault, parseXml } from './xml.ts'

export interface Unclaimed {
  readonly kind: 'skipped' | 'failed'
  readonly problem: Problem
}

/** What the name alone says a file is, where that settles that it holds no case; it need not be read then. */
export function knownByName(file: BatchFile): Problem | undefined {
  const subject = file.relative
  if (isLicenceName(file.name))
    return { subject, what: 'it is a licence; it applies to the files beside it.' }
  if (file.name === 'SOURCE.md') return { subject, what: 'it is a data card; it names licence and origin.' }
  if (/^(?:readme|notice|changelog|citation|authors|contributing)(?:\.\w+)?$/i.test(file.name))
    return { subject, what: 'it is documentation, not a case.' }
  if (/^index\.(?:csv|tsv|md|html?|jsonl?)$/i.test(file.name))
    return { subject, what: 'it is an index of other files, not a case.' }
  if (/\.(?:[cm]?[jt]sx?|py|rb|r|sh|java|go|rs|c|h|cpp|ipynb|css|sql)$/i.test(file.name))
    return { subject, what: 'it is program code, not a case.' }
  return undefined
}

/** Why a picture that no document of the batch names is left out; undefined for other files. */
export function unnamedImage(file: BatchFile): Problem | undefined {
  if (!isImageName(file.name)) return undefined
  return { subject: file.relative, what: 'an image; imported with the document that names it.' }
}

/** The verdict on a file that was read, where no source says it is its own. */
export function unclaimed(file: SourceFile): Unclaimed {
  const subject = file.relative
  const text = file.text
  if (text === undefined)
    return {
      kind: 'skipped',
      problem: { subject, what: 'it is a binary file of a kind that no source reads.' },
    }
  if (text.trim() === '')
    return { kind: 'failed', problem: { subject, what: 'the file holds only white space.' } }
  const fault = brokenData(file.name, text)
  if (fault !== undefined) {
    const place = `line ${fault.line}, column ${fault.column}`
    return { kind: 'failed', problem: { subject, place, what: fault.what, remedy: 'Mend the file there.' } }
  }
  return {
    kind: 'skipped',
    problem: { subject, what: 'no source knows this kind of file.', remedy: 'Name one with --source.' },
  }
}

function brokenData(
  name: string,
  text: string,
): { readonly line: number; readonly column: number; readonly what: string } | undefined {
  const start = text.slice(0, 200).trimStart()
  if (/\.json$/i.test(name) || (start.startsWith('{') && !/\.jsonl$/i.test(name))) {
    const parsed = parseJson(text)
    return 'value' in parsed ? undefined : parsed
  }
  if (/\.(?:xml|nxml)$/i.test(name) || start.startsWith('<?xml')) {
    const parsed = parseXml(text)
    return isXmlFault(parsed) ? parsed : undefined
  }
  return undefined
}
