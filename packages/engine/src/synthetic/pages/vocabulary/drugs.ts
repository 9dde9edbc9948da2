/** A drug as pages write it. Names, strengths and forms are facts of the US market; the frequencies are those usual for it. */
export interface DrugEntry {
  readonly name: string;
  /** null: only the generic name is in use. */
  readonly brand: string | null;
  readonly strengths: readonly string[];
  readonly unit: string;
  readonly form: string;
  readonly route: string;
  readonly frequencies: readonly string[];
}

/** One line a drug: name | brand | strengths and unit | form | route | frequencies (d daily, b twice, t three times, q four times, h at bedtime, w weekly, m monthly, p as needed). */
const table = `
acetaminophen|Tylenol|325,500,650 mg|tablet|PO|p
acyclovir|Zovirax|200,400,800 mg|tablet|PO|b,t
albuterol|ProAir|90 mcg|inhaler|INH|p
alendronate|Fosamax|10,35,70 mg|tablet|PO|w
allopurinol|Zyloprim|100,300 mg|tablet|PO|d
alprazolam|Xanax|0.25,0.5,1 mg|tablet|PO|p,b
amiodarone|Pacerone|200,400 mg|tablet|PO|d
amitriptyline||10,25,50,75 mg|tablet|PO|h
amlodipine|Norvasc|2.5,5,10 mg|tablet|PO|d
amoxicillin|Amoxil|250,500,875 mg|capsule|PO|b,t
anastrozole|Arimidex|1 mg|tablet|PO|d
apixaban|Eliquis|2.5,5 mg|tablet|PO|b
aripiprazole|Abilify|2,5,10,15 mg|tablet|PO|d
aspirin|Bayer|81,325 mg|tablet|PO|d
atenolol|Tenormin|25,50,100 mg|tablet|PO|d
atomoxetine|Strattera|18,25,40,60 mg|capsule|PO|d
atorvastatin|Lipitor|10,20,40,80 mg|tablet|PO|d,h
azathioprine|Imuran|50 mg|tablet|PO|d,b
azelastine|Astelin|137 mcg|nasal spray|NAS|b
azithromycin|Zithromax|250,500 mg|tablet|PO|d
baclofen|Lioresal|5,10,20 mg|tablet|PO|t
benazepril|Lotensin|10,20,40 mg|tablet|PO|d
benzonatate|Tessalon|100,200 mg|capsule|PO|t
benztropine|Cogentin|0.5,1,2 mg|tablet|PO|b
bisoprolol|Zebeta|5,10 mg|tablet|PO|d
budesonide|Pulmicort|90,180 mcg|inhaler|INH|b
bumetanide|Bumex|0.5,1,2 mg|tablet|PO|d,b
bupropion XL|Wellbutrin XL|150,300 mg|tablet|PO|d
buspirone|BuSpar|5,10,15,30 mg|tablet|PO|b
candesartan|Atacand|4,8,16,32 mg|tablet|PO|d
carbamazepine|Tegretol|100,200 mg|tablet|PO|b
carbidopa-levodopa|Sinemet|25-100 mg|tablet|PO|t
carvedilol|Coreg|3.125,6.25,12.5,25 mg|tablet|PO|b
cefdinir|Omnicef|300 mg|capsule|PO|b
cefuroxime|Ceftin|250,500 mg|tablet|PO|b
celecoxib|Celebrex|100,200 mg|capsule|PO|d,b
cephalexin|Keflex|250,500 mg|capsule|PO|q
cetirizine|Zyrtec|5,10 mg|tablet|PO|d
chlorthalidone|Thalitone|12.5,25,50 mg|tablet|PO|d
cholecalciferol|Vitamin D3|1000,2000,5000 units|capsule|PO|d
cinacalcet|Sensipar|30,60,90 mg|tablet|PO|d
ciprofloxacin|Cipro|250,500,750 mg|tablet|PO|b
citalopram|Celexa|10,20,40 mg|tablet|PO|d
clindamycin|Cleocin|150,300 mg|capsule|PO|t,q
clonazepam|Klonopin|0.5,1,2 mg|tablet|PO|b,h
clonidine|Catapres|0.1,0.2,0.3 mg|tablet|PO|b
clopidogrel|Plavix|75 mg|tablet|PO|d
clotrimazole|Lotrimin|1 %|cream|TOP|b
colchicine|Colcrys|0.6 mg|tablet|PO|d,b
cyanocobalamin|Vitamin B12|500,1000 mcg|tablet|PO|d
cyclobenzaprine|Flexeril|5,7.5,10 mg|tablet|PO|t,h
dabigatran|Pradaxa|75,150 mg|capsule|PO|b
dapagliflozin|Farxiga|5,10 mg|tablet|PO|d
desloratadine|Clarinex|5 mg|tablet|PO|d
desvenlafaxine|Pristiq|50,100 mg|tablet|PO|d
dexamethasone|Decadron|0.5,4,6 mg|tablet|PO|d
diazepam|Valium|2,5,10 mg|tablet|PO|p
diclofenac|Voltaren|1 %|gel|TOP|q
dicyclomine|Bentyl|10,20 mg|capsule|PO|q
digoxin|Lanoxin|0.125,0.25 mg|tablet|PO|d
diltiazem ER|Cardizem CD|120,180,240 mg|capsule|PO|d
diphenhydramine|Benadryl|25,50 mg|capsule|PO|p
divalproex|Depakote|125,250,500 mg|tablet|PO|b
docusate|Colace|100 mg|capsule|PO|b
donepezil|Aricept|5,10 mg|tablet|PO|h
doxazosin|Cardura|1,2,4,8 mg|tablet|PO|h
doxycycline|Vibramycin|50,100 mg|capsule|PO|b
dulaglutide|Trulicity|0.75,1.5,3 mg|pen injector|SC|w
duloxetine|Cymbalta|20,30,60 mg|capsule|PO|d
dutasteride|Avodart|0.5 mg|capsule|PO|d
empagliflozin|Jardiance|10,25 mg|tablet|PO|d
enalapril|Vasotec|2.5,5,10,20 mg|tablet|PO|b
enoxaparin|Lovenox|40,60,80 mg|syringe|SC|d,b
epinephrine|EpiPen|0.3 mg|auto-injector|IM|p
ergocalciferol|Drisdol|50000 units|capsule|PO|w
escitalopram|Lexapro|5,10,20 mg|tablet|PO|d
esomeprazole|Nexium|20,40 mg|capsule|PO|d
estradiol|Estrace|0.5,1,2 mg|tablet|PO|d
eszopiclone|Lunesta|1,2,3 mg|tablet|PO|h
ethambutol|Myambutol|400 mg|tablet|PO|d
etodolac|Lodine|300,400 mg|tablet|PO|b
ezetimibe|Zetia|10 mg|tablet|PO|d
famotidine|Pepcid|20,40 mg|tablet|PO|b,h
febuxostat|Uloric|40,80 mg|tablet|PO|d
fenofibrate|Tricor|48,145 mg|tablet|PO|d
fentanyl|Duragesic|12,25,50 mcg/hr|patch|TD|p
ferrous sulfate|Feosol|325 mg|tablet|PO|d,b
fexofenadine|Allegra|60,180 mg|tablet|PO|d
finasteride|Proscar|1,5 mg|tablet|PO|d
fluconazole|Diflucan|100,150,200 mg|tablet|PO|d,w
fluoxetine|Prozac|10,20,40 mg|capsule|PO|d
fluticasone|Flonase|50 mcg|nasal spray|NAS|d
folic acid||0.4,1 mg|tablet|PO|d
furosemide|Lasix|20,40,80 mg|tablet|PO|d,b
gabapentin|Neurontin|100,300,400,600,800 mg|capsule|PO|t,h
gemfibrozil|Lopid|600 mg|tablet|PO|b
glimepiride|Amaryl|1,2,4 mg|tablet|PO|d
glipizide|Glucotrol|5,10 mg|tablet|PO|d,b
glyburide|Diabeta|1.25,2.5,5 mg|tablet|PO|d
guaifenesin|Mucinex|400,600,1200 mg|tablet|PO|b
guanfacine|Tenex|1,2 mg|tablet|PO|h
haloperidol|Haldol|0.5,1,5 mg|tablet|PO|b
hydralazine|Apresoline|10,25,50 mg|tablet|PO|t
hydrochlorothiazide|Microzide|12.5,25,50 mg|tablet|PO|d
hydrocodone-acetaminophen|Norco|5-325,10-325 mg|tablet|PO|p
hydrocortisone|Cortef|1,2.5 %|cream|TOP|b
hydroxychloroquine|Plaquenil|200 mg|tablet|PO|d,b
hydroxyzine|Atarax|10,25,50 mg|tablet|PO|p,h
ibuprofen|Motrin|200,400,600,800 mg|tablet|PO|t,p
indapamide|Lozol|1.25,2.5 mg|tablet|PO|d
indomethacin|Indocin|25,50 mg|capsule|PO|t
insulin aspart|NovoLog|100 units/mL|pen injector|SC|t
insulin glargine|Lantus|100 units/mL|pen injector|SC|h
insulin lispro|Humalog|100 units/mL|vial|SC|t
ipratropium|Atrovent|17 mcg|inhaler|INH|q
irbesartan|Avapro|75,150,300 mg|tablet|PO|d
isoniazid||100,300 mg|tablet|PO|d
isosorbide mononitrate|Imdur|30,60 mg|tablet|PO|d
ketoconazole|Nizoral|2 %|shampoo|TOP|w
labetalol|Trandate|100,200,300 mg|tablet|PO|b
lamotrigine|Lamictal|25,100,150,200 mg|tablet|PO|b
lansoprazole|Prevacid|15,30 mg|capsule|PO|d
latanoprost|Xalatan|0.005 %|eye drops|OPH|h
letrozole|Femara|2.5 mg|tablet|PO|d
levetiracetam|Keppra|250,500,750 mg|tablet|PO|b
levocetirizine|Xyzal|5 mg|tablet|PO|h
levofloxacin|Levaquin|250,500,750 mg|tablet|PO|d
levothyroxine|Synthroid|25,50,75,88,100,112,125 mcg|tablet|PO|d
linagliptin|Tradjenta|5 mg|tablet|PO|d
linezolid|Zyvox|600 mg|tablet|PO|b
liothyronine|Cytomel|5,25 mcg|tablet|PO|d
liraglutide|Victoza|0.6,1.2,1.8 mg|pen injector|SC|d
lisinopril|Zestril|2.5,5,10,20,30,40 mg|tablet|PO|d
lithium carbonate|Lithobid|150,300,450 mg|capsule|PO|b
loperamide|Imodium|2 mg|capsule|PO|p
loratadine|Claritin|10 mg|tablet|PO|d
lorazepam|Ativan|0.5,1,2 mg|tablet|PO|p
losartan|Cozaar|25,50,100 mg|tablet|PO|d
lovastatin|Mevacor|10,20,40 mg|tablet|PO|h
lurasidone|Latuda|20,40,80 mg|tablet|PO|d
meclizine|Antivert|12.5,25 mg|tablet|PO|p
medroxyprogesterone|Provera|2.5,5,10 mg|tablet|PO|d
melatonin||3,5,10 mg|tablet|PO|h
meloxicam|Mobic|7.5,15 mg|tablet|PO|d
memantine|Namenda|5,10 mg|tablet|PO|b
mesalamine|Lialda|1.2 g|tablet|PO|d
metformin|Glucophage|500,850,1000 mg|tablet|PO|d,b
methimazole|Tapazole|5,10 mg|tablet|PO|d
methocarbamol|Robaxin|500,750 mg|tablet|PO|t
methotrexate|Trexall|2.5 mg|tablet|PO|w
methylphenidate ER|Concerta|18,27,36,54 mg|tablet|PO|d
methylprednisolone|Medrol|4,8,16 mg|tablet|PO|d
metoclopramide|Reglan|5,10 mg|tablet|PO|q
metolazone|Zaroxolyn|2.5,5 mg|tablet|PO|d
metoprolol succinate|Toprol XL|25,50,100,200 mg|tablet|PO|d
metoprolol tartrate|Lopressor|25,50,100 mg|tablet|PO|b
metronidazole|Flagyl|250,500 mg|tablet|PO|b,t
minocycline|Minocin|50,100 mg|capsule|PO|b
mirtazapine|Remeron|7.5,15,30,45 mg|tablet|PO|h
mometasone|Nasonex|50 mcg|nasal spray|NAS|d
montelukast|Singulair|4,5,10 mg|tablet|PO|h
morphine ER|MS Contin|15,30,60 mg|tablet|PO|b
mupirocin|Bactroban|2 %|ointment|TOP|t
nabumetone|Relafen|500,750 mg|tablet|PO|b
naproxen|Naprosyn|250,375,500 mg|tablet|PO|b
nebivolol|Bystolic|2.5,5,10 mg|tablet|PO|d
niacin ER|Niaspan|500,750,1000 mg|tablet|PO|h
nifedipine ER|Procardia XL|30,60,90 mg|tablet|PO|d
nitrofurantoin|Macrobid|50,100 mg|capsule|PO|b
nitroglycerin|Nitrostat|0.3,0.4 mg|tablet|SL|p
norethindrone|Camila|0.35 mg|tablet|PO|d
nortriptyline|Pamelor|10,25,50 mg|capsule|PO|h
nystatin||100000 units/mL|suspension|PO|q
olanzapine|Zyprexa|2.5,5,10 mg|tablet|PO|h
olmesartan|Benicar|5,20,40 mg|tablet|PO|d
omeprazole|Prilosec|20,40 mg|capsule|PO|d
ondansetron|Zofran|4,8 mg|tablet|PO|p
oseltamivir|Tamiflu|30,45,75 mg|capsule|PO|b
oxcarbazepine|Trileptal|150,300,600 mg|tablet|PO|b
oxybutynin|Ditropan|5,10 mg|tablet|PO|d
oxycodone|Roxicodone|5,10,15 mg|tablet|PO|p
pantoprazole|Protonix|20,40 mg|tablet|PO|d
paroxetine|Paxil|10,20,30,40 mg|tablet|PO|d
penicillin V potassium|Veetids|250,500 mg|tablet|PO|q
phenytoin|Dilantin|30,100 mg|capsule|PO|t
pioglitazone|Actos|15,30,45 mg|tablet|PO|d
polyethylene glycol|MiraLAX|17 g|powder|PO|d
potassium chloride|Klor-Con|10,20 mEq|tablet|PO|d
pramipexole|Mirapex|0.125,0.25,0.5 mg|tablet|PO|t,h
prasugrel|Effient|5,10 mg|tablet|PO|d
pravastatin|Pravachol|10,20,40,80 mg|tablet|PO|h
prazosin|Minipress|1,2,5 mg|capsule|PO|h
prednisone|Deltasone|5,10,20 mg|tablet|PO|d
pregabalin|Lyrica|25,50,75,150 mg|capsule|PO|b
promethazine|Phenergan|12.5,25 mg|tablet|PO|p
propranolol|Inderal|10,20,40 mg|tablet|PO|b
quetiapine|Seroquel|25,50,100,200 mg|tablet|PO|h
quinapril|Accupril|5,10,20,40 mg|tablet|PO|d
ramipril|Altace|1.25,2.5,5,10 mg|capsule|PO|d
ranolazine|Ranexa|500,1000 mg|tablet|PO|b
risperidone|Risperdal|0.5,1,2,3 mg|tablet|PO|h
rivaroxaban|Xarelto|10,15,20 mg|tablet|PO|d
rizatriptan|Maxalt|5,10 mg|tablet|PO|p
ropinirole|Requip|0.25,0.5,1,2 mg|tablet|PO|h
rosuvastatin|Crestor|5,10,20,40 mg|tablet|PO|d
sacubitril-valsartan|Entresto|24-26,49-51,97-103 mg|tablet|PO|b
semaglutide|Ozempic|0.25,0.5,1,2 mg|pen injector|SC|w
senna|Senokot|8.6 mg|tablet|PO|h
sertraline|Zoloft|25,50,100 mg|tablet|PO|d
sildenafil|Viagra|25,50,100 mg|tablet|PO|p
simvastatin|Zocor|5,10,20,40 mg|tablet|PO|h
sitagliptin|Januvia|25,50,100 mg|tablet|PO|d
solifenacin|VESIcare|5,10 mg|tablet|PO|d
sotalol|Betapace|80,120,160 mg|tablet|PO|b
spironolactone|Aldactone|25,50,100 mg|tablet|PO|d
sucralfate|Carafate|1 g|tablet|PO|q
sulfamethoxazole-trimethoprim|Bactrim DS|800-160 mg|tablet|PO|b
sumatriptan|Imitrex|25,50,100 mg|tablet|PO|p
tacrolimus|Prograf|0.5,1,5 mg|capsule|PO|b
tadalafil|Cialis|5,10,20 mg|tablet|PO|p
tamoxifen||10,20 mg|tablet|PO|d
tamsulosin|Flomax|0.4 mg|capsule|PO|h
telmisartan|Micardis|20,40,80 mg|tablet|PO|d
temazepam|Restoril|7.5,15,30 mg|capsule|PO|h
terazosin|Hytrin|1,2,5,10 mg|capsule|PO|h
terbinafine|Lamisil|250 mg|tablet|PO|d
testosterone cypionate|Depo-Testosterone|200 mg/mL|vial|IM|w
ticagrelor|Brilinta|60,90 mg|tablet|PO|b
timolol|Timoptic|0.25,0.5 %|eye drops|OPH|b
tiotropium|Spiriva|18 mcg|inhaler|INH|d
tizanidine|Zanaflex|2,4 mg|tablet|PO|t
tolterodine|Detrol LA|2,4 mg|capsule|PO|d
topiramate|Topamax|25,50,100 mg|tablet|PO|b
torsemide|Demadex|5,10,20 mg|tablet|PO|d
tramadol|Ultram|50,100 mg|tablet|PO|p
trazodone|Desyrel|50,100,150 mg|tablet|PO|h
triamcinolone|Kenalog|0.025,0.1,0.5 %|cream|TOP|b
triamterene-hydrochlorothiazide|Maxzide|37.5-25 mg|tablet|PO|d
valacyclovir|Valtrex|500,1000 mg|tablet|PO|d,b
valsartan|Diovan|40,80,160,320 mg|tablet|PO|d
varenicline|Chantix|0.5,1 mg|tablet|PO|b
venlafaxine XR|Effexor XR|37.5,75,150 mg|capsule|PO|d
verapamil ER|Calan SR|120,180,240 mg|tablet|PO|d
warfarin|Coumadin|1,2,2.5,3,4,5,7.5 mg|tablet|PO|d
zolpidem|Ambien|5,10 mg|tablet|PO|h
zonisamide|Zonegran|25,50,100 mg|capsule|PO|h
`;

