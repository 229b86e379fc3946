// One example task as HTML: what the reader sees, what is asked, what is right and why we can say so.
import { maskedText } from '../../conversations/view.ts'
import { scoreClass } from '../drawing/colours.ts'
import type { Example, ExampleImage, ExampleTurn } from '../examples/example.ts'
import { challengeOf, contextTitle, evidencePlace, factText, headingOf, metaOf } from '../examples/words.ts'
import type { Table } from '../../records/case.ts'
import { html, type Markup } from '../markup.ts'
import { printed } from '../quantity.ts'
import { lowered, spoken } from '../table.ts'
import { htmlTable } from './table.ts'

export function htmlExample(example: Example, open: boolean): Markup {
  const { task, score } = example
  const { behavior } = task
  const challenge = challengeOf(example)
  return html`<details class="task"${open && html` open`}><summary><span class="gauge ${scoreClass(behavior.score)}"></span><b>${headingOf(example)}</b> <span class="muted">${task.corpus} · behaviour score ${printed(score)}</span></summary><div class="body">
<h4>Question</h4><p class="question hostile" dir="auto">${task.question}</p>
<ul class="options">${task.options.map(
    ({ letter, text }) =>
      html`<li${letter === task.gold && html` class="gold"`}><b>${letter}</b> <span class="hostile" dir="auto">${text}</span>${letter === task.gold && html`<span class="verdict">✓ right</span>`}</li>`,
  )}</ul>
<h4>Why</h4><p class="hostile" dir="auto">${task.rationale}</p>
<h4>Behaviour</h4><p>Score ${printed(score)}, ${lowered(behavior.class)}, token <code>${behavior.token}</code>. <span class="hostile">${behavior.reason}</span></p>
${challenge.length > 0 && html`<h4>Challenge</h4>${pairs(challenge)}`}
<h4>${contextTitle(example)}</h4><ol class="turns">${example.turns.map((turn) => htmlTurn(turn, task.turns.includes(turn.number)))}</ol>
<h4>Facts and their evidence</h4>${factTable(example)}
<h4>Checks passed</h4><p>${task.checks.length === 0 ? 'none named' : task.checks.map(spoken).join(', ')}</p>
${answers(example)}
<h4>Where it comes from</h4>${pairs(metaOf(example))}</div></details>`
}

function pairs(rows: readonly (readonly [string, string])[]): Markup {
  return html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd class="hostile" dir="auto">${value}</dd>`)}</dl>`
}

function htmlTurn(turn: ExampleTurn, cited: boolean): Markup {
  const text = turn.masked ? maskedText : turn.text
  const tags = [cited && 'the answer rests on it', turn.edited && 'written for the challenge']
  return html`<li${cited && html` class="cited"`}><span class="who">${turn.number} · <bdi>${turn.masked ? 'Not recorded' : turn.name}</bdi></span>${tags.map(
    (tag) => tag !== false && html`<span class="tag">${tag}</span>`,
  )}<div class="hostile" dir="auto">${text}</div>${turn.tables.map(htmlCaseTable)}${turn.images.map(htmlImage)}</li>`
}

function htmlCaseTable({ caption, columns, rows }: Table): Markup {
  const content = {
    caption,
    columns: columns.map((label) => ({ label, align: 'text' as const })),
    rows: rows.map((cells) => ({ cells })),
    empty: 'A table without rows.',
  }
  return html`${caption !== '' && html`<p class="muted hostile" dir="auto">${caption}</p>`}${htmlTable(content, caption === '' ? 'Table' : caption)}`
}

function htmlImage({ image, url }: ExampleImage): Markup {
  const caption = image.caption === '' ? 'Image without a caption' : image.caption
  if (url === undefined)
    return html`<p class="muted">[Image, not shown here: <span class="hostile">${caption}</span>]</p>`
  return html`<img src="${url}" alt="${caption}"><p class="muted hostile">${caption}</p>`
}

function factTable({ facts }: Example): Markup {
  return htmlTable(
    {
      caption: '',
      columns: ['Fact', 'Kind', 'Evidence, word for word', 'Where'].map((label) => ({
        label,
        align: 'text',
      })),
      rows: facts.map((fact) => ({
        cells: [factText(fact), fact.kind, `“${fact.evidence.quote}”`, evidencePlace(fact)],
      })),
      empty: 'The task rests on the turns alone.',
    },
    'Facts and their evidence',
  )
}

function answers({ answers: given, task }: Example): Markup | false {
  if (given.length === 0) return false
  return html`<h4>Answers of the runs</h4><dl>${given.map(
    ({ run, answer }) =>
      html`<dt><bdi>${run}</bdi></dt><dd>${answer ?? 'no readable answer'} ${answer === task.gold ? '✓' : '✗'}</dd>`,
  )}</dl>`
}
