// Later looks: handing over, how things are now, the family is told, the end.
export const askNow = [
  '{When}: [how is {he}|how do things stand|how does {he} look]?',
  '[I am back to see {him}|Back at the bedside], {when}. [What has changed|Where are we]?',
  '[Any change|Is there any change] {when}?',
  '[Up to date, please|An update, please|The latest, please]: [where are we|what do we have] {when}?',
  '[What are the numbers|How has {he} developed] {when}?',
]
export const askFeeling = [
  '[How are you feeling now|Any better|How is it now]?',
  '[And you, how do you feel|What do you say yourself]?',
]
export const feelsBetter = [
  '[A bit better|Better than before|Somewhat better], [thank you|I think|honestly].',
  '[I have more strength|I feel more like myself], [thank you|I must say].',
  '[Not great|Tired], but [better than when I came|it is going in the right direction].',
]
export const goneLead = [
  '[No longer there|Not there any more|Gone|Settled]: {list}.',
  '[Gone since then|Gone by now|No longer found]: {list}.',
  '[What has gone|What has settled][ since|]: {list}.',
]
export const chartLead = [
  '[The trend is on display|The trend is on the screen].',
  '[Here is the observation chart|You can see the curve].',
  '[Look at the chart|The chart shows it].',
]
/** The senior has been there from the discussion on and takes over alone. */
export const handover = [
  '[I take it from here|I have the next shift]. What is left to watch?',
  '[I am on next|The next hours are mine]. Tell me what to watch.',
  '[Handover, please|Before you go]: [what is open|what should I look out for]?',
]
export const handoverAnswer = [
  '[As we said, {diagnosis}|Working diagnosis {diagnosis}]{treated}. {watch}',
  '[Main thing|Most of all|The one problem]: {diagnosis}. {watch}',
]
/** Goes with the diagnosis where anything has been given for it. */
export const treated = [', treated since arrival', ', under treatment']
export const takesOver = [
  '[Thank you|Thanks], [I have it from here|I will watch for that].',
  '[Good|Right], [I take it from here|that is clear].',
]
export const watch = [
  '[Watch out|Keep an eye on it], it could {complication}.',
  '[What I fear is that it might|The risk is that it will] {complication}.',
]
/** To the family, or to a patient who is alone, before anything is ordered for it. */
export const tellFamily = [
  'Now to you: [we think it is|what we have found is|it turns out to be] {diagnosis}. [We know what to do|There is a clear plan][, and we keep you informed|, and you can ask|].',
  'You have been [waiting to hear|listening]: this is {diagnosis}. [I will tell you the next steps|You will hear each step from us].',
  'A word for you: [the name of it is|we call it] {diagnosis}. [It can be treated|There is a clear plan].',
]
export const familyThanks = [
  '[Thank you for telling us|Thanks for explaining]. {question}',
  '[I see|All right]. {question}',
  '[At least we know now|So that is what it is]. {question}',
  '{question}',
]
/** What is said to a question of the family's own: that it cannot be answered now, and no promise of an answer. */
export const notYet = [
  '[Nobody can say that for certain today|That I cannot promise today]; [we will see more clearly when the treatment has worked|much depends on how the treatment works].',
  '[I would rather not guess|I do not want to guess]; [the next days will tell|time will show].',
  '[That is not certain yet|I cannot tell you that for certain]; [the treatment comes first|first comes the treatment].',
  '[It is too early to say|I cannot say that yet]; [ask me again when we know more|we all have to wait and see].',
]
/** Questions of somebody who has just heard the diagnosis, each with what answers it. */
export const questions = [
  {
    patient: ['Is it serious?', 'Should I be worried?', 'How bad is it?'],
    family: ['Is it serious?', 'Should we be worried?', 'How bad is it?'],
    answers: [
      'It [needs to be treated|has to be taken seriously], [yes|that is true], and [that is what we are doing|you are in the right place for it].',
      '[We take it seriously|It is not a small thing], [so we keep a close watch|which is why we do not wait].',
    ],
  },
  {
    patient: ['[Can I go home today|Do I have to stay]?', 'How long will I be here?'],
    family: ['[Can {he} go home today|Does {he} have to stay]?', 'How long will {he} be here?'],
    answers: [
      'That depends on [how the treatment works|the next hours]; [I will tell you as soon as I can see it|we decide it together when we know].',
      '[I cannot give you a day yet|I cannot promise anything about going home]: [first we see how the treatment works|it depends on the next checks].',
    ],
  },
  {
    patient: ['What happens now?', 'What are you going to do?'],
    family: ['What happens now?', 'What are you going to do with {him}?'],
    answers: [
      '[I will go through the orders now|You will hear the plan in a moment], [and you can stop me at any point|one thing after the other].',
      '[We go through the treatment step by step|The plan comes next]; [ask when something is unclear|stop me if it goes too fast].',
    ],
  },
  {
    patient: ['Could I have done something about it?', 'Did I do something wrong?'],
    family: ['Could we have done something about it?', 'Did we do something wrong?'],
    answers: [
      '[That is hard to say with certainty|I cannot say that for sure], and [nobody is to blame|coming in was right].',
      '[Do not think about that now|Nobody could have known], [treatment comes first|what matters is the treatment].',
    ],
  },
] as const
export const closes = [
  'In the end {he} {outcome}.',
  '[To close the record|For completeness]: {he} {outcome}.',
  '[The outcome|How it ended]: {he} {outcome}.',
  '{He} {outcome}, [as the discharge note says|by the final note].',
]
