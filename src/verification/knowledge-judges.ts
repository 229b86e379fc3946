// Who judges a challenge that rests on the knowledge base or on a course whose every fact is known: one file per kind.
// A new kind is its file and a line here.
import { isAboutLists, judgeList, listSituation } from './lists.ts'
import type { Material } from './material.ts'
import type { Answer } from './oracles/oracle.ts'
import { isAboutOrders, judgeOrder, orderSituation } from './orders.ts'
import { isAboutReadings, judgeReading, readingSituation } from './readings.ts'
import { isAboutScores, judgeScore, scoreSituation } from './scores.ts'
import type { Situation } from './situation.ts'
import { isAboutStandards, judgeStandard, standardSituation } from './standards.ts'

interface KnowledgeJudge {
  readonly isAbout: (material: Material) => boolean
  readonly situation: (material: Material) => Situation
  /** Whether an option is right; undefined where the general reading of claims decides it. */
  readonly judge: (option: string, material: Material) => Answer | undefined
}

const judges: readonly KnowledgeJudge[] = [
  { isAbout: isAboutOrders, situation: orderSituation, judge: judgeOrder },
  { isAbout: isAboutStandards, situation: standardSituation, judge: judgeStandard },
  { isAbout: isAboutScores, situation: scoreSituation, judge: judgeScore },
  { isAbout: isAboutReadings, situation: readingSituation, judge: judgeReading },
  { isAbout: isAboutLists, situation: listSituation, judge: judgeList },
]

/** The judge of the task's challenge; undefined where it rests on no row. */
export function knowledgeJudgeOf(material: Material): KnowledgeJudge | undefined {
  return judges.find(({ isAbout }) => isAbout(material))
}
