/** ICD-10-CM codes and short names as lists and notes write them: facts of the public code system. */
const table = `
A04.72|C. difficile colitis
A69.20|Lyme disease
B00.1|Herpes labialis
B02.9|Zoster without complications
B18.2|Chronic hepatitis C
B35.1|Onychomycosis
B37.0|Oral candidiasis
C18.9|Malignant neoplasm of colon
C34.90|Lung cancer
C44.91|Basal cell carcinoma of skin
C50.911|Breast cancer, right
C61|Prostate cancer
C67.9|Bladder cancer
C73|Thyroid cancer
C91.10|Chronic lymphocytic leukemia
D12.6|Adenomatous polyp of colon
D25.9|Uterine fibroids
D50.9|Iron deficiency anemia
D51.9|Vitamin B12 deficiency anemia
D57.1|Sickle cell disease
D64.9|Anemia
D68.51|Factor V Leiden mutation
D69.6|Thrombocytopenia
D86.9|Sarcoidosis
E03.9|Hypothyroidism
E04.1|Thyroid nodule
E05.90|Hyperthyroidism
E06.3|Hashimoto thyroiditis
E10.9|Type 1 diabetes mellitus
E11.21|Type 2 diabetes with nephropathy
E11.40|Type 2 diabetes with neuropathy
E11.65|Type 2 diabetes with hyperglycemia
E11.9|Type 2 diabetes mellitus
E21.0|Primary hyperparathyroidism
E27.40|Adrenal insufficiency
E28.2|Polycystic ovarian syndrome
E53.8|Vitamin B12 deficiency
E55.9|Vitamin D deficiency
E66.01|Morbid obesity
E66.9|Obesity
E78.00|Pure hypercholesterolemia
E78.1|Hypertriglyceridemia
E78.2|Mixed hyperlipidemia
E78.5|Hyperlipidemia
E83.110|Hereditary hemochromatosis
E86.0|Dehydration
E87.1|Hyponatremia
E87.6|Hypokalemia
F10.20|Alcohol dependence
F11.20|Opioid dependence
F17.210|Nicotine dependence, cigarettes
F20.9|Schizophrenia
F31.9|Bipolar disorder
F32.9|Major depressive disorder
F33.1|Recurrent depression, moderate
F40.10|Social phobia
F41.0|Panic disorder
F41.1|Generalized anxiety disorder
F41.9|Anxiety
F42.9|Obsessive-compulsive disorder
F43.10|Post-traumatic stress disorder
F50.00|Anorexia nervosa
F51.01|Primary insomnia
F84.0|Autism spectrum disorder
F90.9|ADHD
G20.A1|Parkinson disease
G25.0|Essential tremor
G25.81|Restless legs syndrome
G30.9|Alzheimer disease
G35|Multiple sclerosis
G40.909|Epilepsy
G43.109|Migraine with aura
G43.909|Migraine
G47.00|Insomnia
G47.33|Obstructive sleep apnea
G50.0|Trigeminal neuralgia
G51.0|Bell palsy
G56.01|Carpal tunnel syndrome, right
G62.9|Polyneuropathy
G89.4|Chronic pain syndrome
H10.9|Conjunctivitis
H25.9|Age-related cataract
H35.30|Macular degeneration
H40.9|Glaucoma
H61.23|Impacted cerumen, bilateral
H66.90|Otitis media
H81.10|Benign paroxysmal vertigo
H90.3|Sensorineural hearing loss, bilateral
H93.13|Tinnitus, bilateral
I10|Essential hypertension
I11.0|Hypertensive heart disease with heart failure
I20.9|Angina pectoris
I21.4|Non-ST elevation myocardial infarction
I25.10|Coronary artery disease
I25.2|Old myocardial infarction
I26.99|Pulmonary embolism
I27.20|Pulmonary hypertension
I34.0|Mitral valve insufficiency
I35.0|Aortic stenosis
I42.0|Dilated cardiomyopathy
I48.0|Paroxysmal atrial fibrillation
I48.91|Atrial fibrillation
I49.3|Premature ventricular contractions
I50.22|Chronic systolic heart failure
I50.9|Congestive heart failure
I63.9|Cerebral infarction
I65.29|Carotid artery stenosis
I71.40|Abdominal aortic aneurysm
I73.9|Peripheral vascular disease
I82.409|Deep vein thrombosis
I83.90|Varicose veins
I87.2|Venous insufficiency
J01.90|Acute sinusitis
J02.9|Acute pharyngitis
J06.9|Upper respiratory infection
J18.9|Pneumonia
J20.9|Acute bronchitis
J30.2|Seasonal allergic rhinitis
J30.9|Allergic rhinitis
J32.9|Chronic sinusitis
J40|Bronchitis
J44.1|COPD with acute exacerbation
J44.9|COPD
J45.20|Mild intermittent asthma
J45.40|Moderate persistent asthma
J45.909|Asthma
J84.10|Pulmonary fibrosis
J90|Pleural effusion
K21.9|GERD
K25.9|Gastric ulcer
K29.70|Gastritis
K35.80|Acute appendicitis
K40.90|Inguinal hernia
K44.9|Hiatal hernia
K50.90|Crohn disease
K51.90|Ulcerative colitis
K52.9|Gastroenteritis
K57.30|Diverticulosis of colon
K57.32|Diverticulitis of colon
K58.9|Irritable bowel syndrome
K59.00|Constipation
K64.9|Hemorrhoids
K70.30|Alcoholic cirrhosis of liver
K74.60|Cirrhosis of liver
K76.0|Fatty liver
K80.20|Cholelithiasis
K85.90|Acute pancreatitis
K86.1|Chronic pancreatitis
K90.0|Celiac disease
K92.2|Gastrointestinal hemorrhage
L02.91|Cutaneous abscess
L03.115|Cellulitis of right lower limb
L20.9|Atopic dermatitis
L21.9|Seborrheic dermatitis
L30.9|Dermatitis
L40.0|Psoriasis vulgaris
L50.9|Urticaria
L57.0|Actinic keratosis
L70.0|Acne vulgaris
L71.9|Rosacea
L82.1|Seborrheic keratosis
L89.159|Pressure ulcer of sacral region
M05.79|Rheumatoid arthritis with rheumatoid factor
M06.9|Rheumatoid arthritis
M10.9|Gout
M15.9|Polyosteoarthritis
M16.11|Osteoarthritis of right hip
M17.0|Bilateral osteoarthritis of knee
M19.90|Osteoarthritis
M25.511|Right shoulder pain
M25.561|Right knee pain
M32.9|Systemic lupus erythematosus
M35.3|Polymyalgia rheumatica
M41.9|Scoliosis
M45.9|Ankylosing spondylitis
M48.061|Lumbar spinal stenosis
M50.30|Cervical disc degeneration
M51.16|Lumbar disc disorder with radiculopathy
M54.2|Neck pain
M54.16|Lumbar radiculopathy
M62.81|Muscle weakness
M72.2|Plantar fasciitis
M75.101|Rotator cuff tear, right shoulder
M79.7|Fibromyalgia
M81.0|Osteoporosis
M85.80|Osteopenia
N17.9|Acute kidney failure
N18.30|Chronic kidney disease, stage 3
N18.4|Chronic kidney disease, stage 4
N18.6|End stage renal disease
N20.0|Kidney stone
N28.1|Renal cyst
N30.00|Acute cystitis
N32.81|Overactive bladder
N39.0|Urinary tract infection
N39.3|Stress incontinence
N40.0|Benign prostatic hyperplasia
N52.9|Erectile dysfunction
N63.0|Breast lump
N80.9|Endometriosis
N92.0|Menorrhagia
N95.1|Menopausal symptoms
O24.410|Gestational diabetes
Q21.0|Ventricular septal defect
R00.2|Palpitations
R05.3|Chronic cough
R06.02|Shortness of breath
R07.9|Chest pain
R10.9|Abdominal pain
R42|Dizziness
R51.9|Headache
R55|Syncope
R60.0|Localized edema
R73.03|Prediabetes
S52.501A|Fracture of right distal radius
S72.001A|Fracture of right femoral neck
S83.241A|Medial meniscus tear, right knee
S93.401A|Sprain of right ankle
Z79.01|Long term use of anticoagulants
Z79.4|Long term use of insulin
Z85.3|History of breast cancer
Z86.73|History of TIA
Z87.891|Former smoker
Z90.49|Acquired absence of gallbladder
Z95.0|Cardiac pacemaker
Z95.1|Status post CABG
Z96.641|Right hip joint replacement
`;

