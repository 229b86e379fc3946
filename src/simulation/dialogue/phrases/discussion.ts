// Doctors think aloud: a first idea, look-alikes brought up and ruled out, what the diagnosis rests on.
export const present = [
  'Doctor B, [your view, please|a word about this case|hear me out|a second opinion, please]:',
  '[For all who just joined|In brief|The short version|In one sentence]:',
  '[To sum up|Where we are|As far as we have come|What we know]:',
  '[Let us think aloud|Let us put it together], Doctor B:',
  '[Doctor B, here is the story|May I present, Doctor B]:',
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
  '[Old illnesses|Also on the list]: {list}.',
]
/**
 * How a look-alike is brought up, first and then by somebody who has just given in on another, and how it is
 * countered: a thought may be disagreed with, a question what speaks against it is answered. Results may be known by
 * now that do: the look-alike is named to be ruled out, not as a new suspicion.
 */
export const doubts = [
  {
    first: [
      '[What about|Did we think of] {rival}? [After all|I mean], {reason}.',
      '[For completeness|Let us be thorough]: {reason}, [so {rival} has to be named|and {rival} belongs on the list].',
      '[My first thought was|At first I was thinking of] {rival}, [because {reason}|since {reason}].',
    ],
    another: [
      '[But what about|And|Still, what of] {rival}? [After all|I mean], {reason}.',
      '[One more, though|Then the next on my list]: {reason}, [so {rival} must be considered|which makes me think of {rival}].',
      '[Let me try another|Second try]: {reason}. [That could be|That fits] {rival}.',
      '[There is also|That leaves] {rival}, [because|since] {reason}.',
    ],
    counter: [
      '[I see why you say so|Fair point], but {against}. [That speaks against {rival}|So I would not call it {rival}].',
      '[I do not think so|Not here|I disagree]. {against}.',
      '[I thought of it too|It crossed my mind]. [But|Only,] {against}[, so hardly|, which argues against it|].',
      '{against}. [That is hard to square with {rival}|For me that makes {rival} unlikely].',
    ],
  },
  {
    first: [
      '[Playing devil’s advocate|To argue the other side]: {reason}. [Why is it not|What rules out] {rival}?',
      '{reason}. [What speaks against|How do you exclude] {rival}?',
      '[Since|As] {reason}, [what do we hold against|what tells us that it is not] {rival}?',
    ],
    another: [
      'Still, {reason}. What rules out {rival}?',
      '[One more|The next on my list]: {reason}. [What speaks against|And how do you exclude] {rival}?',
      '[Also,|Besides,] {reason}. Why is it not {rival}?',
    ],
    counter: [
      '[Against {rival}|What speaks against {rival}]: {against}.',
      '{against}. [For me that makes {rival} unlikely|That is hard to square with {rival}].',
      '[This above all|I go by this]: {against}. [That argues against {rival}|It does not go with {rival}].',
    ],
  },
] as const
export const yields = [
  '[Agreed|I agree|All right|Yes], [I am convinced|I withdraw it|that settles it].',
  '[Good point|Fair enough|That is true|I see].',
  '[Considered and dropped|Then I let it go|I drop it].',
  '[Off my list|It is off the list|I let go of that one].',
  '[Okay|Right], [that is fair|I can live with that|point taken].',
]
export const rests = [
  '[So it is|I call it|My diagnosis is|Taken together this is] {diagnosis}. [It rests on|I base it on|The grounds are] {list}.',
  '{diagnosis}, [then|I would say]. [My grounds|The evidence|Why]: {list}.',
  '[With {list}|Given {list}], [I am treating this as {diagnosis}|the diagnosis is {diagnosis}|this is {diagnosis}].',
  'We have {list}. [That makes it|In my view that means] {diagnosis}.',
]
export const askPlan = [
  '[And the plan|What is the plan|What do we do about it]?',
  '[How do you want to treat|What are your orders]?',
  '[Tell me the plan, with reasons|Walk me through the plan].',
  '[How do we go on|What do you propose], and why?',
  '[What next|So what now]?',
]
export const fear = [
  '[What worries me is that|If we wait,|Left alone,] it could {complication}.',
  '[Remember|Keep in mind|The danger is] that it can {complication}.',
  'I [do not want it to|would hate to see it] {complication}.',
]
