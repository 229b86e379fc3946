// Actions that could be defended although nobody took them: such a one is never a wrong option. Tests that are
// drawn for whatever the complaint is, and what treats or looks into a complaint that the case speaks of. Names
// that a reader would know; generous on purpose, and no guide to treatment.
import type { Case } from '../records/case.ts'
import type { Fact } from '../records/fact.ts'
import type { FactKind } from '../records/statement.ts'

/** Blood and urine tests that are drawn for whatever the complaint is. */
const screening =
  /\b(?:blood count|cbc|metabolic panel|cmp|bmp|chem-?\d*|chemistry|electrolytes?|kidney function\w*|renal function\w*|liver (?:function\w*|enzymes?|panel)|lfts?|thyroid|tsh|glucose|vitamins?|b12|folate|anemia profile|iron|ferritin|calcium|magnesium|potassium|sodium|urinalysis|inflammatory markers|crp|c-reactive|esr|sed(?:imentation)? rate|blood (?:sample|test|work)|bloods|creatinine|albumin|protein)\b/i

/** Actions, and the words of a case in which they could be defended. */
const uses: readonly { readonly action: RegExp; readonly calledFor: RegExp }[] = [
  {
    // pain, fever, inflammation
    action:
      /\b(?:acetaminophen|paracet[ae]mol|tylenol|ibuprofen|motrin|advil|naproxen|naprosyn|aleve|meloxicam|mobic|diclofenac|celecoxib|celebrex|ketorolac|toradol|aspirin|nsaids?|anti-?inflammator\w+|tramadol|ultram|codeine|hydrocodone|oxycodone|hydromorphone|morphine|fentanyl|percocet|norco|lortab|vicodin|opioids?|lidocaine|pain (?:killers?|relief|medication)|analgesics?|gabapentin|pregabalin|muscle relaxants?|cyclobenzaprine|flexeril|methocarbamol|robaxin|tizanidine|baclofen|ondansetron|zofran|antiemetic|joint injection|nerve block|physical therapy|occupational therapy|splinting|orthop\w+|neurolog\w+|neurosurg\w+|sports medicine|spine)\b/i,
    calledFor:
      /\b(?:pains?|painful|aches?|aching|achy|hurts?|hurting|sore|soreness|headaches?|migraines?|fever(?:s|ish)?|swelling|swollen|edema|erythema|inflam\w+|\w+itis|\w+algia|rash|itch\w*|prurit\w+|fractures?|injur\w+|sprain\w*|strain\w*|tender\w*|arthritis|stiff\w*|cough\w*|wheez\w*|asthma|copd)\b/i,
  },
  {
    // inflammation
    action:
      /\b(?:predniso(?:ne|lone)|methylprednisolone|medrol|dexamethasone|hydrocortisone|cortisone|corticosteroids?|steroids?)\b/i,
    calledFor:
      /\b(?:joints?|knees?|shoulders?|elbows?|back|neck|swelling|swollen|inflam\w+|\w+itis|gout|neuralgia|radicul\w+|sciatica|rash|itch\w*|prurit\w+|skin|allerg\w+|cough\w*|wheez\w*|asthma|copd|dyspnea|short(?:ness)? of breath|sore throat|lupus|rheum\w+)\b/i,
  },
  {
    // heart, vessels, their risks
    action:
      /\b(?:lisinopril|ramipril|enalapril|losartan|valsartan|ace inhibitors?|metoprolol|carvedilol|atenolol|beta[ -]blockers?|amlodipine|norvasc|hydrochlorothiazide|spironolactone|aldactone|nitroglycerin|statins?|\w+statin|crestor|lipitor|zocor|clopidogrel|plavix|anticoagulants?|lipids?|cholesterol|triglycerides?|cardiac catheterization|vascular|renal artery)\b/i,
    calledFor:
      /\b(?:hypertens\w*|high blood pressure|pressures? (?:is|was|are) (?:a )?(?:bit |little )?(?:high|elevated)|heart (?:failure|attack|disease)|cardiac|cardiolog\w+|coronary|stents?|chest pain|palpitations|atrial|edema|diabet\w*|cholesterol|hyperlipid\w*|strokes?|kidney|migraines?)\b/i,
  },
  {
    // breath and swelling that may come from the heart
    action:
      /\b(?:furosemide|lasix|diuretics?|stress test|electrocardio\w+|ekg|ecg|echo|echocardio\w+|cardiolog\w+)\b/i,
    calledFor:
      /\b(?:hypertens\w*|heart|cardiac|coronary|chest|palpitations|atrial|edema|swelling|swollen|kidney|murmurs?|dyspnea|short(?:ness)? of breath|syncope|dizz\w+|lightheaded\w*|strokes?)\b/i,
  },
  {
    // sugar
    action:
      /\b(?:a1c|hba1c|metformin|insulin|lantus|glipizide|glimepiride|\w+gliptin|\w+gliflozin|diabetic diet|ophthalmolog\w+|eye (?:exam|doctor)|retina\w*|podiatr\w+|nutrition\w*|dietici?a?n?\w*|endocrinolog\w+|diabetes educat\w+)\b/i,
    calledFor:
      /\b(?:diabet\w*|blood sugars?|glucose|thirsty|weight|obes\w*|neuropath\w*|foot ulcer|hypertens\w*|cholesterol|tired|fatigue|urinat\w*|polyuria)\b/i,
  },
  {
    // airways
    action:
      /\b(?:albuterol|salbutamol|salmeterol|budesonide|formoterol|symbicort|flovent|fluticasone|flonase|inhalers?|nebuli[sz]er|montelukast|singulair|guaifenesin|robitussin|mucinex|dextromethorphan|pulmonary function test|pulmonary rehabilitation|breathing control|pulmon\w+|chest x-?ray|chest CT|CT (?:scan )?of the chest)\b/i,
    calledFor:
      /\b(?:coughs?|coughing|chest|breath\w*|dyspnea|pneumon\w+|wheez\w*|asthma|copd|congest\w*|runny|sneez\w*|rhin\w+|bronch\w+|lungs?|sinus\w*|sore throat)\b/i,
  },
  {
    // allergies
    action:
      /\b(?:loratadine|cetirizine|fexofenadine|piriton|chlorphen\w+|antihistamines?|allerg\w+|otolaryng\w+|ent)\b/i,
    calledFor:
      /\b(?:allerg\w*|itch\w*|prurit\w+|hives|rash|eczema|dermatitis|coughs?|coughing|congest\w*|runny|sneez\w*|rhin\w+|sinus\w*|sore throat|asthma|colds?)\b/i,
  },
  {
    // headaches
    action: /\b(?:\w+triptan|propranolol|topiramate|amitriptyline|head CT|brain MRI)\b/i,
    calledFor:
      /\b(?:head\w*|migraines?|hypertens\w*|tremors?|palpitations|anxi\w+|vision|dizz\w+|seizures?)\b/i,
  },
  {
    // hormones and contraception
    action: /\b(?:norethi\w+|contracepti\w+|estrogens?|progest\w+)\b/i,
    calledFor: /\b(?:periods?|menorrhagia|menstru\w+|menses|contracepti\w*|pregnan\w*|menopaus\w*|acne)\b/i,
  },
  {
    // bones
    action: /\b(?:alendronate|fosamax|risedronate|denosumab|dexa scan|bone density)\b/i,
    calledFor: /\b(?:osteo\w+|bones?|fractures?|falls?|menopaus\w*|steroids?)\b/i,
  },
  {
    // infections
    action:
      /\b(?:antibiotics?|amoxicillin|augmentin|cephalexin|keflex|clindamycin|doxycycline|azithromycin|nitrofurantoin|trimethoprim|bactrim|ciprofloxacin|levofloxacin|meropenem|metronidazole|vancomycin|(?:urine|blood|sputum) cultures?|urine samples?)\b/i,
    calledFor:
      /\b(?:infect\w+|pneumonia|cellulitis|abscess\w*|ulcers?|uti|cystitis|urin\w+|pee|bladder|kidney|transplant|strep\w*|sore throat|sinus\w*|acne|wounds?|bites?|pus|dysuria|hematuria|fever|diverticul\w+)\b/i,
  },
  {
    // kidneys
    action: /\b(?:kidneys?|renal|nephrolog\w+|urolog\w+|cystoscopy|psa)\b/i,
    calledFor:
      /\b(?:urin\w+|pee\w*|bladder|prostate|flank|back|kidneys?|hypertens\w*|diabet\w*|abdom\w+|tummy)\b/i,
  },
  {
    // stomach
    action:
      /\b(?:protonix|\w+prazole|famotidine|pepcid|antacids?|proton pump inhibitors?|esophagogastroduodenoscopy|endoscopy|gastroenterolog\w+|liver ultrasound|abdom\w+|laparo\w+|colonoscopy|cholecystectomy|appendectomy)\b/i,
    calledFor:
      /\b(?:reflux|heartburn|stomach|belly|tummy|abdom\w+|chest pain|nausea|vomit\w*|swallow\w*|dysphagia|gastr\w+|anemi\w+)\b/i,
  },
  {
    // mood and sleep
    action:
      /\b(?:zoloft|sertraline|lexapro|escitalopram|fluoxetine|prozac|bupropion|venlafaxine|duloxetine|trazodone|melatonin|amitriptyline|elavil|antidepressants?|lorazepam|social support|psychiatr\w+|psycholog\w+|counsel\w+|therapist|sleep study)\b/i,
    calledFor:
      /\b(?:depress\w*|anxi\w+|panic|mood|stress\w*|insomnia|sleep\w*|tired|fatigue|lonely|neuropath\w*|nerve pain)\b/i,
  },
  {
    // skin
    action:
      /\b(?:emollients?|moisturi[sz]ers?|creams?|ointments?|lotions?|tretinoin|benzoyl peroxide|isotretinoin|dermatolog\w+)\b/i,
    calledFor: /\b(?:skin|rash\w*|itch\w*|eczema|dermatitis|acne|psoriasis|prurit\w+|dry\w*)\b/i,
  },
  {
    // joints and autoimmunity
    action:
      /\b(?:uric acid|autoimmune|rheumatoid factor|antinuclear|ana|lyme|colchicine|allopurinol|rheumatolog\w+)\b/i,
    calledFor:
      /\b(?:joints?|knees?|toes?|arthritis|gout|lupus|rash|swelling|swollen|stiff\w*|tired|fatigue|tick|liver|hepat\w+|diarrh\w+|abdom\w+)\b/i,
  },
]

