// Diseases: as a present diagnosis, a possible one, one that was excluded, or as history of the patient or
// of the family.
import type { Statement } from '../records/statement.ts'
import { type Draft, type Passage, after, before, contextAt, stated } from './passage.ts'

const notAStatement =
  /^\s?(?:-|–)?(?:antibod|antigen|PCR|(?:diagnostic )?test|serolog|titer|titre|culture|vaccin|prophylaxis|screen|center|clinic\b|ward|unit|score|protocol|guideline|society|risk|specialist|virus\b(?! infection)|medication|education|awareness|gene\b|genes\b|mutation|panel|swab|DNA|RNA|viral load|immunoglobulin|IgG|IgM|treatment guidelines|stain|research|association|foundation|registry|outbreak|pandemic|epidemic|season|surface|core\b|control\b|management|scale|index|criteria|susceptib|model)/i
const otherBefore =
  /\b(?:anti|non|pre|risk of|type of|form of|types of|forms of|stage of|cases? of|incidence of|prevalence of|test(?:ed|ing)? (?:positive |negative )?for|panel for|against|treat|treatment (?:of|for)|treatment options for|management of|therapy for|indicated for|approved for|medications? for|doses? of(?: the)?|vaccine for)[\s-]*$/i
const general =
  /\b(?:is|are) (?:a|an|the)? ?(?:rare|common|known|most common|leading|frequent|characteri[sz]ed|defined|associated|caused)\b|\bhas been reported\b|\bin the literature\b|\b(?:incidence|prevalence|mortality rate)\b|\bstudies\b|\bpandemic\b|\bguidelines?\b/i
const certain =
  /\b(?:diagnos(?:ed|is)|confirmed|confirming|impression|known|consistent with a diagnosis of)\b/i

export function diagnosesOf(passage: Passage): Draft[] {
  const sentence = passage.text.slice(passage.start, passage.end)
  if (general.test(sentence)) return []
  return passage.mentions.flatMap((mention) => {
    const { category, name } = mention.term
    if (category !== 'diagnosis') return []
    const context = contextAt(passage, mention.start, mention.end)
    if (context.hypothetical) return []
    const preceding = before(passage, mention.start, 40)
    const following = after(passage, mention.end, 30)
    if (notAStatement.test(following)) return []
    if (otherBefore.test(preceding) && !(/treat/.test(preceding) && /treated for/.test(preceding))) return []
    const written = passage.text.slice(mention.start, mention.end)
    if (modifies(written, following, preceding)) return []
    if (/^pregnanc(?:y|ies)$/i.test(written) && isOfBirth(passage)) return []
    const past = context.historical || context.experiencer === 'family'
    const kind: Statement['kind'] =
      past && !/diagnos\w+ (?:of|with)\s[^.;]{0,40}$/i.test(preceding) ? 'history' : 'diagnosis'
    const resolved =
      /^\s(?:has |have |had |was |were )?(?:completely |fully )?(?:resolved|subsided|cured)\b/i.exec(
        following,
      )
    const lead = certain.exec(preceding)
    const span = {
      start: Math.min(
        context.start,
        lead === null || /[,;]/.test(preceding.slice(lead.index))
          ? mention.start
          : mention.start - preceding.length + lead.index,
      ),
      end: Math.max(context.end, resolved === null ? mention.end : mention.end + resolved[0].length),
    }
    return [
      {
        ...span,
        statement: {
          kind,
          name,
          ...(resolved === null || context.negated ? {} : { status: 'resolved' as const }),
          ...stated(passage, context, mention),
        },
      },
    ]
  })
}

/** Told with a birth, a pregnancy is over and may be that of the patient's mother: "born after a full-term pregnancy". */
function isOfBirth(passage: Passage): boolean {
  return /\b(?:born|birth|deliver(?:y|ed)|full-term|gave birth|neonate|newborn|uneventful|uncomplicated|(?:his|her) mother['’]s)\b/i.test(
    passage.text.slice(passage.start, passage.end),
  )
}

/** A disease word that only describes another noun: "diabetic diet", "obese abdomen", "flu vaccine". */
function modifies(written: string, following: string, preceding: string): boolean {
  if (/^(?:diabetic|anemic|pregnant|obese|bipolar|menopausal|postmenopausal)$/i.test(written)) {
    if (
      /^(?:bipolar|diabetic)$/i.test(written) &&
      /^\s(?:foot|feet|diet|hip|cautery|meds|medic|shoe|eye|exam|teaching|hemiarthroplasty)/i.test(following)
    )
      return true
    if (/^(?:pregnant|menopausal|postmenopausal)$/i.test(written))
      return /^\s?(?:women|patients|with (?:my|her))/i.test(following)
  }
  if (/^burns?$/i.test(written) && /\b(?:to|not|will|would|can|may|might|gonna)\s$/i.test(preceding))
    return true
  if (/^reflux$/i.test(written)) return /\b(?:hepatojugular|vesicoureteral|venous|bile)\s$/i.test(preceding)
  if (
    /^(?:shock|mono|flu|burns?|sprain|cancer|shingles|abscess|hernia|reflux|depression|HF|CVA|AF|VT|covid)$/i.test(
      written,
    )
  )
    return (
      /^\s(?:wave|therapy|like|shot|and awe|screening|care)/i.test(following) ||
      /\b(?:electric|like an?|ST|flexion|segment)\s$/i.test(preceding)
    )
  return false
}
