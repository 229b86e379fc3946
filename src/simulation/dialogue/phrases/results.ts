// Results come in: the laboratory reads a table, the radiologist a picture, others ask for them.
export const askLab = [
  '[Are the results back|Is the blood work back|Do we have the lab results]?',
  '[Laboratory, what have you got|Can the laboratory give us the numbers|What does the lab say]?',
  '[What about the bloods|And the bloods|Where are the bloods]?',
  '[I am waiting for the bloods|The bloods, please].',
  '[Any results yet|What do the results say]?',
]
export const labLead = [
  '[These are the results|Here is the report|Here are the figures] {when}.',
  'Results {when}, [on your screen now|all checked|validated].',
  'The samples [taken|drawn] {when} [are finished|have been run].',
  'Here is what [we have|the samples gave] {when}.',
  '[Samples|Bloods] {when}: [all validated|all of them done].',
  '[I am reading out|I am passing on] the results {when}.',
]
/** Where there is a table to be seen. */
export const labLeadTable = '[Sending you the table|You have the table now], samples {when}.'
/** The same from whoever is at the bedside. */
export const labLeadBedside = [
  '[I have|Here are] the blood results {when}.',
  'The laboratory has [sent|validated|finished] [the samples|the tests] {when}.',
  'The bloods {when} [are back|have come in].',
  '[The tests|The samples] taken {when} [are done|have been run].',
]
export const labHigh = [
  '{list} {are} [above the range|raised|on the high side].',
  '[Raised|High|Above the limit]: {list}.',
  '[Flagged as high|Too high], we have {list}.',
  '[Elevated|Up and flagged]: {list}.',
]
export const labLow = [
  '{list} {are} [low|below the range|reduced].',
  '[Low|Below the limit|Reduced]: {list}.',
  '[Flagged as low|Too low], we have {list}.',
]
export const labNormal = [
  '[Within range|Unremarkable|As they should be]: {list}.',
  '{list} {are} [fine|in range|normal].',
  '[Nothing to say about|No concern with] {list}.',
]
/** After something that is not normal. */
export const labRest = [
  'The rest, {list}, {are} [in range|normal].',
  'As for the others, {list} {are} [fine|in range].',
  '[Otherwise in range|The others are in range]: {list}.',
]
export const labCritical = [
  '[I am also telephoning through|As a critical value|With a call-back]: {list}.',
  '[Please read this back to me|Critical value, please note]: {list}.',
]
export const labCriticalBedside = [
  '[The laboratory has telephoned through|Telephoned through as critical]: {list}.',
  '[What is critical|Marked as critical]: {list}.',
  '[What worries me|Please note]: {list}.',
]
export const readBack = [
  '[Read back|Understood]: {list}.',
  '{list}, [noted|I have it|thank you].',
  '[I repeat|Reading it back], {list}.',
]
export const askImage = [
  '[What do you read from|What can you say of] the {study}?',
  '[And what came of|What do we have from] the {study}?',
  'Do we have the {study} [by now|back]?',
  '[And the|Now the] {study}?',
  'Can you [give us|talk us through] the {study}?',
]
/** What is reported and not looked at: cultures, swabs, assessments. */
export const reportLead = [
  'The {study} {shows} {says}.',
  '[Here is the report of|Report of] the {study}: {says}.',
  '{study}[ done {when}|, {when}]: {says}.',
  'Now to the {study}. [The finding|The report]: {says}.',
]
export const imageLead = [
  'The {study} [{shows}|{is} back and {shows}] {says}.',
  'On the {study} I see {says}.',
  '[I have the {study} here|The {study} {is} in]: {says}.',
  '[My reading of the|Report of the] {study}: {says}.',
  '{study}[ done {when}|, {when}]: {says}.',
  'So, the {study}. [What I see|The finding]: {says}.',
]
export const showPicture = [
  '[The picture is up for everyone|You can all see it].',
  '[I have attached it|It is on the screen].',
  '[Here is the picture|Take a look yourselves].',
]
