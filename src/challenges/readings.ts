// What an image was said to show or not to show, as one finding that another reader can see or miss. Taken only
// from results that are a plain list of findings: what has changed, is normal, or is told in a sentence of its own
// cannot be turned round by a "no".
import { remembered } from '../kit/remember.ts'

export interface Reading {
  readonly finding: string
  readonly present: boolean
}

/** The first finding of a result that can stand alone; undefined where none can. */
export function readingOf(result: string): Reading | undefined {
  if (/\b(?:without|not|cannot)\b/i.test(result)) return undefined
  const items = result.split(/,? (?:and|or|with)(?: also)? |, /).map((item) => item.trim())
  const denied = /^(?:also )?no\b/i.test(result)
  // "No fracture, and mild swelling": what the negation reaches is not certain.
  if (denied && (items.length > 1 || /\bbut\b/.test(result))) return undefined
  return items.map((item) => findingIn(item)).find((reading) => reading !== undefined)
}

/** Words before the finding, its degree among them: "no mild effusion" would leave room for a large one. */
const leading =
  /^(?:also )?(?:no )?(?:an? |the )?(?:(?:clear )?(?:evidence|signs?|presence) of )?(?:an? )?(?:(?:mild|moderate|severe|marked|slight|small|large|massive|diffuse) )?/i

/** Words for what is not there to be seen or missed, or not seen alone. */
const unfit =
  /\d|\b(?:single|solitary|empty|multiple|several|some|many|it|that|this|they|which|what|in|on|at|of|to|from|as|was|were|is|are|has|have|had|normal|intact|regular|clear|functional|live|unremarkable|negative|positive|stable|unchanged|new|old|compared|progress\w*|regress\w*|increas\w*|decreas\w*|reduc\w*|enlarg\w*|improv\w*|worse\w*|recur\w*|resol\w*|complet\w*|residual|loss|lack|absen\w*|abnormalit\w*|abnormal|changes?|findings?|patient|male|female|man|woman|left|right|bilateral|possibl\w*|probabl\w*|suspicious|suspected|nonspecific|diagnosis|disease|pregnancy|fetus|acute)\b/i

function findingIn(item: string): Reading | undefined {
  const lead = leading.exec(item)?.[0] ?? ''
  const finding = item.slice(lead.length)
  const words = finding.split(' ')
  const plain = /^[a-z][a-z-]*(?: [a-z][a-z-]*){0,3}$/.test(finding) && finding.length >= 5
  if (!plain || words.length > 4 || unfit.test(finding)) return undefined
  return { finding, present: !/^(?:also )?no\b/i.test(item) }
}

/** What the name of an examination shares with every other name for the same kind. */
export const modalityOf = remembered(
  (name): RegExp =>
    modalities.find((kind) => kind.test(name)) ?? new RegExp(name.replace(/[^\p{L}\p{N} ]/gu, '.'), 'iu'),
)

const modalities: readonly RegExp[] = [
  /x-?rays?|radiogra\w+/i,
  /\bmri\b|magnetic resonance/i,
  /\bct\b|computed tomogra\w+|tomogra\w+|\bcat scan/i,
  /ultraso\w+|sonogra\w+|doppler/i,
  /echo(?:cardiogra\w*)?\b/i,
  /angiogra\w+|venogra\w+/i,
  /mammogra\w+/i,
  /\be[ck]gs?\b|electrocardiogra\w+|\btracings?\b|\brhythm strips?\b/i,
]
