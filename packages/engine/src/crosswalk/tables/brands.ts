/** Common brand names and what they are made of, from general pharmacy knowledge: for lists that have the substance without the brand. `brand|ingredient ingredient`. */
const LINES = `
abilify|aripiprazole
accupril|quinapril
aciphex|rabeprazole
actos|pioglitazone
adalat|nifedipine
advair|fluticasone salmeterol
advil|ibuprofen
afrin|oxymetazoline
aldactone|spironolactone
aleve|naproxen
allegra|fexofenadine
altace|ramipril
amaryl|glimepiride
ambien|zolpidem
ancef|cefazolin
ativan|lorazepam
atrovent|ipratropium
augmentin|amoxicillin clavulanate
bactrim|sulfamethoxazole trimethoprim
benadryl|diphenhydramine
benicar|olmesartan
bystolic|nebivolol
bumex|bumetanide
buspar|buspirone
calan|verapamil
cardizem|diltiazem
cardura|doxazosin
catapres|clonidine
celebrex|celecoxib
celexa|citalopram
cellcept|mycophenolate mofetil
chantix|varenicline
cialis|tadalafil
cipro|ciprofloxacin
claritin|loratadine
cleocin|clindamycin
colace|docusate
combivent|albuterol ipratropium
compazine|prochlorperazine
coreg|carvedilol
cordarone|amiodarone
coumadin|warfarin
cozaar|losartan
crestor|rosuvastatin
cymbalta|duloxetine
decadron|dexamethasone
deltasone|prednisone
demerol|meperidine
depakote|divalproex valproate
desyrel|trazodone
detrol|tolterodine
diflucan|fluconazole
dilantin|phenytoin
dilaudid|hydromorphone
diovan|valsartan
diprivan|propofol
ditropan|oxybutynin
duragesic|fentanyl
dyazide|hydrochlorothiazide triamterene
effexor|venlafaxine
elavil|amitriptyline
eliquis|apixaban
epogen|epoetin alfa
epzicom|abacavir lamivudine
flagyl|metronidazole
flexeril|cyclobenzaprine
flomax|tamsulosin
flonase|fluticasone
flovent|fluticasone
fortaz|ceftazidime
fosamax|alendronate
geodon|ziprasidone
glucophage|metformin
glucotrol|glipizide
haldol|haloperidol
humalog|insulin lispro
humulin|insulin human
hytrin|terazosin
hyzaar|hydrochlorothiazide losartan
imdur|isosorbide mononitrate
imitrex|sumatriptan
inderal|propranolol
januvia|sitagliptin
keflex|cephalexin
keppra|levetiracetam
klonopin|clonazepam
lamictal|lamotrigine
lanoxin|digoxin
lantus|insulin glargine
lasix|furosemide
levaquin|levofloxacin
levemir|insulin detemir
levitra|vardenafil
lexapro|escitalopram
lipitor|atorvastatin
lopressor|metoprolol
lortab|acetaminophen hydrocodone
lotensin|benazepril
lovenox|enoxaparin
lyrica|pregabalin
macrobid|nitrofurantoin
maxzide|hydrochlorothiazide triamterene
medrol|methylprednisolone
micardis|telmisartan
mobic|meloxicam
motrin|ibuprofen
mucomyst|acetylcysteine
namenda|memantine
narcan|naloxone
nasonex|mometasone
neurontin|gabapentin
nexium|esomeprazole
norco|acetaminophen hydrocodone
norvasc|amlodipine
novolog|insulin aspart
omnicef|cefdinir
oxycontin|oxycodone
pamelor|nortriptyline
paxil|paroxetine
pepcid|famotidine
percocet|acetaminophen oxycodone
phenergan|promethazine
plaquenil|hydroxychloroquine
plavix|clopidogrel
pravachol|pravastatin
prevacid|lansoprazole
prilosec|omeprazole
prinivil|lisinopril
procardia|nifedipine
prograf|tacrolimus
protonix|pantoprazole
proventil|albuterol
prozac|fluoxetine
pulmicort|budesonide
reglan|metoclopramide
remeron|mirtazapine
requip|ropinirole
restoril|temazepam
risperdal|risperidone
ritalin|methylphenidate
robitussin|guaifenesin
rocephin|ceftriaxone
seroquel|quetiapine
sinemet|carbidopa levodopa
singulair|montelukast
solumedrol|methylprednisolone
spiriva|tiotropium
strattera|atomoxetine
symbicort|budesonide formoterol
synthroid|levothyroxine
tamiflu|oseltamivir
tegretol|carbamazepine
tenormin|atenolol
tequin|gatifloxacin
toprol|metoprolol
topamax|topiramate
toradol|ketorolac
tricor|fenofibrate
tylenol|acetaminophen
ultram|tramadol
unasyn|ampicillin sulbactam
valium|diazepam
valtrex|valacyclovir
vancocin|vancomycin
vasotec|enalapril
ventolin|albuterol
versed|midazolam
viagra|sildenafil
vicodin|acetaminophen hydrocodone
vytorin|ezetimibe simvastatin
wellbutrin|bupropion
xalatan|latanoprost
xanax|alprazolam
xarelto|rivaroxaban
xopenex|levalbuterol
zantac|ranitidine
zestril|lisinopril
zestoretic|hydrochlorothiazide lisinopril
zetia|ezetimibe
zithromax|azithromycin
zocor|simvastatin
zofran|ondansetron
zoloft|sertraline
zosyn|piperacillin tazobactam
zovirax|acyclovir
zyprexa|olanzapine
zyrtec|cetirizine
`;

export const BRANDS: ReadonlyMap<string, string> = new Map(
  LINES.split('\n').flatMap((line) => {
    const [brand, made] = line.split('|');
    return brand && made ? [[brand, made] as const] : [];
  }),
);
