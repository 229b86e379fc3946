// Numbers and units as clinical prose prints them; building blocks of the vital and laboratory patterns.

/** A number, with thousands separators or decimals: "1,250", "3.5", "0.05". */
export const numberSource = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?'

/** A unit of a laboratory value. Ordered so that longer forms win. */
export const unitSource = [
  '(?:[×xX*]\\s?)?10\\s?[\\^*]?\\s?[⁰¹²³⁴-⁹\\d]{1,2}(?:\\s?(?:cells)?\\s?/\\s?(?:[µμumc]?[lL]|mm3|mm³))',
  '(?:cells|copies|leukocytes|thousand|million|K|k|lakhs?)\\s?/\\s?(?:[µμumc]?[lL]|mm3|mm³|mm\\^3|cu\\.? ?mm|cmm|mcL|HPF|hpf)',
  '(?:m[Ee]q|mmol|[µμu]mol|mcmol|nmol|pmol|mol|mOsm|mosmol|[mkµμu]?IU|[mkµμu]?U|units?|[mµμunpkf]?g|mcg|mL|ml)\\s?/\\s?(?:[dmµμu]?[lL]|cc|kg(?:\\s?H2O)?|mmol|mol|m?g|24\\s?(?:h|hours?|hrs?)|day|d|hr?|min(?:ute)?(?:\\s?/\\s?1\\.73\\s?m[2²])?|dl|hpf|HPF)(?:\\s?/\\s?(?:h|hr|min|1\\.73\\s?m[2²]))?',
  '/\\s?(?:[µμu]L|mm3|mm³|mm\\^3|cu\\.? ?mm|cmm|mcL|HPF|hpf)',
  'mm\\s?(?:/|per|fall/)\\s?(?:1st\\s)?(?:h(?:ou)?r?|hr)\\b',
  'mm\\s?Hg|kPa|fL|fl|pg|[Ss]econds|secs?\\b|milligrams? per deciliter|s\\b|%',
].join('|')

/** The number a text writes. */
export function toNumber(text: string): number {
  return Number(text.replaceAll(',', ''))
}
