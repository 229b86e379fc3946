// Procedures, operations and functional tests that were done, are planned, or were ordered.
import type { Statement } from '../records/statement.ts'
import { isOrdered } from './orders.ts'
import { type Draft, type Passage, after, before, contextAt, stated } from './passage.ts'

const plannedBefore =
  /\b(?:planned|plan(?:s)? (?:for|to)|scheduled (?:for|to)|will (?:undergo|need|require|have)|awaiting|referred (?:for|to)|refer(?:ral)? (?:for|to)|recommend(?:ed|ing|s)?|advised|proposed|candidate for|discussed|consider(?:ed|ing|ation)?|option(?:s)?|listed for)\b[^.;]{0,50}$/i
const noProcedure =
  /^\s?(?:-|–)?(?:clinic|room|unit|team|center|department|set|forceps|risk|complication|site infection|specialist|consult|suite|ward|table|machine|criteria|date|gated|guided gating|sequence|lead\b|strips?)/i
const done =
  /\b(?:underwent|undergo(?:ing|ne)?|performed|done|had|received|required|after|following|history of|status post|s\/p|post|revealed|showed|demonstrated|confirmed|via|by|was|were|during|had a|with|continued|started|initiated|successful|initial|repeat|emergency|emergent|urgent|previous|prior)\b/i
const performedAfter =
  /^[^.;]{0,40}?\b(?:was|were|is|had been|has been|which|showed|revealed|demonstrated|confirmed|yielded|in (?:19|20)\d\d|with|on (?:hospital |postoperative )?day)\b/i

/** Treatments that go on, rather than being over once done. */
const ongoing =
  /^(?:physical therapy|continuous positive airway pressure|hemodialysis|peritoneal dialysis|speech therapy|occupational therapy|cognitive behavioral therapy|pacemaker implantation|urinary catheterization|tracheostomy|colostomy|ileostomy)$/

export function proceduresOf(passage: Passage): Draft[] {
  return passage.mentions.flatMap((mention) => {
    const { category, name } = mention.term
    if (category !== 'procedure' || noProcedure.test(after(passage, mention.end, 25))) return []
    const context = contextAt(passage, mention.start, mention.end)
    if (context.hypothetical || context.experiencer !== 'patient') return []
    if (/\b(?:with|of|these|such)\s(?:these|those|such|all)\s$/i.test(before(passage, mention.start, 18)))
      return []
    const order = isOrdered(passage, mention.start)
    const planned = plannedBefore.test(before(passage, mention.start, 90))
    const listed = /surg|procedure|operat/.test(passage.setting.heading)
    const recommended =
      /^[^.;,]{0,20}?\b(?:is|was|were|are|will be)\s(?:also\s|being\s)?(?:recommended|planned|scheduled|considered|advised|offered|discussed)\b/i.test(
        after(passage, mention.end, 60),
      )
    const continuing =
      ongoing.test(name) ||
      /\bcontinu(?:e|es|ing|ed)\s(?:with\s|his\s|her\s|your\s)*$/i.test(before(passage, mention.start, 30))
    const happened =
      done.test(before(passage, mention.start, 70)) || performedAfter.test(after(passage, mention.end))
    if (order === undefined && !planned && !listed && !happened) return []
    if (
      passage.setting.speaker !== undefined &&
      order === undefined &&
      !/\b(?:had|underwent|did|done|got|have|having|went)\b/i.test(
        passage.text.slice(passage.start, passage.end),
      )
    )
      return []
    if (
      /\b(?:before|prior to|until)\s(?:the\s|his\s|her\s|having\s|undergoing\s)?$/i.test(
        before(passage, mention.start, 30),
      )
    )
      return []
    if (/\bdoctor['’]?s\s$/i.test(before(passage, mention.start, 12))) return []
    if (
      /^(?:surgery|operation|biopsy|endoscopy)$/.test(name) &&
      /\b(?:before|prior to|after|following|since|until|during|time of|to|at|department of|general|doctor['’]?s)\s(?:the\s|his\s|her\s)?$/i.test(
        before(passage, mention.start, 25),
      )
    )
      return []
    if (
      /^[^.;,]{0,25}?\b(?:is|was|are|were)\s(?:typically |usually |generally |probably )?(?:not|n't) (?:needed|necessary|indicated|required|recommended)/i.test(
        after(passage, mention.end),
      )
    )
      return []
    const status: Statement['status'] =
      order !== undefined
        ? 'ordered'
        : planned || recommended
          ? 'planned'
          : continuing
            ? 'active'
            : 'completed'
    const start = Math.min(context.start, order ?? mention.start)
    const result =
      /^\s?(?:was|were|showed|is|:)\s(?:a\s)?(normal|negative|positive|unremarkable|abnormal|inconclusive)\b/i.exec(
        after(passage, mention.end, 40),
      )
    const end = Math.max(context.end, mention.end + (result?.[0].length ?? 0))
    return [
      {
        start,
        end,
        statement: {
          kind: 'procedure',
          name,
          ...(result === null ? {} : { value: (result[1] as string).toLowerCase() }),
          ...(context.negated ? {} : { status }),
          ...stated(passage, context, mention),
          ...(result === null ? {} : { negated: false }),
        },
      },
    ]
  })
}
