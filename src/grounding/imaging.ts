// Imaging: the examination with what it showed, word for word, as its value; or that it was done or ordered.
import { isOrdered } from './orders.ts'
import { type Draft, type Passage, after, contextAt, stated } from './passage.ts'

const shows =
  /^(?:\s?\((?:[^()]{1,40})\))?(?:\s(?:of|with|without|at|on|from|performed|obtained|done|taken|scan|study|images?|imaging|examination|results?|findings?|film|contrast|the|and|pelvis|his|her|your|after|in|that)\b[^.;,]{0,45}?)?\s?(?:,\s)?(?:also |again |which |that |then )?(?:showed|shows|showing|revealed|reveals|revealing|demonstrated|demonstrates|demonstrating|disclosed|identified|detected|confirmed|depicted|indicated|was (?:significant|notable|remarkable|suggestive|consistent|negative|positive) (?:for|of|with)|(?:was|is|were|are) (?=normal|unremarkable|negative|abnormal|clear)|:)\s?/i
const performed =
  /^[^.;,]{0,40}?\b(?:was|were) (?:also |then |immediately |subsequently )?(?:performed|done|obtained|taken|ordered|carried out|organi[sz]ed|repeated)\b/i

export function imagingOf(passage: Passage): Draft[] {
  const examinations = passage.mentions.filter((mention) => mention.term.category === 'imaging')
  return examinations.flatMap((mention, index): Draft[] => {
    const { name } = mention.term
    // "computed tomography (CT) scan": the abbreviation begins where the long form does
    const previous = examinations[index - 1]
    const start =
      previous !== undefined && /^\s\($/.test(passage.text.slice(previous.end, mention.start))
        ? previous.start
        : mention.start
    const limit = (examinations[index + 1]?.start ?? passage.end) - mention.end
    const following = after(passage, mention.end, limit)
    const context = contextAt(passage, mention.start, mention.end)
    if (context.experiencer !== 'patient') return []
    const common = {
      kind: 'imaging',
      name,
      negated: false,
      experiencer: 'patient',
      certainty: 'certain',
    } as const
    const verb = shows.exec(following)
    const from = verb === null ? 0 : mention.end + verb[0].length
    const to = verb === null ? 0 : clauseEnd(passage, from, mention.end + limit)
    if (
      verb !== null &&
      to - from >= 4 &&
      !context.hypothetical &&
      !/^\s*(?:was|is)\b/.test(passage.text.slice(from, to))
    ) {
      const time = stated(passage, context, { start: mention.start, end: from })
      return [
        {
          start,
          end: to,
          statement: {
            ...common,
            value: passage.text.slice(from, to),
            ...(time.time === undefined ? {} : { time: time.time }),
          },
        },
      ]
    }
    const order = isOrdered(passage, mention.start)
    if (order !== undefined)
      return [{ start: order, end: mention.end, statement: { ...common, status: 'ordered' as const } }]
    const seen = performed.exec(following)
    if (seen !== null && !context.negated && !context.hypothetical)
      return [
        {
          start,
          end: mention.end + seen[0].length,
          statement: {
            ...common,
            status: /ordered/i.test(seen[0]) ? ('ordered' as const) : ('completed' as const),
          },
        },
      ]
    return []
  })
}

/** The end of what was shown: the sentence's, or where a new main clause begins. */
function clauseEnd(passage: Passage, from: number, limit: number): number {
  const longest = passage.setting.speaker === undefined ? 400 : 160
  const clause = passage.text.slice(from, Math.min(passage.end, limit, from + longest))
  const turn =
    /;\s|,?\s(?:and|but|while|whereas|however),?\s(?:the patient|he|she|they|we|it was|a |an |the )?\s?(?:[\p{L}-]+\s){0,3}(?:was|were|underwent|had|showed|revealed|demonstrated)\b|,\s(?:so|which prompted|prompting|leading to|and)\s(?:the patient|he|she|we)\b|\s(?:so|okay|you know|which is|that means|and (?:i|you|we|that)|now)\s|\.\s|\s\((?:Fig|figs?|Table|Figure)\b|\s\[\d/iu.exec(
      clause,
    )
  let end = from + (turn === null ? clause.length : turn.index)
  const dangling =
    /(?:,?\s(?:and|while|but|with|followed by))?(?:\s(?:an?|the|his|her|repeat|subsequent|follow-up))*\s*$/i.exec(
      passage.text.slice(from, end),
    )
  if (dangling !== null) end -= dangling[0].length
  while (end > from && /[\s.,;:]/.test(passage.text[end - 1] as string)) end--
  return end
}
