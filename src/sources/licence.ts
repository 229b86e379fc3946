// Which licence a file is under: read from the SOURCE.md or LICENSE that stands nearest to it. It
// recognises well-known phrases and never guesses: "unknown" where none is there.
import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { byCode } from './order.ts'
import type { Licence } from '../records/case.ts'

const sourceCard = 'SOURCE.md'
/** Licences and data cards are short; more is not read. */
const readLimit = 256 * 1024

interface Known {
  readonly id: string
  readonly url: string
  readonly phrase: RegExp
}

/** From the licences' own titles, SPDX identifiers and addresses; the first match in a text wins. */
const knownLicences: readonly Known[] = [
  ...['4.0', '3.0', '2.0'].flatMap((version) => creativeCommons(version)),
  {
    id: 'CC0-1.0',
    url: 'https://creativecommons.org/publicdomain/zero/1.0/',
    phrase: /\bCC0\b|creativecommons\.org\/publicdomain\/zero|Creative Commons Zero/i,
  },
  {
    id: 'CDLA-Permissive-2.0',
    url: 'https://cdla.dev/permissive-2-0/',
    phrase:
      /CDLA[- ]Permissive[- ]2\.0|cdla\.dev\/permissive-2-0|Community Data License Agreement\s*[-–—]?\s*Permissive\s*[-–—,]?\s*(?:Version )?2\.0/i,
  },
  {
    id: 'Apache-2.0',
    url: 'https://www.apache.org/licenses/LICENSE-2.0',
    phrase:
      /\bApache(?: License)?(?:,? Version)?[- ]2\.0|apache\.org\/licenses\/LICENSE-2\.0|Apache License\s+Version 2\.0/i,
  },
  {
    id: 'BSD-3-Clause',
    url: 'https://opensource.org/license/bsd-3-clause',
    phrase: /\bBSD[- ]3[- ]Clause|3-Clause BSD|Neither the name of [\s\S]{1,200}? may be used to endorse/i,
  },
  {
    id: 'MIT',
    url: 'https://opensource.org/license/mit',
    phrase:
      /\bMIT License\b|\bMIT\b(?=\s*(?:$|[\n.,;(]))|Permission is hereby granted, free of charge, to any person/i,
  },
]

function creativeCommons(version: string): Known[] {
  const plain = version.replace('.', '\\.')
  return ['by-nc-nd', 'by-nc-sa', 'by-nc', 'by-nd', 'by-sa', 'by'].map((kind) => {
    const words: Readonly<Record<string, string>> = {
      by: 'Attribution',
      nc: 'Non-?Commercial',
      nd: 'No-?Deriv(?:ative)?s',
      sa: 'Share-?Alike',
    }
    const long = kind.split('-').map((part) => words[part])
    return {
      id: `CC-${kind.toUpperCase()}-${version}`,
      url: `https://creativecommons.org/licenses/${kind}/${version}/`,
      phrase: new RegExp(
        `\\bCC[- ]${kind.replaceAll('-', '[- ]')}[- ]v?${plain}|creativecommons\\.org/licenses/${kind}/${plain}|` +
          `${long.join('[- ]+')}\\s+(?:License,?\\s+)?(?:Version\\s+)?${plain}(?:\\s+(?:International|Unported|Generic))?`,
        'i',
      ),
    }
  })
}

/** The licence whose name, identifier or address stands first in the text; undefined where none does. */
export function recogniseLicence(text: string): Licence | undefined {
  const found = knownLicences
    .map(({ id, url, phrase }) => ({ id, url, at: text.search(phrase) }))
    .filter(({ at }) => at !== -1)
    .toSorted((a, b) => a.at - b.at)[0]
  return found === undefined ? undefined : { id: found.id, url: found.url }
}

/** Whether the folder holds a SOURCE.md, which makes it a collection of its own. */
export function hasSourceCard(folder: string): boolean {
  return existsSync(join(folder, sourceCard))
}

/** The licence named in the first of the folders that names one; `{ id: 'unknown' }` where none does. */
export async function findLicence(folders: readonly string[]): Promise<Licence> {
  for (const folder of folders) {
    const licence = (await fromCard(folder)) ?? (await fromLicenceFile(folder))
    if (licence !== undefined) return licence
  }
  return { id: 'unknown' }
}

/** SOURCE.md says what the *data* are under, so its "License:" line wins over the text of a code licence. */
async function fromCard(folder: string): Promise<Licence | undefined> {
  const text = await readShort(join(folder, sourceCard))
  const line = /^[\s*_-]*licen[cs]e[\s*_]*:(.*)$/im.exec(text)?.[1]
  if (line === undefined) return undefined
  const cite = /\bCite:\s*(.+?)\s*$/im.exec(text)?.[1]?.replace(/\.$/, '')
  const origin = /\bOrigin:\s*(https?:\/\/\S+)/i.exec(text)?.[1]
  const attribution = [cite, origin].filter((part) => part !== undefined).join('; ')
  // "CC BY 3.0/4.0 per article" says nothing of one article.
  const varies = /\bper (?:article|file|image|record|document|item)\b|\d\.\d\s*(?:\/|or)\s*\d\.\d/i.test(line)
  const licence = (varies ? undefined : recogniseLicence(line)) ?? { id: 'unknown' }
  return attribution === '' ? licence : { ...licence, attribution }
}

async function fromLicenceFile(folder: string): Promise<Licence | undefined> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter(isLicenceName).toSorted(byCode)) {
    const text = await readShort(join(folder, name))
    const licence = recogniseLicence(text)
    if (licence === undefined) continue
    const holder = /^\s*(?:Copyright|©)[^\n]*\d{4}[^\n]*$/im.exec(text)?.[0]?.trim()
    return holder === undefined ? licence : { ...licence, attribution: holder }
  }
  return undefined
}

/** LICENSE, LICENCE.txt, COPYING.md and the like. */
export function isLicenceName(name: string): boolean {
  return /^(?:licen[cs]e|copying)(?:[.-][\w.-]*)?$/i.test(name)
}

async function readShort(path: string): Promise<string> {
  const status = await stat(path).catch(() => undefined)
  if (status === undefined || !status.isFile() || status.size > readLimit) return ''
  return readFile(path, 'utf8').catch(() => '')
}
