// A prompt of an agent: a template with its placeholders filled. A call that shows the case shows its pictures.
import { fill, readTemplate } from '../../prompts/template.ts'

export interface FilledPrompt {
  readonly text: string
  readonly showsCase: boolean
}

export function filled(template: string, values: Readonly<Record<string, string>>): FilledPrompt {
  return { text: fill(template, values), showsCase: template.includes('{{context}}') }
}

/** The templates of one agent, by name: src/prompts/templates/agents/AGENT/NAME.md. */
export function agentTemplates<Name extends string>(
  agent: string,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  return Object.fromEntries(names.map((name) => [name, readTemplate(`agents/${agent}/${name}`)])) as Readonly<
    Record<Name, string>
  >
}
