// Findings that have a side, with the side they have: "right lower lobe infiltrate", "a mass in the left ovary".
// Only what a clinician could place wrongly and another would notice: the finding and its place are both named.

export type Side = 'right' | 'left'

export interface SidedFinding {
  /** The finding as one asks for its site: "infiltrate", "knee pain". */
  readonly label: string
  readonly side: Side
  /** Where it is, without the side: "lower lobe"; absent where only the side is told ("left-sided weakness"). */
  readonly part?: string
  /** The words that say so. */
  readonly words: string
}

const parts =
  'lower lobe of the lung|upper lobe of the lung|lobe of the liver|lower lung field|upper lung field|lower lobe|upper lobe|lung|kidney|ovary|adnexa|testis|testicle|breast|eye|ear|upper arm|forearm|arm|hand|finger|wrist|elbow|shoulder|lower leg|leg|thigh|calf|knee|ankle|foot|hip|hemithorax|chest|flank|groin|iliac fossa|lower quadrant|upper quadrant|hemisphere|parietal lobe|frontal lobe|temporal lobe|occipital lobe|thalamus|cerebellum|pleura|ureter|renal artery|common femoral artery|carotid artery|femur|tibia|humerus|clavicle|cheek|tonsil|axilla'

/** Findings that have a site; those that many parts can have at once are told with their part. */
const common =
  'pain|tenderness|swelling|(?:o?edema)|weakness|numbness|tingling|stiffness|redness|erythema|warmth|rash|discharge|injury|bruising'
const others =
  'infiltrates?|consolidations?|opacit(?:y|ies)|mass|nodules?|lesions?|effusions?|pneumothorax|atelectasis|fractures?|abscess|cyst|tumou?r|h(?:a)?ematoma|h(?:a)?emorrhage|infarct(?:ion)?|stenosis|thromb(?:us|osis)|occlusion|hydronephrosis|calculus|stones?|crackles|rales|rhonchi|wheezes|bruit|droop|ptosis|hyperreflexia|hemiparesis|lymphadenopathy|blood|ulcer'
const finding = `(?:${common}|${others})`

/** "right lower lobe infiltrate", "left-sided chest pain", "left sided weakness". */
const before = new RegExp(
  String.raw`\b(right|left)(?:[- ]sided)? ((?!(?:and|or|side|sided|with|of|in)\b)[a-z-]+ (?:(?!(?:and|or|with|of|in)\b)[a-z-]+ ){0,2})?(${finding})\b`,
  'gi',
)
/** "a mass in the left ovary", "a nodule in the upper lobe of the right lung". */
const after = new RegExp(
  String.raw`\b(${finding}) (?:\([^()]*\) )?(?:in|of|over|on|at|involving) (?:the |his |her )?(?:[a-z]+ (?:lobe|field|region|portion) of the |periphery of the )?(right|left) (${parts})\b`,
  'gi',
)

export function sidedFindings(text: string): SidedFinding[] {
  const led = [...text.matchAll(before)].map(([words, side = '', where = '', name = '']): SidedFinding => {
    const place = where.trim().toLowerCase()
    const isPart = new RegExp(`^(?:${parts})$`).test(place)
    const of = isPart && !isCommon(name) ? '' : `${place} `
    return {
      label: `${of}${name.toLowerCase()}`.trim(),
      side: side.toLowerCase() as Side,
      ...(isPart ? { part: place } : {}),
      words,
    }
  })
  const followed = [...text.matchAll(after)].map(([words, name = '', side = '', part = '']): SidedFinding => {
    const of = isCommon(name) ? `${part} ` : ''
    return {
      label: `${of}${name}`.toLowerCase(),
      side: side.toLowerCase() as Side,
      part: part.toLowerCase(),
      words,
    }
  })
  return [...led, ...followed]
}

function isCommon(name: string): boolean {
  return new RegExp(`^(?:${common})$`, 'i').test(name)
}

/** "left lower lobe", "left side". */
export function siteOf({ part }: SidedFinding, side: Side): string {
  return `${side} ${part ?? 'side'}`
}

/** "infiltrate in the left lower lobe", "chest pain on the left side": without an article, as notes have it. */
export function phraseOf(sided: SidedFinding, side: Side): string {
  const { label, part } = sided
  if (part === undefined) return `${label} on the ${side} side`
  const bare = label.startsWith(`${part} `) ? label.slice(part.length + 1) : label
  return `${bare} in the ${side} ${part}`
}
