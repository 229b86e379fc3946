// Passes a reply whose line "Answer: X" names the right letter and no other. Read by promptfooconfig.yaml.
const answerLine = /{{answerLine}}/gi

module.exports = (output, { vars }) => {
  const letters = [...String(output).matchAll(answerLine)].map((match) => match[1].toUpperCase())
  const [answer, ...others] = new Set(letters)
  if (answer === undefined) return { pass: false, score: 0, reason: 'no line "Answer: X"' }
  if (others.length > 0) return { pass: false, score: 0, reason: `names ${letters.join(' and ')}` }
  const pass = answer === vars.gold
  return { pass, score: pass ? 1 : 0, reason: `answered ${answer}, right is ${vars.gold}` }
}
