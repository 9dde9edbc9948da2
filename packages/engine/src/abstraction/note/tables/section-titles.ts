import type { SectionKind } from '../../../artifacts/note-suggestion.js';

/**
 * Titles of sections as notes write them, folded (lower case, `&` as `and`, other marks as blanks), by what stands under them. `other`: a section of its
 * own whose kind we have no name for. Facts of how English notes are written, in our own collection.
 */
const TITLES: Readonly<Record<SectionKind | 'other', string>> = {
  'chief-complaint':
    'chief complaint|chief complaints|cc|c c|presenting complaint|presenting complaints|presenting problem|reason for visit|reason for consultation|reason for consult|reason for admission|reason for referral|reason for encounter|reason for evaluation|complaint|complaints|cc hpi',
  'history-of-present-illness':
    'history of present illness|history of the present illness|hpi|history present illness|present illness|history of presenting illness|history of presenting complaint|history of present complaint|interval history|subjective|s|interim history|history of injury|interval history of present illness|history of current illness|clinical history|brief history|history|history and physical|hospital course|brief hospital course|history of present illness hospital course|hospital course by problem|emergency department course|ed course|hpi interval history|present history|patient history',
  'past-medical-history':
    'past medical history|pmh|pmhx|pm h|pmhx pshx|past history|medical history|past medical hx|previous medical history|prior medical history|significant medical history|past medical and surgical history|past medical surgical history|medical surgical history|past medical history and past surgical history|pmh psh|past medical history past surgical history|past psychiatric history|psychiatric history|past ocular history|obstetric history|ob history|gyn history|ob gyn history|gynecologic history|gynecological history|obstetrical history|birth history|past cardiac history|cardiac history|oncologic history|oncology history|past oncologic history|hematologic history|past medical problems|past illnesses|comorbidities|medical hx|childhood illnesses|menstrual history|developmental history|past ob history',
  'past-surgical-history':
    'past surgical history|psh|pshx|surgical history|surgeries|previous surgeries|prior surgeries|past surgeries|previous surgical history|operations|past operations|surgical hx|past surgical hx|past procedures|procedural history|past procedural history|prior operations',
  'family-history':
    'family history|fh|fhx|fam hx|family hx|family medical history|fam history|fmh|fmhx|family health history|pertinent family history|family history of',
  'social-history':
    'social history|sh|shx|soc hx|social hx|soc history|personal history|personal and social history|personal social history|psychosocial history|habits|social|sochx|social and family situation|lifestyle|substance use|substance use history|occupational history|his social history|her social history|tobacco use|smoking history|social determinants of health|alcohol and drug use',
  medications:
    'medications|medication|meds|current medications|current meds|home medications|home meds|medication list|current medication list|medications on admission|medications at home|outpatient medications|current outpatient medications|discharge medications|admission medications|medications prior to admission|medications on discharge|prior to admission medications|active medications|rx|medications at discharge|inpatient medications|present medications|prescriptions|current facility administered medications|medications on transfer|meds on admission|meds at home|pta medications|medication history|drug history|current prescriptions|list of medications|new medications|current medicines|medicines|prescription medications|otc medications|over the counter medications|regular medications|discharge meds|current drugs|medications administered|medications given',
  allergies:
    'allergies|allergy|allergies and intolerances|drug allergies|medication allergies|adverse reactions|allergies adverse reactions|all|allergy list|known allergies|food allergies|allergies and adverse reactions|allergic to|allergies reactions|allergies to medications|drug allergy|allergies intolerances|drug intolerances|allergies sensitivities|adverse drug reactions',
  immunizations:
    'immunizations|immunization|immunization history|vaccines|vaccinations|vaccination history|immunisations|imms|immunization record|immunizations given|shots|health maintenance immunizations|vaccine history|immunization status|imm|immunisation history',
  'review-of-systems':
    'review of systems|ros|review of system|systems review|review of symptoms|system review|12 point review of systems|10 point review of systems|ros per patient|systemic review|complete review of systems|pertinent review of systems',
  'physical-exam':
    'physical exam|physical examination|pe|exam|examination|px|physical|objective|o|physical findings|on examination|o e|general examination|exam findings|clinical examination|admission physical exam|discharge physical exam|physical exam on admission|physical examination on admission|physical exam at discharge|neurologic exam|neurological exam|neurologic examination|neurological examination|mental status exam|mental status examination|mse|pelvic exam|eye exam|cardiac exam|focused exam|physical exam findings|discharge exam|on exam|pex',
  vitals:
    'vitals|vital signs|vs|vitals signs|vital signs on admission|vital sign|vitals reviewed|vital signs reviewed|vss|admission vitals|discharge vitals|measurements|vitals on admission',
  results:
    'results|labs|laboratory|laboratory data|laboratory results|lab results|lab data|laboratory studies|laboratory values|laboratory findings|labs studies|diagnostic data|diagnostic studies|diagnostics|diagnostic results|imaging|imaging results|imaging studies|radiology|radiology results|radiologic studies|radiographic studies|data|data reviewed|studies|test results|ekg|ecg|x ray|x rays|xray|chest x ray|cxr|ct scan|ct|mri|ultrasound|echocardiogram|echo|pathology|microbiology|pertinent results|pertinent data|pertinent labs|findings|investigations|labs and imaging|laboratory and imaging|recent labs|admission labs|discharge labs|diagnostic tests|pertinent results and data|review of data|results reviewed|lab|laboratories|labs imaging|cardiac studies|other studies|two dimensional echocardiology|comparison|diagnostic imaging|test results reviewed',
  assessment:
    'assessment|assessment and plan|a p|ap|a and p|assessment plan|impression|impressions|impression and plan|impression plan|diagnosis|diagnoses|final diagnosis|final diagnoses|discharge diagnosis|discharge diagnoses|admission diagnosis|admitting diagnosis|admission diagnoses|principal diagnosis|primary diagnosis|secondary diagnoses|secondary diagnosis|preoperative diagnosis|postoperative diagnosis|pre operative diagnosis|post operative diagnosis|pre op diagnosis|post op diagnosis|assessment and recommendations|assessment recommendations|clinical impression|medical decision making|mdm|formulation|differential diagnosis|ddx|differential|conclusion|conclusions|a|dx|opinion|assessment impression|summary and impression|impression and recommendations|assessment of this patient|overall impression|referring diagnosis|transfer diagnosis|transfer diagnoses|provisional diagnosis|working diagnosis|diagnostic impression|clinical assessment',
  plan: 'plan|plans|plan of care|treatment plan|recommendations|recommendation|treatment|instructions|discharge instructions|follow up|followup|follow up instructions|patient instructions|disposition|orders|discharge plan|discharge disposition|p|plan and recommendations|care plan|recommendations and plan|return precautions|follow up plan|discharge recommendations|goals|next steps|education|patient education|treatment and plan|discharge instructions and follow up|return instructions',
  procedures:
    'procedures|procedure|procedure performed|procedures performed|operation|operation performed|operative procedure|operative procedures|surgical procedures|operations performed|principal procedure|procedures during hospitalization|procedures and treatments|procedure note|title of operation|name of procedure',
  problems:
    'problem list|problems|active problems|active problem list|chronic problems|medical problems|current problems|past problems|resolved problems|problem|health problems|active diagnoses|active medical problems|chronic conditions|current diagnoses|medical conditions|health concerns|active issues|current medical problems|chronic medical problems|issues',
  other:
    'indication|indications|technique|comparison studies|addendum|code status|advance directives|functional status|condition on discharge|discharge condition|condition at discharge|consultations|consults|specimen|specimens|specimen submitted|gross description|microscopic description|anesthesia|estimated blood loss|complications|description of procedure|details of procedure|procedure in detail|provider|attending|surgeon|assistant|signature|signatures|patient information|demographics|insurance|contact|header|time spent|dictated by|attestation|preventive care|health maintenance|screening|screenings|quality measures|source|source of information|informant|historian|interpreter|nutrition|diet|activity|referring physician|primary care physician|pcp|date of service|date of admission|date of discharge|admission date|discharge date|attending physician|patient name|name|age|sex|dob|mrn|account|summary|note|progress note|discharge summary|examination performed|exam type|procedure details|counseling|care team|encounter|clinical information|clinical data|course|brief summary|implants|devices|consent|drains|fluids|disposition and follow up|addenda|other clinical conditions|final screening test result|adequacy|additional information',
};

