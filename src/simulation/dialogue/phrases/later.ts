// Later looks: handing over, how things are now, the family is told, the end.
export const askNow = [
  '[How is {he} now|How are things {when}|How does {he} look]?',
  '[Back to see {him} {when}|I am back to look at {him}]. [What has changed|Where are we]?',
  '[Any change|Is there any change]?',
  '[Update, please|Bring me up to date].',
  '[Give me the trend|How did it develop]?',
]
export const askFeeling = [
  '[How are you feeling now|Any better|How is it now]?',
  '[And you, how do you feel|What do you say yourself]?',
  '[Did the night go well|Were you able to rest]?',
]
export const feelsBetter = [
  '[A bit better|Better than before|Somewhat better], [thank you|I think|honestly].',
  '[I slept a little|I could rest], [and I feel stronger|that did me good].',
  '[Not great|Tired], but [better than when I came|it is going in the right direction].',
]
export const goneLead = [
  '[No longer there|Not there any more|Gone]: {list}.',
  '[We no longer see|I cannot find any more] {list}.',
  '[Compared to before|Since then], [what has gone away|what is gone]: {list}.',
]
export const chartLead = [
  '[The chart with the trend is up|I have put the trend on the screen].',
  '[Here is the observation chart|You can see the curve].',
  '[Look at the chart|The chart shows it].',
]
export const handover = [
  '[I am taking over from Doctor A|I have the next shift]. What do I need to know?',
  '[I am on next|The next hours are mine]. Tell me what to watch.',
  '[Handover, please|Before you go]: [what is open|what should I look out for]?',
]
export const handoverAnswer = [
  '[It is {diagnosis}|Working diagnosis {diagnosis}], [treated since arrival|under treatment]. {watch}',
  '{Patient} with {diagnosis}. {watch}',
  '[Main thing|Most of all]: {diagnosis}. {watch}',
]
export const watch = [
  '[Watch out|Keep an eye on it], it could {complication}.',
  '[What I fear is that it might|The risk is that it will] {complication}.',
]
export const tellFamily = [
  '[We think it is|What we have found is|It turns out to be] {diagnosis}. [We are treating it|Treatment has begun], and [we will keep you informed|you can ask us any time].',
  '[In plain words|Put simply], this is {diagnosis}. [We caught it and are on it|We know what to do].',
  '[I want to explain|Let me explain]: {diagnosis}. [It can be treated|There is a clear plan].',
]
export const familyThanks = [
  '[Thank you for telling us|Thanks for explaining|I am glad to hear that].',
  '[When can {he} come home|Can I stay with {him}|What can we do]?',
  '[That is a relief|At least we know now].',
]
export const closes = [
  'In the end {he} {outcome}.',
  '[To close the record|For completeness]: {he} {outcome}.',
  '[The outcome|How it ended]: {he} {outcome}.',
  '{He} {outcome}, [as the discharge note says|by the final note].',
]
