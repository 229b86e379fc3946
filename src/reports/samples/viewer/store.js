// The data beside the page, loaded when it is needed. A page at file:// may not fetch, but it may run a script that
// hands its data over; the last few files are kept.

/** @type {Map<string, Promise<any>>} */
const keptFiles = new Map()
/** @type {Map<string, unknown>} */
const handedOver = new Map()
const mostKeptFiles = 80

/**
 * Called by each data file.
 * @param {string} name
 * @param {unknown} value
 */
function behaviorbenchData(name, value) {
  handedOver.set(name, value)
}

/**
 * The data of a file; rejects where it cannot be read.
 * @param {string} name
 * @returns {Promise<any>}
 */
function load(name) {
  const known = keptFiles.get(name)
  if (known !== undefined) {
    // The newest stands last.
    keptFiles.delete(name)
    keptFiles.set(name, known)
    return known
  }
  const coming = new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = `data/${name}.js`
    script.addEventListener('load', () => {
      script.remove()
      const value = handedOver.get(name)
      handedOver.delete(name)
      if (value === undefined) reject(new Error(`data/${name}.js is damaged.`))
      else resolve(value)
    })
    script.addEventListener('error', () => {
      script.remove()
      keptFiles.delete(name)
      reject(new Error(`data/${name}.js cannot be read. The whole folder of this page is needed.`))
    })
    document.head.append(script)
  })
  keptFiles.set(name, coming)
  for (const oldest of keptFiles.keys()) {
    if (keptFiles.size <= mostKeptFiles) break
    if (oldest !== 'about') keptFiles.delete(oldest)
  }
  return coming
}
