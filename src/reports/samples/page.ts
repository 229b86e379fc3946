// The page of single tasks: its frame, its form and its style. What it shows is put in by the scripts of viewer/,
// which build elements and never write markup.
import { notAdvice } from '../content.ts'
import { html, ownMarkup, type Markup } from '../markup.ts'
import type { ReportMaterial } from '../material.ts'
import { styleSheet } from '../page/style.ts'
import { outcomes } from '../run-on-disk.ts'
import { spoken } from '../table.ts'
import { fiveClasses } from '../../taxonomy/behavior.ts'
import { categories, categoryOf, taskTypeIds } from '../../taxonomy/task-types.ts'
import type { SampledRun } from './sampled-runs.ts'
import { samplesStyle } from './style.ts'

/** In the order in which they need each other. */
const scripts = [
  'store',
  'lookup',
  'columns',
  'filter',
  'address',
  'conversation',
  'elements',
  'show-answer',
  'show-context',
  'show-task',
  'search',
  'show-list',
  'main',
]

export function samplesPage(
  { benchmark: { header } }: ReportMaterial,
  runs: readonly SampledRun[],
  count: number,
): string {
  const several = runs.length > 1
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' file:; style-src 'unsafe-inline'; img-src 'self' file:; base-uri 'none'; form-action 'none'"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><title>Tasks · ${header.name}</title><style>${ownMarkup(styleSheet)}${ownMarkup(samplesStyle)}</style></head><body class="samples">
<a class="skip" href="#results">To the tasks</a>
<header><p class="eyebrow"><a href="../report.html">BehaviorBench report</a></p><h1>Tasks of <bdi>${header.name}</bdi></h1><p class="advice">${notAdvice}</p></header>
<main><form id="filters" role="search" aria-label="Which tasks">
${runs.length > 0 && runChoice('run', 'Run', runs, false)}${several && runChoice('with', 'Beside', runs, true)}
${choice('type', 'Type', [
  ['', 'All types'],
  ...categories.map((category): Option => [category, `All ${category}`]),
  ...categories.flatMap((category) =>
    taskTypeIds.filter((type) => categoryOf(type) === category).map((type): Option => [type, spoken(type)]),
  ),
])}
${
  runs.length > 0 &&
  choice('result', 'Result', [
    ['', 'Any'],
    ['right', 'Right'],
    ['wrong', 'Wrong'],
  ])
}
${
  several &&
  choice('change', 'Of the two runs', [
    ['', 'Any'],
    ['both', 'Both right'],
    ['first', 'Only the first right'],
    ['second', 'Only the second right'],
    ['neither', 'Both wrong'],
    ['different', 'Different answers'],
  ])
}
${runs.length > 0 && choice('outcome', 'Outcome', [['', 'Any'], ...outcomes.map((name): Option => [name, spoken(name)])])}
${choice('class', 'Behaviour asked for', [['', 'Any'], ...fiveClasses.map((name): Option => [name, spoken(name)])])}
${
  runs.some(({ run }) => run.scores.behavior !== undefined) &&
  choice('said', 'Behaviour named', [
    ['', 'Any'],
    ['same', 'The task’s token'],
    ['other', 'The other token'],
    ['none', 'No token'],
  ])
}
${choice('member', 'Challenge', [
  ['', 'Any'],
  ['none', 'No challenge'],
  ['injected', 'Planted: speaking is right'],
  ['near_miss', 'Near miss: silence is right'],
  ['handled', 'Already handled: silence is right'],
])}
<p class="wide"><label for="filter-q">Words in questions, options, reasons${runs.length > 0 && ' and replies'}; or a task’s id</label><span class="search"><input id="filter-q" name="q" type="search" autocomplete="off" spellcheck="false"><button type="submit">Search</button></span></p>
</form>
<noscript><p class="failed">This page finds and shows its ${count} tasks with a script that lies beside it. Please allow scripts for it; the report itself needs none.</p></noscript>
<p id="status" role="status" aria-live="polite"></p>
<div id="results" tabindex="-1"></div></main>
<footer>${notAdvice} Each task shows the licence and the attribution of its source. Everything here lies in the folder of this page: nothing is fetched from elsewhere.</footer>
${scripts.map((name) => html`<script src="viewer/${name}.js"></script>`)}
</body></html>
`.markup
}

type Option = readonly [value: string, label: string]

function choice(name: string, label: string, options: readonly Option[]): Markup {
  return html`<p data-filter="${name}"><label for="filter-${name}">${label}</label><select id="filter-${name}" name="${name}">${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></p>`
}

function runChoice(name: string, label: string, runs: readonly SampledRun[], none: boolean): Markup {
  const options = runs.map(({ key, run }): Option => [key, run.label])
  return choice(name, label, none ? [['', 'No other run'], ...options] : options)
}
