// Calls that come one by one, worked on in groups: what arrives while one group is being worked on makes up the next.
// For work that is cheaper together, such as prompts that begin alike.

/**
 * Results are those of `work`, in its order. A group that fails is tried again one by one, so that one item's fault
 * is no other's.
 */
export function together<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  most: number,
): (item: Item) => Promise<Result> {
  interface Waiting {
    readonly item: Item
    readonly resolve: (result: Result) => void
    readonly reject: (error: unknown) => void
  }
  const waiting: Waiting[] = []
  let working = false

  async function workOn(group: readonly Waiting[]): Promise<void> {
    try {
      const results = await work(group.map(({ item }) => item))
      group.forEach(({ resolve }, place) => resolve(results[place] as Result))
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error)
      else for (const one of group) await workOn([one])
    }
  }

  async function workOnAll(): Promise<void> {
    working = true
    // Those who call in the same breath come along.
    await new Promise((resume) => setImmediate(resume))
    while (waiting.length > 0) await workOn(waiting.splice(0, most))
    working = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!working) void workOnAll()
    })
}