export const PROBLEM_LIST: readonly (readonly [code: string, name: string])[] = table
  .trim()
  .split('\n')
  .map((line) => line.split('|') as [string, string]);

/** Complaints that notes affirm or deny. */
export const SYMPTOMS: readonly string[] =
  'fever,chills,night sweats,fatigue,weight loss,weight gain,chest pain,palpitations,orthopnea,leg swelling,shortness of breath,wheezing,cough,hemoptysis,sore throat,nasal congestion,ear pain,hearing loss,blurred vision,double vision,headache,dizziness,syncope,numbness,tingling,weakness,seizures,nausea,vomiting,diarrhea,constipation,abdominal pain,heartburn,melena,blood in stool,dysuria,hematuria,urinary frequency,nocturia,vaginal bleeding,rash,itching,hives,joint pain,joint swelling,back pain,muscle cramps,depressed mood,anxiety,insomnia,suicidal ideation,polyuria,polydipsia,heat intolerance,cold intolerance,easy bruising,difficulty swallowing,loss of appetite'.split(
    ',',
  );

/** Procedures of histories. */
export const PROCEDURE_LIST: readonly string[] =
  'appendectomy,cholecystectomy,tonsillectomy,hysterectomy,cesarean section,total knee replacement,total hip replacement,coronary artery bypass graft,cardiac catheterization,pacemaker placement,colonoscopy,upper endoscopy,cataract extraction,carpal tunnel release,rotator cuff repair,lumbar laminectomy,inguinal hernia repair,thyroidectomy,mastectomy,prostatectomy,bunionectomy,knee arthroscopy,vasectomy,tubal ligation,septoplasty,ORIF of right ankle,skin biopsy,splenectomy'.split(
    ',',
  );
export const RELATIVES: readonly string[] =
  'mother,father,sister,brother,maternal grandmother,maternal grandfather,paternal grandmother,paternal grandfather,maternal aunt,paternal uncle,son,daughter'.split(
    ',',
  );
