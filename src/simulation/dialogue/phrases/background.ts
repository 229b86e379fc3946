// Past illnesses, drugs and allergies: asked by the doctor, read out by the pharmacist, confirmed by the patient.
export const askPast = [
  '[What other illnesses do you have|Anything you are treated for otherwise|Which illnesses do I need to know about]?',
  '[Your past health|The medical history], please: [any long-standing trouble|anything in the record]?',
  '[Have you had other problems before|Are you otherwise healthy], [or is there something|or have you been ill]?',
  '[Before I examine you|While we are at it]: [known illnesses|what are you under treatment for]?',
]
export const askPastOfFamily = [
  '[Any illnesses before this|Has {he} been ill before|What other health problems does {he} have]?',
  '[{His} past health|The history before this]: [anything special|anything we should know of]?',
]
/** After another question in the same turn. */
export const askPastToo = [
  'And [have you any other illnesses|are you treated for anything else|are there illnesses I should know about]?',
  '[Besides that|Apart from that], [any long-standing trouble|any other illness]?',
  '[Then|Next], your past health: [what is there|any illness]?',
]
export const askPastOfFamilyToo = [
  'And [has {he} been ill before|are there other health problems]?',
  '[Besides|Apart from that], any [long-standing illness|other trouble with {his} health]?',
]
/** Before what the patient says of an illness, so that a listener knows what is meant. */
export const illnessLead = [
  '{Name}:',
  'There is {name}.',
  '{Name}, [they say|it is called]:',
  '{Name}, [for one|to begin with]:',
  'Well, {name}.',
]
/** Where the patient's own words would only say the name again. */
export const illnessAlone = ['{Name}, for one.', 'There is {name}.', '{Name}, yes.', 'Well, {name}.']
export const nextIllnessAlone = ['Also {name}.', '{Name} [too|as well].', 'And {name}.']
/** The same for one more illness. */
export const nextIllnessLead = [
  'And {name}:',
  'Also {name}.',
  'Then {name}:',
  '{Name} [too|as well].',
  '{Name}:',
]
export const relativeHas = [
  'There is {list}',
  '[{His} papers say|What {he} is known for is|It says here] {list}',
  '{He} [has been told of|sees a doctor for] {list}',
  'The doctors speak of {list}',
]
export const noPast = [
  '[Nothing|No, nothing] [worth mentioning|that I know of|at all].',
  '[I have always been healthy|Healthy until now].',
  'No[, never anything serious|, nothing of that kind].',
]
export const noPastOfFamily = [
  '[Nothing so far|No, {he} has always been healthy].',
  'No, [nothing at all|never anything].',
  'There [is|was] nothing before this.',
]
export const askPharmacist = [
  '[Could the pharmacist|Can we] go through the medicines [and allergies|and any allergies]?',
  '[What is on the list|Which drugs are on record], and [what about allergies|are there allergies]?',
  'Pharmacy, [what do you have for {him}|what does the record show]? [Allergies too, please|And the allergies].',
  '[The medication history|The drug list], please, [before we prescribe|before I order].',
]
/** A pharmacist whom nobody has asked. */
export const speaksUp = [
  '[Pharmacy here|This is the pharmacy].',
  '[I can add|Let me add] the [medicines|list from the pharmacy].',
  '[While you are at it|Before you prescribe], [the medicines|the drug list].',
  'I have [looked up|checked] the [record|prescriptions].',
]
export const drugsLead = [
  '[According to the record|By the dispensing record|From the list that was brought|By the last prescription], {he} takes {list}.',
  '[Regular medicines are|Current medication is|The list has] {list}.',
  'At home [it is|{he} is on] {list}.',
  '[I have|We have] {list} [as regular medicines|on the list|on file].',
]
export const noDrugs = [
  '[No regular medicines|Nothing is taken regularly|There are no prescriptions on file].',
  '{He} takes [nothing|no medicines] [regularly|on a regular basis].',
]
export const allergyLead = [
  '[Allergy on file|Documented allergy|A recorded allergy]: {list}.',
  'There is [an allergy to|a documented allergy to] {list}.',
  '[Please note the allergy|Careful with the allergy]: {list}.',
  '{He} is [allergic to|listed as allergic to] {list}.',
]
export const noAllergies = [
  '[No known drug allergies|Allergies: none known|And no allergies].',
  'As to allergies, [there are none|nothing is on file].',
  '{He} has no [known|documented] allergies.',
]
export const confirms = [
  'Yes, [that is right|that is correct|those are the ones].',
  '[That is all of it|That is the lot], yes.',
  '[Exactly|Correct], [nothing else|nothing has changed].',
  '[Yes|Right], and [nothing from the drugstore|no other pills].',
]
