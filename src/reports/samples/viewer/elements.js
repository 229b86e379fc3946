// Elements of the page. Texts become text nodes and attributes, never markup: whatever a case or a model says, it is
// shown and not obeyed.

/**
 * @typedef {Node | string | false | undefined | readonly (Node | string | false | undefined)[]} Child
 */

/**
 * An element with attributes and children; `false` and `undefined` leave nothing.
 * @param {string} tag
 * @param {Record<string, string | false | undefined>} attributes
 * @param {...Child} children
 * @returns {HTMLElement}
 */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) made.setAttribute(name, value)
  }
  for (const child of children.flat()) {
    if (child !== false && child !== undefined) made.append(child)
  }
  return made
}

/**
 * Text of others, in its own direction and with its own line breaks.
 * @param {string} tag
 * @param {string} text
 * @param {string} [more] Further classes.
 */
function foreign(tag, text, more = '') {
  // Control characters, which nobody can see, are shown as signs.
  const visible = text.replace(/[^\P{Cc}\n\r\t]/gu, '\uFFFD')
  return element(tag, { class: `hostile ${more}`.trim(), dir: 'auto' }, visible)
}

/**
 * Name and value pairs.
 * @param {readonly (readonly [string, string])[]} rows
 */
function pairList(rows) {
  return element(
    'dl',
    {},
    rows.flatMap(([name, value]) => [element('dt', {}, name), foreign('dd', value)]),
  )
}

/**
 * A table in a box of its own, which scrolls sideways where it is too wide.
 * @param {string} title
 * @param {readonly string[]} columns
 * @param {readonly (readonly string[])[]} rows
 */
function dataTable(title, columns, rows) {
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title },
    element(
      'table',
      {},
      element('caption', {}, title),
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          columns.map((label) => element('th', { scope: 'col' }, foreign('span', label))),
        ),
      ),
      element(
        'tbody',
        {},
        rows.map((cells) =>
          element(
            'tr',
            {},
            cells.map((cell) => element('td', {}, foreign('span', cell))),
          ),
        ),
      ),
    ),
  )
}

/** @param {number} value */
function counted(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}
