// Orders and decisions with their reasons, and who carries them out.
const orderAction = [
  '[Please|I want us to|Let us] {infinitive}, because {reason}.',
  '[We need to|We should|I would] {infinitive}: {reason}.',
  'Because {reason}, [let us|we will|I want to] {infinitive}.',
  '{infinitive}. [The reason|Why|My reason]: {reason}.',
  '{infinitive}, please; {reason}.',
]
const orderDrug = [
  '[I am ordering|I am prescribing|Please give|We start] {drug}, because {reason}.',
  '[Let us give|Start|I want] {drug}; {reason}.',
  'Because {reason}, [{he} gets|we give|I am ordering] {drug}.',
  '{drug}, please. [My reason|The reason]: {reason}.',
]
/** An action and its drug, each with its reason, in one sentence. */
const orderBoth = [
  'Because {reason}, [let us|we will|I want to] {infinitive}: {drug}, [since|as] {detail}.',
  '[Please|Let us|I want us to] {infinitive}, because {reason}; [make it|that means|we use] {drug}, [since|as] {detail}.',
  '[We need to|We should] {infinitive}: {reason}; [I choose|my choice is|that will be] {drug}, [because|since] {detail}.',
  '{infinitive}, please, because {reason}; [I am ordering|the order is] {drug}, [since|as] {detail}.',
]
export const order = { action: orderAction, drug: orderDrug, both: orderBoth } as const
/** The same after a lead-in, which a "because" would not go on from. */
const afterLead = (patterns: readonly string[]): readonly string[] =>
  patterns.filter((pattern) => !pattern.startsWith('Because'))
export const urgentOrder = {
  action: afterLead(orderAction),
  drug: afterLead(orderDrug),
  both: afterLead(orderBoth),
} as const
/** Before an order that does not wait for any result; the sentence of the order goes on from it. */
export const atOnceLead = [
  '[This cannot wait|No time to lose|We do not wait for results here]:',
  'Before [anything else|any result is back|we talk about causes],',
  '[Right now|At once|First of all],',
  '[While we sort out the rest|Before we go on thinking],',
]
/** The same later in the course, when much is known. */
export const atOnceLeadLater = [
  '[This cannot wait|No time to lose|This comes first]:',
  '[Right now|At once|First of all],',
]
export const carriesOut = [
  '[Done|It is done|That is under way].',
  '[I will see to it|I am on it|Right away].',
  '[Already on its way|Setting it up now].',
  '[Noted and timed|I have it down, with the time].',
  '[Will do|Of course], [doctor|I have all of that].',
]
export const drugGiven = [
  '[Given and signed for|Double-checked and given|Given, doctor].',
  '[It is given|I have given it], [timed and signed|time noted].',
  '[Given just as you said|Given as ordered|All given].',
  '[Given just now|It has gone in|That is in now][, signed|, charted|].',
]
export const pharmacistChecks = [
  '[I have checked|Checked] {drug} [against the list|with the allergies]: [no objection|nothing against it|fine].',
  '{drug} [goes with the list I have|is fine for {him}], [no interaction|nothing to change].',
  '[From my side|For the pharmacy], {drug} [is cleared|can go out].',
  '[Dose and route are fine|I see no problem] for {drug}.',
]
