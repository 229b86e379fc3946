// Diseases and interpretations → diagnoses; causal variants → genetic findings.
import { defined, type EntryDraft } from '../entry.ts'
import { at, objectsAt, textAt, type Json, type JsonObject } from '../json.ts'
import type { Statement } from '../../records/statement.ts'
import { termCode } from './feature.ts'
import { timeAt } from './onset.ts'

/** Diagnoses by disease; an interpretation adds only what the list of diseases has not named. */
export function readDiseases(document: Json): EntryDraft[] {
  const listed = objectsAt(document, 'diseases').flatMap((disease, index) =>
    diagnosisOf(at(disease, 'term'), `diseases/${index}`, {
      negated: at(disease, 'excluded') === true,
      onset: timeAt(disease, 'onset')?.text,
    }),
  )
  const known = new Set(listed.map(({ code }) => code?.code))
  const interpreted = objectsAt(document, 'interpretations').flatMap((interpretation, index) => {
    const certainty = ['SOLVED', 'COMPLETED'].includes(textAt(interpretation, 'progressStatus') ?? '')
      ? ('certain' as const)
      : ('possible' as const)
    const drafts = diagnosisOf(at(interpretation, 'diagnosis', 'disease'), `interpretations/${index}`, {
      certainty,
    })
    return drafts.filter(({ code }) => code === undefined || !known.has(code.code))
  })
  return [...listed, ...interpreted]
}

/** Names of diseases are proper names of their catalogue (OMIM, Orphanet, MONDO) and stay as printed. */
function diagnosisOf(
  term: Json | undefined,
  resource: string,
  more: Pick<EntryDraft, 'negated' | 'certainty'> & { readonly onset?: string | undefined },
): EntryDraft[] {
  const label = textAt(term, 'label')
  if (label === undefined) return []
  const code = termCode(term)
  const hedge = more.negated === true ? 'not ' : more.certainty === 'possible' ? 'possible ' : ''
  const catalogue = code === undefined ? '' : ` [${code.code}]`
  // The onset is that of the disease. When it was recognised is not told, so the diagnosis has no time.
  const { onset, ...fields } = more
  const details = [onset === undefined || onset.endsWith('onset') ? onset : `onset ${onset}`]
  return [
    {
      kind: 'diagnosis',
      name: label,
      line: `diagnosis: ${hedge}${label}${catalogue}`,
      details,
      resource,
      code,
      ...fields,
    },
  ]
}

const classifications: Readonly<Record<string, string>> = {
  PATHOGENIC: 'pathogenic',
  LIKELY_PATHOGENIC: 'likely pathogenic',
  UNCERTAIN_SIGNIFICANCE: 'of uncertain significance',
  LIKELY_BENIGN: 'likely benign',
  BENIGN: 'benign',
}

/** One entry per variant: "FBN1 variant NM_000138.5:c.8155_8156del, heterozygous, pathogenic". */
export function readVariants(document: Json): EntryDraft[] {
  return objectsAt(document, 'interpretations').flatMap((interpretation, index) =>
    objectsAt(interpretation, 'diagnosis', 'genomicInterpretations').flatMap((genomic, position) => {
      const draft = variantOf(genomic)
      return draft === undefined
        ? []
        : [{ ...draft, resource: `interpretations/${index}/genomicInterpretations/${position}` }]
    }),
  )
}

function variantOf(
  genomic: JsonObject,
): (Omit<EntryDraft, 'resource'> & Pick<Statement, 'kind' | 'name'>) | undefined {
  const descriptor = at(genomic, 'variantInterpretation', 'variationDescriptor')
  const gene = textAt(descriptor, 'geneContext', 'symbol') ?? textAt(genomic, 'gene', 'symbol')
  const expressions = objectsAt(descriptor, 'expressions')
  const expression = (syntax: string): string | undefined =>
    textAt(
      expressions.find((found) => at(found, 'syntax') === syntax),
      'value',
    )
  const change = expression('hgvs.c') ?? expression('hgvs.g') ?? textAt(descriptor, 'label')
  const protein = /p\.\S+$/.exec(expression('hgvs.p') ?? '')?.[0]
  const value = [change, protein === undefined ? undefined : `(${protein.replace(/^p\.\((.*)\)$/, 'p.$1')})`]
    .filter((part) => part !== undefined)
    .join(' ')
  if (gene === undefined || value === '') return undefined
  const zygosity = textAt(descriptor, 'allelicState', 'label')?.toLowerCase()
  const classified =
    classifications[textAt(genomic, 'variantInterpretation', 'acmgPathogenicityClassification') ?? '']
  const rejected = textAt(genomic, 'interpretationStatus') === 'REJECTED'
  return {
    ...defined<Pick<EntryDraft, 'code'>>({ code: geneCode(descriptor) }),
    kind: 'lab',
    name: `${gene} variant`,
    value,
    line: `genetic test: ${gene} variant ${value}`,
    details: [zygosity, classified, rejected ? 'not the cause' : undefined],
  }
}

function geneCode(descriptor: Json | undefined): EntryDraft['code'] {
  const id = textAt(descriptor, 'geneContext', 'valueId')
  return id === undefined
    ? undefined
    : defined<NonNullable<EntryDraft['code']>>({
        system: id.split(':')[0] ?? 'HGNC',
        code: id,
        display: textAt(descriptor, 'geneContext', 'symbol'),
      })
}
