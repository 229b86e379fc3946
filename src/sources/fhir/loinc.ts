// What LOINC codes are called at the bedside, what kind of finding they are, and to how many decimals a
// result is printed. Only codes that are frequent; others are named by their display text.
// LOINC codes and names: LOINC, Regenstrief Institute (loinc.org/license). Decimals: customary reporting.
import type { FactKind } from '../../records/statement.ts'

export interface Test {
  readonly name: string
  readonly kind?: FactKind
  /** Decimals of a printed result. */
  readonly decimals?: number
  /** Where the terminology's pseudo-unit hides a scale: "/10". */
  readonly unit?: string
  /** Results above cannot be: the record is wrong. */
  readonly limit?: number
}

const tests: Readonly<Record<string, Test>> = {
  '85354-9': { name: 'blood pressure', kind: 'vital', decimals: 0 },
  '55284-4': { name: 'blood pressure', kind: 'vital', decimals: 0 },
  '8480-6': { name: 'systolic blood pressure', kind: 'vital', decimals: 0 },
  '8462-4': { name: 'diastolic blood pressure', kind: 'vital', decimals: 0 },
  '8867-4': { name: 'heart rate', kind: 'vital', decimals: 0 },
  '9279-1': { name: 'respiratory rate', kind: 'vital', decimals: 0 },
  '2708-6': { name: 'oxygen saturation', kind: 'vital', decimals: 0, limit: 100 },
  '59408-5': { name: 'oxygen saturation', kind: 'vital', decimals: 0, limit: 100 },
  '8310-5': { name: 'body temperature', kind: 'vital', decimals: 1 },
  '8331-1': { name: 'oral temperature', kind: 'vital', decimals: 1 },
  '29463-7': { name: 'body weight', kind: 'vital', decimals: 1 },
  '8302-2': { name: 'body height', kind: 'vital', decimals: 0 },
  '39156-5': { name: 'body mass index', kind: 'vital', decimals: 1 },
  '72514-3': { name: 'pain severity', kind: 'vital', decimals: 0, unit: '/10' },
  '72166-2': { name: 'tobacco smoking status', kind: 'history' },
  '72106-8': { name: 'Mini-Mental State Examination', kind: 'sign', decimals: 0, unit: '/30' },
  '9269-2': { name: 'Glasgow Coma Scale', kind: 'sign', decimals: 0, unit: '/15' },
  '19926-5': { name: 'FEV1/FVC ratio', kind: 'lab', decimals: 0 },
  '38265-5': { name: 'bone density T-score (DXA)', kind: 'imaging', decimals: 1 },
  '69453-9': { name: 'cause of death', kind: 'outcome' },
  '46240-8': { name: 'number of hospital admissions and outpatient visits', kind: 'history', decimals: 0 },
  '63513-6': { name: 'health insurance', kind: 'history' },
  '28245-9': { name: 'signs of abuse', kind: 'history' },
  '6690-2': { name: 'leukocytes', decimals: 1 },
  '789-8': { name: 'erythrocytes', decimals: 2 },
  '718-7': { name: 'hemoglobin', decimals: 1 },
  '4544-3': { name: 'hematocrit', decimals: 1 },
  '20570-8': { name: 'hematocrit', decimals: 1 },
  '787-2': { name: 'mean corpuscular volume', decimals: 1 },
  '785-6': { name: 'mean corpuscular hemoglobin', decimals: 1 },
  '786-4': { name: 'mean corpuscular hemoglobin concentration', decimals: 1 },
  '21000-5': { name: 'red cell distribution width', decimals: 1 },
  '788-0': { name: 'red cell distribution width', decimals: 1 },
  '777-3': { name: 'platelets', decimals: 0 },
  // Healthy adults: 9 to 17 fL (Farias 2010, Platelets 21:55-59); hundreds of fL exceed any platelet.
  '32207-3': { name: 'platelet distribution width', decimals: 1, limit: 60 },
  '32623-1': { name: 'mean platelet volume', decimals: 1 },
  '2093-3': { name: 'total cholesterol', decimals: 0 },
  '2571-8': { name: 'triglycerides', decimals: 0 },
  '18262-6': { name: 'LDL cholesterol', decimals: 0 },
  '13457-7': { name: 'LDL cholesterol', decimals: 0 },
  '2085-9': { name: 'HDL cholesterol', decimals: 0 },
  '33914-3': { name: 'estimated glomerular filtration rate', decimals: 0 },
  '62238-1': { name: 'estimated glomerular filtration rate', decimals: 0 },
  '98979-8': { name: 'estimated glomerular filtration rate', decimals: 0 },
  '2339-0': { name: 'glucose', decimals: 0 },
  '2345-7': { name: 'glucose', decimals: 0 },
  '6299-2': { name: 'blood urea nitrogen', decimals: 0 },
  '3094-0': { name: 'blood urea nitrogen', decimals: 0 },
  '38483-4': { name: 'creatinine', decimals: 2 },
  '2160-0': { name: 'creatinine', decimals: 2 },
  '49765-1': { name: 'calcium', decimals: 1 },
  '17861-6': { name: 'calcium', decimals: 1 },
  '2947-0': { name: 'sodium', decimals: 0 },
  '2951-2': { name: 'sodium', decimals: 0 },
  '6298-4': { name: 'potassium', decimals: 1 },
  '2823-3': { name: 'potassium', decimals: 1 },
  '2069-3': { name: 'chloride', decimals: 0 },
  '2075-0': { name: 'chloride', decimals: 0 },
  '20565-8': { name: 'carbon dioxide', decimals: 0 },
  '2028-9': { name: 'carbon dioxide', decimals: 0 },
  '1963-8': { name: 'bicarbonate', decimals: 0 },
  '14959-1': { name: 'urine albumin-to-creatinine ratio', decimals: 1 },
  '4548-4': { name: 'hemoglobin A1c', decimals: 1 },
}

/** What is known of a LOINC code. */
export function testOf(code: string | undefined): Test | undefined {
  return code !== undefined && Object.hasOwn(tests, code) ? tests[code] : undefined
}

/** A LOINC display without its axes: "Cortisol [Mass/volume] in Serum or Plasma" → "Cortisol". */
export function withoutAxes(display: string): string {
  const bare = display
    .replace(/\s*\[(?!T-score)[^\]]*\]/gi, '')
    .replace(
      /\s+(?:in|of)\s+(?:Serum|Plasma|Blood|Urine|Venous|Arterial|Capillary|Cerebral|Body fluid|Red Blood)\b.*$/i,
      '',
    )
    .replace(
      /\s+by\s+(?:Automated|Manual|Calculation|Test strip|Pulse|Method|Immunoassay|Estimated)\b.*$/i,
      '',
    )
    .replace(/\s*-\s*(?:Reported|Observed|Estimated)$/i, '')
    .replace(/\s+\([A-Z]\)$/, '')
    .trim()
  return bare === '' ? display : bare
}
