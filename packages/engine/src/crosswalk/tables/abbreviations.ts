/**
 * What charts abbreviate, in the field's common use: `short|meaning;meaning`. Written from general medical usage, not taken from any list. A short form that
 * means several things in common use is left out, or has the meanings that its domain has.
 */
const read = (lines: string): ReadonlyMap<string, string> => {
  const map = new Map<string, string>();
  for (const line of lines.split('\n')) {
    const bar = line.indexOf('|');
    if (bar <= 0) continue;
    for (const short of line.slice(0, bar).split(';')) {
      const meaning = line.slice(bar + 1);
      // Of two meanings the later would silently stand for the other drug or test.
      if ((map.get(short) ?? meaning) !== meaning) throw new Error(`${short} has two lines with different meanings`);
      map.set(short, meaning);
    }
  }
  return map;
};

export const PROBLEM_ABBREVIATIONS: ReadonlyMap<string, string> = read(`
htn|hypertension
dm|diabetes mellitus
dm1;t1dm;iddm|type 1 diabetes mellitus
dm2;t2dm;niddm|type 2 diabetes mellitus
hld;hlp|hyperlipidemia
hchol|hypercholesterolemia
mi|myocardial infarction
nstemi|non-st elevation myocardial infarction
stemi|st elevation myocardial infarction
cad|coronary artery disease
chf|heart failure congestive
hfref|heart failure with reduced ejection fraction
hfpef|heart failure with preserved ejection fraction
afib;af|atrial fibrillation
svt|supraventricular tachycardia
cva|cerebrovascular accident stroke
tia|transient ischemic attack
pvd|peripheral vascular disease
pad|peripheral artery disease
dvt|deep vein thrombosis
vte|venous thromboembolism
aaa|abdominal aortic aneurysm
copd|chronic obstructive pulmonary disease
uri|upper respiratory infection
osa|obstructive sleep apnea
tb|tuberculosis
gerd|gastro-esophageal reflux disease
pud|peptic ulcer disease
ibs|irritable bowel syndrome
ibd|inflammatory bowel disease
uc|ulcerative colitis
nash|nonalcoholic steatohepatitis
ckd|chronic kidney disease
esrd|end stage renal disease
aki|acute kidney injury
uti|urinary tract infection
bph|benign prostatic hyperplasia
ed|erectile dysfunction
oa|osteoarthritis
ra|rheumatoid arthritis
sle|systemic lupus erythematosus
djd|degenerative joint disease osteoarthritis
ddd|degenerative disc disease
lbp|low back pain
hnp|herniated nucleus pulposus
ms|multiple sclerosis
als|amyotrophic lateral sclerosis
adhd|attention deficit hyperactivity disorder
ptsd|post-traumatic stress disorder
ocd|obsessive compulsive disorder
gad|generalized anxiety disorder
mdd|major depressive disorder
etoh|alcohol
hypothyroid|hypothyroidism
hyperthyroid|hyperthyroidism
pcos|polycystic ovary syndrome
hsv|herpes simplex virus
hpv|human papillomavirus
hep|hepatitis
ca|malignant neoplasm cancer
nhl|non-hodgkin lymphoma
cll|chronic lymphocytic leukemia
aml|acute myeloid leukemia
fx|fracture
hx|history of
s/p|status post
r/o|suspected
sob|shortness of breath dyspnea
cp|chest pain
ha|headache
abd|abdominal
n/v|nausea and vomiting
lt|left
rt|right
bilat|bilateral
chr|chronic
ac|acute
w/o|without
w/|with
nos|unspecified
`);

