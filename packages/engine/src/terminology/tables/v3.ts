/**
 * HL7 v3 and v2 code systems and FHIR code systems (terminology.hl7.org, CC0; hl7.org/fhir/R4), as far as US Core and C-CDA R2.1 name them.
 * One line a code: `code | display | further names seen in legacy data, separated by ;`. Names are compared folded (see `fold`).
 */

/** 2.16.840.1.113883.5.2. `A` is Annulled here but Separated in HL7 v2 table 0002: the letter alone is not accepted as a name. */
export const maritalStatus = `
D|Divorced|div;d
I|Interlocutory|interlocutory decree
L|Legally Separated|separated;sep;l;legally separated
M|Married|mar;m
P|Polygamous|p
S|Never Married|single;never married;sgl;s;unmarried never married
T|Domestic partner|partnered;partner;life partner;civil union;registered domestic partner;domestic partnership;t
U|unmarried|not married
W|Widowed|widow;widower;wid;w
A|Annulled|
C|Common Law|common law marriage
`;

/** 2.16.840.1.113883.5.83. Legacy flags include OpenEMR's proc_res_abnormal keys (no, yes, high, low, vhigh, vlow), where `no` means not abnormal. */
export const interpretation = `
N|Normal|no;normal;norm;within normal limits;wnl;within range;in range;non abnormal;not abnormal
A|Abnormal|yes;abnormal;abn
AA|Critical abnormal|critical;panic;critically abnormal
H|High|high;above range;above high normal;hi
L|Low|low;below range;below low normal;lo
HH|Critical high|vhigh;very high;critical high;panic high;above upper panic limits;critically high
LL|Critical low|vlow;very low;critical low;panic low;below lower panic limits;critically low
HU|Significantly high|significantly high
LU|Significantly low|significantly low
<|Off scale low|off scale low;below absolute low
>|Off scale high|off scale high;above absolute high
POS|Positive|positive;pos
NEG|Negative|negative;neg
ND|Not detected|not detected
DET|Detected|detected
IND|Indeterminate|indeterminate
E|Equivocal|equivocal
NR|Non-reactive|non reactive;nonreactive
RR|Reactive|reactive
S|Susceptible|susceptible;sensitive
R|Resistant|resistant
I|Intermediate|intermediate
NS|Non-susceptible|non susceptible
U|Significant change up|
D|Significant change down|
B|Better|
W|Worse|
`;

/** 2.16.840.1.113883.5.4, ActEncounterCode (Encounter.class of US Core). Names with another class in other systems are left out. */
export const encounterClass = `
AMB|ambulatory|ambulatory;outpatient;office;office visit;clinic;o;op;opd;wellness;urgentcare;urgent care;amb
EMER|emergency|emergency;emergency room;emergency department;er;ed;e
FLD|field|
HH|home health|home;home health;home visit;homehealth
IMP|inpatient encounter|inpatient;hospital inpatient;i;ip;imp;snf;skilled nursing facility
ACUTE|inpatient acute|
NONAC|inpatient non-acute|
OBSENC|observation encounter|observation
PRENC|pre-admission|preadmission;pre admission
SS|short stay|short stay
VR|virtual|virtual;telehealth;telemedicine;phone;telephone;video;video visit;telephone encounter;tele
`;

