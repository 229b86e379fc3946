// Whether an answer comes from the model that was asked. Hosts answer with dated names ("gpt-4o-2024-08-06"), with
// the name behind a deployment, or with a file's path, and that is fine; an answer of now this and now that model
// is a fault of whatever stands between, and must not be scored as one model's.

export interface ServedByJudge {
  /** Whether the answer may be taken; one that may not is asked for again. */
  accepts(served: string): boolean
}

export function createServedByJudge(model: string): ServedByJudge {
  const wanted = plain(model)
  let sawWanted = false
  let alias: string | undefined
  let stranger: string | undefined
  return {
    accepts: (served) => {
      const name = plain(served)
      if (name.includes(wanted) || wanted.includes(name)) {
        sawWanted = true
        return true
      }
      if (sawWanted) return false
      if (alias === name) return true
      // Another name stands for the model only if it comes twice in a row, before any that fits.
      if (alias === undefined && stranger === name) {
        alias = name
        return true
      }
      stranger = name
      return false
    },
  }
}

/** Without the provider's prefix ("openai/gpt-4o"), in small letters. */
function plain(name: string): string {
  return name.toLowerCase().split('/').at(-1) ?? ''
}
