/**
 * Common words of records, by themselves no name of a person: what values and labels made of them say may be told. Our own collection of plain English, of medicine
 * and of administration, with the words that other languages' lists are made of. Folded; endings are taken off by `plain-text`, so stems suffice.
 */
export const PLAIN_WORDS: readonly string[] = Object.freeze(
  `
a able about above abroad absence absent accept access accident accord account accurate across act action activate active activity actual acute adapt add addition address adequate adhere adjust
administer administration admin admit adopt adult advance adverse advice advise affect afraid afternoon after again against age aged agency agent aggressive agree aid aide aim air alarm alert alive
all allow almost alone along already also alter alternate always ambulance amend among amount
and angry animal annual another answer any apart apartment appear apply appoint appointment approach appropriate approve approximate area arise arm armed around arrange arrive arrival article artifact
artificial as ask asleep assay assault assess assessment assign assist associate assume at attach attempt attend attorney audio audit august authentic author authorize authority auto automatic
available average avoid aware away
baby back background bad balance band bank bar base basic basis bath be bear because become bed bedroom bedtime before began begin behavior behaviour behind believe belong below belt benefit best
better between beyond bike bill bind bird birth bite bitter black blank blend block blue board boat body bold book both bottle bottom bought bound bowl box boy branch brand bread break breakfast
bridge brief bright bring broad broke brown browse buddy budget build building bulk bundle burden burn bus business busy but button buy by
cab cabin cabinet calculate calendar call calm camera can cancel candidate capable capacity capital car card care career careful carry case cash catch category cause caution ceiling cell center centre
central century certain certificate certify chain chair challenge chance change channel chapter charge chart charter chat cheap check checklist chief child children childhood choice choose church
circle circumstance cite citizen city claim class classify clean cleaning clear clerk click client clinic clinical clinician clock close cloth clothes club coach code coffee cold collect collection
college color colour column combine come comfort comment commercial commission commit committee common communicate communication community company compare compensate compete complete complex
compliance comply compose compound comprehensive computer concept concern conclude condition conduct confer conference confidence confidential configure confirm conflict connect conscious consent
consequence consider consist console constant construct consult consultant consultation consume contact contain container content context continue continuous contract contrast contribute control
convert cook cool cooperate coordinate copay copy core corner corporate correct correspond cost council counsel counsellor counselor count counter country county couple course court cover coverage
create creation credential credit crew crime criminal crisis criteria critical cross crowd cry culture cup current custody custom customer cut cycle
daily damage dance danger dangerous dark data database date daughter day dead deadline deaf deal death debit debt decade decide decision deck declare decline decrease dedicate deduct deductible deep
default defer deficit define definite definition degree delay delete deliver delivery demand demo demographic dental deny department depart depend dependent deposit describe description design desk
destination destroy detail detect determine develop device diagnose diagnosis diagram dial diary dictate die diet differ different difficult digit digital dinner direct direction directive director
directory dirty disable disability disaster disc discard discharge disclose disclosure discontinue discount discover discuss disease disk dismiss display dispose dispute distance distinct distribute
distribution district divide divorce do doctor document documentation dog domestic domain done door double doubt down download draft drain draw drawer dream dress drink drive driver drop drug dry due
duplicate duration during dust duty
each ear early earn east easy eat economic edge edit education educate effect effective effort eight either elder elect electric electronic element eligible eligibility else email embassy emergency
emotion emotional employ employee employer employment empty enable encounter end energy enforce engage engineer english enough enroll enrollment ensure enter enterprise entire entitle entity entry
environment environmental envelope equal equip equipment equivalent error escalate escape essential establish estate estimate ethnic ethnicity evaluate evaluation evening event ever every evidence
exact exam examination examine example exceed except exchange exclude excuse execute exempt exercise exist exit expand expect expense experience expert expire expiration explain explore export expose
exposure express extend extension extensive extent extern external extra extract extreme
face facility fact factor fail failure faint fair fall false family famous far farm farmer fast fat father favor fax fear feature federal fee feed feedback feel feet female fertile fetch few fiber
field fifth fight figure file fill film filter final finance financial find fine finger finish fire firm first fiscal fit fitness five fix flag flare flat flexible flight float floor flow fluid fly
focus fold folder follow food foot for force foreign forget form formal format former formula forward foster found four fourth fraction frame free freedom freeze frequency frequent fresh friend friday
from front frozen fruit full function fund furniture further future
gain game gap garage garden gas gate gather gender general generate generic genuine get gift girl give glad glass global go goal gold gone good goods govern government grab grade gradual graduate
grand grandchild grandfather grandmother grandparent grant graph graphic grass gray great green grey grief ground group grow growth guarantee guarantor guard guardian guess guest guide guideline gym
habit hair half hall hand handicap handle hang happen happy hard harm has have hazard hazardous head header heading health healthcare healthy hear heat heavy height held help helper here herself high
highway himself hire history hit hobby hold hole holiday home homeless homemaker honest honor hope horizontal horse hospital host hot hotel hour house household housewife housing how however hub huge
human hundred hunger hurt husband hygiene
ice icon idea ideal identify identification identifier identity idle if ignore ill illness image immediate immigrant impact impair import important impossible impression improve in inactive incident
include income increase indeed index indicate indicator individual indoor industry infant inform information initial initiate injure inmate inner input inquiry inside insist inspect install instance
instant instead institute institution instruct instruction instrument insure insurance insured insurer intake integer integrate integrity intelligence intend intense intention interact interest
interface interim intermediate internal international internet interpret interpreter interrupt interval intervene intervention interview into introduce invalid invent inventory invest investigate
invite invoice involve is island isolate issue it item itself
jail january february march april may june july september october november december job join joint journal journey judge jump junior jury just juvenile
keep key keyboard kill kilo kin kind kindergarten kiss kit kitchen knock know knowledge
label labor labour lack ladder lady lamp land language laptop large last late latest latin laugh laundry law lawyer lay layer layout lead leader leaf league learn lease least leather leave lecture
left legacy legal leisure lend length less lesson let letter level liable liability library license licence lie life lift light like likely limit line link list listen liter little live living load
loan local locate location lock locker log logic login logout long longer look loose lose loss lost lot loud love low lower loyal luck lunch luxury
machine magazine magnet mail mailbox main maintain maintenance major make male man manage management manager mandate mandatory manner manual manufacture manufacturer many map margin mark market
marital marriage marry married mass master match material maternal matter maximum maybe meal mean meaning measure measurement meat mechanic mechanism media medic medicare medicaid medicine meet
meeting member membership memo memory men mental mention menu merge message messenger metal meter method metric middle midnight midwife might mild mile military milk million mind mine minimum minor
minority minute mirror miss missing mission mistake mix mixed mobile mobility mode model moderate modern modify module moment monday money monitor month monthly mood moon moral more morning most
mother motion motive motor mountain mouse move movement movie much multi multiple municipal muscle museum music must mutual
name narrow nation national nationality native natural nature near necessary neck need negative neglect negotiate neighbor neighborhood neither net network neutral never new newborn news next nice
night nightly nine no nobody noise none noon nor normal normally north northeast northwest not notary note notebook nothing notice notify notification noun now nuclear number numeric nurse nursery
nursing nutrition nutritional
oath obey object objective oblige observe observation obstacle obtain obvious occasion occasional occupation occupational occupy occur ocean odd of off offer office officer official often oil okay old
older on once one ongoing online only onset open opening operate operation operator opinion opportunity oppose opposite option optional or orange order ordinary organ organic organize organization
orient orientation origin original other otherwise ought out outcome outdoor outer outlet outline outlook output outside outstanding over overall overdue overhead overnight overtime owe own owner
pace pack package packet page pain paint pair palace pan panel panic paper paragraph parent parental park part partial participate particular partner partnership party pass passenger passive passport
password past path patient patrol pattern pause pay payee payer payment payroll peace peak pen penalty pending people pepper per perceive percent percentage perfect perform period periodic permanent
permission permit person personal personnel perspective pet phase phone photo phrase physical physician pick picture piece pilot pink pipe place plain plan planet planner plant plastic plate platform
play player please pledge plenty plot plug plus pocket poem point police policy political pool poor popular population port portable portal portion position positive possess possible post postal
postcard poster potential pound pour poverty power practical practice practitioner pray precise prefer preference preferred prefix preliminary premier premium prepare prescribe prescriber prescription
presence present preserve president press pressure presume pretend pretty prevent prevention preventive previous price primary prime principal print printer prior priority prison prisoner privacy
private privilege prize probability probable problem procedure proceed process processor produce product production profession professional profile profit program programme progress prohibit project
promise promote prompt proof proper property propose prospect protect protection protest protocol proud prove provide provider province proxy psychology public publish pull pulse purchase pure purge
purple purpose pursue push put
qualify quality quantity quarter quarterly query question questionnaire queue quick quiet quit quite quota quote
race radio rain raise random range rank rapid rare rate rather ratio raw reach react read reader ready real reality realize really rear reason reasonable recall receipt receive receiver recent
reception receptionist recipe recipient recommend recommendation reconcile reconciliation record recover recreation recreational recruit recur recycle red redeem reduce refer reference referral refill
reflect reform refresh refuge refugee refund refusal refuse regard region regional register registration registry regret regular regulate reimburse reject relapse relate related relation relationship
relative relax relay release relevant reliable relief relieve religion religious rely remain remark remedy remember remind reminder remit remittance remote remove renew rent rental repair repeat
replace reply report reporter represent representative request require requirement rescue research reserve reset reside residence resident residential resign resist resolve resort resource respect
respond response responsible rest restaurant restore restrict result resume retail retain retire retired retirement retry return reveal revenue reverse review revise revision revoke reward rich rid
ride right ring rise risk river road rob robot role roll romance roof room root rotate rough round route routine row royal rule run rural rush
sad safe safety salary sale salt same sample sanction sand satisfy saturday sauce save saving say scale scan scene schedule scheme scholar school schooling science scientific scope score scratch
screen screening script sea search season seasonal seat second secondary secret secretary section sector secure security see seek seem segment select self sell semester send senior sense sensitive
sent sentence separate separated sequence serial series serious serve server service session set setting settle settlement seven several severe severity sex sexual shade shape share sharp sheet shelf
shell shelter shield shift ship shipment shoe shop short shortness should shoulder shout show shower shut sibling sick side sight sign signal signature significant silence silver similar simple since
single sink sister sit site situation six size skill skip sky slang sleep sleeve slice slide slight slow small smart smell smile smoke smoker smoking smooth snack snow so soap social society soft
software soil soldier sole solid solution solve some somebody somewhat son song soon sort sound source south southeast southwest space spanish speak speaker special specialist specialty species
specific specify speech speed spell spend spirit spiritual split spoke sponsor spoon sport spot spouse spread spring square staff stage stair stamp stand standard star start startup state statement
static station statistic status stay steady steal steel step stick still stock stone stop storage store story straight strange stranger strategy stream street strength stress stretch strike string
strip stroke strong structure struggle student study stuff style subject submit subscribe subscriber subscription subsequent substance substitute succeed success such sudden suffer sufficient sugar
suggest suggestion suicide suit suite sum summary summer sun sunday super supervise supervisor supplement supply support suppose sure surface surplus surprise surrender surround survey survive suspect
suspend sustain swallow sweet swim switch symbol sync synonym synthetic system
table tablet tag take talk tall tank tape target task taste tax taxi tea teach teacher team tear technical technician technique technology teen telephone television tell temperature template temporary
ten tenant tend tender term terminal terminate territory tertiary test text than thank the theater their them theme themselves then theory therapy there therefore these they thick thin thing think
third this thorough those though thousand threat three threshold through throw thursday thus ticket tidy tie tight till time timeline timer tiny tip tire tired title to tobacco today toe together
toilet tolerate tomorrow tone tonight too tool top topic total touch tour tourist toward towel tower town toy trace track trade tradition traffic train trainee trainer training transact transaction
transfer transform transit transition translate translation transmit transmission transport transportation travel treat treatment tree trend trial tribe trip trouble truck true trust truth try tube
tuesday tune turn tutor twelve twenty twice twin two type typical
ugly unable uncertain under understand undo unemployed unfit uniform union unique unit unite united university unknown unless unlike unlimited until unusual up update upgrade upload upon upper upset
urban urge urgent usage use user usual usually utility
vacant vacation valid validate validation valley valuable value van variable variance variant variation variety various vary vast vegetable vehicle vendor venture verb verbal verify version versus
vertical very via victim video view village violate violence virtual visible vision visit visitor visual vital voice void volume voluntary volunteer vote voucher vulnerable
wage wait waiting waive wake walk wall want war ward warehouse warm warn warning warranty wash waste watch water wave way we weak wear weather web website wednesday week weekday weekend weekly weight
welcome welfare well wellness west western wet what wheel wheelchair when where whether which while white who whole whose why wide widow widowed widower wife wild will win wind window wine wing winter
wire wireless wise wish with withdraw within without witness woman women wonder wood word work worker workflow workplace workshop world worry worse worst worth would wrap wrist write wrong
year yearly yellow yes yesterday yet yield you young your yours youth
zero zone zoo
acme evergreen harbor northstar pinnacle summit horizon lakeside riverside sunrise
abdomen abdominal ablation abnormal abortion abrasion abscess absolute absorb abuse acid acidosis acne actuate acupuncture acuity addict addiction adenoid adenoma adhesion adipose admission adrenal
adrenaline aerosol afebrile agglutinin aggression agitation airway alanine albumin alcohol aldosterone alimentary alkaline allele allergen allergic allergy allograft alopecia alveolar alzheimer
ambulate ambulation ambulatory amenorrhea amino ammonia amnesia amniotic amputation amylase anal analgesia analgesic analysis analyte anaphylaxis anatomy androgen anemia anaemia anesthesia anesthetic
aneurysm angina angiogram angiography angioplasty ankle annular anomaly anorexia anoxia antacid antegrade antenatal anterior antibiotic antibody anticipatory anticoagulant anticoagulation
anticonvulsant antidepressant antiemetic antigen antihistamine antihypertensive antimicrobial antiseptic antisocial antiviral anus anxiety aorta aortic apgar aphasia apnea apnoea appendectomy
appendicitis appendix appetite aqueous arrest arrhythmia arterial artery arthralgia arthritis arthroplasty arthroscopy articular asbestos ascites aseptic aspartate asphyxia aspirate aspiration asthma
asthmatic astigmatism asymptomatic ataxia atelectasis atherosclerosis athlete atopic atrial atrium atrophy attention audiology audiometry auditory aunt auscultation autism autograft autoimmune
autologous autonomic autopsy axial axilla axillary axis
bacilli bacteremia bacteria bacterial bariatric barium basal basophil bedside behavioral benign bereavement bicarbonate biceps bifocal bilateral bile biliary bilirubin binge biochemistry biologic
biology biomarker biometric biopsy bipolar bladder bleed bleeding blepharitis blind blindness blister bloat blood bmi bolus bone botulinum bowel brace bradycardia brain breast breastfeed breath
breathe breathing breech bronchial bronchiolitis bronchitis bronchodilator bronchoscopy bronchus brother brow bruise bruit buccal bulimia bunion bursitis buttock bypass
cadaver caffeine calcaneus calcification calcium calculi calculus calf callus calorie cancer candida candidiasis cannabis cannula canula capillary capsule carbohydrate carbon carcinoma cardiac
cardiogram cardiologist cardiology cardiomyopathy cardiothoracic cardiovascular cardioversion caregiver caries carotid carpal cartilage cast cataract catheter catheterization caucasian cauda caudal
cauterize cavity cecum celiac cellulitis cellular cement cephalic cerebellar cerebral cerebrospinal cerebrovascular cerumen cervical cervix cesarean caesarean charting chemical chemistry chemo
chemotherapy chest chew chickenpox chiropractic chiropractor chlamydia chloride chocolate choke cholecystectomy cholera cholesterol chorionic chromosome chronic cigar cigarette ciliary circulation
circumcision circumference cirrhosis clavicle cleft clip clone clot clotting coagulation coccyx cochlear cocaine cognition cognitive cohort colic colitis collagen collapse colon colonoscopy colony
colorectal colostomy coma comatose comorbid comorbidity compress compression compulsive concentration conception concussion conditioned conduction condyle congenital congestion congestive conjunctiva
conjunctivitis connective conservative consistency constipation constrict contagious contaminate contraception contraceptive contraction contracture contraindicate contraindication contralateral
contusion convalescent convulsion cornea corneal coronary coronavirus corpus cortex cortical corticosteroid cortisol cosmetic cough cramp cranial craniotomy cranium cream creatinine creatine crepitus
croup crown crush crust crutch cryotherapy culturette curettage curvature cutaneous cyanosis cyst cystic cystitis cystoscopy cytology cytometry cytopathology cytotoxic covid
dander deafness debridement decay deceased deciduous decompression decongestant decubitus defecation defect defibrillator deficiency deficient deformity degeneration degenerative deglutition
dehydration delirium deltoid delusion dementia demyelinate denervation dengue density dentist dentistry denture dependence depressed depression depressive derm dermal dermatitis dermatologist
dermatology dermis desensitization detox detoxification developmental deviation dexterity diabetes diabetic dialysis diaper diaphragm diarrhea diarrhoea diastolic dietary dietician dietitian
differential digest digestion digestive dilate dilation dilator dilute diphtheria diplopia disabled discectomy discharged discitis discoloration discomfort disinfect dislocation disorder
disorientation dispense displacement dissect dissection dissociative distal distention distress diuresis diuretic diverticulitis diverticulosis dizziness dizzy donor doppler dorsal dosage dose dosing
douche drainage dressing drooling droplet drowsy ductal duodenal duodenum dura dysfunction dyslexia dyslipidemia dysmenorrhea dyspepsia dysphagia dysplasia dyspnea dystrophy dysuria
earache ecchymosis echo echocardiogram echocardiography eclampsia ectopic eczema edema oedema effusion ejaculation ejection elastic elbow elective electrocardiogram electroencephalogram electrolyte
electrolysis electromyography electrophoresis elevate elevated elevation elimination emaciated embolism embolus embryo emesis emphysema empyema emulsion encephalitis encephalopathy endocarditis
endocrine endocrinology endometrial endometriosis endometrium endoscope endoscopic endoscopy endothelial endotracheal enema enteral enteric enteritis enterococcus entitic enuresis enzyme eosinophil
epicondylitis epidemic epidemiology epidermal epididymitis epidural epigastric epiglottis epilepsy epileptic epinephrine episiotomy episode episodic epithelial epithelium erectile erection erosion
eruption erythema erythrocyte esophageal esophagitis esophagus estradiol estrogen ethanol ethmoid etiology euthanasia euthyroid evacuate evaluated eversion excision excretion exhale exocrine
exophthalmos expectorant expiratory exploration exterior extraction extraocular extravasation extremity extubate exudate eye eyebrow eyeglass eyelid
facial fallopian fascia fasciitis fasting fatal fatigue fatty febrile fecal feces femoral femur fentanyl ferritin fertility fetal fetus fever fibrillation fibrin fibrinogen fibroid fibromyalgia
fibrosis fibrous fibula filtration finding fissure fistula flank flatulence flexion floater flora flu flush flutter folate foley folic follicle follicular fontanelle forceps forearm forehead foreskin
fracture fragile frail frailty freckle frontal frostbite fundal fundus fungal fungus fusion
gait gallbladder gallstone ganglion gangrene gastric gastritis gastroenteritis gastroenterologist gastroenterology gastroesophageal gastrointestinal gastroscopy gastrostomy gauze gel gelatin gene
genetic genital genitalia genitourinary genome genotype geriatric geriatrician gestation gestational giardia gingival gingivitis gland glandular glasgow glaucoma globulin glomerular glucagon glucose
gluten gluteal glycated glycemic glycol glycosylated goiter gonadal gonorrhea gonococcal gout graft granulocyte granuloma grave gravid gravida gravidity groin gum gynecologic gynecologist gynecology
hallucination hamstring handedness harmful headache heal healing hearing heart heartbeat heartburn heel hemangioma hematocrit hematologist hematology hematoma hematuria hemiplegia hemisphere hemo
hemodialysis hemodynamic hemoglobin haemoglobin hemolysis hemolytic hemophilia hemoptysis hemorrhage hemorrhagic hemorrhoid heparin hepatic hepatitis hepatobiliary hepatocellular hepatology herb
herbal hereditary hernia herniation heroin herpes heterosexual hiatal hiccup hip hirsutism histamine histology histopathology hives hoarse homeopathy homicidal homocysteine homosexual hookworm
hormonal hormone hospice hospitalist hospitalization humerus humidifier humoral hydration hydrocele hydrocephalus hydronephrosis hydrotherapy hyperactive hyperactivity hyperglycemia hyperkalemia
hyperlipidemia hyperplasia hypersensitivity hypertension hypertensive hyperthyroid hyperthyroidism hypertrophic hypertrophy hyperventilation hypnosis hypodermic hypoglycemia hypokalemia hyponatremia
hypoplasia hypotension hypothermia hypothyroid hypothyroidism hypoxia hypoxic hysterectomy hysteroscopy
iatrogenic icterus idiopathic ileostomy ileum ileus iliac imaging immature immersion immobile immobility immobilize immune immunity immunization immunize immunoassay immunocompromised immunodeficiency
immunoglobulin immunologist immunology immunosuppressant immunotherapy impacted impaction impairment impetigo implant implantation impotence incision incisional incisor incontinence incontinent
incubation indigestion induced induction indwelling infancy infarct infarction infect infection infectious inferior infertility infestation infiltrate inflamed inflammation inflammatory influenza
infrared infusion ingestion ingredient inguinal inhalation inhale inhaler inherited inhibitor injectable injection injector injury inoculation inoperable inpatient insect insertion insomnia
inspiratory instability insufficiency insulin intact intellectual intermittent internist interstitial intervertebral intestinal intestine intimate intolerance intoxication intraarticular intracranial
intradermal intramuscular intranasal intraocular intraoperative intraperitoneal intrathecal intrauterine intravenous intraventricular intrinsic intubation invasive inversion iodine ion iris iron
irradiation irregular irrigation irritable irritant irritation ischemia ischemic isolation isotope itch itching
jaundice jaw jejunum jelly jerk jugular
keloid keratin keratitis ketoacidosis ketone kidney kinase knee kyphosis
labial laboratory labile laceration lacrimal lactate lactation lactic lactose lag lancet laparoscopic laparoscopy laparotomy laryngeal laryngitis laryngoscopy larynx laser latent lateral laterality
latex lavage laxative learner leg lens lesbian lesion lethal lethargic lethargy leukemia leukocyte leukocytosis leukopenia libido lichen ligament ligation limb lingual lip lipase lipid lipoma
lipoprotein liquid lithotripsy liver lobe lobectomy lobule lochia locomotor locum lordosis lotion lozenge lubricant lucid lumbar lumbosacral lumen lump lumpectomy lunar lung lupus luteal luteinizing
lymph lymphadenopathy lymphatic lymphedema lymphocyte lymphoma lysis
macrocytic macrophage macula macular maculopapular magnesium magnetic malabsorption malaise malaria malformation malignancy malignant malnutrition malunion mammary mammogram mammography mandible
mandibular mania manic manipulation marijuana marrow mask masseter mastectomy mastitis mastoid maturity maxilla maxillary maxillofacial measles meatus meconium medial median mediastinum medical
medication meditation medulla melanoma melatonin membrane menarche meningeal meningitis meningococcal meniscal meniscus menopausal menopause menorrhagia menses menstrual menstruation mercury
mesenteric metabolic metabolism metabolite metacarpal metastasis metastatic metatarsal methadone microalbumin microbiology microcytic micronutrient microscope microscopic microscopy micturition
midline midstream midwifery migraine migrant mineral miscarriage mite mitral modality molar mole molecular monoclonal monocyte mononucleosis monotherapy morbid morbidity morphine morphology mortality
motile motility mouth mucosa mucosal mucous mucus multidisciplinary multigravida multinodular multipara mumps murmur muscular musculoskeletal mutation myalgia myasthenia mycosis myelin myeloma
myocardial myocarditis myocardium myofascial myopathy myopia
nail narcolepsy narcotic narrative nasal nasogastric nasopharyngeal nasopharynx nausea navel nebulizer necrosis necrotic needle neonatal neonate neoplasm neoplastic nephrectomy nephritis nephrologist
nephrology nephropathy nephrosis nephrotic nerve nervous neural neuralgia neuritis neurogenic neurologic neurological neurologist neurology neuroma neuromuscular neuropathic neuropathy neurosis
neurosurgeon neurosurgery neurotic neutropenia neutrophil nevus nicotine nipple nitrate nitrogen nocturia nocturnal node nodular nodule nonunion norovirus nose nosebleed nostril noncompliant
notifiable nucleus nullipara numb numbness nurture nutrient nutritionist nystagmus
obese obesity obsessive obstetric obstetrical obstetrician obstetrics obstruction obstructive occipital occiput occlusion occult ocular ointment olfactory oliguria omphalitis oncologist oncology
ophthalmic ophthalmologist ophthalmology ophthalmoscope opiate opioid opportunistic optic optical optician optometrist optometry oral orbit orbital orchitis orphan orthodontic orthodontist orthopedic
orthopaedic orthopnea orthosis orthostatic orthotic osmolality osseous osteoarthritis osteomyelitis osteopathic osteopathy osteopenia osteoporosis ostomy otic otitis otolaryngologist otolaryngology
otology otorhinolaryngology otoscope outbreak outpatient ovarian ovary overactive overdose overweight ovulation oximeter oximetry oxidase oxygen oxygenation
pacemaker packed palate palatine palliative pallor palpable palpation palpitation palsy pancreas pancreatic pancreatitis pancytopenia pandemic papilla papilloma papillomavirus papular papule
paracentesis paralysis paralytic paranasal paranoia paranoid paraplegia parasite parasitic parathyroid parenteral paresis paresthesia parity parotid paroxysmal particle parturition partum pastoral
patch patella patellar patent paternal pathogen pathologic pathological pathologist pathology peanut pectoral pediatric paediatric pediatrician pediatrics pedal peer pelvic pelvis penetrating
penicillin penile penis peptic peptide perception percutaneous perforation perfusion perianal pericardial pericarditis pericardium perinatal perineal perineum perioperative periodontal periodontitis
peripheral peritoneal peritoneum peritonitis pernicious personality pertussis pessary petechiae phalanx phantom pharmaceutical pharmaceutics pharmacist pharmacology pharmacotherapy pharmacy pharyngeal
pharyngitis pharynx phenotype phenylketonuria phimosis phlebitis phlebotomy phlegm phobia phosphatase phosphate phosphorus photophobia phototherapy physiatry physiologic physiology physiotherapist
physiotherapy pigment pill pituitary placebo placenta placental plantar plaque plasma platelet pleura pleural pleurisy pneumatic pneumococcal pneumonia pneumonitis pneumothorax podiatric podiatrist
podiatry poison poisoning polio poliomyelitis poliovirus pollen polyarthritis polycystic polycythemia polydipsia polymerase polyneuropathy polyp polypharmacy polysomnography polyuria popliteal
positron postcoital posterior postmenopausal postmortem postnasal postnatal postoperative postpartum postprandial posttraumatic postural posture potassium potency powder precancerous precaution
precordial prediabetes preeclampsia preferential pregnancy pregnant preload premature prematurity premedication premenopausal premenstrual prenatal preoperative preop prep prepuce presbyopia preschool
preservative pressor presumptive presyncope preterm prevalence priapism primigravida probe proctology proctoscopy prodrome productive progesterone prognosis progressive prolactin prolapse
proliferative prolonged pronation prone propagate prophylactic prophylaxis prostate prostatectomy prostatic prostatitis prosthesis prosthetic prostration protein proteinuria prothrombin proximal
pruritus psoriasis psoriatic psyche psychiatric psychiatrist psychiatry psychoactive psychoanalysis psychologic psychological psychologist psychomotor psychosis psychosocial psychosomatic
psychotherapist psychotherapy psychotic ptosis puberty pubic puerperal puerperium puff pulmonary pulmonologist pulmonology pulp pump puncture pupil purpura purulent pus pustule pyelogram
pyelonephritis pyloric pyrexia pyuria
quadrant quadriceps quadriplegia qualitative quantitative quantify quarantine
rabies radial radiation radical radicular radiculopathy radioactive radiograph radiographer radiographic radiography radioiodine radiologic radiologist radiology radiotherapy radius rale rash reaction
reactive reagent rebound receptor recessive recombinant reconstruct reconstruction reconstructive rectal rectum rectus recurrence recurrent referred reflex reflux refraction refractive refractory
regimen regurgitation rehab rehabilitation rehydration reinfection rejection relaxant relaxation remission renal replacement replication reproduction reproductive resection residual resistance
resistant resolution resorption respiration respirator respiratory restless restraint resuscitate resuscitation retardation retention reticulocyte retina retinal retinopathy retractile retroperitoneal
retrograde retroverted retrovirus revascularization rhabdomyolysis rheumatic rheumatism rheumatoid rheumatologist rheumatology rhinitis rhonchi rhythm rib rickets rigid rigidity ringworm rosacea
roseola rotator rotavirus rubella rubeola rupture
sacral sacroiliac sacrum saline saliva salivary salmonella salpingitis sanitation saphenous sarcoidosis sarcoma saturated saturation scab scabies scald scalp scaphoid scapula scar scarlet
schizoaffective schizophrenia sciatic sciatica sclera sclerosis sclerotherapy scoliosis scrotal scrotum scurvy sebaceous seborrheic secretion sedation sedative sedentary sediment sedimentation
segmental seizure semen seminal senescence sensation sensitivity sensorimotor sensorineural sensory sepsis septal septic septicemia septum sequela seroconversion serology seropositive serous serum
sessile sexually shellfish shigella shin shingles shiver shock shunt sickle sigmoid sigmoidoscopy silicone sinus sinusitis skeletal skeleton skin skull sleepy sling slit sludge smallpox smear smoked
snore snoring sober socioeconomic socket sodium soluble solvent somatic somnolence sonogram sonographer sonography soreness sore spasm spastic specimen spectrum sperm spermatic spermicide sphincter
spina spinal spine spirochete spirometer spirometry spleen splenectomy splenic splint spondylitis spondylosis spontaneous sporadic sprain sputum squamous stab stabilize stable staging stain stainless
standing staphylococcal staphylococcus starch starvation stasis stenosis stent stepchild stepfather stepmother stereotactic sterile sterility sterilization sternal sternum steroid stethoscope stiff
stiffness stillbirth stimulant stimulate stimulation stimulus stitch stoma stomach stomatitis stool strabismus strain strangulation strep streptococcal streptococcus stretcher stricture stridor
strychnine stump stupor stye subacute subarachnoid subcapsular subclavian subclinical subconjunctival subcutaneous subdural sublingual subluxation submandibular substernal suction suicidal sulcus
sulfa sulfate sulfur sulphate sunburn superficial superior supination supine suppository suppressed suppression suppurative supraclavicular suprapubic surgeon surgery surgical surrogate surveillance
susceptibility susceptible suspension suture swab swallowing sweat swell swelling swollen sympathetic symphysis symptom symptomatic synapse syncope syndrome synovial synovitis synthesis syphilis
syringe syrup systemic systolic
tachycardia tachypnea tactile talus tampon tamponade tapeworm tardive tarsal tartar tattoo teeth telehealth telemedicine telemetry temporal temporomandibular tenderness tendinitis tendon tenosynovitis
tension teratogenic testes testicle testicular testis testosterone tetanus thalassemia therapeutic therapist thermal thermometer thigh thirst thoracentesis thoracic thoracoscopy thoracotomy thorax
throat throbbing thrombectomy thrombin thrombocytopenia thrombocytosis thromboembolism thrombolysis thrombophlebitis thrombosis thrombotic thrombus thrush thumb thymus thyroid thyroidectomy
thyroiditis thyrotropin thyroxine tibia tibial tic tick tincture tinea tinnitus tissue titer titrate titration toddler toenail tolerance tomography tongue tonic tonometry tonsil tonsillectomy
tonsillitis tooth toothache topical torsion torso torticollis tourniquet toxemia toxic toxicity toxicology toxin toxoid toxoplasmosis trabecular trachea tracheal tracheostomy trachoma traction tract
trait tranquilizer transaminase transdermal transducer transesophageal transferase transferrin transfuse transfusion transgender transient transitional translocation transmissible transplant
transplantation transrectal transthoracic transurethral transvaginal transverse trauma traumatic tremor triage triceps trichomonas tricuspid trigeminal trigger triglyceride trimester triple trochanter
troponin truncal tuberculin tuberculosis tubal tubular tumor tumour turbinate tympanic typhoid typhus typing
ulcer ulceration ulcerative ulna ulnar ultrasonic ultrasonography ultrasound ultraviolet umbilical umbilicus unconscious unconsciousness undernourished underweight undescended unilateral unresponsive
unstable untreated urea uremia ureter ureteral urethra urethral urethritis uric urinalysis urinary urinate urination urine urobilinogen urogenital urologic urologist urology urticaria uterine uterus
uveitis uvula
vaccinate vaccination vaccine vagina vaginal vaginitis vaginosis vagal valgus valve valvular varicella varices varicocele varicose varus vascular vasculature vasculitis vasectomy vasoconstriction
vasodilator vasopressor vasovagal vegan vegetarian vegetative vein venereal venipuncture venom venous ventilation ventilator ventral ventricle ventricular venule verruca vertebra vertebrae vertebral
vertigo vesicle vessel vestibular viability viable vial vibration villus viral virology virulent virus visceral viscosity visualize vitamin vitreous vocal vocational voiding volatile volvulus vomit
vomiting vulva vulvar vulvovaginal
walker warfarin wart wasting watery wean weakness welt wheal wheeze wheezing whiplash whooping withdrawal womb wound wrinkle
xerosis xray yeast zinc zoster zygote
acetaminophen paracetamol ibuprofen naproxen aspirin acetylsalicylic diclofenac celecoxib meloxicam ketorolac indomethacin tramadol codeine oxycodone hydrocodone hydromorphone buprenorphine naloxone
naltrexone gabapentin pregabalin baclofen cyclobenzaprine tizanidine methocarbamol lisinopril enalapril ramipril captopril benazepril losartan valsartan irbesartan olmesartan candesartan telmisartan
metoprolol atenolol propranolol carvedilol bisoprolol nebivolol labetalol amlodipine nifedipine diltiazem verapamil felodipine hydrochlorothiazide chlorthalidone furosemide bumetanide torsemide
spironolactone eplerenone triamterene clonidine hydralazine doxazosin prazosin terazosin tamsulosin finasteride dutasteride digoxin amiodarone sotalol flecainide apixaban rivaroxaban dabigatran
enoxaparin clopidogrel ticagrelor prasugrel atorvastatin simvastatin rosuvastatin pravastatin lovastatin ezetimibe fenofibrate gemfibrozil niacin omega metformin glipizide glyburide glimepiride
pioglitazone sitagliptin linagliptin empagliflozin dapagliflozin canagliflozin liraglutide semaglutide dulaglutide exenatide glargine lispro aspart detemir levothyroxine liothyronine methimazole
propylthiouracil prednisone prednisolone methylprednisolone dexamethasone hydrocortisone betamethasone triamcinolone fluticasone budesonide mometasone beclomethasone albuterol salbutamol levalbuterol
salmeterol formoterol tiotropium ipratropium montelukast theophylline cetirizine loratadine fexofenadine diphenhydramine hydroxyzine chlorpheniramine pseudoephedrine guaifenesin dextromethorphan
benzonatate amoxicillin ampicillin clavulanate cephalexin cefuroxime ceftriaxone cefdinir azithromycin clarithromycin erythromycin doxycycline minocycline tetracycline ciprofloxacin levofloxacin
moxifloxacin sulfamethoxazole trimethoprim nitrofurantoin metronidazole clindamycin vancomycin linezolid gentamicin tobramycin mupirocin neomycin bacitracin polymyxin fluconazole nystatin terbinafine
clotrimazole ketoconazole acyclovir valacyclovir famciclovir oseltamivir tenofovir emtricitabine lamivudine zidovudine efavirenz ritonavir darunavir dolutegravir hydroxychloroquine ivermectin
albendazole permethrin sertraline fluoxetine paroxetine citalopram escitalopram venlafaxine desvenlafaxine duloxetine bupropion mirtazapine trazodone amitriptyline nortriptyline doxepin imipramine
lithium lamotrigine valproate valproic divalproex carbamazepine oxcarbazepine levetiracetam topiramate phenytoin phenobarbital clonazepam lorazepam alprazolam diazepam temazepam zolpidem eszopiclone
buspirone quetiapine olanzapine risperidone aripiprazole ziprasidone haloperidol clozapine methylphenidate amphetamine dextroamphetamine lisdexamfetamine atomoxetine guanfacine donepezil memantine
rivastigmine levodopa carbidopa ropinirole pramipexole sumatriptan rizatriptan omeprazole pantoprazole esomeprazole lansoprazole rabeprazole ranitidine famotidine sucralfate ondansetron metoclopramide
promethazine prochlorperazine meclizine loperamide bisacodyl docusate senna polyethylene lactulose psyllium methotrexate azathioprine mycophenolate tacrolimus cyclosporine adalimumab etanercept
infliximab rituximab tamoxifen anastrozole letrozole alendronate risedronate ibandronate raloxifene calcitonin cholecalciferol ergocalciferol cyanocobalamin ferrous gluconate fumarate citrate
hydrochloride maleate tartrate succinate mesylate besylate acetate bitartrate propionate furoate bromide carbonate oxide peroxide latanoprost timolol brimonidine dorzolamide allopurinol colchicine
febuxostat sildenafil tadalafil oxybutynin tolterodine solifenacin medroxyprogesterone norethindrone levonorgestrel ethinyl etonogestrel drospirenone norgestimate lidocaine benzocaine bupivacaine
ketamine propofol midazolam rocuronium succinylcholine atropine glycopyrrolate norepinephrine phenylephrine dopamine dobutamine nitroglycerin isosorbide ranolazine hydroxide simethicone lactobacillus
probiotic tylenol advil motrin lipitor zocor crestor plavix coumadin lasix ventolin advair flovent singulair nexium prilosec prozac zoloft lexapro xanax ativan valium ambien glucophage lantus humalog
novolog synthroid
pfizer merck sanofi pasteur glaxosmithkline novartis astrazeneca moderna seqirus medimmune aetna cigna humana anthem kaiser blueshield bluecross unitedhealthcare medigap tricare champus
american african asian hispanic latino latina indian alaska hawaiian islander pacific european eastern arab jewish catholic protestant muslim christian baptist lutheran methodist hindu buddhist
orthodox atheist agnostic french german italian portuguese russian chinese mandarin cantonese japanese korean vietnamese tagalog arabic hindi urdu bengali punjabi polish dutch greek turkish hebrew
farsi swahili somali haitian creole navajo usa canada mexico
accountant analyst architect assistant attendant auditor baker banker barber bartender bookkeeper broker bricklayer builder butcher carpenter cashier chef clergy construction contractor courier dancer
dealer designer developer editor electrician factory firefighter fisherman gardener hairdresser instructor janitor journalist laborer landlord librarian lifeguard lumber machinist maid merchant miner
musician painter paralegal paramedic photographer plumber policeman politician porter professor programmer realtor researcher sailor salesman salesperson scientist seamstress singer stylist tailor
teller translator trucker veteran veterinarian waiter waitress welder writer
ajax api app array attribute bit blob boolean browser byte cache callback checkbox clob config css csv currency cursor dashboard datetime debug decimal decode decrypt deploy dropdown encode encrypt
endpoint enum ethernet exception executed fallback firewall font frontend backend gateway git grid gui guid hash hidden homepage hostname html http https hyperlink inbox init insert int ip java
javascript jpeg jpg json kernel keyword lang lib linux listener locale localhost lookup loop mac macro mainframe malware markup meta metadata middleware mime namespace null oauth outbox parameter
param parse parser pdf php pixel plugin png popup prefs proc python readonly redirect regex render repository req roles router schema scroll sdk selector sql sqlserver ssl stylesheet subroutine sudo
svg syntax tab tcp textarea textbox thread thumbnail tiff timeout timestamp timezone toggle token toolbar tooltip txt unix uri url username utf uuid validator varchar viewer widget wifi wiki windows
wizard xml xsl yaml zip sys postcalendar autocomplete
acct addl adj adm admt afib alb allg alt amb amt appt apptstat apr asap assoc asst atten attn aug avail avg bal beg bid bldg brd bsa bun calc cad cath cbc cert chem chf chg chol chr cls cmp cnt col
comm comp cond conf cont coord copd corp couns cpoe cpp cpt cqm crea ctl curr cust ctr dbl def deg dept desc det dev diag diff dir disch disp dist div dob doc docs docno dsp dtm dup dur eid ekg elig
emerg emp enc encntr enr env eob eom epi est eval ext fac fam fbs feb fld fmt freq fri fup fwd gen glu gms grp gtt gyn hcfa hcg hct hdl hgb hgt hist hosp hpf hpi hrs hsp htn icd icdx idx imm immun
inact incl ind inf info inj ins insp inst intl inv inr isactive jan jul jun lab labs lbs ldl lft lic lim liq liqd lname fname loc ltd maint mam mammo max mcg mch mchc mcv med meds mem metab meth mgmt
mgr mhz min misc mkt mmol mod mon mos mrn msg mult narr nbr neg neuro nka nkda nos nov npi num nurs obgyn obs obx occ occup oct opt ord ordr orig oth otc oupt outpt oxy pap par pat pcp pct peds perf
perm pharm phr phy phys pkg pls pmh pneumo pos postop ppd ppo pref preg presc prev prim prn prod prof prog prov psa psych pta ptno pts qam qhs qid qpm qty qtr quad quant rad rcv rec recd ref refl reg
rel rem rep res resp ret rev rm rng rpt rsn rte rtn rxn sat sched scr sec sect seg sen sep seq ser serv sess sev shd sib sig sgot sgpt soc socsec spec sta stat std stk str subj sup supp sur surg svc
sxs sym symp tabs tbd temp ter tid tmp tob tot trans trig tsh tue typ ult unav unk unspec upd urg util uti vac vacc val var vis vit vol vsac wbc wed wgt whse wks wkly wnl xfer xref yrs glut bilat
intern glucometer
ja nein oder und nicht mann frau maennlich weiblich divers ledig verheiratet geschieden verwitwet offen geschlossen aktiv inaktiv links rechts beide hoch niedrig mittel schwer leicht einmal zweimal
taeglich woche monat jahr stunde nacht morgen abend blut urin haut herz lunge leber niere magen darm kopf bauch bein fuss auge ohr nase mund hals ruecken schmerz schmerzen fieber husten allergie
befund medikament rezept impfung arzt praxis klinik krankenhaus zimmer
oui non homme femme masculin feminin celibataire veuf veuve actif inactif gauche droite bas jour semaine mois annee sang peau coeur poumon foie rein estomac tete ventre jambe pied oeil oreille nez
bouche gorge dos douleur fievre toux diagnostic medicament ordonnance vaccin medecin hopital chambre
si hombre mujer masculino femenino soltero soltera casado casada divorciado divorciada viudo viuda activo inactivo izquierda derecha ambos alto bajo dia semana mes ano sangre orina piel corazon pulmon
higado rinon estomago cabeza vientre pierna pie ojo oreja nariz boca garganta espalda dolor fiebre tos alergia diagnostico medicamento receta vacuna medico habitacion sala
uomo donna maschio femmina maschile femminile celibe nubile coniugato attivo sinistra destra giorno settimana mese anno sangue pelle cuore polmone fegato rene stomaco testa gamba piede occhio orecchio
naso bocca gola schiena dolore febbre tosse farmaco ricetta vaccino ospedale
homem mulher solteiro viuvo ativo inativo esquerda direita pele coracao pulmao figado rim cabeca perna olho ouvido costas dor febre remedio vacina quarto
vrouw mannelijk vrouwelijk gehuwd ongehuwd gescheiden actief inactief dag maand jaar bloed huid hart lever nier maag hoofd been voet oog oor neus mond keel rug pijn koorts hoest medicijn recept
ziekenhuis kamer
mezczyzna kobieta zonaty zamezna rozwiedziony wdowiec aktywny lewy prawy dzien tydzien miesiac rok krew skora serce pluco watroba nerka zoladek glowa noga stopa oko ucho usta gardlo plecy bol goraczka
kaszel lek recepta szczepionka szpital pokoj
barbat femeie casatorit necasatorit activ inactiv stanga dreapta zi saptamana luna an sange piele inima plaman ficat rinichi stomac cap picior ochi ureche nas gura gat spate durere febra tuse reteta
spital
erkek kadin bay bayan evli bekar bosanmis dul aktif pasif sol sag gun hafta ay yil kan idrar deri kalp akciger karaciger bobrek mide karin bacak ayak goz kulak burun agiz bogaz sirt agri ates oksuruk
alerji tani ilac recete asi hastane oda servis dahiliye kardiyoloji cerrahi noroloji ortopedi psikiyatri uroloji cocuk dogum acil poliklinik laboratuvar radyoloji
muskarac zena musko zensko ozenjen udata razveden udovac aktivan lijevo desno dan sedmica mjesec godina krv koza srce pluca jetra bubreg stomak glava uho grlo temperatura kasalj lijek vakcina bolnica
soba
muz zenaty vdana rozvedeny vdovec aktivni levy pravy den tyden mesic krev kuze srdce plice jatra ledvina zaludek hlava noha krk zada bolest horecka kasel ockovani nemocnice
muzhskoy zhenskiy muzhchina zhenshchina da nedelya mesyats god krov kozha serdtse legkoe pechen pochka golova glaz ukho rot gorlo lekarstvo bolnitsa palata
was were being did does had having her his him hers our ours yourself myself spent kept getting got goes went came took given gave makes making says said saw seen knew known felt met paid ran shown
slept spoken stood taught thought told understood wore worn wrote written highest lowest higher
automated mellitus regime dioxide equivalency advantage acknowledgement acknowledge acknowledgment affiliation affiliate complicated uncomplicated complication contractual ray rays periph dataset hide
hides coat coated ancillary cuff cups width depth cardio detention confirmatory ther nonac opth edu filt inp snomed authenticate authenticated actuat delt mdcare tech techs unspecified elsewhere
classified
alabama arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota
mississippi missouri montana nebraska nevada hampshire jersey ohio oklahoma oregon pennsylvania rhode carolina dakota tennessee texas utah vermont virginia washington wisconsin wyoming ontario quebec
alberta manitoba saskatchewan nova scotia brunswick newfoundland columbia british
disoproxil alafenamide hydrate monohydrate dihydrate hemihydrate anhydrous aluminium aluminum trihydrate benzoate stearate palmitate decanoate enanthate cypionate valerate dipropionate acetonide
hexanoate xinafoate pamoate embonate nicotinate edetate
scored scores nominal ordinal copies antral gyrus sinew packs doses bottles boxes tubes patches spray sprays drops puffs vials ampule ampoule caps teaspoon tablespoon ounce ounces gallon pint quart
inch inches yard pounds gram grams kilogram milligram microgram litre milliliter millilitre units millimole
aadhaar aadhar abteilung acc accession accesslog acctno achternaam acik aciklama aciklamasi acl activities addendum addr addresses adi adisoyadi adjustment administered administrator admissions adr
adres adresa adresi adresse adsoyad adt aerzte afspraak agenda agreement ahv aktennummer alergija alg allerg allergies allowed alrg alta ameliyat amendment analyses anamnese anamnesis anamnez angajat
angehoerige anmerkung anmerkungen annotation anotaciones anotacoes ans anschrift apelido apellido apellidos apoteka apotheke appointments approver appts appuntamento appuser apt apteka arbeitgeber
arch archieve archive archived arhive arrondissement art arts asistenta aspnet aspnetuser assurance assure atendimento attachment attr attrib attributes aud auditlog audittrail aufnahme auftrag auth
authentication availability azienda backup badanie bairro bak basket batch battery bdate bday beds beeper belge bemerkung bemerkungen bemor beneficiary benutzer beschreibung beschwerden bestand besuch
beurteilung bezeichnung bezoek bild bilgi bilgileri biljeska billed billing bills birim birthdate birthday birthname birthplace bolnog bolnoy bolum booking bool born bpd bps breed broj bsn
burgerservicenummer cal calisan calle caller campaign caption careplan carer carrier cartella cat categoria categories catg cedula cellphone celular census cep cepivo cfg changed changelog charges
chartno choroba cidade cinsiyet cislo cita citta ciudad claims cliente clientes clients clinica clinicians clm cnp cntct cod codelist codes codeset codice codigo codpostal cognome comentario
comentarios commentaire commentaires commento comments commune companies complaint complet completo component compte comune conditions configuration consulta contacto contacts contents conto
contrasena correo countries courriel cov cpf cpr created cron crosswalk cuenta curp customers cvg cvx dados dane dat databasechangelog dataload daten dateofbirth dati datore datos datum days dbo ddn
demog demographicno demographics denumire dep departament departamento departments descr descricao descripcion descrizione details devices dgns diagnoses dicom dict dictation dictionary died dijagnoza
dil dipendente direccion dispensed dispensing dni docmt doctora doctorname doctors documento documents dogumtarihi doktor doktoradi doktori doktorlar dokument domicile domicilio donors dosis dossier
doz drg drivers driverslicense driving drugname drugs dtarih dtl dttm durum dxs eczane edi educ eform electronico elements elettronica emailaddress empi empleado empleador empleados employe employees
employers employeur empresa emso enabled encounters endereco enfermedad enfermeiro enfermera enfermeras enfermero entlassung entries epost eposta epsd era erefer ergebnis erx estado eth ethn etunimi
events exame expediente facilities factura facturacion faktura fallnummer familie familienname familiya famille familyname farmacia fathers fatura faturacja favorite favorites favourites faxno fec
fecha fechanacimiento fees fhx fields fille findings fingerprint fio fips firma firstname fiscale flowsheet flowsht flwsht forename forenames forms formular formulario foto freetext frm fullname
funcionario gacl geb gebdat geboorte geboortedatum gebruiker geburt geburtsdatum geburtsname geburtsort geburtstag gecmis gem gemeinde geo geocode geschlecht geslachtsnaam givenname globals goals
gorod gps grad grntr groups grund gsm handy haslo hasta hastaadi hastaid hastalar hastalik hastano hausnummer hdr hekim hemsire hesap heslo hibernate hikaye hin historia historial holder hometext
hometown hook horario hospitalisation hours huisarts huisnummer iban idioma ids ilaclar ilce imagen ime img imie immunizations immz imya imza inbasket indeks indirizzo infermiere infirmiere ingreso
initials inn insee instructions insur insuredname insurence integrator interconsulta internacao internare interop invoices ipaddr ipaddress ipp isim isveren items jeune jmbg jmeno jobs jwt kartona
karty kasse kategori kategorie kategorija keys kimlik kisi klasse klient kod kodu komentar kommentar kommentariy komorka konta kontakt konto kontonummer korisnik krankenschwester kranker krankheit
kreis krestni kullanici kullaniciadi kullanicilar kunde kunden labo laboratorio lager languages lastname lat latitude ledger lekar lekari lekarz lekarze letters libelle lieu lifestyle liquibase lista
liste ljekar ljekarna lkp lkup lng loader localidad localitate locality locations locks logentry loginname logon logs loinc lon longitude lots lst lugar luogo mahalle maiden maidenname maladie
manufacturing mapping mappings maps mar materno maticni meas medecins medewerker medications medici medicin medicines medicos medis medrec memberid members mensaje menus mesaj mesg messages mesto mfr
miasto mid middlename miejscowosc migration migrations minutes mitarbeiter mjesto mname mobil mobitel modified modules mothers motif motivo movil mpi msgs msr mst mstr muayene muestra municipality
municipio musteri naam nac nachname nachricht nacimiento naimenovanie naissance nal names napomena napomene narodenia narozeni nasc nascimento nascita nastere nasterii navsteva naziv naznachenie nazwa
nazwisko ndc nextofkin nhc nhs nic nick nickname nie nif nino nir nok nom nombre nombres nome nomer nota notas notatka notes notif notitie notiz notizen notlar notlari notu nric nume numer numero
nummer numune nurses obec obr observ observacion observaciones observacoes observatii observations oddzial odeljenje odeme odjel oib oms omschrijving operacija operacion opis opmerking opmerkingen
opname optin options optout oras orc orders org organisation organizations ort osiguranje osoba osoblje osservazioni otcestvo otchestvo otdel oyku pacient pacienta paciente pacientes pacienti pacijent
pacijenta pacijenti pacjenci pacjent pacjenta pager pago params parents parish parola pasaporte passeport passwd paterno patid patienten patientenname patientennummer patientid patientname patientnr
patientnummer patients patname payments payor pazient paziente pazienti pedido persoana persona personas personel personen personid personne personnes personnummer persons persoon pesel pessoa pfleger
pharmacie phcy phn phones photograph physicians pic picklist pid pielegniarka plaats placanje plans plcy plec plz pmt pnt poblacion pochtovyy pocztowy podpis pol policies policynum polis polisy poliza
polizza polzovatel popis portrait poruka poseta posjet poslodavac posta postakodu postalcode postanski postcode postleitzahl poznamka poznamky pracodawca pracownik practitioners prcd precinct
preferences pregled prenom prenume prescr prescribed prescriptions preventions prezime prgm prices priem priezvisko prijem prijmeni primechanie primeiro primer prob problems procedures prodotto
producto products produkt profiles programs proizvod prontuario properties proprio protokol protokoll provid providers prv przyjecie psc ptid ptnt pubpid pwd pymt quicklist racuna radiologie randevu
raza receita rechnung recipients records referrals referrer reisepass rekeningnummer relationships relatives remarks remarque remarques reminders rendezvous reparto reports requester required
requisition resim respuesta resultado results reviewer rezultat rfrl ricovero rights rodenja rodjenja rodne roepnaam rol rooms ros rozhdeniya rozpoznanie rqst rslt rua rue rules rut sales salon
scanned scheduler scheduling scrip sdoh secrole secu securite segundo seguro sehir sejour sender senders sequences services servicio sessions sestra settings sevk sexo shot sifra sifre signed signer
sigorta sikayet sin sintomas sirket sistem slika slot smp sms snils sobrenome sociale sokak sonuc sop sotrudnik soyad soyadi soyisim sozialversicherungsnummer speciality spo sprache ssn ssno stadt
stamm steuernummer stok straat strada strasse streetname students subjective submission suburb suffix sukunimi superbill supplier supplies surname svnr symptoms sysdiagram sysdiagrams syst szczepienie
tahlil tanim tariff tarihi tasks taxid tbl tckn teams tel telefon telefona telefone telefonnummer telefono telefonu telefoon telno templates termin termine terminology teshis tests tetkik tickler tin
tipo tmpl tmpsave todo tokens township trail transcription tst tur txn types uberweisung udi uid uli ulica ulice ulitsa uloga unterschrift updated urodzenia urun userid users usr usuario usuarios
utente utilisateur utilisateurs utilizator uwagi uzivatel uzytkownik validated valueset vax verified verlauf versichertennummer versicherter versicherung versions ville vin visa visibility visita
visite visits vitals vitalsign vizita voornaam vorname vrac vrach vst vtl vysetreni waitlist webpage werkgever whatsapp wijk wizyta wohnort woonplaats worksheet www wynik yakini yatis yeri zabieg
zahlung zakazivanje zamestnanec zamestnavatel zaposleni zhaloby zipcode zlecenie zuname
words values labels made that lists are folded endings taken stems suffice const`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
