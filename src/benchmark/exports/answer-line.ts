// The answer as our prompts ask for it ("Answer: B"), as a pattern that Python and JavaScript read alike, for
// tools that score by themselves. It knows less than prompts/parse-answer.ts, which reads a log that is brought
// back with `import-results`; docs/exports.md says how far the two agree.

/** One group: the letter. To be used without regard to capitals. */
export const answerLine = String.raw`(?:^|\n)[\s*_#>"'(\[]*answer[\s*_]*:[\s*_$"'(\[{]*(?:\\boxed\{|\\text\{)?([A-F])(?![A-Za-z0-9])`

/** Regimes whose reply is the answer alone, so that letters can be compared by their probabilities. */
export const plainRegimes: ReadonlySet<string> = new Set(['zero-shot', 'few-shot', 'explicit'])