export const LAB_ABBREVIATIONS: ReadonlyMap<string, string> = read(`
nh3;ammoniak;amonio;amoniaco|ammonia
vit b-12;vit b 12;vit b12;vitamina b12|cobalamin vitamin b12
direct bili;bili direct;direct bilirubin;bilirubina directa;direktes bilirubin|bilirubin conjugated;bilirubin glucuronidated
indirect bili;bilirubina indirecta|bilirubin non-glucuronidated
glukose;glucosa;glucemia;blutzucker|glucose
kalium;potasio|potassium
natrium;sodio|sodium
chlorid;cloro;cloruro|chloride
magnesio|magnesium
calcio;kalzium|calcium
phosphat;fosforo;fosfato|phosphate
eisen;hierro|iron
kreatinin;creatinina|creatinine
harnstoff|urea
harnsaure;acido urico|urate
eiweiss;gesamteiweiss;proteinas totales|protein
albumina|albumin
bilirrubina|bilirubin
osmolalitat;osmolalidad|osmolality
cholesterin;colesterol|cholesterol
triglyzeride;trigliceridos|triglyceride
laktat;lactato|lactate
hamoglobin;hemoglobina|hemoglobin
hamatokrit;hematocrito|hematocrit
leukozyten;leucocitos|leukocytes
erythrozyten;eritrocitos;hematies|erythrocytes
thrombozyten;plaquetas|platelets
lymphozyten;linfocitos|lymphocytes
monozyten;monocitos|monocytes
eosinophile;eosinofilos|eosinophils
basophile;basofilos|basophils
neutrophile;neutrofilos|neutrophils
retikulozyten;reticulocitos|reticulocytes
amilasa|amylase
lipasa|lipase
fibrinogeno|fibrinogen
ferritina|ferritin
culture;cultura;kultur;urine culture;urocultivo;urinkultur|bacteria identified culture
blood culture;hemocultivo;blutkultur|bacteria identified culture
stool culture;coprocultivo|bacteria identified culture
le cell;le cell prep|lupus erythematosus cells
na|sodium
k|potassium
cl|chloride
mg|magnesium
phos|phosphate
co2;tco2|bicarbonate;carbon dioxide total
hco3;bicarb|bicarbonate
bun|urea nitrogen
cr;creat|creatinine
gluc;glu|glucose
egfr;gfr|glomerular filtration rate
alt;sgpt|alanine aminotransferase
ast;sgot|aspartate aminotransferase
alp;alk phos;alkphos|alkaline phosphatase
ggt;ggtp|gamma glutamyl transferase
ldh;ld|lactate dehydrogenase
ck;cpk|creatine kinase
ckmb;ck-mb|creatine kinase mb
tbili;t bili|bilirubin total
dbili|bilirubin direct
bili|bilirubin
chol|cholesterol
hdl|cholesterol in hdl
ldl|cholesterol in ldl
vldl|cholesterol in vldl
trig;trigs|triglyceride
tsh|thyrotropin
ft4|thyroxine free t4
ft3|triiodothyronine free t3
t4|thyroxine t4
t3|triiodothyronine t3
hgb;hb|hemoglobin
hct|hematocrit
wbc;white blood cell;white cell;leukocyte|leukocyte
rbc casts;red cell casts;red blood cell casts|rbc casts
wbc casts;white cell casts;white blood cell casts|wbc casts
pg|phosphatidylglycerol
meta;metas|metamyelocyte
myelo;myelos|myelocyte
promyelo;promyelos|promyelocyte
hypersegs|neutrophils hypersegmented
atyp;atyps|variant lymphocyte
anti-hbs;anti hbs|hepatitis b virus surface ab
anti-hbc;anti hbc|hepatitis b virus core ab
anti-hcv;anti hcv|hepatitis c virus ab
anti-gbm;anti gbm;gbm|glomerular basement membrane ab
anti-la;anti la|sjogrens syndrome-b extractable nuclear ab
anti-ro;anti ro|sjogrens syndrome-a extractable nuclear ab
anti-sm;anti sm|smith extractable nuclear ab
tdt|terminal deoxyribonucleotidyl transferase
roteln;rubeola alemana|rubella
masern;sarampion|measles
rbc;red blood cell;red cell|erythrocyte
plt;plts|platelet
mcv|erythrocyte mean corpuscular volume
mch|erythrocyte mean corpuscular hemoglobin
mchc|erythrocyte mean corpuscular hemoglobin concentration
rdw|erythrocyte distribution width
mpv|platelet mean volume
neut;neuts|neutrophil
poly;polys;pmn;pmns|polymorphonuclear cell;neutrophil;segmented neutrophil
seg;segs|segmented neutrophil
luc|large unstained cell
macroovalocyte|oval macrocyte
hlap|alkaline phosphatase heat labile
lymph;lymphs|lymphocyte
mono;monos|monocyte
eos|eosinophil
baso;basos|basophil
band;bands|band form neutrophil
nrbc|nucleated erythrocyte
retic;retics|reticulocyte
atypical lymph;atypical lymphs;atypical lymphocyte|variant lymphocyte
other cell;other|other cell leukocyte other
esr;sed rate;sedimentation rate|erythrocyte sedimentation rate
crp|c reactive protein
pt|prothrombin time
ptt;aptt|aptt
inr|inr
a1c;hba1c;hgba1c;glycohemoglobin|hemoglobin a1c
psa|prostate specific ag
cea|carcinoembryonic ag
afp|alpha 1 fetoprotein
hcg;bhcg|choriogonadotropin
fsh|follitropin
lh|lutropin
acth|corticotropin
pth|parathyrin intact
gh;growth hormone|somatotropin
luteinizing hormone|lutropin
follicle stimulating hormone|follitropin
thyroid stimulating hormone|thyrotropin
parathyroid hormone|parathyrin intact
igf 1;insulin like growth factor|insulin-like growth factor-i
o p;ova parasite;o and p|ova parasite
probnp;pro bnp|natriuretic peptide b prohormone n-terminal
g6pd|glucose-6-phosphate dehydrogenase
pep|protein electrophoresis fraction
ife|immunofixation
rnp;antirnp|ribonucleoprotein extractable nuclear ab
ant ssa;ssa;ro|sjogrens syndrome-a extractable nuclear ab
ssb|sjogrens syndrome-b extractable nuclear ab
sm|smith extractable nuclear ab
jo1;jo 1|jo-1 extractable nuclear ab
l s|lecithin sphingomyelin
ue3|estriol unconjugated
mom|multiple of the median
strep a;group a strep|streptococcus pyogene
factor ii|prothrombin;coagulation factor ii
factor i|fibrinogen
ca 125;ca125|cancer ag 125
ca 19;ca19|cancer ag 19-9
ca 15;ca15|cancer ag 15-3
cancer antigen|cancer ag
total co2;wb tco2|carbon dioxide total;bicarbonate
adenosine deaminase;ada|adenosine deaminase
fob;fobt;guaiac|hemoglobin gastrointestinal
blood occult;occult;occult blood|hemoglobin gastrointestinal
bioavailable|free weakly bound
pcr;naat|rna;dna;nucleic acid
hmwk|kininogen hmw
sulf hgb;sulfhgb|sulfhemoglobin
met hgb;methgb|methemoglobin
fetal fn;fetalfn;ffn|fibronectin fetal
viral dna|dna
rheumatoid factor|rheumatoid factor
c diff toxin|clostridioides difficile toxin
buprenorphine|buprenorphine
human chorionic gonadotropin|choriogonadotropin
prolactin|prolactin
c3|complement c3
c4|complement c4
ferritin|ferritin
transferrin|transferrin
anti dna|dna double strand ab
sirolimu;rapamycin|sirolimus
tacrolimu|tacrolimus
asparate aminotransferase|aspartate aminotransferase
creatinine kinase|creatine kinase
globulin|globulin
folate rbc|folate erythrocyte
bnp|natriuretic peptide b
ntprobnp|natriuretic peptide b prohormone n-terminal
trop;troponin|troponin cardiac
tibc|iron binding capacity
ana|nuclear ab
rf|rheumatoid factor
ace|angiotensin converting enzyme
rpr|reagin ab rpr
dsdna|dna double strand
ema|endomysium
ttg|tissue transglutaminase
ama|mitochondria
asma|smooth muscle
anca|neutrophil cytoplasmic
hbsag;hbs ag|hepatitis b virus surface ag
hbsab;anti hb|hepatitis b virus surface ab
hbcab;anti hbc|hepatitis b virus core ab
hbeag|hepatitis b virus e ag
hbv|hepatitis b virus
hcv|hepatitis c virus
hav|hepatitis a virus
hiv|hiv
cmv|cytomegalovirus
ebv|epstein barr virus
vzv|varicella zoster virus
hsv|herpes simplex virus
rsv|respiratory syncytial virus
po2|oxygen partial pressure
pco2|carbon dioxide partial pressure
o2 sat;so2;oxygen saturation|oxygen saturation
o2|oxygen
fio2;required o2|oxygen inhaled inspired concentration
ica;free calcium|calcium ionized
ca|calcium
li|lithium
fe|iron
zn|zinc
cu|copper
pb|lead
sg;spec grav|specific gravity
ua|urinalysis
epi|epithelial cell
hyaline|hyaline cast
uric acid|urate
lactic acid|lactate
ammonia|ammonia
alcohol;etoh|ethanol
acetaminophen;tylenol|acetaminophen
dilantin|phenytoin
tegretol|carbamazepine
depakote|valproate
valproic acid|valproate
lasix|furosemide
cyclosporin|cyclosporine
fk506|tacrolimus
rapamycin|sirolimus
vitamin b12;b12|cobalamin vitamin b12
vitamin d;25 oh vitamin d;25 hydroxyvitamin d|25 hydroxyvitamin d3 d2
folic acid|folate
antibody;antibodie;antibodies;abs|ab
antigen|ag
iga|iga
igg|igg
igm|igm
immunoglobulin g|igg
immunoglobulin a|iga
immunoglobulin m|igm
immunoglobulin e|ige
factor|coagulation factor
fdp;fsp|fibrin fragments
d dimer;d-dimer|fibrin d-dimer
teardrop cell;tear drop;teardrop|dacrocyte
burr cell;echinocyte|burr cell
helmet cell|schistocyte helmet
bite cell|bite cell
spherocyte|spherocyte
schistocyte|schistocyte
hypochromia|hypochromia
macrocyte;macrocytosi|macrocyte
microcyte;microcytosi|microcyte
plasma cell|plasma cell
blast|blast
macrophage|macrophage
mesothelial cell|mesothelial cell
cell count|cell
lupus anticoagulant|lupus anticoagulant
mucous|mucus
yeast|yeast
bacteria|bacteria
ketone|ketone
nitrite|nitrite
appearance|appearance
color|color
triple phosphate crystal|triple phosphate crystal
rubeola|measle virus
rubella|rubella virus
german measles|rubella virus
mumps|mump virus
chickenpox|varicella zoster virus
mono spot;monospot|heterophile ab
lyme|borrelia burgdorferi
syphilis;treponemal|treponema pallidum
toxo;toxoplasma|toxoplasma gondii
h pylori|helicobacter pylori
c diff|clostridioides difficile
strep|streptococcus
staph|staphylococcus
tpo;antimicrosomal;anti microsomal;thyroid peroxidase|thyroperoxidase
thyroglobulin|thyroglobulin
total protein;protein, total|protein
kappa|kappa light chain
lambda|lambda light chain
spep;protein electrophoresis|protein fraction;protein electrophoresis
upep|protein electrophoresis
viral load|rna viral load
urobilinogen|urobilinogen
osmo;osm|osmolality
vanco|vancomycin
gent|gentamicin
tobra|tobramycin
methadone|methadone
oxycodone|oxycodone
thc|cannabinoid
barbs;barbiturate|barbiturate
benzo;benzos|benzodiazepine
tca;tricyclic|tricyclic antidepressant
coke|cocaine
opiate|opiate
amphetamine|amphetamine
`);

