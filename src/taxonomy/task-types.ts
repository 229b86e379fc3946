// The 13 task types of the benchmark, with their definitions, categories and token policy as the paper
// gives them (sections 2 and 3.2), in our words. Not the code that writes them: that is tasks/.

export const categories = ['reactive', 'balanced', 'proactive'] as const
export type Category = (typeof categories)[number]

export interface TaskTypeDefinition {
  readonly id: string
  readonly category: Category
  /** What a task of this type asks for. */
  readonly definition: string
  /** Whether the behaviour token follows from the type or from the single case (section 3.2). */
  readonly tokenPolicy: 'reactive' | 'proactive' | 'by_context'
}

export const taskTypeDefinitions = [
  {
    id: 'fact_retrieval',
    category: 'reactive',
    definition: 'Find one fact that the text states.',
    tokenPolicy: 'reactive',
  },
  {
    id: 'timeline_sequence',
    category: 'reactive',
    definition: 'Put events into the order that the text’s own time references give.',
    tokenPolicy: 'reactive',
  },
  {
    id: 'ddx_reasoning',
    category: 'reactive',
    definition: 'Say which stated evidence speaks for a possible diagnosis, from that evidence alone.',
    tokenPolicy: 'reactive',
  },
  {
    id: 'treatment_decision',
    category: 'reactive',
    definition: 'Connect a clinician’s decision to the reason or the data stated for it.',
    tokenPolicy: 'reactive',
  },
  {
    id: 'reasoning_differential_evolution',
    category: 'balanced',
    definition: 'Compare two points in time and say how the assessment changes with the new information.',
    tokenPolicy: 'by_context',
  },
  {
    id: 'integrity_missing_turn_inference',
    category: 'balanced',
    definition: 'Infer what a missing turn of a conversation said from what stands before and after it.',
    tokenPolicy: 'by_context',
  },
  {
    id: 'predictive_next_action',
    category: 'proactive',
    definition: 'Foresee the most fitting next clinical action from the case so far.',
    tokenPolicy: 'proactive',
  },
  {
    id: 'explicit_error_correction',
    category: 'proactive',
    definition: 'Find and put right an error that a note or a proposed action states.',
    tokenPolicy: 'proactive',
  },
  {
    id: 'omission_detection',
    category: 'proactive',
    definition: 'Notice that information or an action which matters for the patient has been left out.',
    tokenPolicy: 'proactive',
  },
  {
    id: 'standard_of_care',
    category: 'proactive',
    definition: 'Judge whether documented management follows established guidelines.',
    tokenPolicy: 'proactive',
  },
  {
    id: 'interpretation_conflict',
    category: 'proactive',
    definition: 'Notice that two sources read the same finding differently, and say what follows.',
    tokenPolicy: 'proactive',
  },
  {
    id: 'data_conflict_resolution',
    category: 'proactive',
    definition: 'Notice that recorded data contradict one another, and say how to settle it.',
    tokenPolicy: 'proactive',
  },
  {
    id: 'consistency_check',
    category: 'proactive',
    definition: 'Judge whether a case hangs together, and name what does not fit.',
    tokenPolicy: 'proactive',
  },
] as const satisfies readonly TaskTypeDefinition[]

export type TaskTypeId = (typeof taskTypeDefinitions)[number]['id']
export const taskTypeIds = taskTypeDefinitions.map((type) => type.id) as [TaskTypeId, ...TaskTypeId[]]

export function definitionOf(id: TaskTypeId): TaskTypeDefinition {
  return taskTypeDefinitions.find((type) => type.id === id) as TaskTypeDefinition
}

export function categoryOf(id: TaskTypeId): Category {
  return definitionOf(id).category
}
