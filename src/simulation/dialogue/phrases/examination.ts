// What the examining doctor says while examining, and how the findings are put on record.
export const announce = [
  '[I am going to examine you now|Let me have a look at you|I will examine you from head to toe].',
  '[Let me see|May I look]. [Tell me if anything hurts|Say so if it is uncomfortable].',
  '[Now the examination|On to the examination], [if you are ready|if I may].',
]
export const signsLead = [
  '[On examination|At the bedside|From head to toe],',
  '[What I find|My findings|What I can see and feel]:',
  '[For the record|For the notes|Dictating as I go]:',
  '[Now that I have examined {him}|Having looked {him} over|The examination]:',
  '[This is what I see|I put down|The note says]:',
]
export const absentLead = [
  '[The rest of the examination|Otherwise]:',
  '[At the same time|Against that|Besides],',
  '[Looked for besides|What I looked for as well]:',
  '[Also checked|Checked as well]:',
  '[As for the rest|Otherwise],',
  '[Of note|To be complete],',
]
export const lets = [
  '[Okay|All right|Go ahead].',
  '[Yes, but carefully|Careful, please].',
  '[Yes, doctor|Please].',
]