/** 2.16.840.1.113883.5.111, relationship of a person to the patient. */
export const roleCode = `
ONESELF|self|self;patient;same
SPS|spouse|spouse
HUSB|husband|husband
WIFE|wife|wife
DOMPART|domestic partner|domestic partner;life partner
SIGOTHR|significant other|significant other;partner;boyfriend;girlfriend
FMRSPS|former spouse|former spouse;ex spouse;ex husband;ex wife
PRN|parent|parent
MTH|mother|mother;mom
FTH|father|father;dad
NPRN|natural parent|natural parent
NMTH|natural mother|natural mother;birth mother
NFTH|natural father|natural father
STPPRN|step parent|step parent
STPMTH|stepmother|step mother
STPFTH|stepfather|step father
ADOPTP|adoptive parent|adoptive parent
PRNFOST|foster parent|foster parent
PRNINLAW|parent in-law|parent in law
MTHINLAW|mother-in-law|mother in law
FTHINLAW|father-in-law|father in law
CHILD|child|child;kid
SON|natural son|natural son
SONC|son|son
DAU|natural daughter|natural daughter
DAUC|daughter|daughter
NCHILD|natural child|natural child
STPCHLD|step child|step child
CHLDADOPT|adopted child|adopted child
CHLDFOST|foster child|foster child
CHLDINLAW|child-in-law|child in law
SIB|sibling|sibling
BRO|brother|brother
SIS|sister|sister
HSIB|half-sibling|half sibling
NSIB|natural sibling|natural sibling
STPSIB|step sibling|step sibling
SIBINLAW|sibling in-law|sibling in law
BROINLAW|brother-in-law|brother in law
SISINLAW|sister-in-law|sister in law
GRPRN|grandparent|grandparent
GRMTH|grandmother|grandmother
GRFTH|grandfather|grandfather
MGRPRN|maternal grandparent|maternal grandparent
MGRMTH|maternal grandmother|maternal grandmother
MGRFTH|maternal grandfather|maternal grandfather
PGRPRN|paternal grandparent|paternal grandparent
PGRMTH|paternal grandmother|paternal grandmother
PGRFTH|paternal grandfather|paternal grandfather
GGRPRN|great grandparent|great grandparent
GRNDCHILD|grandchild|grandchild
GRNDDAU|granddaughter|granddaughter
GRNDSON|grandson|grandson
AUNT|aunt|aunt
MAUNT|maternal aunt|maternal aunt
PAUNT|paternal aunt|paternal aunt
UNCLE|uncle|uncle
MUNCLE|maternal uncle|maternal uncle
PUNCLE|paternal uncle|paternal uncle
COUSN|cousin|cousin
MCOUSN|maternal cousin|maternal cousin
PCOUSN|paternal cousin|paternal cousin
NIENEPH|niece/nephew|niece nephew
NIECE|niece|niece
NEPHEW|nephew|nephew
EXT|extended family member|extended family
FAMMEMB|family member|family member;family;relative;other relative
FRND|unrelated friend|friend;unrelated friend
NBOR|neighbor|neighbor;neighbour
ROOM|Roommate|roommate
POWATT|power of attorney|power of attorney;poa
DPOWATT|durable power of attorney|durable power of attorney
HPOWATT|healthcare power of attorney|healthcare power of attorney;health care proxy;healthcare proxy
GUADLTM|guardian ad lidem|guardian ad litem
`;

/** 2.16.840.1.113883.5.110: roles that RoleCode lacks. */
export const roleClass = `
GUARD|guardian|guardian;legal guardian
CAREGIVER|caregiver|caregiver;care giver;carer
ECON|emergency contact|emergency contact
NOK|next of kin|next of kin
AGNT|agent|agent
EMP|employee|
`;

/** terminology.hl7.org subscriber-relationship (Coverage.relationship). */
export const subscriberRelationship = `
self|Self|self;18;patient;same;subscriber
spouse|Spouse|spouse;01;husband;wife
child|Child|child;19;son;daughter
parent|Parent|parent;mother;father
common|Common Law Spouse|common law spouse
other|Other|other;g8;other relationship
injured|Injured Party|injured party
`;

