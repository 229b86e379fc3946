// Questions about symptoms and what comes with them. The questions proper and the answers stand with each
// finding in the knowledge base; here is only how they are strung together.
export const askLead = [
  '',
  '',
  '',
  '[Okay|All right|I see|Right|Mm-hm].',
  '[Now|Next],',
  '[Tell me|Can you tell me]:',
  '[One more thing|Something else|Another question].',
  '[I understand|That sounds rough|Thank you, that helps].',
  '[Let me go through a list|A few quick ones].',
  '[Got it|Noted|Understood].',
]
export const askJoin = ['And', 'Also,', 'Then:', 'Next:', '', 'Further:']
export const yesLead = [
  '',
  '',
  'Yes,',
  'Yes, I would say',
  'Oh yes,',
  'It is true,',
  'Well,',
  'Now that you say it,',
  'Sadly yes,',
]
export const yesLeadFamily = [
  '',
  'Yes,',
  'We noticed:',
  'Well,',
  'Since you ask,',
  'Yes, all the time:',
  'I can tell you,',
]
export const noJoin = ['But', 'And', '', '', '']
export const storyPrompt = [
  '[Does anything else come to mind|What else should I know|Did anything else strike you]?',
  '[How did it go from there|What happened after that|And then]?',
  '[What else can you tell me|Anything to add to your story|Have you left anything out]?',
]
export const familyCut = [
  '[If I may say something|Can I add something|May I]: {sentence}',
  '{sentence} [I thought you should know|I wanted to say that].',
  '[Sorry to interrupt|Excuse me], doctor. {sentence}',
  '{sentence}',
]
export const thanksFamily = [
  '[Thank you|Thanks], [that helps|that is useful|good to know].',
  'I will keep that in mind.',
  '[It is good that you are here|Good that you say it].',
  '[That is worth knowing|I am glad you tell me].',
]
