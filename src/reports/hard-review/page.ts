// A page of the list for physicians: the task as a model saw it, and folded away what they should not see first.
import { maskedText, shownTurns, type ShownTurn } from '../../conversations/view.ts'
import type { DoubtfulTask } from '../../evaluation/hard/mine.ts'
import type { Case } from '../../records/case.ts'
import type { Conversation } from '../../records/conversation.ts'
import type { Task } from '../../records/task.ts'
import { definitionOf } from '../../taxonomy/task-types.ts'
import { html, ownMarkup, type Markup } from '../markup.ts'
import { styleSheet } from '../page/style.ts'
import { lowered, spoken } from '../table.ts'

export interface ReviewContext {
  readonly task: Task
  readonly case: Case
  readonly conversation: Conversation
  /** Where the pictures lie, by id, relative to the page. */
  readonly images: ReadonlyMap<string, string>
}

export function reviewPage(name: string, number: number, pages: number, items: readonly Markup[]): string {
  const title = `Tasks to look at, ${name}`
  const link = (to: number, text: string): Markup | false =>
    to >= 1 && to <= pages && html`<a href="review-${String(to)}.html">${text}</a> `
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:; base-uri 'none'; form-action 'none'"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><title>${title}</title><style>${ownMarkup(styleSheet)}</style></head><body>
<header><p class="eyebrow">BehaviorBench, list for physicians</p><h1><bdi>${title}</bdi></h1><p class="lead">Several models answered these tasks against their key. Either the task is hard, or its key is wrong. Please read the conversation and the question, choose an answer before you open the key, and write into review.csv: your letter under “answer”; under “decision” <b>keep</b> where the key is right and no other option is, or <b>drop</b> where the key is wrong, another option is right as well, or the conversation does not settle it. An empty cell is no decision.</p><p class="advice">Nothing here is medical advice.</p><p>Page ${String(number)} of ${String(pages)}. ${link(number - 1, 'Previous')}${link(number + 1, 'Next')}</p></header>
<main>${items}</main>
<footer>${link(number - 1, 'Previous')}${link(number + 1, 'Next')}</footer></body></html>
`.markup
}

export function reviewItem(context: ReviewContext, doubt: DoubtfulTask): Markup {
  const { task, conversation } = context
  return html`<section id="${task.id}"><h2>${spoken(task.type)}</h2><p class="muted">${definitionOf(task.type).definition} Id in review.csv: <code>${task.id}</code></p>
<h3>Conversation</h3><ol class="turns">${shownTurns(conversation, task.view).map((turn) => turnMarkup(turn, context))}</ol>
<h3>Question</h3><p class="question hostile" dir="auto">${task.question}</p>
<ul class="options">${task.options.map(({ letter, text }) => html`<li><b>${letter}</b> <span class="hostile" dir="auto">${text}</span></li>`)}</ul>
<details class="task"><summary><b>The key, its reason and the models’ answers</b></summary><div class="body">
<p>The key is <b>${task.gold}</b>. <span class="hostile" dir="auto">${task.rationale}</span></p>
<p>${whyListed(doubt)}</p>
<dl>${doubt.answers.map(
    ({ model, letters }) => html`<dt><bdi>${model}</bdi></dt><dd>${letters.join(', ')}</dd>`,
  )}</dl>
${task.challenge !== undefined && html`<p>A challenge: ${lowered(task.challenge.member)}, rule <span class="hostile">${task.challenge.rule}</span>. ${challengeText(task)}</p>`}
<p class="muted">From ${task.corpus}; licence ${task.licence.id}. ${task.licence.attribution}</p></div></details></section>
`
}

function whyListed({ doubtful, judges }: DoubtfulTask): string {
  const why = doubtful
    ? 'All models and seeds gave one and the same other letter.'
    : 'It is in the Hard subset.'
  const judged =
    judges === 'agrees'
      ? ' The judges of the second check come to the key by themselves.'
      : judges === undefined
        ? ''
        : ' The judges of the second check cannot decide every option.'
  return `${why}${judged}`
}

function challengeText({ challenge }: Task): Markup {
  return html`${
    challenge?.planted !== undefined &&
    html`Planted: <span class="hostile" dir="auto">${challenge.planted}</span>. `
  }${
    challenge?.truth !== undefined && html`True: <span class="hostile" dir="auto">${challenge.truth}</span>.`
  }`
}

function turnMarkup(turn: ShownTurn, { case: source, images }: ReviewContext): Markup {
  if (turn.masked)
    return html`<li><span class="who">${String(turn.number)}</span><div>${maskedText}</div></li>`
  const of = (kind: 'table' | 'image'): Set<string> =>
    new Set(turn.attachments.filter((attachment) => attachment.kind === kind).map(({ id }) => id))
  const [tables, pictures] = [of('table'), of('image')]
  return html`<li><span class="who">${String(turn.number)} · <bdi>${turn.name}</bdi></span><div class="hostile" dir="auto">${turn.text}</div>${source.tables
    .filter(({ id }) => tables.has(id))
    .map(
      ({ caption, columns, rows }) =>
        html`<p class="muted hostile" dir="auto">${caption}</p><div class="scroll" tabindex="0" role="region" aria-label="${caption === '' ? 'Table' : caption}"><table><thead><tr>${columns.map((label) => html`<th scope="col"><bdi>${label}</bdi></th>`)}</tr></thead><tbody>${rows.map(
          (cells) => html`<tr>${cells.map((cell) => html`<td><bdi>${cell}</bdi></td>`)}</tr>`,
        )}</tbody></table></div>`,
    )}${source.images
    .filter(({ id }) => pictures.has(id))
    .map(({ id, caption }) => {
      const file = images.get(id)
      const words = caption === '' ? 'Image without a caption' : caption
      return file === undefined
        ? html`<p class="muted">[Image, not in the folder: <span class="hostile">${words}</span>]</p>`
        : html`<img loading="lazy" src="${file.split('/').map(encodeURIComponent).join('/')}" alt="${words}"><p class="muted hostile">${words}</p>`
    })}</li>`
}