export const SECTION_TITLES: ReadonlyMap<string, SectionKind | null> = new Map(
  Object.entries(TITLES).flatMap(([kind, titles]) =>
    titles.split('|').map((title) => [title, kind === 'other' ? null : (kind as SectionKind)] as const),
  ),
);

/** Titles of one or two letters, which stand for a section only with a colon or alone in capitals. */
export const SHORT_TITLES: ReadonlySet<string> = new Set(
  [...SECTION_TITLES.keys()].filter((title) => title.length <= 3),
);

/** Labels that part a section in itself (systems, body regions, habits): no section of their own. Folded. */
export const SUBTITLES: ReadonlySet<string> = new Set(
  `general|gen|constitutional|const|heent|head|eyes|ears|nose|throat|mouth|ent|enmt|neck|neck exam|chest|lungs|lung|pulmonary|pulm|respiratory|resp|cardiac|cardiovascular|cv|cvs|heart|cor|abdomen|abd|
gastrointestinal|gi|genitourinary|gu|genital|rectal|pelvic|pelvis|back|spine|extremities|ext|extremity|musculoskeletal|msk|ms|skin|integumentary|integument|derm|lymph|lymphatic|lymphatics|hematologic|
hematology|heme|heme lymph|hematologic lymphatic|endocrine|endo|neurologic|neurological|neuro|psychiatric|psych|psychological|mental status|allergic|allergic immunologic|allergy immunology|immunologic|breast|breasts|vascular|vasc|
tobacco|smoking|smoker|alcohol|etoh|drugs|illicits|illicit drugs|drug use|occupation|marital status|employment|exercise|caffeine|sexual history|sexual activity|living situation|education level|
bp|blood pressure|hr|heart rate|pulse|rr|respirations|respiratory rate|temp|temperature|t|spo2|o2 sat|o2|oxygen saturation|sat|height|ht|weight|wt|bmi|pain|pain score|head circumference|
mother|father|brother|sister|brothers|sisters|siblings|children|son|daughter|maternal|paternal|maternal grandmother|maternal grandfather|paternal grandmother|paternal grandfather|aunt|uncle|parents|grandparents|
motor|sensory|reflexes|gait|coordination|cranial nerves|cn|strength|sensation|appearance|mood|affect|nails|hair|inspection|palpation|range of motion|rom|thyroid|oropharynx|nares|face|legs|arms|upper extremities|lower extremities|
medical reasoning|additional testing|medical treatment|specialist referrals|patient education and counseling|patient agreements|diagnostic testing|
wbc|hgb|hct|plt|na|k|cl|co2|bun|cr|glucose|glu|ca|mg|ast|alt|alk phos|bilirubin|inr|tsh|a1c|hba1c|troponin|cholesterol|ldl|hdl|triglycerides`
    .split('|')
    .map((title) => title.trim()),
);
