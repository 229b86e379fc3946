// Licences in words, for every export: who is to be credited, and what may be done with which part.
import { licenceAddress } from './licence-terms.ts'
import { licenceCounts, tasksByLicence, type Tally } from './tally.ts'

/** The file in which every export credits its sources. */
export const attributionsFile = 'ATTRIBUTIONS.md'

/** A paragraph and a table: which licences there are and what they allow. */
export function licencesText(tally: Tally): string {
  const byLicence = [...tasksByLicence(tally)]
  const rows = byLicence.map(
    ([id, { terms, tasks }]) =>
      `| ${cell(id)} | ${tasks} | ${terms.redistributable ? 'yes' : 'no'} | ${terms.commercial ? 'yes' : 'no'} | ${terms.shareAlike ? 'yes' : 'no'} |`,
  )
  const forbidden = byLicence.filter(([, { terms }]) => !terms.redistributable)
  const held = forbidden.reduce((sum, [, { tasks }]) => sum + tasks, 0)
  return `${byLicence.length > 1 ? '**The licences are mixed.** There is no one licence for the whole: each row is under that of its source document' : 'Each row is under the licence of its source document'}, named in the row with its terms and whom to credit; all sources are listed in ${attributionsFile}.

| licence | tasks | altered copies may be passed on | commercial use | under the same licence only |
|---|---|---|---|---|
${rows.join('\n')}

"Yes" stands only where the licence is known to allow it. Tasks alter what their documents say, so a licence without derivatives does not let them be passed on, and one that is not known allows nothing. ${
    held === 0
      ? 'Every row here may be passed on.'
      : `**${held} of ${tally.tasks()} rows may not be passed on**: keep this folder to yourself, or export again with \`--only-redistributable\`.`
  }`
}

/** Every source with its licence, credit and number of tasks. */
export function attributionsText(tally: Tally): string {
  const rows = licenceCounts(tally).map(({ corpus, licence, tasks }) => {
    const address = licenceAddress(licence)
    const name = cell(licence.id)
    return `| ${cell(corpus)} | ${address === undefined ? name : `[${name}](${address})`} | ${cell(licence.attribution ?? 'not stated')} | ${tasks} |`
  })
  return `# Whose work this is

The tasks were made by BehaviorBench from these sources, and say other things than their documents do: questions were added, and in challenges a turn was changed on purpose.

| corpus | licence | credit | tasks |
|---|---|---|---|
${rows.join('\n')}
`
}

/** A text as a cell of a Markdown table. */
export function cell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\|`*_[\]<>]/g, '\\$&')
    .trim()
}
