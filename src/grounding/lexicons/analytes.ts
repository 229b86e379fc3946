// Laboratory analytes: `name | other forms | units`, one a line. Data only.
// Names follow the components of LOINC (loinc.org), units are UCUM case-sensitive codes or their printed
// forms; the units are those the analyte is usually reported in and serve as a plausibility check, "1"
// standing for a pure number. Upper-case forms match in that case only.

export const analyteLexicon = `
sodium | serum sodium, Na, Na+ | mmol/L, mEq/L
potassium | serum potassium, K, K+ | mmol/L, mEq/L
chloride | serum chloride, Cl, Cl- | mmol/L, mEq/L
bicarbonate | HCO3, HCO3-, serum bicarbonate, total carbon dioxide | mmol/L, mEq/L
calcium | serum calcium, total calcium, Ca2+, Ca, corrected calcium | mg/dL, mmol/L, mEq/L
ionized calcium | ionised calcium | mmol/L, mg/dL
magnesium | serum magnesium, Mg, Mg2+ | mg/dL, mmol/L, mEq/L
phosphate | phosphorus, serum phosphate, serum phosphorus, inorganic phosphate | mg/dL, mmol/L
creatinine | serum creatinine, sCr, plasma creatinine, Cr | mg/dL, umol/L, mmol/L
urea nitrogen | blood urea nitrogen, BUN, serum urea nitrogen, urea, blood urea, serum urea | mg/dL, mmol/L
estimated glomerular filtration rate | eGFR, estimated GFR, glomerular filtration rate, GFR, eGFR CKD-EPI | mL/min, mL/min/1.73m2
uric acid | serum uric acid, serum urate, urate | mg/dL, umol/L, mmol/L
glucose | blood glucose, blood sugar, serum glucose, plasma glucose, blood glucose level, glycemia, capillary glucose, random blood sugar | mg/dL, mmol/L
fasting glucose | fasting blood glucose, fasting blood sugar, fasting plasma glucose | mg/dL, mmol/L
hemoglobin a1c | HbA1c, a1c, HbA1C, glycated hemoglobin, glycosylated hemoglobin, A1C, Hgb A1c | %, mmol/mol
anion gap | | mmol/L, mEq/L
osmolality | serum osmolality, plasma osmolality | mOsm/kg
hemoglobin | Hb, Hgb, HGB, haemoglobin concentration | g/dL, g/L, mmol/L
hematocrit | Hct, HCT | %, L/L
white blood cell count | white blood cells, white blood cell, WBC, WBCs, leukocyte count, leukocytes, white cell count, white count, white blood count, WCC, leucocyte count, leucocytes, total leukocyte count, TLC | 10*9/L, 10*3/uL, /uL, /mm3
red blood cell count | red blood cells, RBC, RBCs, erythrocyte count, erythrocytes, red cell count | 10*12/L, 10*6/uL
platelet count | platelets, PLT, Plt, thrombocytes, thrombocyte count, platelet | 10*9/L, 10*3/uL, /uL, /mm3
neutrophils | neutrophil count, absolute neutrophil count, ANC, neutrophil, segmented neutrophils | %, 10*9/L, 10*3/uL, /uL
lymphocytes | lymphocyte count, absolute lymphocyte count, ALC, lymphocyte | %, 10*9/L, 10*3/uL, /uL
monocytes | monocyte count | %, 10*9/L, 10*3/uL
eosinophils | eosinophil count, absolute eosinophil count, eosinophil | %, 10*9/L, 10*3/uL, /uL
basophils | basophil count | %, 10*9/L
reticulocytes | reticulocyte count | %, 10*9/L
mean corpuscular volume | MCV | fL, um3
mean corpuscular hemoglobin | MCH | pg
mean corpuscular hemoglobin concentration | MCHC | g/dL, g/L
red cell distribution width | RDW | %
c-reactive protein | CRP, C reactive protein, high-sensitivity CRP, hs-CRP, hsCRP | mg/L, mg/dL
erythrocyte sedimentation rate | ESR, sedimentation rate, sed rate | mm/h
procalcitonin | PCT | ng/mL, ug/L
ferritin | serum ferritin | ng/mL, ug/L, pmol/L
serum iron | Fe | ug/dL, umol/L
transferrin | | mg/dL, g/L
transferrin saturation | TSAT | %
total iron binding capacity | TIBC, iron binding capacity | ug/dL, umol/L
vitamin b12 level | vitamin b12, cobalamin, serum b12, b12 level | pg/mL, pmol/L
folate | serum folate, folic acid level | ng/mL, nmol/L
25-hydroxyvitamin d | vitamin d level, 25-OH vitamin D, 25-hydroxy vitamin d | ng/mL, nmol/L
haptoglobin | | mg/dL, g/L
lactate dehydrogenase | LDH, lactic dehydrogenase | U/L, IU/L
lactate | serum lactate, lactic acid, lactate level, blood lactate | mmol/L, mg/dL
alanine aminotransferase | ALT, alanine transaminase, SGPT, ALAT, GPT | U/L, IU/L
aspartate aminotransferase | AST, aspartate transaminase, SGOT, ASAT, GOT | U/L, IU/L
alkaline phosphatase | ALP, alk phos | U/L, IU/L
gamma-glutamyl transferase | GGT, gamma-glutamyltransferase, gamma GT, gamma-glutamyl transpeptidase, GGTP | U/L, IU/L
total bilirubin | bilirubin, serum bilirubin, T-Bil, TBIL | mg/dL, umol/L
direct bilirubin | conjugated bilirubin, DBIL | mg/dL, umol/L
indirect bilirubin | unconjugated bilirubin | mg/dL, umol/L
albumin | serum albumin, ALB | g/dL, g/L
total protein | serum total protein | g/dL, g/L
ammonia | serum ammonia, blood ammonia | umol/L, ug/dL
amylase | serum amylase | U/L, IU/L
lipase | serum lipase | U/L, IU/L
creatine kinase | CK, CPK, creatine phosphokinase, creatinine kinase, serum creatine kinase | U/L, IU/L
creatine kinase-MB | CK-MB, CKMB | ng/mL, U/L, ug/L
troponin | troponin level, cardiac troponin | ng/mL, ng/L, ug/L
troponin I | troponin i, cardiac troponin I, cTnI, high-sensitivity troponin I, hs-troponin I | ng/mL, ng/L, ug/L, pg/mL
troponin T | troponin t, high-sensitivity troponin T, hs-TnT, cTnT, hs-troponin T | ng/mL, ng/L, ug/L, pg/mL
b-type natriuretic peptide | BNP, brain natriuretic peptide | pg/mL, ng/L
NT-proBNP | N-terminal pro-BNP, NT-pro-BNP, NTproBNP, pro-BNP, proBNP, N-terminal pro-brain natriuretic peptide | pg/mL, ng/L, pmol/L
myoglobin | | ng/mL, ug/L
total cholesterol | cholesterol, serum cholesterol | mg/dL, mmol/L
low-density lipoprotein cholesterol | LDL, LDL cholesterol, LDL-C, low-density lipoprotein | mg/dL, mmol/L
high-density lipoprotein cholesterol | HDL, HDL cholesterol, HDL-C, high-density lipoprotein | mg/dL, mmol/L
triglycerides | triglyceride, serum triglycerides, TG | mg/dL, mmol/L
lipoprotein(a) | | mg/dL, nmol/L
international normalized ratio | INR, PT-INR, PT/INR, international normalised ratio | 1
prothrombin time | PT time | s, %
activated partial thromboplastin time | aPTT, APTT, partial thromboplastin time, PTT | s
fibrinogen | | mg/dL, g/L
d-dimer | D-dimer, d dimer, D-dimers | ng/mL, ug/mL, mg/L, ug/L
antithrombin | antithrombin III | %
protein C activity | | %
protein S activity | | %
factor VIII activity | | %, IU/dL
thyroid stimulating hormone | TSH, thyroid-stimulating hormone, thyrotropin, thyroid hormone level, thyroid panel | mIU/L, uIU/mL, mU/L
free thyroxine | free T4, FT4, fT4 | ng/dL, pmol/L
free triiodothyronine | free T3, FT3, fT3 | pg/mL, pmol/L
parathyroid hormone | PTH, intact PTH, iPTH, intact parathyroid hormone | pg/mL, pmol/L, ng/L
cortisol | serum cortisol, morning cortisol, cortisol level | ug/dL, nmol/L
adrenocorticotropic hormone | ACTH, corticotropin | pg/mL, pmol/L
aldosterone | plasma aldosterone | ng/dL, pmol/L
renin | plasma renin activity | ng/mL/h
prolactin | serum prolactin | ng/mL, mIU/L, ug/L
luteinizing hormone | LH | IU/L, mIU/mL
follicle stimulating hormone | FSH, follicle-stimulating hormone | IU/L, mIU/mL
testosterone level | serum testosterone, total testosterone | ng/dL, nmol/L, ng/mL
estradiol level | serum estradiol | pg/mL, pmol/L
growth hormone level | | ng/mL, ug/L
insulin-like growth factor 1 | IGF-1, IGF-I | ng/mL, nmol/L
insulin level | fasting insulin, serum insulin | uIU/mL, pmol/L
c-peptide | C-peptide | ng/mL, nmol/L
human chorionic gonadotropin | beta-hCG, hCG, HCG, beta hCG, b-hCG | mIU/mL, IU/L
alpha-fetoprotein | AFP, alpha fetoprotein | ng/mL, ug/L, IU/mL
carcinoembryonic antigen | CEA | ng/mL, ug/L
CA 125 | CA-125, CA125, cancer antigen 125 | U/mL, kU/L
CA 19-9 | CA19-9, carbohydrate antigen 19-9 | U/mL, kU/L
CA 15-3 | CA15-3 | U/mL, kU/L
prostate specific antigen | PSA, prostate-specific antigen | ng/mL, ug/L
beta-2 microglobulin | | mg/L
soluble interleukin-2 receptor | sIL-2R, soluble IL-2 receptor | U/mL
interleukin-6 | IL-6, interleukin 6 | pg/mL
pH | arterial pH, blood pH, urine pH | 1
partial pressure of carbon dioxide | pCO2, PaCO2, PCO2 | mmHg, mm Hg, kPa
partial pressure of oxygen | pO2, PaO2, PO2 | mmHg, mm Hg, kPa
base excess | | mmol/L, mEq/L
carboxyhemoglobin | COHb | %
methemoglobin | | %
complement C3 | C3 complement, C3 | mg/dL, g/L
complement C4 | C4 complement, C4 | mg/dL, g/L
immunoglobulin G | IgG, serum IgG | mg/dL, g/L
immunoglobulin A | IgA, serum IgA | mg/dL, g/L
immunoglobulin M | IgM, serum IgM | mg/dL, g/L
immunoglobulin E | IgE, serum IgE, total IgE | IU/mL, kU/L
immunoglobulin G4 | IgG4 | mg/dL, g/L
rheumatoid factor | | IU/mL, U/mL
anti-cyclic citrullinated peptide antibody | anti-CCP, anti-CCP antibody, anti-CCP antibodies | U/mL
antinuclear antibody | ANA, antinuclear antibodies, anti-nuclear antibody | 1
anti-double stranded DNA antibody | anti-dsDNA, anti-dsDNA antibody, anti-dsDNA antibodies | IU/mL
antineutrophil cytoplasmic antibody | ANCA, antineutrophil cytoplasmic antibodies | U/mL
antistreptolysin O | ASO titer | IU/mL
anti-thyroid peroxidase antibody | anti-TPO, anti-TPO antibody, TPO antibodies | IU/mL
angiotensin converting enzyme level | serum ACE, serum angiotensin converting enzyme | U/L
CD4 count | CD4+ count, CD4 cell count, CD4+ T-cell count | /uL, cells/uL, /mm3
HIV viral load | | copies/mL
ceruloplasmin | serum ceruloplasmin | mg/dL, g/L
copper level | serum copper | ug/dL, umol/L
zinc level | serum zinc | ug/dL, umol/L
lead level | blood lead level | ug/dL
homocysteine | serum homocysteine | umol/L
methylmalonic acid | | nmol/L, umol/L
lithium level | serum lithium | mmol/L, mEq/L
digoxin level | serum digoxin | ng/mL
vancomycin trough | vancomycin level | mg/L, ug/mL
tacrolimus level | tacrolimus trough | ng/mL
phenytoin level | | ug/mL
acetaminophen level | | ug/mL, mg/L
ethanol level | blood alcohol level, blood alcohol concentration | mg/dL
urine protein | urinary protein, proteinuria, 24-hour urine protein, 24-hour proteinuria, protein excretion, urine protein excretion | mg/dL, g/24h, g/day, mg/24h, mg/day, g/L
urine albumin-to-creatinine ratio | albumin-to-creatinine ratio, albumin creatinine ratio, UACR, ACR | mg/g, mg/mmol
urine protein-to-creatinine ratio | protein-to-creatinine ratio, protein creatinine ratio, UPCR | mg/mg, g/g, mg/mmol
urine specific gravity | specific gravity | 1
urine sodium | urinary sodium | mmol/L, mEq/L
urine osmolality | urinary osmolality | mOsm/kg
urine creatinine | urinary creatinine | mg/dL
adenosine deaminase | ADA level | U/L, IU/L
creatinine clearance | CrCl | mL/min
cerebrospinal fluid protein | CSF protein | mg/dL, g/L
cerebrospinal fluid glucose | CSF glucose | mg/dL, mmol/L
sweat chloride | | mmol/L
beta-hydroxybutyrate | serum ketones | mmol/L
plasma metanephrine | metanephrines, metanephrine, normetanephrine | pg/mL, nmol/L
`

