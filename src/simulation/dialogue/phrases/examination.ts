// What the examining doctor says while examining, and how the findings are put on record.
export const announce = [
  '[I am going to examine you now|Let me have a look at you|I will examine you from head to toe].',
  '[Let me see|May I look]. [Tell me if anything hurts|Say so if it is uncomfortable].',
  '[Now the examination|On to the examination], [if you are ready|if I may].',
]
export const signsLead = [
  '[On examination|Examining {him}|At the bedside],',
  '[What I find|My findings|What there is]:',
  '[For the record|For the notes|Dictating as I go]:',
  '[Now that I have examined {him}|Having looked {him} over],',
]
export const absentLead = [
  '[The rest of the examination|Otherwise]:',
  '[On the other hand|At the same time|Against that],',
  '[Also checked|Checked as well]:',
  '[As for the rest|Otherwise],',
  '[Of note|To be complete],',
]
export const lets = [
  '[Okay|All right|Go ahead].',
  '[Yes, but carefully|Careful, please].',
  '[Yes, doctor|Please].',
]
