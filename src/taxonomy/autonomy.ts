// The six levels of autonomy of a health agent: what the agent does and what stays with the clinician.
// Paper: Table 10, after SAE J3016; facts carried over in our words.

export interface AutonomyLevel {
  readonly level: 0 | 1 | 2 | 3 | 4 | 5
  readonly name: string
  readonly agent: string
  readonly clinician: string
}

export const autonomyLevels: readonly AutonomyLevel[] = [
  {
    level: 0,
    name: 'No automation',
    agent: 'None: no clinical task is assisted.',
    clinician: 'Does every task and takes every decision without the system.',
  },
  {
    level: 1,
    name: 'Clinician assistance',
    agent:
      'Shows information, simple alerts from fixed rules (an interaction, a value out of range) or charts; takes no part of the clinical task over.',
    clinician: 'Decides and acts alone, and interprets what the system shows.',
  },
  {
    level: 2,
    name: 'Partial automation (reactive support)',
    agent:
      'Carries out well-defined reactive sub-tasks when asked or triggered, under direct supervision: finds a history, summarises results, segments an image.',
    clinician: 'Watches each sub-task, supplies its input, steps in on error, and answers for the whole.',
  },
  {
    level: 3,
    name: 'Conditional automation (contextual proactivity)',
    agent:
      'Takes on some proactive tasks and decisions inside a defined clinical domain: suggests differentials, flags omissions in a plan, recommends the next test.',
    clinician:
      'Watches agent and situation, ready to take over when the domain is left or a suggestion does not fit.',
  },
  {
    level: 4,
    name: 'High automation (proactive decision support)',
    agent:
      'Decides and acts in most situations of its domain for long stretches without oversight: adjusts doses within limits, starts standard protocols, triages.',
    clinician: 'Falls back in for complex, new or out-of-domain situations; may oversee many cases.',
  },
  {
    level: 5,
    name: 'Full automation (autonomous operation)',
    agent:
      'Does every task and takes every decision of its scope under all conditions, and adapts to new ones.',
    clinician: 'Oversees the system from outside; handles what lies beyond its scope or its ethical limits.',
  },
]