export const DRUG_ABBREVIATIONS: ReadonlyMap<string, string> = read(`
hctz|hydrochlorothiazide
apap|acetaminophen
asa|aspirin
ntg|nitroglycerin
nacl|sodium chloride
ns|sodium chloride
kcl|potassium chloride
mgso4|magnesium sulfate
nahco3|sodium bicarbonate
cacl2|calcium chloride
d5w|glucose dextrose
dextrose|glucose
lr|lactated ringer
pcn|penicillin
tmp|trimethoprim
smx|sulfamethoxazole
smz|sulfamethoxazole
inh|isoniazid
rif|rifampin
mtx|methotrexate
cyclo|cyclophosphamide
5fu|fluorouracil
azt|zidovudine
ddi|didanosine
3tc|lamivudine
tdf|tenofovir
ftc|emtricitabine
epi|epinephrine
adrenalin;adrenaline;adrenalina|epinephrine
noradrenalin;noradrenaline;noradrenalina;levarterenol|norepinephrine
nac|acetylcysteine
glibenclamide|glyburide
pethidine|meperidine
suxamethonium|succinylcholine
rifampicin|rifampin
ciclosporin;ciclosporine;cyclosporin|cyclosporine
aciclovir|acyclovir
amoxycillin|amoxicillin
glycerol|glycerin
lignocaine|lidocaine
phenobarbitone|phenobarbital
thyroxine|levothyroxine
levophed|norepinephrine
ams|morphine
mso4|morphine sulfate
hc|hydrocortisone
tac|triamcinolone
isdn|isosorbide dinitrate
ismn|isosorbide mononitrate
ppi|proton pump inhibitor
mvi|multivitamin
multivitamin|multivitamin
vit|vitamin
b12|vitamin b 12
cobalamin|vitamin b 12
folate|folic acid
peg|polyethylene glycol
mom|magnesium hydroxide
dss|docusate sodium
docusate|docusate
paracetamol|acetaminophen
salbutamol|albuterol
frusemide|furosemide
glyceryl|nitroglycerin
hydrox|hydroxide
mag|magnesium
magox|magnesium oxide
bicarb|bicarbonate
calc|calcium
carb|carbonate
gluc|gluconate
sulf|sulfate
phos|phosphate
glob|globulin
ig|immune globulin
tpa|alteplase
vanco|vancomycin
amox|amoxicillin
clav|clavulanate
bupiv|bupivacaine
lido|lidocaine
dexameth|dexamethasone
pred|prednisone
chlor|chloride
pot|potassium
sod|sodium
ascorbic|ascorbic
glycopyrolate|glycopyrronium
glycopyrrolate|glycopyrronium
`);