/** Images of no named part of the body fit any complaint. */
const ofAnywhere = /^(?:order )?(?:MRI|CT|CT scan|PET CT|ultrasound|x-ray)$/i

/** A test that could be defended whatever the complaint is. */
export function isScreening(action: string): boolean {
  return screening.test(action)
}

const complaints: ReadonlySet<FactKind> = new Set(['symptom', 'sign', 'diagnosis', 'history', 'imaging'])

/** What a case complains of, as words: what it affirms of its patient, why its orders were given, its title. */
export function complaintsOf(source: Pick<Case, 'title' | 'labels'>, facts: readonly Fact[]): string {
  const affirmed = facts.filter(
    (fact) => complaints.has(fact.kind) && !fact.negated && fact.experiencer === 'patient',
  )
  const reasons = source.labels.map((label) => (label.kind === 'order' ? (label.reason ?? '') : ''))
  const values = affirmed.map((fact) => (typeof fact.value === 'string' ? fact.value : ''))
  return [source.title, ...affirmed.map((fact) => fact.name), ...values, ...reasons].join(' . ')
}

/** Whether an action could be defended where this is complained of. */
export function isDefensible(action: string, caseText: string): boolean {
  return (
    isScreening(action) ||
    ofAnywhere.test(action) ||
    uses.some(({ action: named, calledFor }) => named.test(action) && calledFor.test(caseText))
  )
}

/** Whether it is known what an action is for, and nothing of that is complained of. */
export function isForeign(action: string, caseText: string): boolean {
  return uses.some(({ action: named }) => named.test(action)) && !isDefensible(action, caseText)
}
