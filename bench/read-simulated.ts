// Prints simulated cases of one condition in full for a person to read:
// `npx tsx bench/read-simulated.ts CONDITION [COUNT] [SEED]`; "any" takes all conditions in turn.
import { editedTurns, contextText } from '../src/conversations/view.ts'
import { knowledge } from '../src/knowledge/knowledge.ts'
import { defaultDistributions } from '../src/simulation/distributions.ts'
import { simulateCase } from '../src/simulation/simulate.ts'

const [wanted = 'any', count = '1', seed = '1'] = process.argv.slice(2)
const base = knowledge()
if (wanted !== 'any' && !base.conditions.has(wanted)) throw new Error(`no condition "${wanted}"`)
const conditions = Object.fromEntries(
  [...base.conditions.keys()].map((id) => [id, wanted === 'any' || id === wanted ? 1 : 0]),
)
const settings = { seed: Number(seed), distributions: { ...defaultDistributions, conditions } }
for (let number = 0; number < Number(count); number++) {
  const { imported } = simulateCase(number, settings, base)
  const { case: source, conversation } = imported
  if (conversation === undefined) continue
  console.log(`=== ${source.title} · ${source.id} · ${conversation.turns.length} turns`)
  console.log(contextText(source, editedTurns(conversation, [])))
  console.log('--- record')
  for (const { heading, text } of source.sections) console.log(`${heading}: ${text}`)
  console.log()
}
