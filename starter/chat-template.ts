// How the starter's messages become one text: each between a start and an end mark, behind the name of who speaks. The
// same words in TypeScript for pre-training and as a Jinja template in the model's folder; a test holds them equal.

export const chatTemplate = `{%- for message in messages -%}
{{- '<|start|>' + message.role + '\\n' + message.content + '<|end|>\\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}
{{- '<|start|>assistant\\n' -}}
{%- endif -%}`

export function chatText(asked: string, written: string): string {
  return `<|start|>user\n${asked}<|end|>\n<|start|>assistant\n${written}<|end|>\n`
}
