// Image studies as a table: one row per image with clinical columns, pictures beside it → one case per
// patient. Offsets in a row count days from that row's image; cases count days from admission. Made for the
// COVID-19 image repository of Hannover (Winther et al. 2020, doi:10.6084/m9.figshare.12275009); a study with
// `patient_id`, `image_id` and `<test>_offset` / `<test>_val` columns is read in the same way.
import { createCase, type Case, type Image, type Strata } from '../records/case.ts'
import { personWords } from './age.ts'
import { csvColumns, readCsv, type CsvRow, type CsvTable } from './csv-rows.ts'
import { createEntry, defined, type EntryDraft } from './entry.ts'
import { isImageName } from './image-file.ts'
import { isProblem } from './read-file.ts'
import { eventDrafts } from './tabular-images/event.ts'
import { labDrafts } from './tabular-images/lab.ts'
import { pixelSize } from './tabular-images/pixel-size.ts'
import { studyOf } from './tabular-images/study.ts'
import { dayText, imageDay } from './tabular-images/day.ts'
import type { Batch, BatchFile, Imported, Source, SourceFile } from './source.ts'

export const tabularImages: Source = {
  name: 'tabular-images',
  title: 'Image studies as CSV (patient_id, image_id, <test>_offset, <test>_val) with a folder of pictures',
  sniff(file) {
    if (file.text === undefined) return 'no'
    const columns = csvColumns(file.text)
    return columns.includes('patient_id') &&
      columns.includes('image_id') &&
      columns.some((name) => name.endsWith('_offset'))
      ? 'yes'
      : 'no'
  },
  async *read(file, batch) {
    const table = readCsv(file.text ?? '')
    for (const { place, what } of table.problems)
      yield { kind: 'failed', problem: { subject: file.relative, place, what } }
    const patients = new Map<string, CsvRow[]>()
    for (const row of table.rows) {
      const id = row.cell('patient_id').trim()
      if (id !== '') patients.set(id, [...(patients.get(id) ?? []), row])
      else
        yield {
          kind: 'failed',
          problem: {
            subject: file.relative,
            place: `line ${row.line}`,
            what: 'the row names no patient_id.',
          },
        }
    }
    for (const [id, rows] of patients) yield* readPatient(id, rows, table, file, batch)
  },
}

async function* readPatient(
  id: string,
  rows: readonly CsvRow[],
  table: CsvTable,
  file: SourceFile,
  batch: Batch,
): AsyncGenerator<Imported> {
  const study = studyOf(table.columns)
  const images: Image[] = []
  for (const row of rows) {
    const image = await imageOf(row, study?.region, file, batch)
    if (image === undefined || images.some((other) => other.id === image.id)) continue
    if (image.file === undefined)
      yield {
        kind: 'skipped',
        problem: {
          subject: file.relative,
          place: `line ${row.line}`,
          what: `the picture of image_id ${image.id} is not in the batch.`,
          remedy: 'Import the folder that holds it as well.',
        },
      }
    images.push(image)
  }
  const strata = strataOf(rows)
  const labs = labDrafts(rows, table.columns, study)
  for (const problem of labs.problems)
    yield { kind: 'failed', problem: { subject: file.relative, ...problem } }
  const drafts = inOrder([...demographics(strata), ...eventDrafts(rows), ...labs.drafts])
  if (drafts.length === 0 && images.length === 0) return
  const sorted = images.toSorted((a, b) => (a.day ?? 0) - (b.day ?? 0))
  yield {
    kind: 'case',
    case: createCase(
      defined<Omit<Case, 'id'>>({
        title: titleOf(strata, sorted),
        provenance: {
          source: 'tabular-images',
          corpus: batch.corpusOf(file),
          file: file.name,
          part: id,
          sha256: file.sha256,
        },
        licence: await batch.licenceOf(file),
        strata,
        sections: [],
        entries: drafts.map((draft) =>
          createEntry({ ...draft, resource: `patient ${id} ${draft.resource}` }),
        ),
        tables: [],
        images: sorted,
        labels: [],
        group: `patient ${id}`,
      }),
    ),
  }
}

