// The colours of behaviour: blue for reactive, through grey, to red-orange for proactive, as in the paper's
// Figure 8. Blue and orange stay apart for every common form of colour blindness, and every drawing prints
// the number too. Eleven steps a scheme, as CSS variables, so that one drawing serves light and dark.
import { scaleLinear } from 'd3-scale'

const steps = 10

const light = ['#1f5fa8', '#8fa9c4', '#a09c98', '#e08e52', '#c2410c']
const dark = ['#5aa2ee', '#7f9dbd', '#98948f', '#dd9460', '#f9732b']

/** The class that fills a mark with the colour of a behaviour score in [0, 1]. */
export function scoreClass(score: number): string {
  return `s${Math.round(Math.min(1, Math.max(0, score)) * steps)}`
}

/** CSS: the variables of one scheme. */
export function scoreVariables(scheme: 'light' | 'dark'): string {
  const colour = scaleLinear<string>()
    .domain([0, 0.25, 0.5, 0.75, 1])
    .range(scheme === 'light' ? light : dark)
  return stepsOf((step) => `--s${step}:${colour(step / steps)};`)
}

/** CSS: the classes that use them. */
export function scoreRules(): string {
  return stepsOf((step) => `.s${step}{fill:var(--s${step});background-color:var(--s${step})}`)
}

function stepsOf(write: (step: number) => string): string {
  return Array.from({ length: steps + 1 }, (_, step) => write(step)).join('')
}
