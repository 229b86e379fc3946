// Doctors think aloud: a first idea, look-alikes brought up and ruled out, what the diagnosis rests on.
export const present = [
  'Doctor B, [I would like to discuss this patient|a word about this case|let me run this by you]:',
  '[Short summary for those who just joined|In brief|The short version]:',
  '[To sum up|Where we are|As far as we have come]:',
  '[I want to think this through with you|Let us put it together], Doctor B:',
]
/** What goes with the summary: the symptoms, and what is known from before. */
export const withSymptoms = [
  '{summary}, [here with|who has] {list}.',
  '{summary}. [The complaints are|The history gives|What is told]: {list}.',
  '{summary}; [what we were told is|the story is one of] {list}.',
]
export const withIllnesses = [
  '[Known for|Long known|From before there is] {list}.',
  'The past history [has|holds] {list}.',
  '[In the background|On top of it] there is {list}.',
]
/** Results may be known by now that speak against it: the look-alike is named to be ruled out, not as a new suspicion. */
export const raiseRival = [
  '[What about|Did we think of|Can we rule out] {rival}? [After all|I mean], {reason}.',
  '[For completeness|Let us be thorough]: {reason}, [so {rival} has to be named|and {rival} belongs on the list].',
  '[Playing devil’s advocate|To argue the other side]: {reason}. [Why is it not|What rules out] {rival}?',
  '[My first thought was|At first I was thinking of] {rival}, [because {reason}|since {reason}].',
  '{reason}. [What speaks against|How do you exclude] {rival}?',
]
export const counterRival = [
  '[I see why you say so|Fair point], but {against}. [That speaks against {rival}|So I would not call it {rival}].',
  '[Against {rival}|What speaks against {rival}]: {against}.',
  '[I do not think so|Not here|I disagree]. {against}.',
  '[I thought of it too|It crossed my mind]. [But|Then again,] {against}, [so it is less likely|which argues against it].',
  '{against}. [For me that makes {rival} unlikely|That is hard to square with {rival}].',
]
export const yields = [
  '[Agreed|I agree|All right], [you have convinced me|I withdraw it|that settles it for me].',
  '[Good point|Fair enough|That is true]. [Then I am with you|Then let us move on].',
  '[Write it down as considered|Note that we thought of it], but [I accept that|I see your point].',
  '[Then it is off my list|That takes it off the list|I can let go of that one].',
  '[Okay|Right], [that is fair|I can live with that|point taken].',
]
export const rests = [
  '[So it is|I call it|My diagnosis is|Taken together this is] {diagnosis}. [It rests on|I base it on|The grounds are] {list}.',
  '{diagnosis}, [then|I would say]. [What makes me say so|The evidence]: {list}.',
  '[With {list}|Given {list}], [I am treating this as {diagnosis}|the diagnosis is {diagnosis}|this is {diagnosis}].',
  'We have {list}. [That makes it|In my view that means] {diagnosis}.',
]
export const askPlan = [
  '[And the plan|What is the plan|What do we do about it]?',
  '[How do you want to treat|What are your orders]?',
  '[Tell me the plan, with reasons|Walk me through the plan].',
  '[How do you want to go on|What do you propose], and why?',
  '[What next|So what now]?',
]
export const fear = [
  '[What worries me is that|If we wait,|Left alone,] it could {complication}.',
  '[Remember|Keep in mind|The danger is] that it can {complication}.',
  'I [do not want it to|would hate to see it] {complication}.',
]
