// What the scripts of the page of tasks work on. Written by ../records.ts, ../about.ts and ../columns.ts.

type Pair = readonly [string, string]

interface RunAbout {
  readonly key: string
  readonly label: string
  readonly tasks: number
  readonly repeats: number
  /** Its answers name a token or a class of behaviour. */
  readonly says: boolean
  readonly prompt: { readonly messages: readonly Pair[]; readonly note: string }
  readonly about: readonly Pair[]
}

interface About {
  readonly count: number
  readonly segment: number
  readonly shards: number
  readonly letters: readonly string[]
  readonly members: readonly string[]
  readonly outcomes: readonly string[]
  readonly types: readonly string[]
  readonly categories: Readonly<Record<string, readonly string[]>>
  readonly classes: readonly string[]
  readonly tokens: readonly string[]
  readonly runs: readonly RunAbout[]
  readonly comparisons: readonly {
    readonly first: string
    readonly second: string
    readonly lines: readonly string[]
  }[]
}

interface Edit {
  readonly kind: 'replace' | 'insert' | 'remove'
  readonly turn: number
  readonly speaker?: string
  readonly text?: string
  readonly attachments?: readonly { readonly kind: string; readonly id: string }[]
}

interface TaskRecord {
  readonly id: string
  readonly heading: string
  readonly type: string
  readonly question: string
  readonly options: readonly Pair[]
  readonly gold: string
  readonly rationale: string
  readonly score: number
  readonly class: string
  readonly token: string
  readonly reason: string
  readonly challenge: readonly Pair[]
  readonly conversation: readonly [number, number]
  readonly view: {
    readonly edits: readonly Edit[]
    readonly from: number
    readonly to: number
    readonly masked: readonly number[]
  }
  readonly cited: readonly number[]
  readonly facts: readonly (readonly [string, string, string, string])[]
  readonly checks: readonly string[]
  readonly about: readonly Pair[]
}

interface CaseTable {
  readonly id: string
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly left: number
}

interface ConversationRecord {
  readonly title: string
  readonly corpus: string
  readonly document?: string
  readonly origin: string
  readonly licence: readonly [id: string, url: string, attribution: string]
  readonly participants: readonly Pair[]
  readonly turns: readonly {
    readonly speaker: string
    readonly text: string
    readonly attachments: readonly Pair[]
  }[]
  readonly tables: readonly CaseTable[]
  readonly images: readonly { readonly id: string; readonly caption: string; readonly file?: string }[]
}

interface SeenTurn {
  readonly number: number
  readonly edited: boolean
  readonly masked: boolean
  readonly name: string
  readonly text: string
  readonly attachments: readonly Pair[]
}

interface ReplyRecord {
  readonly answer: string | null
  readonly outcome: string
  readonly output: string
  readonly failure?: string
  readonly shots?: readonly string[]
  readonly shown?: { readonly order: string; readonly answer: string | null }
  readonly token?: string
  readonly class?: string
  readonly rest: readonly Pair[]
}

/** What the address of the page says: which runs, which tasks, which page of the list, which task. */
interface PageState {
  readonly run: string
  readonly with: string
  readonly type: string
  readonly result: string
  readonly change: string
  readonly outcome: string
  readonly class: string
  readonly said: string
  readonly member: string
  readonly q: string
  readonly page: string
  readonly task: string
}

/** The columns that a filter looks at; of the second run only where there is one. */
interface Columns {
  readonly about: About
  readonly type: readonly string[]
  readonly behavior: readonly string[]
  readonly gold: readonly string[]
  readonly answers: readonly (readonly string[])[]
  readonly said: readonly (readonly string[])[]
}