/** DICOM modalities; CR and DX are both plain radiographs. */
const modalities: Readonly<Record<string, string>> = {
  cr: 'radiograph',
  dx: 'radiograph',
  ct: 'CT',
  mr: 'MRI',
  us: 'ultrasound',
}
const projections: Readonly<Record<string, string>> = {
  ap: 'anteroposterior',
  pa: 'posteroanterior',
  ll: 'lateral',
  lat: 'lateral',
}

async function imageOf(
  row: CsvRow,
  region: string | undefined,
  file: SourceFile,
  batch: Batch,
): Promise<Image | undefined> {
  const id = row.cell('image_id').trim()
  if (id === '') return undefined
  const day = imageDay(row)
  const modality = modalities[row.cell('modality').trim().toLowerCase()] ?? row.cell('modality').trim()
  const part = row.cell('body_part').trim().toLowerCase() || regionOf(modality, region)
  const named = [part, modality].filter((word) => word !== '').join(' ')
  const projection = row.cell('projection').trim().toLowerCase()
  const view = projection === '' ? undefined : `${projections[projection] ?? projection} view`
  const caption = [named || 'image', view].filter((word) => word !== undefined).join(', ')
  const picture = await pictureOf(id, file, batch)
  return defined<Image>({
    id,
    caption: `${caption.charAt(0).toUpperCase()}${caption.slice(1)}${day === undefined ? '' : ` (${dayText(day)})`}`,
    modality: named === '' ? undefined : named,
    day,
    ...picture,
  })
}

function regionOf(modality: string, region: string | undefined): string {
  return modality === 'radiograph' ? (region ?? '') : ''
}

/** The picture of that name in the table's folder or below it. */
async function pictureOf(id: string, file: SourceFile, batch: Batch): Promise<Partial<Image>> {
  const folder = file.path.slice(0, file.path.length - file.name.length)
  const fits = (other: BatchFile): boolean =>
    other.path.startsWith(folder) &&
    isImageName(other.name) &&
    other.name.replace(/\.\w+$/, '') === id.replace(/\.\w{3,4}$/, '')
  const found = batch.files.find(fits)
  if (found === undefined) return {}
  const opened = await batch.open(found)
  if (isProblem(opened)) return {}
  const type = /\.jpe?g$/i.test(found.name)
    ? 'image/jpeg'
    : /\.png$/i.test(found.name)
      ? 'image/png'
      : undefined
  return defined<Partial<Image>>({
    file: found.path,
    sha256: opened.sha256,
    mediaType: type,
    ...pixelSize(opened.bytes),
  })
}

const sexes: Readonly<Record<string, Strata['sex']>> = {
  m: 'male',
  male: 'male',
  f: 'female',
  w: 'female',
  female: 'female',
}

function strataOf(rows: readonly CsvRow[]): Strata {
  const cells = (column: string): string[] =>
    rows.map((row) => row.cell(column).trim()).filter((cell) => cell !== '')
  const age = Number(cells('age').at(-1) ?? Number.NaN)
  return {
    age: age >= 0 && age <= 130 ? age : 'unknown',
    sex: sexes[cells('sex')[0]?.toLowerCase() ?? ''] ?? 'unknown',
    race: 'unknown',
    language: 'unknown',
    insurance: 'unknown',
  }
}

function demographics(strata: Strata): EntryDraft[] {
  const age: EntryDraft[] =
    strata.age === 'unknown'
      ? []
      : [{ kind: 'demographic', name: 'age', value: strata.age, unit: 'years', resource: 'age' }]
  return strata.sex === 'unknown'
    ? age
    : [...age, { kind: 'demographic', name: 'sex', value: strata.sex, resource: 'sex' }]
}

function inOrder(drafts: readonly EntryDraft[]): EntryDraft[] {
  const day = (draft: EntryDraft): number => draft.time?.day ?? Number.NEGATIVE_INFINITY
  return drafts.toSorted((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0))
}

function titleOf(strata: Strata, images: readonly Image[]): string {
  const kinds = [
    ...new Set(images.map(({ modality }) => modality).filter((modality) => modality !== undefined)),
  ]
  const what = kinds.length === 1 ? kinds[0] : 'image'
  const person = personWords(strata.age, strata.sex)
  return `${images.length === 1 ? `One ${what}` : `${images.length} serial ${what}s`} of a ${person}`
}
