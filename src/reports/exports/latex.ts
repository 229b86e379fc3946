// A table of the report as LaTeX with booktabs, to be put into a paper by \input. Texts are escaped; symbols
// that pdflatex does not know by itself are written as commands. Not a document: tables.tex beside the tables is.
import { partsOf, textOf, toneOf, type Column, type Row, type TableContent } from '../table.ts'
import { printed } from '../quantity.ts'

/** Text cells longer than this are set in a column that breaks lines. */
const longest = 48

export function latexTable(id: string, title: string, content: TableContent): string {
  const { caption, columns, rows, notes = [] } = content
  const lines = [
    `% ${id}. Needs \\usepackage{booktabs,graphicx}; text outside the Latin scripts needs LuaLaTeX or XeLaTeX.`,
    '\\begin{table}[tbp]',
    '\\centering',
    `\\caption{${latexText(`${title}. ${caption}`)}}`,
    `\\label{tab:${id}}`,
    '\\small',
    // Only a table that is too wide is made smaller.
    '\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%',
    `\\begin{tabular}{@{}${columns.map((column, index) => columnForm(column, index, rows)).join('')}@{}}`,
    '\\toprule',
    ...groupLines(columns),
    `${columns.map(({ label, align }) => (align === 'number' ? `\\multicolumn{1}{r}{${latexText(label)}}` : latexText(label))).join(' & ')} \\\\`,
    '\\midrule',
    ...rows.flatMap((row, index) => rowLines(row, columns.length, index)),
    '\\bottomrule',
    '\\end{tabular}}',
    ...notes.map((note) => `\\par\\smallskip\\footnotesize ${latexText(note)}`),
    '\\end{table}',
  ]
  return `${lines.join('\n')}\n`
}

/** A document that shows tables, to look at them or to copy its head from. */
export function latexDocument(ids: readonly string[]): string {
  return [
    '\\documentclass{article}',
    '\\usepackage[a4paper,landscape,margin=15mm]{geometry}',
    '\\usepackage{booktabs,graphicx}',
    '\\begin{document}',
    ...ids.map((id) => `\\input{${id}}\\clearpage`),
    '\\end{document}',
    '',
  ].join('\n')
}

function columnForm({ align }: Column, index: number, rows: readonly Row[]): string {
  if (align === 'number') return 'r'
  const own = rows.filter(({ kind }) => kind !== 'head').map(({ cells }) => textOf(cells[index] ?? ''))
  return own.some((text) => text.length > longest) ? 'p{70mm}' : 'l'
}

function groupLines(columns: readonly Column[]): string[] {
  if (columns.every(({ group }) => group === undefined)) return []
  const cells: string[] = []
  const rules: string[] = []
  let from = 0
  while (from < columns.length) {
    const group = columns[from]?.group
    let to = from + 1
    while (to < columns.length && columns[to]?.group === group) to += 1
    const span = to - from
    if (group === undefined) cells.push(...Array.from({ length: span }, () => ''))
    else {
      cells.push(`\\multicolumn{${span}}{c}{${latexText(group)}}`)
      rules.push(`\\cmidrule(lr){${from + 1}-${to}}`)
    }
    from = to
  }
  return [`${cells.join(' & ')} \\\\`, rules.join('')]
}

function rowLines({ cells, kind }: Row, width: number, index: number): string[] {
  const [first = ''] = cells
  if (kind === 'head') {
    const heading = `\\multicolumn{${width}}{@{}l}{\\textit{${latexText(textOf(first))}}} \\\\`
    return index === 0 ? [heading] : ['\\addlinespace', heading]
  }
  const written = Array.from({ length: width }, (_, place) => {
    const cell = cells[place] ?? ''
    const text = partsOf(cell)
      .map((part) => latexText(typeof part === 'string' ? part : printed(part)))
      .join('')
    const strong = kind === 'total' || toneOf(cell) === 'loud'
    return strong && text !== '' ? `\\textbf{${text}}` : text
  })
  // A bracket or star right after the end of a row would be read as an argument of it.
  return [`{}${written.join(' & ')} \\\\`]
}

const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': "''",
  '`': '\\textasciigrave{}',
  '“': '``',
  '”': "''",
  '‘': '`',
  '’': "'",
  '–': '--',
  '—': '---',
  '…': '\\ldots{}',
  '·': '\\textperiodcentered{}',
  '−': '$-$',
  '±': '$\\pm$',
  '×': '$\\times$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  '→': '$\\rightarrow$',
  '←': '$\\leftarrow$',
  '✓': '$\\surd$',
  '✗': '$\\times$',
  '°': '\\textdegree{}',
  µ: '$\\mu$',
  μ: '$\\mu$',
  κ: '$\\kappa$',
  α: '$\\alpha$',
  β: '$\\beta$',
  '\u00A0': '~',
  '\u2009': '\\,',
  '\u202F': '\\,',
  '\uFFFD': '?',
}

/** One line of text that LaTeX prints as it is. */
export function latexText(text: string): string {
  return Array.from(text.replace(/[\s\u2028\u2029]*[\n\r\t\u2028\u2029]+\s*/g, ' '), (character) => {
    if (/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/u.test(character)) return '?'
    return Object.hasOwn(commands, character) ? (commands[character] as string) : character
  }).join('')
}
