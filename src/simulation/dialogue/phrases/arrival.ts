// First words: greeting, complaint, the first set of vital signs, handing over to the first doctor.
export const greeting = [
  '[Hello|Good morning|Good evening|Hi], I am [the nurse looking after you|one of the nurses here|your nurse for now]. What [brings you in|has happened|made you come today]?',
  'Come in, [have a seat|sit down|make yourself comfortable]. [What is going on?|What can we do for you?|Tell me what the trouble is.]',
  '[Right|Okay], you are in the right place. [What is the problem|What brings you|What has happened]?',
  'I [just need to hear|would like to hear] it in your own words: [what is wrong|why are you here|what happened]?',
  '[Thanks for waiting|Sorry for the wait]. [Can you tell me why you came|So, what is the matter|How can we help]?',
  'Before the doctor comes, [quickly tell me|let me ask] what [has been troubling you|is the problem|made you seek help].',
  '[Take your time|Slowly, please|One thing at a time]. [What made you come in|What is wrong]?',
]
export const greetingToFamily = [
  '[Hello|Hi there], I am [the nurse|one of the nurses]. [Whom have we got here, and what is wrong|What is the matter with {him}|What brings you both in]?',
  'You are with {him}, yes? [Tell me what has happened.|What made you bring {him}?|What are you worried about?]',
  '[Let us get {him} onto the couch|Lay {him} down here]. [And you tell me what is wrong|What has been going on], please.',
  '[Okay|Right], and what [did you notice first|is troubling {him}|made you come]?',
]
/** In a bed already: nobody comes in. */
export const greetingOnWard = [
  '[Hello|Good morning|Good evening|Hi], I am [the nurse looking after you|one of the nurses here|your nurse for now]. What [has happened|is troubling you|is it]?',
  'You rang. [What is going on?|What can we do for you?|Tell me what the trouble is.]',
  '[Right|Okay], I am with you. [What is the problem|What has happened]?',
  'I [just need to hear|would like to hear] it in your own words: [what is wrong|what happened]?',
  'Before the doctor comes, [quickly tell me|let me ask] what [has been troubling you|is the problem].',
  '[Take your time|Slowly, please|One thing at a time]. [What has changed|What is wrong]?',
]
export const greetingToFamilyOnWard = [
  '[Hello|Hi there], I am [the nurse|one of the nurses]. [What is the matter with {him}|What have you seen]?',
  'You are with {him}, yes? [Tell me what has happened.|What are you worried about?]',
  '[Okay|Right], and what [did you notice first|is troubling {him}]?',
]
export const vitalsLead = [
  'I have {his} observations{when}:',
  'The numbers{when}:',
  'The readings{when}:',
  'Vital signs{when}:',
  'Measured{when}:',
  'What I have{when}:',
  'For the chart{when}:',
  'Written down{when}:',
  'Observations{when}, [all by machine|counted and measured]:',
]
export const callDoctor = [
  '[I will get|Let me fetch|I am calling] the doctor now.',
  '[Doctor A is on the way|The doctor will be right with you].',
  'I am [putting this through to Doctor A|letting Doctor A know].',
  'Doctor A, [could|would] you see {him} next?',
  'Doctor A, {he} is [yours|next].',
  '[I do not like it|That goes straight to Doctor A|A doctor must see that now].',
  'Someone will [be with you in a moment|see you right away].',
]
/** Who it is that comes now, before the first question. */
export const doctorOpens = [
  '[Thank you|Thanks], I have that. [May I ask a few things|Some questions|I need more detail].',
  'I am Doctor A, [and I look after you|on duty today].',
  '[Good that you came|It was right to come]. I am Doctor A.',
  'Hello, [I am Doctor A|Doctor A here]. [From the beginning, please|Back to the start].',
  '[I have read the nurse’s note|The nurse has told me a little].',
]
/** On a ward the patient is there, and has not come. */
export const doctorOpensOnWard = [
  '[Thank you|Thanks], I have that. [May I ask a few things|Some questions|I need more detail].',
  'I am Doctor A, [and I look after you|on duty today].',
  'Hello, [I am Doctor A|Doctor A here]. [From the beginning, please|Back to the start].',
  '[I have read the nurse’s note|The nurse has told me a little].',
]
export const doctorOpensToFamilyOnWard = [
  '[Thank you|Thanks], I have that. Doctor A, by the way.',
  'I am Doctor A, [looking after {him}|on duty today].',
  '[I have read the nurse’s note|The nurse has told me a little].',
]
export const doctorOpensToFamily = [
  ...doctorOpensToFamilyOnWard,
  '[It was right to bring {him}|Good that you came with {him}].',
]

/** Ways of asking when it began, each with answers that fit its words. */
export const onset = [
  {
    ask: [
      'How long [has this been going on|have things been like this|has it lasted by now]?',
      'For how long now?',
      'How long is it [now|already]?',
    ],
    days: [
      '{days}, [more or less|I would say|give or take].',
      'It must be {days} by now.',
      '[It has been|For about] {days}[, maybe a little longer|, not more|].',
      '{days}, [I think|if I count right|as far as I can tell].',
    ],
    today: [
      'Only [since today|for some hours].',
      'A few hours, [not more|that is all].',
      'Not a day yet, [only some hours|it began today].',
    ],
  },
  {
    ask: [
      'When did it [start|begin]?',
      'When did you first notice anything?',
      'When was the first sign of it?',
      'Since when [is it like this|have you noticed it]?',
    ],
    days: [
      '[About|Around|Roughly] {days} ago.',
      'That was {days} ago, [I would say|if I count right|more or less].',
      '{Days} ago[, maybe a little more|, as far as I can tell|].',
    ],
    today: [
      'It [only started|began] today.',
      'Just today, [a few hours ago|some hours back].',
      '[Earlier today|Today, not long ago].',
      '[It was|It happened] today.',
    ],
  },
] as const
