// The report as one HTML page that needs nothing else: no script, no request, no font. The policy in its head
// forbids what escaping should already have made impossible.
import { notAdvice, type ReportContent, type Sentence } from '../content.ts'
import type { LicenceRow } from '../licences.ts'
import { html, ownMarkup, type Markup } from '../markup.ts'
import { printed } from '../quantity.ts'
import { sectionIds, type SectionId } from '../table.ts'
import { sectionTitles } from '../sections.ts'
import { htmlExample } from './example.ts'
import { styleSheet } from './style.ts'
import { htmlTable } from './table.ts'

export function htmlPage(content: ReportContent): string {
  const contents = [
    ['reading', 'How to read this'],
    ...sectionIds.map((id) => [id, sectionTitles[id].short]),
    ['examples', 'Examples'],
    ['provenance', 'Provenance'],
    ['licences', 'Licences'],
  ] as [string, string][]
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><title>${content.name} · BehaviorBench report</title><style>${ownMarkup(styleSheet)}</style></head><body>
<header><div class="spectrum"></div><p class="eyebrow">BehaviorBench report</p><h1><bdi>${content.name}</bdi></h1><p class="lead">${content.purpose}</p><p class="advice">${notAdvice}</p><p><a href="samples/index.html">Read every task and what was answered</a>. The tables lie in <code>tables/</code> beside this page as LaTeX and CSV, the figures in <code>figures/</code> as SVG, PNG and CSV.</p>
<ul class="tiles">${content.headlines.map(({ label, number }) => html`<li><b>${printed(number)}</b>${label}</li>`)}</ul>
<div class="floor">${content.floor.map((part) => html`<p>${said(part)}</p>`)}</div>
${content.failures.length > 0 && html`<div class="failed"><p><b>Does not pass its audit.</b></p><ul>${content.failures.map((failure) => html`<li>${failure}</li>`)}</ul></div>`}</header>
<nav aria-label="Contents"><ul>${contents.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main><section id="reading"><h2>How to read this</h2><div class="columns">${content.reading.map((paragraph) => html`<p>${paragraph}</p>`)}</div></section>
${sectionIds.map((id) => htmlSection(content, id))}
${examples(content)}
${provenance(content)}
${licences(content.licences)}</main>
<footer>${notAdvice} Written by BehaviorBench from the files of the benchmark and its runs; report.json beside this page names the file and the field of every number.</footer></body></html>
`.markup
}

function said(sentence: Sentence): Markup {
  return html`${sentence.map((part) => (typeof part === 'string' ? part : html`<b>${printed(part)}</b>`))}`
}

function htmlSection(content: ReportContent, id: SectionId): Markup {
  const figures = content.figures.filter(({ figure }) => figure.section === id)
  const tables = content.tables.filter(({ table }) => table.section === id)
  const { title, opening } = sectionTitles[id]
  return html`<section id="${id}"><h2>${title}</h2><p>${opening}</p>${
    figures.length > 0 &&
    html`<div class="figures">${figures.map(
      ({ figure, content: { svg, table } }) =>
        html`<figure><h3>${figure.title} ${figure.paper !== '' && html`<span>· ${figure.paper}</span>`}</h3>${svg}<figcaption>${table.caption}</figcaption>${table.rows.length > 0 && html`<details class="numbers"><summary>The numbers</summary>${htmlTable(table, figure.title)}</details>`}</figure>`,
    )}</div>`
  }<div class="tables">${tables.map(
    ({ table, content: built }) =>
      html`<div><h3 id="table-${table.id}">${table.title}</h3>${built.rows.length > 0 && html`<p class="muted">${built.caption}</p>`}${htmlTable(built, table.title)}</div>`,
  )}</div></section>
`
}

function examples({ examples: items }: ReportContent): Markup {
  return html`<section id="examples"><h2>Example tasks</h2><p>Chosen by a fixed rule to show a challenge triple, a picture, a table and different types. Turns that the answer rests on are marked; what was written into a conversation for a challenge is named.</p>${
    items.length === 0
      ? html`<p class="muted">The benchmark has no task.</p>`
      : items.map((example, index) => htmlExample(example, index === 0))
  }</section>
`
}

function provenance({ provenance: groups }: ReportContent): Markup {
  return html`<section id="provenance"><h2>Provenance</h2><p>The same cases, settings and seed give the same bytes.</p>${groups.map(
    ({ title, rows }) =>
      html`<details class="task"${title === 'Benchmark' && html` open`}><summary><b><bdi>${title}</bdi></b></summary><div class="body"><dl>${rows.map(
        ({ name, value }) =>
          html`<dt>${name}</dt><dd><code>${value.map((part) => (typeof part === 'string' ? part : printed(part)))}</code></dd>`,
      )}</dl></div></details>`,
  )}</section>
`
}

/** Attributions shown of one corpus; the rest stand in cases.jsonl. */
const mostAttributions = 20

function licences(rows: readonly LicenceRow[]): Markup {
  return html`<section id="licences"><h2>Licences and attributions</h2><p>Each case and each task carries the licence of its source; what is built from it stands under that licence too.</p>${
    rows.length === 0 && html`<p class="muted">The benchmark has no case.</p>`
  }${rows.map(({ corpus, licence, url, cases, attributions }) => {
    const more = attributions.length - mostAttributions
    return html`<h3><bdi>${corpus}</bdi></h3><p>${url === undefined ? html`<bdi>${licence}</bdi>` : html`<a href="${url}" rel="noreferrer noopener"><bdi>${licence}</bdi></a>`}, ${printed(cases)} ${cases.value === 1 ? 'case' : 'cases'}.</p>${
      attributions.length > 0 &&
      html`<ul class="notes">${attributions.slice(0, mostAttributions).map((text) => html`<li class="hostile" dir="auto">${text}</li>`)}${more > 0 && html`<li>and ${more} more in cases.jsonl</li>`}</ul>`
    }`
  })}</section>
`
}
