// Pictures that a document names: the file of the batch that is meant, and what the caption says it shows.
import { extname, posix } from 'node:path'
import type { Image } from '../records/case.ts'
import { isProblem } from './read-file.ts'
import type { Batch, BatchFile } from './source.ts'

const mediaTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.bmp': 'image/bmp',
}

/** Whether the name is that of a picture. */
export function isImageName(name: string): boolean {
  return extname(name).toLowerCase() in mediaTypes
}

/**
 * The file of the batch which `reference` names, as a path relative to the document; the extension may be
 * missing, as JATS leaves it. Never a file outside the batch.
 */
export async function imageFile(
  batch: Batch,
  document: BatchFile,
  reference: string,
): Promise<Pick<Image, 'file' | 'mediaType' | 'sha256'> | undefined> {
  const folder = posix.dirname(document.path.replaceAll('\\', '/'))
  const wanted = posix.normalize(posix.join(folder, decodeReference(reference)))
  const found = batch.files.find((file) => {
    const path = file.path.replaceAll('\\', '/')
    if (!isImageName(file.name)) return false
    return path === wanted || path.slice(0, -extname(path).length) === wanted
  })
  if (found === undefined) return undefined
  const opened = await batch.open(found)
  if (isProblem(opened)) return undefined
  const mediaType = mediaTypes[extname(found.name).toLowerCase()]
  return { file: found.path, sha256: opened.sha256, ...(mediaType === undefined ? {} : { mediaType }) }
}

function decodeReference(reference: string): string {
  try {
    return decodeURIComponent(reference)
  } catch {
    return reference
  }
}

/** Checked in this order; a caption that names several says the first here. */
const modalities: readonly (readonly [string, RegExp])[] = [
  ['PET/CT', /\bPET[-/ ]?CT\b|\bpositron emission/i],
  ['CT', /\bCT\b|\bcomputed tomograph|\bcomputerized tomograph|\bCTA\b|\bHRCT\b/i],
  ['MRI', /\bMRI?\b|\bmagnetic resonance|\bT[12]-weighted|\bFLAIR\b/],
  ['chest radiograph', /\bchest (?:x-?ray|radiograph)|\bCXR\b/i],
  ['radiograph', /\bx-?rays?\b|\bradiograph/i],
  ['ultrasound', /\bultraso(?:und|nograph)|\bdoppler\b/i],
  ['echocardiogram', /\bechocardiogra/i],
  ['ECG', /\belectrocardiogra|\bECG\b|\bEKG\b|\bHolter\b/],
  ['angiogram', /\bangiogra/i],
  ['endoscopy', /\bendoscop|\bcolonoscop|\bgastroscop|\bbronchoscop/i],
  ['EEG', /\belectroencephalogra|\bEEG\b/],
  [
    'histology',
    /\bhistolog|\bhistopatholog|\bhematoxylin|\bhaematoxylin|\bH&E\b|\bimmunohistochem|\bmicrograph|\bpatholog(?:y|ical) (?:image|finding)/i,
  ],
  [
    'photograph',
    /\bphoto(?:graph|s?\b)|\bintraoperative (?:view|image|picture)|\bclinical (?:image|picture|photo)/i,
  ],
]

/** What kind of picture the caption says it is; undefined where it does not. */
export function modalityOf(caption: string): string | undefined {
  return modalities.find(([, pattern]) => pattern.test(caption))?.[0]
}