/** Panels and tests that are ordered by name and reported in words. */
export const laboratoryTestLexicon = `
complete blood count = CBC, full blood count, FBC, cbc; basic metabolic panel = BMP, chem 7, basic metabolic profile; comprehensive metabolic panel = CMP, comprehensive metabolic profile; metabolic panel; lipid panel = lipid profile, fasting lipid panel, cholesterol panel; liver function tests = LFT, LFTs, liver function test, liver enzymes, hepatic function panel, hepatic panel; renal function tests = renal function test, kidney function test; thyroid function tests = TFT, TFTs, thyroid function test, thyroid studies; urinalysis = UA, urine analysis, urine dipstick, urine test, urine dip; urine culture; blood culture = blood cultures; sputum culture; stool culture; throat culture; wound culture; coagulation profile = coagulation studies, coagulation tests; iron studies; arterial blood gas = ABG, blood gas, arterial blood gases, arterial blood gas analysis; venous blood gas = VBG; blood work = bloodwork, blood tests, blood test, routine labs, lab work, labs; electrolytes = serum electrolytes; cardiac enzymes = cardiac biomarkers; rapid strep test = strep test, rapid strep; covid test = COVID-19 test, SARS-CoV-2 PCR, covid swab, SARS-CoV-2 RT-PCR, COVID-19 PCR; influenza test = flu test, rapid influenza test; pregnancy test = urine pregnancy test; hepatitis panel; autoimmune panel = rheumatoid panel, autoimmune workup, arthritis panel; lyme titer = lyme test, lyme antibody; stool guaiac = fecal occult blood test, fecal occult blood, FOBT; cerebrospinal fluid analysis = CSF analysis; HIV test; allergy testing = skin prick test, allergy test; 24-hour urine collection = 24 hour urine; drug screen = toxicology screen, urine drug screen; monospot test = mono test; peripheral blood smear = blood smear, peripheral smear; genetic testing = whole exome sequencing, karyotype; tuberculin skin test = mantoux test, purified protein derivative
`
