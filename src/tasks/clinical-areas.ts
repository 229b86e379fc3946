// Which part of medicine a phrase belongs to, and what kind of step it names: enough to tell that a tumour of the
// ovary is no reading of a liver biopsy, and that nobody weighs a vaccine against a drainage. Not a terminology:
// a phrase without a known area fits nowhere, and no wrong option is made of it.
import { drugMentions } from '../challenges/drug-mentions.ts'

const areaWords: Readonly<Record<string, RegExp>> = {
  mind: /schizo|psych|bipolar|depress|anxi|bereave|grief|stress disorder|delusion|autis|conversion|somat|personality|panic|agoraphob|\bocd\b|\bocpd\b|obsess|gender|explosive|dysregulation|buspirone|\w+oxetine|haloperidol|chlorpromazine|olanzapine|tricyclic|triptyline|cognitive behavio|suvorexant|zaleplon|zolpidem|lorazepam|involuntar/i,
  nerves:
    /dementia|creutzfeldt|enceph|cerebr|(?:epi|sub)dural|hydrocephal|guillain|myasthen|neurolept|serotonin|cauda|neuropath|phantom|syncope|headache|glioblast|meningi|brain|\bhead\b|lumbar pun|fosphenyt|carbamaz|valpro|gabapentin|pregabalin|riluzole|pyridostig|edrophon|botulin|burr hole|clipping|radiosurg|plasma exchange|plasmapheresis|lorazepam|thrombolysis/i,
  eyes: /retin|macula|vitreo|fundosc|gonioscop|eye\b|ocul|cyclopentol|topical (?:ganciclovir|ofloxacin)/i,
  heart:
    /mitral|aort|valve|cardio(?!toco)|cardiac|coronary|metoprolol|\w+pril\b|nitroprusside|amiodaron|flecainide|amlodipine|phentolamine|\bcta?\b angio|angiogra|arteriogra|angioplast|embolectom|stent|renal artery|aspirin|chlorothiazide|electrocardio|rheumatic fever|kawasaki|syncope/i,
  lungs:
    /pulmon|pneumo|asthma|emphysem|ciliary|bronch|respirat|tachypnea|lung|pleur|chest|bipap|intubat|ventilat|theophyll|omalizumab|montelukast|fluticasone|lobectom|oseltamivir|quantiferon|isoniazid|cystic fibrosis/i,
  gut: /whipple|crohn|colitis|append|intestin|colon|turcot|gardner|esophag|laparo(?:t|s)|enema|pylori|breath test|dairy|\w+prazole|ondansetron|metoclopramide|abdom|fiber|anus|bowel|polyps|proctocol|carcinoid|vipoma/i,
  liver:
    /liver|hepat|cholecyst|cholest|gallbladder|pancrea|biliar|sofosbuvir|ribavirin|lactulose|rifaximin|paracentes|protein-restricted|hyperplasia|hemangioma/i,
  kidneys:
    /(?<!epi)nephr|renal|kidney|ureter|pyelo|urin|prosta|tamsulosin|terazosin|finasteride|dialysis|bladder|enuresis|desmopressin|minimal change|nitrofurantoin|amiloride|eplerenone|chlorothiazide|creatinine|trimethoprim|tmp-smx|cyclosporine|insip|polydips/i,
  men: /testic|scrot|orchi|prosta|epididym/i,
  birth:
    /pregnan|hellp|placent|uterine rupture|fet(?:us|al)|labor\b|cesarean|vaginal deliver|vacuum-assist|cephalic|oxytocin|bimanual|magnesium|curettage|rosette|nonstress|gonadotropin|\bhcg\b|gbs|intrapartum|cholestasis of preg|breastfeed/i,
  newborn:
    /anenceph|holoprosen|congenital|newborn|neonat|transient tachypnea|respiratory distress|atresia|imperforate/i,
  women:
    /ovar|uter(?:us|ine)|vagin|breast|leukorrh|endometr|hysterosc|hysterect|mammogra|mastect|lumpect|\bhpv\b|cytology|estrogen|fibroaden|papilloma|pelvic|fsh|antigen 19|fetoprotein/i,
  movement: /levodopa|pramipexole|parkinson|restless/i,
  hormones:
    /thyro|\btsh\b|diabet|insip|polydips|hyperglyc|adrenal|hydrocort|dexameth|renin|insulin|c-peptide|sitaglip|exenatide|metformin|prolactin|cabergoline|phentolamine|vipoma|carcinoid|growth|glucose/i,
  bones: /rickets|osteo|bone scan|fracture/i,
  injuries: /menisc|ligament|tendon|sprain|fracture|knee|arthrosc|\bcfl\b|\batfl\b/i,
  back: /spondyl|disc hern|cauda/i,
  joints: /arthrit|ibuprofen|indomethacin|prosthes|joint|polymyositis|myopath|physical therapy|stretching/i,
  nutrition:
    /vitamin|thiamine|niacin|carotene|ascorbic|malnutr|fatty acids|pancreatic enzyme|\biron|supplement/i,
  blood:
    /leukem|lymphoma|anemi|platelet|coombs|blood smear|transfus|red blood|\bplasma\b|phlebotom|ruxolitinib|prothrombin|phytonadion|tranexamic|heparin|dalteparin|argatroban|protein c|\biron|stem cell|coagul|desmopressin/i,
  immune:
    /agammaglob|granulomat|arthrit|rituximab|immunoglob|predniso|hydroxychlor|angiitis|polymyositis|myopath|nephropathy|corticoster|lupus|allerg|omalizumab|cyclosporine/i,
  skin: /dermat|ichthy|basal cell|squamous cell carcinoma|melanoma|rash|psoria|emollient|coal tar|sunscreen|griseofulvin|pyrithone|subungual|herpes|wound|debridement|\bcompress|phototherapy|antihist/i,
  ears: /otoscl|presbyc|\botitis|hearing/i,
  noseAndThroat: /nasal|sinus|diphenhydramine|fexofenadine|tonsil/i,
  mouth: /parotit|pleomorphic|palat|torus|mumps|saliva/i,
  infections:
    /cillin|\bceph|ceftri|mycin|cycline|floxacin|metronidazole|trimethoprim|tmp-smx|nitrofurantoin|acyclovir|ganciclovir|nystatin|nyastatin|\w+conazole|griseofulvin|oseltamivir|isoniazid|cultures?\b|scarlet|kawasaki|measles|rubella|parvovirus|toxoplasm|cytomegalo|lyme|gonococ|gonorrh|chlamyd|incision and drainage|abscess|streptoc|antistrepto|swab/i,
  germsOfSex: /gonorrh|chlamyd|trichomon|genitalium|gardnerella/i,
  germsOfLungs: /streptococcus pneumon|mycoplasma pneumon|pseudomonas/i,
  germsOfWounds: /staphyloc|vibrio vuln|pseudomonas|streptococcus py|salmonella enter/i,
  germsOfGut: /salmonella|cholerae|shigella|campylob/i,
  viruses: /virus|viral/i,
  germsOfTicks: /anaplasm|ehrlich|borrel|rickett/i,
  tumours:
    /carcinoma|adenoma|glioblast|meningi|leukemia|lymphoma|melanoma|hamartoma|thecoma|fibroma|tumou?r|radiation|radiotherap|hyperplasia|hemangioma|cisplatin|resection|lumpect|mastect|lobectom|neoplas|flutamide|abiraterone|margins|antigen 19|fetoprotein/i,
  prevention: /vaccin|screening|mammogra|colonoscop|cessation|\bhpv\b|cytology/i,
  law: /ethics|guardian|mother|parents|police|authorit|protective services|ventilator|forensic|guns/i,
}

