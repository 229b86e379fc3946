// Croissant 1.1 metadata with the responsible-AI vocabulary (croissant.json), so that tools which know neither us
// nor Hugging Face can read the dataset. mlcroissant reads the folder by it (bench/exports.ts). Who published it,
// where and when is the publisher's to say; what was not said is left out rather than invented.
import type { ExportJob } from '../export-format.ts'
import { licenceAddress } from '../licence-terms.ts'
import { licenceCounts, type Tally } from '../tally.ts'
import type { DatasetTable } from './dataset-table.ts'
import type { Feature } from './feature.ts'

type Json = Record<string, unknown>

export function croissant({ header, publication, tally }: ExportJob, tables: readonly DatasetTable[]): Json {
  const { creator, url, published } = publication
  return {
    '@context': context,
    '@type': 'sc:Dataset',
    conformsTo: ['http://mlcommons.org/croissant/1.1', 'http://mlcommons.org/croissant/RAI/1.0'],
    name: header.name,
    description: `${tally.tasks()} multiple-choice tasks about clinical conversations, from reactive to proactive, made by BehaviorBench. Nothing in it is medical advice.`,
    identifier: header.id,
    version: '1.0.0',
    inLanguage: 'en',
    keywords: ['medical', 'clinical', 'conversation', 'benchmark', 'multiple-choice', 'proactivity'],
    license: licences(tally),
    citeAs: 'BehaviorSFT, Findings of EMNLP 2025, https://arxiv.org/abs/2505.21757',
    ...(creator === undefined ? {} : { creator: { '@type': 'sc:Organization', name: creator } }),
    ...(url === undefined ? {} : { url }),
    ...(published === undefined ? {} : { datePublished: published }),
    distribution: tables.flatMap(distribution),
    recordSet: tables.flatMap((table) => [splitSet(table), recordSet(table)]),
    ...responsible(tally),
  }
}

/** Addresses where there are any, identifiers otherwise. */
function licences(tally: Tally): string[] {
  return [...new Set(licenceCounts(tally).map(({ licence }) => licenceAddress(licence) ?? licence.id))]
}

function distribution({ name, folder, splits }: DatasetTable): Json[] {
  const files = splits.flatMap((split) => split.files)
  return [
    ...files.map(({ path, bytes, sha256 }) => ({
      '@type': 'cr:FileObject',
      '@id': path,
      name: path,
      contentUrl: path,
      contentSize: `${bytes} B`,
      encodingFormat: 'application/x-parquet',
      sha256,
    })),
    {
      '@type': 'cr:FileSet',
      '@id': `${name}-files`,
      name: `${name}-files`,
      description: `All Parquet files of ${name}.`,
      encodingFormat: 'application/x-parquet',
      includes: `${folder}/*.parquet`,
    },
  ]
}

function splitSet({ name, splits }: DatasetTable): Json {
  const id = `${name}-splits`
  return {
    '@type': 'cr:RecordSet',
    '@id': id,
    name: id,
    description: `Splits of ${name}.`,
    dataType: 'cr:Split',
    key: { '@id': `${id}/name` },
    field: [{ '@type': 'cr:Field', '@id': `${id}/name`, name: 'name', dataType: 'sc:Text' }],
    data: splits.map((split) => ({ [`${id}/name`]: split.name })),
  }
}

function recordSet({ name, what, folder, columns }: DatasetTable): Json {
  const split = {
    '@type': 'cr:Field',
    '@id': `${name}/split`,
    name: 'split',
    description: 'The split that the row is in.',
    dataType: 'sc:Text',
    source: {
      fileSet: { '@id': `${name}-files` },
      extract: { fileProperty: 'fullpath' },
      transform: { regex: `${folder}/(train|validation|test)-.*parquet$` },
    },
    references: { field: { '@id': `${name}-splits/name` } },
  }
  return {
    '@type': 'cr:RecordSet',
    '@id': name,
    name,
    description: what,
    field: [
      split,
      ...columns.map((column) => ({
        ...field(name, column.name, column.feature, { column: column.name, set: `${name}-files` }),
        description: column.what,
      })),
    ],
  }
}