/** 2.16.840.1.113883.5.1052, HumanSubstanceAdministrationSite part (also HL7 v2 table 0163). */
export const actSite = `
BE|bilateral ears|both ears;each ear
OU|both eyes|both eyes;each eye
BN|bilateral nares|both nostrils;bilateral nares
BU|buttock|buttock
LA|left arm|left arm;left upper extremity
LD|left deltoid|left deltoid;left deltoid im;l deltoid
LLFA|left lower forearm|left lower forearm
LMFA|left mid forearm|left mid forearm
LUFA|left upper forearm|left upper forearm
LUA|left upper arm|left upper arm
LG|left gluteus medius|left gluteus medius;left gluteal
LVG|left ventragluteal|left ventrogluteal;left ventragluteal
LVL|left vastus lateralis|left vastus lateralis
LT|left thigh|left thigh;l thigh
LE|left ear|left ear
OS|left eye|left eye
LN|left naris|left naris;left nostril
LF|left foot|left foot
LH|left hand|left hand
RA|right arm|right arm;right upper extremity
RD|right deltoid|right deltoid;right deltoid im;r deltoid
RLFA|right lower forearm|right lower forearm
RMFA|right mid forearm|right mid forearm
RUFA|right upper forearm|right upper forearm
RUA|right upper arm|right upper arm
RG|right gluteus medius|right gluteus medius;right gluteal
RVG|right ventragluteal|right ventrogluteal;right ventragluteal
RVL|right vastus lateralis|right vastus lateralis
RT|right thigh|right thigh;r thigh
RE|right ear|right ear
OD|right eye|right eye
RN|right naris|right naris;right nostril
RF|right foot|right foot
RH|right hand|right hand
PERIN|perineal|perineal
`;

/** 2.16.840.1.113883.5.1 */
export const administrativeGenderV3 = `
F|Female|
M|Male|
UN|Undifferentiated|
`;

/** 2.16.840.1.113883.5.1008 */
export const nullFlavor = `
NI|NoInformation|
UNK|unknown|
ASKU|asked but unknown|
NAV|temporarily unavailable|
NASK|not asked|
OTH|other|
NA|not applicable|
MSK|masked|
`;

export const conditionClinical = `
active|Active|
recurrence|Recurrence|
relapse|Relapse|
inactive|Inactive|
remission|Remission|
resolved|Resolved|
`;
export const conditionVerification = `
unconfirmed|Unconfirmed|
provisional|Provisional|
differential|Differential|
confirmed|Confirmed|
refuted|Refuted|
entered-in-error|Entered in Error|
`;
export const allergyClinical = `
active|Active|
inactive|Inactive|
resolved|Resolved|
`;
export const allergyVerification = `
unconfirmed|Unconfirmed|
confirmed|Confirmed|
refuted|Refuted|
entered-in-error|Entered in Error|
`;
export const conditionCategory = `
problem-list-item|Problem List Item|
encounter-diagnosis|Encounter Diagnosis|
`;
export const observationCategory = `
social-history|Social History|
vital-signs|Vital Signs|
imaging|Imaging|
laboratory|Laboratory|
procedure|Procedure|
survey|Survey|
exam|Exam|
therapy|Therapy|
activity|Activity|
`;
/** 2.16.840.1.113883.5.1119 / TelecommunicationAddressUse. */
export const addressUse = `
HP|primary home|
H|home address|
HV|vacation home|
WP|work place|
MC|mobile contact|
TMP|temporary address|
BAD|bad address|
`;
/** 2.16.840.1.113883.5.90, as the C-CDA templates use it. */
export const participationType = `
AUT|author (originator)|
PRF|performer|
PPRF|primary performer|
SPRF|secondary performer|
ATND|attender|
ADM|admitter|
DIS|discharger|
REF|referrer|
CON|consultant|
LOC|location|
SBJ|subject|
CSM|consumable|
COV|coverage target|
HLD|holder|
IND|indirect target|
`;
export const timingEvent = `
HS|Hour of sleep|
AC|before meal|
PC|after meal|
C|meal|
ACM|before breakfast|
ACD|before lunch|
ACV|before dinner|
PCM|after breakfast|
PCD|after lunch|
PCV|after dinner|
`;