export const DRUG_LIST: readonly DrugEntry[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [name = '', brand = '', strength = '', form = '', route = '', often = ''] = line.split('|');
    const at = strength.indexOf(' ');
    return {
      name,
      brand: brand === '' ? null : brand,
      strengths: strength.slice(0, at).split(','),
      unit: strength.slice(at + 1),
      form,
      route,
      frequencies: often.split(','),
    };
  });

/** Frequencies by the letters of the table, in the spellings that clinics use. */
export const FREQUENCIES: Readonly<Record<string, readonly string[]>> = {
  d: ['daily', 'once daily', 'QD', 'every day', 'every morning', '1x/day', 'q24h'],
  b: ['BID', 'twice daily', 'two times a day', 'b.i.d.', 'q12h', 'every 12 hours'],
  t: ['TID', 'three times daily', 't.i.d.', 'q8h', 'every 8 hours'],
  q: ['QID', 'four times daily', 'q6h', 'every 6 hours'],
  h: ['QHS', 'at bedtime', 'nightly', 'every night'],
  w: ['weekly', 'once a week', 'every 7 days'],
  m: ['monthly', 'every 4 weeks'],
  p: ['PRN', 'as needed', 'q4-6h PRN', 'q8h prn', 'every 6 hours as needed'],
};

/** Routes by the letters of the table. */
export const ROUTES: Readonly<Record<string, readonly string[]>> = {
  PO: ['PO', 'by mouth', 'oral', 'po'],
  INH: ['inhaled', 'INH'],
  SC: ['SC', 'subcut', 'subcutaneous'],
  IM: ['IM', 'intramuscular'],
  TOP: ['topical', 'topically'],
  NAS: ['nasal', 'intranasal'],
  OPH: ['both eyes', 'OU'],
  SL: ['SL', 'sublingual'],
  TD: ['transdermal'],
};
