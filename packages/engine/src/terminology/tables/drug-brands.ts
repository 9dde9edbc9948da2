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
aimovig|erenumab
aldactone|spironolactone
aleve|naproxen
allegra|fexofenadine
altace|ramipril
amaryl|glimepiride
ambien|zolpidem
amitiza|lubiprostone
ancef|cefazolin
anoro|umeclidinium vilanterol
aricept|donepezil
armour|thyroid
ativan|lorazepam
atrovent|ipratropium
augmentin|amoxicillin clavulanate
avapro|irbesartan
azilect|rasagiline
azor|amlodipine olmesartan
bactrim|sulfamethoxazole trimethoprim
banzel|rufinamide
basaglar|insulin glargine
belsomra|suvorexant
benadryl|diphenhydramine
benicar|olmesartan
betapace|sotalol
biktarvy|bictegravir emtricitabine tenofovir
boniva|ibandronate
breo|fluticasone vilanterol
brilinta|ticagrelor
briviact|brivaracetam
bumex|bumetanide
buspar|buspirone
bystolic|nebivolol
calan|verapamil
carafate|sucralfate
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
colcrys|colchicine
combivent|albuterol ipratropium
compazine|prochlorperazine
cordarone|amiodarone
coreg|carvedilol
coumadin|warfarin
cozaar|losartan
crestor|rosuvastatin
cymbalta|duloxetine
cytomel|liothyronine
decadron|dexamethasone
deltasone|prednisone
demerol|meperidine
depakote|divalproex valproate
descovy|emtricitabine tenofovir
desyrel|trazodone
detrol|tolterodine
dexilant|dexlansoprazole
diflucan|fluconazole
dilantin|phenytoin
dilaudid|hydromorphone
diovan|valsartan
diprivan|propofol
ditropan|oxybutynin
dulera|mometasone formoterol
duragesic|fentanyl
dyazide|hydrochlorothiazide triamterene
edarbi|azilsartan
effexor|venlafaxine
effient|prasugrel
elavil|amitriptyline
eliquis|apixaban
emgality|galcanezumab
enbrel|etanercept
entresto|sacubitril valsartan
epclusa|sofosbuvir velpatasvir
epogen|epoetin alfa
epzicom|abacavir lamivudine
evista|raloxifene
exelon|rivastigmine
exforge|amlodipine valsartan
farxiga|dapagliflozin
flagyl|metronidazole
flexeril|cyclobenzaprine
flomax|tamsulosin
flonase|fluticasone
flovent|fluticasone
focalin|dexmethylphenidate
fortaz|ceftazidime
forteo|teriparatide
fosamax|alendronate
gabitril|tiagabine
genvoya|elvitegravir cobicistat emtricitabine tenofovir
geodon|ziprasidone
glucophage|metformin
glucotrol|glipizide
haldol|haloperidol
harvoni|ledipasvir sofosbuvir
humalog|insulin lispro
humira|adalimumab
humulin|insulin human
hytrin|terazosin
hyzaar|hydrochlorothiazide losartan
imdur|isosorbide mononitrate
imitrex|sumatriptan
imuran|azathioprine
incruse|umeclidinium
inderal|propranolol
intuniv|guanfacine
invega|paliperidone
invokana|canagliflozin
januvia|sitagliptin
jardiance|empagliflozin
keflex|cephalexin
keppra|levetiracetam
klonopin|clonazepam
lamictal|lamotrigine
lamisil|terbinafine
lanoxin|digoxin
lantus|insulin glargine
lasix|furosemide
levaquin|levofloxacin
levemir|insulin detemir
levitra|vardenafil
lexapro|escitalopram
linzess|linaclotide
lipitor|atorvastatin
livalo|pitavastatin
lopressor|metoprolol
lortab|acetaminophen hydrocodone
lotensin|benazepril
lotrel|amlodipine benazepril
lovaza|omega-3-acid ethyl esters
lovenox|enoxaparin
lunesta|eszopiclone
lyrica|pregabalin
macrobid|nitrofurantoin
mavik|trandolapril
mavyret|glecaprevir pibrentasvir
maxalt|rizatriptan
maxzide|hydrochlorothiazide triamterene
medrol|methylprednisolone
micardis|telmisartan
mirapex|pramipexole
mobic|meloxicam
motrin|ibuprofen
mounjaro|tirzepatide
mucomyst|acetylcysteine
multaq|dronedarone
myrbetriq|mirabegron
namenda|memantine
narcan|naloxone
nasonex|mometasone
neurontin|gabapentin
nexium|esomeprazole
norco|acetaminophen hydrocodone
norvasc|amlodipine
novolin|insulin human
novolog|insulin aspart
noxafil|posaconazole
nucynta|tapentadol
omnicef|cefdinir
onfi|clobazam
onglyza|saxagliptin
otezla|apremilast
oxycontin|oxycodone
ozempic|semaglutide
pacerone|amiodarone
pamelor|nortriptyline
paxil|paroxetine
paxlovid|nirmatrelvir ritonavir
pepcid|famotidine
percocet|acetaminophen oxycodone
phenergan|promethazine
plaquenil|hydroxychloroquine
plavix|clopidogrel
pradaxa|dabigatran
praluent|alirocumab
pravachol|pravastatin
prevacid|lansoprazole
prilosec|omeprazole
prinivil|lisinopril
pristiq|desvenlafaxine
procardia|nifedipine
prograf|tacrolimus
prolia|denosumab
protonix|pantoprazole
proventil|albuterol
prozac|fluoxetine
pulmicort|budesonide
qvar|beclomethasone
ranexa|ranolazine
rapamune|sirolimus
reglan|metoclopramide
relpax|eletriptan
remeron|mirtazapine
remicade|infliximab
repatha|evolocumab
requip|ropinirole
restoril|temazepam
rexulti|brexpiprazole
risperdal|risperidone
ritalin|methylphenidate
robitussin|guaifenesin
rocephin|ceftriaxone
rybelsus|semaglutide
saphris|asenapine
seroquel|quetiapine
sinemet|carbidopa levodopa
singulair|montelukast
solumedrol|methylprednisolone
sonata|zaleplon
spiriva|tiotropium
stelara|ustekinumab
stiolto|tiotropium olodaterol
strattera|atomoxetine
suboxone|buprenorphine naloxone
subutex|buprenorphine
symbicort|budesonide formoterol
synthroid|levothyroxine
tamiflu|oseltamivir
tegretol|carbamazepine
tekturna|aliskiren
tenoretic|atenolol chlorthalidone
tenormin|atenolol
tequin|gatifloxacin
tikosyn|dofetilide
topamax|topiramate
toprol|metoprolol
toradol|ketorolac
toujeo|insulin glargine
toviaz|fesoterodine
tradjenta|linagliptin
trelegy|fluticasone umeclidinium vilanterol
tresiba|insulin degludec
tricor|fenofibrate
trileptal|oxcarbazepine
trintellix|vortioxetine
trulicity|dulaglutide
truvada|emtricitabine tenofovir
tylenol|acetaminophen
uloric|febuxostat
ultram|tramadol
unasyn|ampicillin sulbactam
valium|diazepam
valtrex|valacyclovir
vancocin|vancomycin
vasotec|enalapril
ventolin|albuterol
versed|midazolam
vesicare|solifenacin
vfend|voriconazole
viagra|sildenafil
vicodin|acetaminophen hydrocodone
victoza|liraglutide
viibryd|vilazodone
vimpat|lacosamide
vraylar|cariprazine
vytorin|ezetimibe simvastatin
vyvanse|lisdexamfetamine
wegovy|semaglutide
welchol|colesevelam
wellbutrin|bupropion
xalatan|latanoprost
xanax|alprazolam
xarelto|rivaroxaban
xeljanz|tofacitinib
xifaxan|rifaximin
xopenex|levalbuterol
zantac|ranitidine
zestoretic|hydrochlorothiazide lisinopril
zestril|lisinopril
zetia|ezetimibe
ziac|bisoprolol hydrochlorothiazide
zithromax|azithromycin
zocor|simvastatin
zofran|ondansetron
zoloft|sertraline
zonegran|zonisamide
zosyn|piperacillin tazobactam
zovirax|acyclovir
zyloprim|allopurinol
zyprexa|olanzapine
zyrtec|cetirizine
`;

export const BRANDS: ReadonlyMap<string, string> = new Map(
  LINES.split('\n').flatMap((line) => {
    const [brand, made] = line.split('|');
    return brand && made ? [[brand, made] as const] : [];
  }),
);
