// Orders and decisions with their reasons, and who carries them out.
export const orderAction = [
  '[Please|I want us to|Let us] {infinitive}, because {reason}.',
  '[We need to|We should|I would] {infinitive}: {reason}.',
  '[Next|First|Also|Then], {infinitive}. [The reason|Why]: {reason}.',
  'Because {reason}, [let us|we will|I want to] {infinitive}.',
  '{infinitive}, [please|now]; {reason}.',
]
export const orderDrug = [
  '[I am ordering|I am prescribing|Please give|We start] {drug}, because {reason}.',
  '[Let us give|Start|I want] {drug}; {reason}.',
  'Because {reason}, [I am putting {him} on|{he} gets|we give] {drug}.',
  '{drug}, [please|from now on]. [My reason|The reason]: {reason}.',
]
export const carriesOut = [
  '[Done|It is done|That is under way].',
  '[I will see to it|I am on it|Right away].',
  '[Already on its way|Setting it up now].',
  '[Noted and timed|I have written it down with the time].',
  '[Will do|Of course].',
]
export const drugGiven = [
  '[Given and signed for|Checked with a second nurse and given].',
  '[It is given|It is in], [timed and signed|with the time noted].',
  '[Drawn up and given|Given as ordered].',
]
export const pharmacistChecks = [
  '[I have checked|Checked] {drug} against the list and the allergies: [no objection|nothing against it|fine].',
  '{drug} [goes with the other medicines|is fine with what {he} takes], [no interaction|nothing to change].',
  '[From my side|For the pharmacy], {drug} [is cleared|can go out].',
  '[Dose and route are fine|I see no problem] for {drug}.',
]
export const patientAsks = [
  '[Will that help|Is that really needed|How long will it take]?',
  '[Is it serious|Should I be worried|What does that mean for me]?',
  '[Can I go home today|Do I have to stay]?',
  '[What are you giving me|What is that for]?',
]
export const familyAsksAbout = [
  '[Will that help {him}|Is that really needed|How long will it take]?',
  '[Is it serious|Should we be worried|What does that mean for {him}]?',
  '[Can {he} go home today|Does {he} have to stay]?',
  '[What are you giving {him}|What is that for]?',
]
export const reassure = [
  '[We will watch you closely|Somebody will be with you all the time|We keep an eye on it].',
  '[I will explain each step|I will tell you before we do anything].',
  '[You can ask me anything|Ask whenever something is unclear].',
  '[One step at a time|Let us see how the next hours go].',
]
