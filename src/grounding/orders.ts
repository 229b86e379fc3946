// Whether something is being ordered: "we will get a chest x-ray", "let's order an A1c". In notes of a plan,
// "check", "obtain" and "order" do the same.
import { type Passage, before } from './passage.ts'

const verb =
  /\b(?:(?:i(?:'?m| am)?|we(?:'?re| are)?)(?:'?ll)?\s(?:also\s|just\s|wan(?:t|na)\s|will\s|am\s|going to\s|gon ?na\s|would\slike\s|'?d\slike\s|do\s|need\s|think\s|have\s|to\s|go\s|ahead\s|and\s|,\s)*|let'?s\s(?:also\s|go ahead and\s|just\s)*|(?:go ahead and|want to|wan ?na|going to|gon ?na|'?d like to|would like to|will|we'?ll|i'?ll)\s(?:also\s|just\s|go ahead and\s|get you\s)*|to\s)(?:order(?:ing|ed)?|get(?:ting)?|check(?:ing)?|obtain(?:ing)?|repeat(?:ing)?|send(?:ing)?|schedule|draw|run|do|start(?:ing)?|prescrib(?:e|ing)|put|give|giving|perform|add|refer|refill)\b|\bdragon\s?,?\s(?:please\s)?order\b|\band (?:order|refill)\b|^(?:-|•|\*|\d+[.)])?\s*(?:we will |i will |will )?(?:check|obtain|order(?:ed)?|repeat|send|schedule|get|prescribe|start|plan(?: for)?|recheck|refer)\b|\b(?:ordered|prescribed|will order|be ordered|will obtain|will check|will repeat|was ordered)\b|\bi ordered\b/gi

/** The start of the ordering words before a place of the sentence, or undefined when nothing is ordered there. */
export function isOrdered(passage: Passage, at: number): number | undefined {
  const preceding = before(passage, at, 140)
  const match = [...preceding.matchAll(verb)].at(-1)
  if (match === undefined) return undefined
  if (
    /\b(?:until|once|when|after|before|if)\s(?:i|we|you)\b/i.test(
      `${preceding.slice(0, match.index).slice(-8)}${match[0]}`,
    )
  )
    return undefined
  if (
    /\b(?:attempting|trying|able|unable|needed|used|had|refused|declined)\s$/i.test(
      preceding.slice(0, match.index),
    ) &&
    /^to\b/i.test(match[0])
  )
    return undefined
  const between = preceding.slice(match.index + match[0].length)
  if (
    /^(?:to|i|we|let)/i.test(match[0]) &&
    /\b(?:put|give|giving|do|perform|start)\b/i.test(match[0]) &&
    /\bon (?:the|your|his|her|my) way\b/i.test(between)
  )
    return undefined
  if (
    /\b(?:if|but|because|since|results?|before|after|instead|last|once|look(?:ed)? at|review(?:ed)?|not|n't|show(?:s|ed)?|was|were)\b/i.test(
      between,
    )
  )
    return undefined
  if (/(?:n't|not|if)\s*(?:need|want|have)?\s*(?:to\s)?$/i.test(preceding.slice(0, match.index)))
    return undefined
  if (passage.setting.speaker === 'patient' || passage.setting.speaker === 'family') return undefined
  return at - preceding.length + match.index + (/^\s*/.exec(match[0])?.[0].length ?? 0)
}