const kindWords: Readonly<Record<string, RegExp>> = {
  vaccine: /vaccin|immunoglob/i,
  imaging:
    /x-ray|radiogra|\bcta?\b(?!-guided)|\bmri\b|ultraso|sonogra|echocard|angiogr|arteriogr|\bscans?\b|mammogra/i,
  laboratory:
    /test|level|serum|antibod|cultures?\b|swab|smear|urinalysis|urine|coombs|quantiferon|\blabs?\b|titer|serolog|count|concentration|cytology|checked|screening|coagulation studies/i,
  look: /scop(?:y|ies)\b|biops|puncture|punture|centesis|prick|electrocard|monitoring/i,
  operation:
    /(?:t|ct|st)omy\b|plasty|surg|drainage|resection|repair|debridement|cephalic version|deliver|cesarean|stent|clipping|curettage|burr|decompress|embolect|chest tube|induc|adhesiolysis|exploration|intubat|catheter|phlebotom|dialysis|exchange|pheresis/i,
  drug: /therapy\b(?<!physical therapy|behavioral therapy|radiation therapy)|administ|supplement|transfus|infus|intravenous|oral\b|topical|started on|prescri|cillin|mycin|azole|pril\b|olol\b|(?<!ur)ine\b|ide\b|one\b|ate\b|blood cells|plasma|concentrate|immunoglob/i,
  care: /reassur|observ|supportive|\brest\b|diet|counsel|hospitali|follow|educat|physical therapy|compress|expectant|no intervention|behavio|alarm|cessation|stretching|sunscreen|restriction|brace|refer/i,
}

/** The areas that the words belong to; none where they are not known. */
export function areasOf(text: string): ReadonlySet<string> {
  return namesIn(areaWords, text)
}

/** The kinds of step that the words may name. */
export function kindsOf(text: string): ReadonlySet<string> {
  const kinds = namesIn(kindWords, text)
  return drugMentions(text).length > 0 ? new Set([...kinds, 'drug']) : kinds
}

function namesIn(table: Readonly<Record<string, RegExp>>, text: string): ReadonlySet<string> {
  return new Set(Object.entries(table).flatMap(([name, words]) => (words.test(text) ? [name] : [])))
}

/** Areas that many organs have a part in: they tell less than an organ does. */
const shared: ReadonlySet<string> = new Set(['tumours', 'infections', 'immune', 'nutrition', 'prevention'])
/** Areas of some patients only: what belongs to them fits nobody else. */
const ofSome: ReadonlySet<string> = new Set(['birth', 'newborn', 'men', 'women'])

/** Whether the words of an area fit beside others: by an organ where the others name one, else by any area. */
export function fitAreas(own: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  if ([...own].some((area) => ofSome.has(area) && !others.has(area))) return false
  if (others.has('newborn') && !own.has('newborn')) return false
  const organs = [...others].filter((area) => !shared.has(area))
  return (organs.length > 0 ? organs : [...others]).some((area) => own.has(area))
}
