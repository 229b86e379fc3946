// A batch: the files under the arguments of one import, found in sorted order and opened through a small
// cache. It knows which files sources opened, and nothing of what is in them.
import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { byCode } from './order.ts'
import type { Problem } from '../kit/errors.ts'
import { findLicence, hasSourceCard } from './licence.ts'
import { defaultSizeLimit, readSourceFile, unreadable } from './read-file.ts'
import type { Batch, BatchFile, SourceFile } from './source.ts'
import type { Licence } from '../records/case.ts'

export interface OpenedBatch extends Batch {
  /** Arguments and entries that are no readable files: missing paths, pipes, links to nowhere. */
  readonly problems: readonly Problem[]
  /** Paths that sources opened (not those the importer looked into). */
  readonly opened: ReadonlySet<string>
  /** Opens a file without counting it as taken up by a source. */
  look(file: BatchFile): Promise<SourceFile | Problem>
}

const cacheBytes = 32 * 1024 * 1024

/**
 * Finds the files under the paths (files or folders; folders are walked sorted, hidden entries ignored).
 * Never throws for what it finds: that is in `problems`.
 */
export async function openBatch(
  paths: readonly string[],
  options: { readonly sizeLimit?: number } = {},
): Promise<OpenedBatch> {
  const roots = new Map<string, string>()
  const files = new Map<string, BatchFile>()
  const problems: Problem[] = []
  for (const argument of paths) {
    const path = resolve(argument)
    const found = await discover(path, argument)
    for (const file of found.files) {
      if (files.has(file.path)) continue
      files.set(file.path, file)
      roots.set(file.path, found.root)
    }
    problems.push(...found.problems)
  }
  const opened = new Set<string>()
  const licences = new Map<string, Promise<Licence>>()
  const corpora = new Map<string, boolean>()
  const rootOf = (file: BatchFile): string => roots.get(file.path) ?? dirname(file.path)
  const look = cached((file) => readSourceFile(file, options.sizeLimit ?? defaultSizeLimit))
  return {
    files: [...files.values()].toSorted((a, b) => byCode(a.path, b.path)),
    problems,
    opened,
    look,
    open(file) {
      opened.add(file.path)
      return look(file)
    },
    licenceOf(file) {
      const folder = dirname(file.path)
      const known = licences.get(folder) ?? findLicence(foldersUp(folder, rootOf(file)))
      licences.set(folder, known)
      return known
    },
    corpusOf(file) {
      const folder = dirname(file.path)
      const card = foldersUp(folder, rootOf(file)).find((above) => {
        const known = corpora.get(above) ?? hasSourceCard(above)
        corpora.set(above, known)
        return known
      })
      return basename(card ?? folder) || 'unnamed'
    },
  }
}

interface Found {
  readonly root: string
  readonly files: readonly BatchFile[]
  readonly problems: readonly Problem[]
}

async function discover(path: string, argument: string): Promise<Found> {
  try {
    const status = await stat(path)
    if (status.isFile()) {
      const name = basename(path)
      return {
        root: dirname(path),
        files: [{ path, relative: name, name, size: status.size }],
        problems: [],
      }
    }
    if (!status.isDirectory()) return { root: path, files: [], problems: [irregular(argument)] }
    const found = await walk(path, path)
    if (found.files.length === 0 && found.problems.length === 0)
      return { ...found, problems: [{ subject: argument, what: 'the folder holds no files.' }] }
    return found
  } catch (error) {
    return { root: path, files: [], problems: [await explain(path, argument, error)] }
  }
}

async function walk(root: string, folder: string): Promise<Found> {
  const files: BatchFile[] = []
  const problems: Problem[] = []
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).toSorted(byCode)
  for (const name of names) {
    const path = join(folder, name)
    const shown = relative(root, path).split(sep).join('/')
    try {
      const status = await stat(path)
      if (status.isDirectory() && (await lstat(path)).isSymbolicLink()) {
        // Following it could go round in circles.
        problems.push({
          subject: shown,
          what: 'a link to a folder is not followed.',
          remedy: 'Name the folder itself to import it.',
        })
      } else if (status.isDirectory()) {
        const inner = await walk(root, path)
        files.push(...inner.files)
        problems.push(...inner.problems)
      } else if (status.isFile()) {
        files.push({ path, relative: shown, name, size: status.size })
      } else problems.push(irregular(shown))
    } catch (error) {
      problems.push(await explain(path, shown, error))
    }
  }
  return { root, files, problems }
}

function irregular(subject: string): Problem {
  return {
    subject,
    what: 'it is a pipe, socket or device, not a file.',
    remedy: 'Save its content to a file.',
  }
}

async function explain(path: string, subject: string, error: unknown): Promise<Problem> {
  const dangling = await lstat(path).then(
    (status) => status.isSymbolicLink(),
    () => false,
  )
  if (dangling && error instanceof Error && 'code' in error && error.code === 'ENOENT')
    return {
      subject,
      what: 'the link points to a file that is not there.',
      remedy: 'Mend or remove the link.',
    }
  return unreadable(subject, error)
}

/** The folder and those above it, up to and with the root. */
function foldersUp(folder: string, root: string): string[] {
  const folders = [folder]
  let current = folder
  while (current !== root && current.startsWith(root) && dirname(current) !== current) {
    current = dirname(current)
    folders.push(current)
  }
  return folders
}

/** Keeps what was read last, up to `cacheBytes`, so that companions of many files are read once. */
function cached(
  read: (file: BatchFile) => Promise<SourceFile | Problem>,
): (file: BatchFile) => Promise<SourceFile | Problem> {
  const kept = new Map<string, { readonly size: number; readonly content: Promise<SourceFile | Problem> }>()
  let total = 0
  return (file) => {
    const known = kept.get(file.path)
    kept.delete(file.path)
    const entry = known ?? { size: file.size, content: read(file) }
    if (known === undefined) total += file.size
    kept.set(file.path, entry)
    for (const [path, old] of kept) {
      if (total <= cacheBytes || path === file.path) break
      kept.delete(path)
      total -= old.size
    }
    return entry.content
  }
}
