// Where turns are put together: who says what, which entries of the case that states, what is shown with it.
import type { Attachment, Participant } from '../../records/conversation.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Course } from '../course.ts'
import type { Cast } from './cast.ts'
import type { Voice } from './speech.ts'
import type { Telling } from './telling.ts'

/** Words with the entries they state. */
export interface Piece {
  readonly text: string
  readonly resources: readonly string[]
}

export interface StagedTurn extends Piece {
  readonly speaker: Participant
  readonly attachments: readonly Attachment[]
}

/** What a scene works with. */
export interface Scene {
  readonly course: Course
  readonly cast: Cast
  readonly voice: Voice
  readonly telling: Telling
  readonly from: Knowledge
  /** How much is said: 0 brief, 1 usual, 2 at length. */
  readonly length: 0 | 1 | 2
  say(speaker: Participant, ...pieces: readonly (Piece | string)[]): void
  show(speaker: Participant, attachments: readonly Attachment[], ...pieces: readonly (Piece | string)[]): void
  /** Whether it is this one who spoke last. */
  hasWord(speaker: Participant): boolean
  /** Whether the last turn orders anything. */
  hasJustOrdered(): boolean
}

export function createScene(setting: Omit<Scene, 'say' | 'show' | 'hasWord' | 'hasJustOrdered'>): {
  readonly scene: Scene
  readonly turns: readonly StagedTurn[]
} {
  const turns: StagedTurn[] = []
  const show: Scene['show'] = (speaker, attachments, ...pieces) => {
    const texts = pieces
      .map((piece) => (typeof piece === 'string' ? piece : piece.text))
      .filter((text) => text !== '')
    if (texts.length === 0) return
    const resources = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : piece.resources))
    const last = turns.at(-1)
    // One who goes on speaking speaks in one turn.
    if (last !== undefined && last.speaker.id === speaker.id) {
      turns[turns.length - 1] = {
        speaker,
        text: [last.text, ...texts].join(' '),
        resources: [...last.resources, ...resources],
        attachments: [...last.attachments, ...attachments],
      }
      return
    }
    turns.push({ speaker, text: texts.join(' '), resources, attachments })
  }
  const scene: Scene = {
    ...setting,
    show,
    say: (speaker, ...pieces) => show(speaker, [], ...pieces),
    hasWord: ({ id }) => turns.at(-1)?.speaker.id === id,
    hasJustOrdered: () => turns.at(-1)?.resources.some((id) => id.startsWith('steps/')) ?? false,
  }
  return { scene, turns }
}

export function piece(text: string, ...resources: readonly string[]): Piece {
  return { text, resources }
}

/** Who looks after the patient in a phase. */
export function bedsideNurse({ cast }: Pick<Scene, 'cast'>, phase: number): Participant {
  return phase === 0 ? cast.triage : phase === 1 ? cast.nurse : cast.night
}

/** The doctor in charge in a phase: the first one until the case has been argued, then the senior. */
export function attending({ cast, course }: Pick<Scene, 'cast' | 'course'>, phase: number): Participant {
  return phase <= course.arguedAt ? cast.first : cast.senior
}
