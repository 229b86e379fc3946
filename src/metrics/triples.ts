// The paired score of a challenge triple: speaking where a fault is planted is worth nothing from an agent that
// also speaks at its near miss. A triple counts as right only as a whole.

export interface MemberAnswer {
  readonly member: 'injected' | 'near_miss' | 'handled'
  /** The right concern was raised (injected), or none at all (the others). */
  readonly right: boolean
}

export interface TripleVerdict {
  /** Right on the planted fault and silent on its near miss. Null where one of the two was not asked. */
  readonly pair: boolean | null
  /** And silent where the fault has been dealt with. Null where one of the three was not asked. */
  readonly triple: boolean | null
}

/** Where a member was asked in several tasks, all of them must be right. */
export function judgeTriple(answers: readonly MemberAnswer[]): TripleVerdict {
  const rightOn = (member: MemberAnswer['member']): boolean | null => {
    const own = answers.filter((answer) => answer.member === member)
    return own.length === 0 ? null : own.every(({ right }) => right)
  }
  const both = (a: boolean | null, b: boolean | null): boolean | null =>
    a === null || b === null ? null : a && b
  const pair = both(rightOn('injected'), rightOn('near_miss'))
  return { pair, triple: both(pair, rightOn('handled')) }
}
