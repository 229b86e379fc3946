// What an option about a concern claims, read from its words: that there is nothing to raise, that a fault has
// been put right already, or that one stands; and for the last two, what is said where.
export type Stance = 'silent' | 'settled' | 'concern'

const settled =
  /\b(?:already|since been|put it right|has been (?:corrected|put right|settled|resolved|added|amended|withdrawn)|was (?:later )?(?:corrected|put right|taken back|added))\b/i
const silent = /^(?:nothing|no (?:concern|objection|need|fault|error|correction|conflict)|none)\b/i

export function stanceOf(option: string): Stance {
  if (settled.test(option)) return 'settled'
  return silent.test(option) ? 'silent' : 'concern'
}

export type Claim =
  /** Two turns give two versions of one thing. */
  | { readonly kind: 'versions'; readonly thing: string; readonly versions: readonly [Version, Version] }
  /** A turn orders what the patient is allergic to. */
  | { readonly kind: 'allergy'; readonly drug: string; readonly turn: number; readonly documented?: number }
  /** A turn that should name the item does not. */
  | { readonly kind: 'omission'; readonly item: string; readonly turn: number }
  /** Not in one of the forms that can be read. */
  | { readonly kind: 'free' }

export interface Version {
  readonly words: string
  readonly turn: number
}

/** The claim of an option that is not silent. */
export function claimOf(option: string): Claim {
  const text = option.trim().replace(/\.$/, '')
  const given = /^(?:.*?: )?(.+?) is given as (.+?) in turn (\d+) (?:but|and) as (.+?) in turn (\d+)/i.exec(
    text,
  )
  if (given !== null) {
    return versions(given[1], [given[2], given[3]], [given[4], given[5]])
  }
  const corrected = /\bturn (\d+) gave (.+?) as (.+?), (?:but|and) turn (\d+) .*?\bas (.+)$/i.exec(text)
  if (corrected !== null)
    return versions(corrected[2], [corrected[5], corrected[4]], [corrected[3], corrected[1]])
  const order =
    /\bturn (\d+) order(?:s|ed) (.+?) (?:although turn (\d+) documents|against a documented) (?:an )?allergy/i.exec(
      text,
    )
  if (order !== null) {
    const documented = order[3] === undefined ? {} : { documented: Number(order[3]) }
    return { kind: 'allergy', turn: Number(order[1]), drug: order[2] as string, ...documented }
  }
  const missing =
    /\bin turn (\d+) leaves out (.+?)(?:, and nobody has added it)?$|\bturn (\d+) left out (.+?), (?:but|and)\b/i.exec(
      text,
    )
  if (missing !== null) {
    return {
      kind: 'omission',
      turn: Number(missing[1] ?? missing[3]),
      item: (missing[2] ?? missing[4]) as string,
    }
  }
  return { kind: 'free' }
}

function versions(thing: string | undefined, ...pairs: readonly (readonly (string | undefined)[])[]): Claim {
  const [first, second] = pairs.map(([words, turn]) => ({ words: words ?? '', turn: Number(turn) }))
  return { kind: 'versions', thing: thing ?? '', versions: [first as Version, second as Version] }
}
