import { expect, it } from 'vitest';
import { mentionsOf } from './mentions.js';
import { noteOf } from './note.js';

/** Sentences as notes have them: what is said, the sentence, of what. Our own. */
const SENTENCES = `
negated|He has had no further episodes of syncope or near syncope.|near syncope
negated|There was no hepatosplenomegaly, lymphadenopathy or ascites noted on exam.|ascites
affirmed|There was no fever; however, the cough persisted.|cough
negated|Patient without complaints of chest pain.|chest pain
negated|Chest pain: denies. Dyspnea: denies.|Dyspnea
negated|Neuro: no focal deficits, no headaches.|headaches
affirmed|The patient has asthma but no wheezing.|asthma
negated|The patient has asthma but no wheezing.|wheezing
affirmed|CT showed appendicitis without perforation.|appendicitis
negated|CT showed appendicitis without perforation.|perforation
possible|Findings may represent early pneumonia.|pneumonia
negated|Pulmonary embolism has been ruled out.|Pulmonary embolism
negated|She was ruled out for myocardial infarction.|myocardial infarction
negated|Workup was negative for malignancy.|malignancy
affirmed|She was positive for influenza A, negative for RSV.|influenza A
negated|She was positive for influenza A, negative for RSV.|RSV
negated|Flu test negative.|Flu
negated|I do not think this is cellulitis.|cellulitis
negated|Never diagnosed with diabetes.|diabetes
negated|She has never smoked cigarettes.|cigarettes
negated|Mother denies any seizures.|seizures
affirmed|Mother reports two seizures.|seizures
affirmed|Denies pain but has numbness.|numbness
affirmed|Patient denies fever. He complains of headache and nausea.|nausea
negated|Neither chest pain nor dyspnea was reported.|chest pain
negated|Neither chest pain nor dyspnea was reported.|dyspnea
negated|No history of diabetes, hypertension, or heart disease.|heart disease
negated|Abdomen is soft with no tenderness, guarding, or rebound.|rebound
affirmed|No acute distress, mild tenderness in RUQ.|tenderness
negated|Abdomen nontender, no masses|masses
negated|ROS: (-) fever, (-) chills, (+) cough|chills
affirmed|ROS: (-) fever, (-) chills, (+) cough|cough
negated|Fever: N Chills: N Cough: Y|Fever
negated|Fever: N Chills: N Cough: Y|Chills
affirmed|Fever: N Chills: N Cough: Y|Cough
negated|Fever No, Chills No, Cough Yes|Chills
affirmed|Fever No, Chills No, Cough Yes|Cough
affirmed|Pain is not controlled with ibuprofen.|Pain
affirmed|Diabetes is not well controlled.|Diabetes
affirmed|She has not taken her metformin for her diabetes.|diabetes
affirmed|Not only does she have asthma, she has eczema.|eczema
possible|Pneumonia is unlikely.|Pneumonia
possible|Cannot exclude small effusion.|effusion
possible|Suspect viral gastroenteritis.|gastroenteritis
possible|?appendicitis|appendicitis
possible|Pneumonia vs. bronchitis|bronchitis
possible|Likely viral syndrome.|viral syndrome
negated|No definite pneumothorax is seen.|pneumothorax
negated|The lungs are clear without wheezes, rales or rhonchi.|rhonchi
negated|Extremities: No clubbing, cyanosis, or edema.|edema
negated|No CP, SOB, n/v/d.|SOB
negated|Pt denies CP/SOB.|SOB
negated|w/o fever or rash|rash
negated|No evidence for acute intracranial hemorrhage, mass effect, or midline shift.|midline shift
negated|Absence of lymphadenopathy.|lymphadenopathy
negated|Patient is not having any palpitations.|palpitations
negated|He hasn't had any vomiting.|vomiting
negated|He didn't have any swelling.|swelling
negated|He does not smoke or use illicit drugs.|illicit drugs
affirmed|Breast cancer with no metastases.|Breast cancer
negated|Breast cancer with no metastases.|metastases
negated|Negative for chest pain, positive for cough.|chest pain
affirmed|Negative for chest pain, positive for cough.|cough
affirmed|Negative except for back pain.|back pain
affirmed|All systems negative except cough.|cough
negated|No longer has headaches.|headaches
affirmed|Without improvement in her back pain.|back pain
negated|Her nausea is gone.|nausea
affirmed|Rash is still present.|Rash
negated|No rash is present.|rash
negated|Murmur was not appreciated.|Murmur
negated|Masses are not palpable.|Masses
negated|Ulcers are not identified in the stomach.|Ulcers
negated|Screening for depression was negative.|depression
negated|Neg. for fever|fever
negated|There is not evidence of DVT.|DVT
negated|nor does he have tremor|tremor
negated|DVT excluded by ultrasound.|DVT
affirmed|This does not change the management of her lupus.|lupus
affirmed|She could not sleep because of itching.|itching
affirmed|He is unable to walk due to knee pain.|knee pain
affirmed|She did not go to work because of migraine.|migraine
negated|He had no chest pain or shortness of breath with exertion or at rest.|shortness of breath
affirmed|No relief of pain with ibuprofen.|pain
affirmed|Cough has not improved.|Cough
negated|No complaints. No pain.|pain
negated|Without any evidence of recurrence or metastasis.|metastasis
negated|She is without fever.|fever
negated|Denied vomiting, although he had mild nausea.|vomiting
affirmed|Denied vomiting, although he had mild nausea.|nausea
negated|There is no pain, swelling or redness of the joint, and no fever.|redness
negated|HIV negative|HIV
negated|Hepatitis B surface antigen negative, hepatitis C positive|Hepatitis B
affirmed|Hepatitis B surface antigen negative, hepatitis C positive|hepatitis C
historical|Prior history of stroke.|stroke
historical|She had pneumonia last year.|pneumonia
historical|s/p appendectomy|appendectomy
historical|Childhood asthma.|asthma
historical|h/o MI|MI
hypothetical|If you develop chest pain, call 911.|chest pain
hypothetical|Return precautions given for fever, vomiting.|vomiting
hypothetical|Tylenol as needed for headache.|headache
hypothetical|She is at risk for falls.|falls
hypothetical|Monitor for bleeding.|bleeding
family|Father died of lung cancer.|lung cancer
family|Positive family history for glaucoma.|glaucoma
family|Brother - schizophrenia|schizophrenia
family|Maternal aunt with breast CA.|breast CA
family|Strong FHx of CAD.|CAD
family|Two sisters have lupus.|lupus
patient|His father died of MI. He has diabetes.|diabetes
patient|He lives with his mother and has asthma.|asthma
patient|Mother brought him in for cough.|cough
patient|Discussed with daughter; patient has dementia.|dementia
patient|According to her husband, she had a seizure.|seizure
other|Her husband has influenza.|influenza
other|Exposure to a coworker with COVID.|COVID
`;

it.each(
  SENTENCES.trim()
    .split('\n')
    .map((line) => line.split('|')),
)('%s: %s (%s)', (expected, text, phrase) => {
  const [found] = mentionsOf(noteOf(text ?? ''), phrase ?? '');
  expect([found?.negation, found?.temporality, found?.experiencer]).toContain(expected);
});
