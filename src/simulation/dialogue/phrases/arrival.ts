// First words: greeting, complaint, the first set of vital signs, handing over to the first doctor.
export const greeting = [
  '[Hello|Good morning|Good evening|Hi], I am [the nurse looking after you|one of the nurses here|your nurse for now]. What [brings you in|has happened|made you come today]?',
  'Come in, [have a seat|sit down|make yourself comfortable]. [What is going on?|What can we do for you?|Tell me what the trouble is.]',
  '[Right|Okay], you are in the right place now. [What is the main problem|What is bothering you most|What worries you most]?',
  'I [just need to hear|would like to hear] it in your own words: [what is wrong|why are you here|what happened]?',
  '[Thanks for waiting|Sorry for the wait]. [Can you tell me why you came|So, what is the matter|How can we help]?',
  'Before the doctor comes, [quickly tell me|let me ask] what [has been troubling you|is the problem|made you seek help].',
  '[Take your time|Slowly, one thing at a time]. [What was it that made you come in|What is it that is wrong]?',
]
export const greetingToFamily = [
  '[Hello|Hi there], I am [the nurse|one of the nurses]. [Whom have we got here, and what is wrong|What is the matter with {him}|What brings you both in]?',
  'You are with {him}, yes? [Tell me what has happened.|What made you bring {him}?|What are you worried about?]',
  '[Let us get {him} onto the couch|Lay {him} down here]. [And you tell me what is wrong|What has been going on], please.',
  '[Okay|Right], and what [did you notice first|is troubling {him}|made you come]?',
]
export const vitalsLead = [
  'I have {his} observations{when}:',
  'The numbers{when}:',
  'The readings{when}:',
  'Vital signs{when}:',
  'Measured{when}:',
  'On the monitor{when}:',
  'For the chart{when}:',
  'So you have them{when}:',
  'Observations{when}, [all by machine|counted and measured]:',
]
export const callDoctor = [
  '[I will get|Let me fetch|I am calling] the doctor now.',
  '[Doctor A is on the way|The doctor will be right with you].',
  'I am [putting this through to Doctor A|letting Doctor A know].',
  'Doctor A, could you [come and see {him}|take a look at {him}] next?',
  '[I do not like the look of it, so I am calling Doctor A|That goes straight to Doctor A].',
  'Someone will [be with you in a moment|see you right away].',
]
export const doctorOpens = [
  '[Thank you|Thanks], I have that. I am Doctor A. [May I ask a few things|Let me ask some questions|I need a bit more detail]. How long [has this been going on|have things been like this|ago did it start]?',
  'I am Doctor A, [I will be looking after you|I am the doctor on today]. When [did you last feel well|did it start|was the first sign of it]?',
  '[Good that you came|It was right to come]. [When did all this begin|How many days has it been|Since when]?',
  'Hello, [I am Doctor A|Doctor A here]. [Start at the beginning, please|Take me back to the start]: when was that, and [what came first|how did it go on]?',
  '[I have read the nurse’s note|The nurse has told me a little]. [How long is it now|When did you first notice anything]?',
]
export const doctorOpensToFamily = [
  '[Thank you|Thanks], I have that. I am Doctor A. How long [has this been going on|have things been like this] with {him}?',
  'I am Doctor A, [I am looking after {him}|the doctor on today]. When was {he} last [well|quite {himself}]?',
  '[It was right to bring {him}|Good that you came with {him}]. [When did it begin|Since when is {he} like this]?',
  '[I have read the nurse’s note|The nurse has told me a little]. [How long is it now|When did you first notice anything]?',
]
export const onsetDays = [
  '{days}, [more or less|I would say|give or take].',
  '[About|Around|Roughly] {days} [now|ago].',
  'It must be {days}.',
  '[It has been|This is] {days}[, maybe a little longer|, not more|].',
  '{days}, [I think|if I count right|as far as I can tell].',
]
export const onsetToday = [
  'It [only started|began] today.',
  'Just today, [a few hours ago|some hours back].',
  'Today. [Before that all was well|Yesterday there was nothing].',
  '[It came on|It hit] today, [out of the blue|without any warning].',
]