interface Origin {
  readonly set: string
  readonly column: string
  readonly path?: string
}

function field(parent: string, name: string, feature: Feature, origin: Origin): Json {
  const id = `${parent}/${name}`
  const listed = typeof feature !== 'string' && 'list' in feature
  const inner = listed ? feature.list : feature
  const base: Json = {
    '@type': 'cr:Field',
    '@id': id,
    name,
    ...(listed ? { isArray: true, arrayShape: '-1' } : {}),
  }
  if (typeof inner !== 'string' && 'struct' in inner) {
    const subField = Object.entries(inner.struct).map(([key, of]) =>
      field(id, key, of, { ...origin, path: origin.path === undefined ? key : `${origin.path}.${key}` }),
    )
    return { ...base, subField }
  }
  const transform =
    inner === 'image'
      ? { jsonPath: 'bytes' }
      : origin.path === undefined
        ? undefined
        : { jsonPath: origin.path }
  return {
    ...base,
    dataType: dataTypes[inner as keyof typeof dataTypes],
    source: {
      fileSet: { '@id': origin.set },
      extract: { column: origin.column },
      ...(transform === undefined ? {} : { transform }),
    },
  }
}

const dataTypes = {
  string: 'sc:Text',
  int32: 'cr:Int32',
  float64: 'cr:Float64',
  bool: 'sc:Boolean',
  image: 'sc:ImageObject',
} as const

function responsible({ origins }: Tally): Json {
  const simulated = origins.get('simulated') ?? 0
  const all = [...origins.values()].reduce((sum, count) => sum + count, 0)
  return {
    'rai:dataCollection': `Conversations are recorded ones of the source corpora, documents retold as talk, or simulated patients of a clinical knowledge base (${simulated} of ${all} tasks). Tasks are made from facts that stand word for word in their case.`,
    'rai:dataCollectionType':
      simulated === all ? ['Software Collection'] : ['Secondary Data analysis', 'Software Collection'],
    'rai:dataPreprocessingProtocol': [
      'Facts are extracted with their evidence; conversations are told from documents where none was recorded; challenges change a turn on purpose and keep a near miss and a handled twin beside it.',
    ],
    'rai:dataAnnotationProtocol': [
      'Answers follow from rules and cited clinical knowledge; an independent checker decides for each option whether it is right, and tasks with more or fewer than one right option are dropped. Behaviour scores follow stated rules.',
    ],
    'rai:machineAnnotationTools': ['BehaviorBench'],
    'rai:dataUseCases': [
      'Measuring when a health agent answers just what was asked and when it speaks up. The training split may be used for training.',
    ],
    'rai:dataLimitations': [
      'Multiple choice measures recognition, not care. English only. Nothing in it is medical advice, and no decision about a patient may rest on it.',
    ],
    'rai:dataBiases': [
      'What the source corpora over-represent is over-represented here; simulated patients follow stated shares of age, sex, race, language and insurance. The column "patient" allows results by group.',
    ],
    'rai:personalSensitiveInformation': [
      'Health, and where the record states them age, sex, race, language and insurance. Simulated patients are nobody; de-identification of source documents is their publishers’ work.',
    ],
    'rai:dataSocialImpact':
      'Speaking too little harms patients, speaking too much drowns clinicians in alerts; a model that does well here has not been shown to be safe.',
    'rai:dataReleaseMaintenancePlan':
      'A benchmark is known by its identifier; a corrected one is a new benchmark with another identifier.',
  }
}

/** The context that the Croissant 1.1 specification prints, with the responsible-AI prefix. */
const context = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  arrayShape: 'cr:arrayShape',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  containedIn: 'cr:containedIn',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  description: { '@container': '@language' },
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileProperty: 'cr:fileProperty',
  fileObject: 'cr:fileObject',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isArray: 'cr:isArray',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  name: { '@container': '@language' },
  parentField: 'cr:parentField',
  path: 'cr:path',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
}
