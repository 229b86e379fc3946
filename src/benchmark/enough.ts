// How many tasks of one type a case may have: long or repetitive cases must not make up a benchmark.

/** Two challenge triples, or six tasks of other kinds. */
export const enough = 6
