// What known studies document about their columns. The CSV itself prints no units, so a study that is not
// listed here gets none: a plausible unit is still an invented one.
import type { Range } from '../../records/statement.ts'

export interface Study {
  readonly name: string
  /** Part of the body of plain radiographs, where the study says so. */
  readonly region?: string
  readonly tests: Readonly<
    Record<string, { readonly name: string; readonly unit: string; readonly range?: Range }>
  >
}

/**
 * Units, reference intervals and the meaning of ±inf: data dictionary in the repository's readme,
 * github.com/ml-workgroup/covid-19-image-repository, "Feature Set". Values are rounded there to intervals
 * (CRP to 1, LDH, gases and factor to 5) to protect the patients. The readme calls the column `factor_xii`
 * "coagulation factor XIII", with that factor's interval; the dictionary is followed. It gives no
 * reference interval for the blood gases, and does not say whether they are arterial or venous.
 */
const hannover: Study = {
  name: 'COVID-19 image repository, Hannover Medical School',
  region: 'chest',
  tests: {
    crp: { name: 'C-reactive protein', unit: 'mg/L', range: { high: 5 } },
    'd-dimer': { name: 'D-dimer', unit: 'mg/L', range: { low: 0, high: 0.5 } },
    factor_xii: { name: 'coagulation factor XIII', unit: '%', range: { low: 70, high: 140 } },
    ldh: { name: 'lactate dehydrogenase', unit: 'U/L', range: { high: 248, text: '< 248 U/L' } },
    lymphocytes: { name: 'lymphocytes', unit: '10^3/uL', range: { low: 1.1, high: 4 } },
    neutrophils: { name: 'neutrophils', unit: '10^3/uL', range: { low: 1.5, high: 7.7 } },
    pco2: { name: 'pCO2', unit: 'mmHg' },
    po2: { name: 'pO2', unit: 'mmHg' },
  },
}

/** Columns that only this study has together. */
const signature = ['icu_admission_offset', 'factor_xii_val', 'ldh_val', 'pco2_val', 'projection']

/** The documented study with these columns; undefined for any other of the same shape. */
export function studyOf(columns: readonly string[]): Study | undefined {
  return signature.every((column) => columns.includes(column)) ? hannover : undefined
}
