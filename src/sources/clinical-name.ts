// Names as a clinician writes them, from the display texts of terminologies: without semantic tags, in
// lower case but for proper names. Not a terminology service: it only rewrites what the source gives.

/** Tags that SNOMED CT puts behind its fully specified names. */
const semanticTag =
  /\s*\((?:disorder|finding|procedure|situation|regime\/therapy|record artifact|observable entity|event|substance|product|medicinal product|clinical drug|qualifier value|morphologic abnormality|physical object|person|organism|body structure|assessment scale|context-dependent category|environment|occupation|navigational concept)\)\s*$/i

/** People and places in names of diseases and tests, and brands; any name with a possessive counts as well. */
const eponyms = new Set(
  `Addison Alport Alzheimer Asperger Babinski Barrett Basedow Behçet Bell Brugada Budd Burkitt Chagas Charcot
Chiari Chvostek Coombs Cooley Crohn Cushing Down Dravet Duchenne Dupuytren Ebola Ebstein Ehlers Eisenmenger
Epstein Ewing Fabry Fallot Fanconi Friedreich Gaucher Gilbert Glasgow Gorlin Gowers Graves Guillain Barré Barre
Hashimoto Henoch Hirschsprung Hodgkin Horner Huntington Kaposi Kawasaki Kayser Fleischer Kleinfelter Klinefelter
Korsakoff Kussmaul Leigh Lewy Lyme Lynch Marfan Meckel Ménière Meniere Mobitz Moro Noonan Ollier Paget Pancoast
Parkinson Perthes Peutz Jeghers Prader Willi Angelman Raynaud Reiter Reye Rett Romberg Sotos Still Sturge Weber
Sjögren Sjogren Tourette Trendelenburg Turner Wernicke West Whipple Williams Wilms Wilson Wolff White Zollinger
Ellison American Canadian English Spanish Japanese Achilles Apgar Brushfield Cupid Dandy Walker Pierre Robin
Mongolian Simian Sydney Bartter Gitelman Rhesus Doppler Holter Mantoux Schirmer Valsalva
Jolivette Suboxone`.split(/\s+/),
)

/** The display text without semantic tag: "Viral sinusitis (disorder)" → "Viral sinusitis". */
function withoutTag(display: string): string {
  const text = display.replace(/\s+/g, ' ').trim()
  const bare = text.replace(semanticTag, '')
  return bare === '' ? text : bare
}

/** The name for a statement: "Atrial Fibrillation" → "atrial fibrillation", "Crohn's disease" stays. */
export function clinicalName(display: string): string {
  const words = withoutTag(display).split(' ')
  const long = words.filter((word) => /^\p{L}{4,}/u.test(word))
  const titleCase = long.length > 1 && long.every((word) => /^\p{Lu}/u.test(word))
  return words.map((word, index) => (index === 0 || titleCase ? lower(word) : word)).join(' ')
}

/** The word in lower case unless it is an abbreviation or a proper name. */
function lower(word: string): string {
  const bare = word.replace(/^[([]/, '')
  if (!/^\p{Lu}[\p{Ll}-]+[^\p{Lu}]*$/u.test(bare)) return word
  if (/['’]s\b/.test(bare) || eponyms.has(bare.split(/[^\p{L}]/u)[0] ?? '')) return word
  return word.toLowerCase()
}
