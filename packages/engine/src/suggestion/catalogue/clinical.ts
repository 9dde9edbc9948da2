/** Targets of the clinical record; the shape of a line is told in people.ts. */
export const CLINICAL = `
# Encounter | encounter; visit; patient encounter; form encounter; admission; consultation; visit detail; hospital stay; patient visit; contact; office visit; hospitalization; examination visit | 0.2
identifier | id* | encounter number; encounter; visit number; encounter identifier number; visit identifier number; contact serial number; admission number; account number; hospital account; encounter identifier; external identifier number; encounter external identifier | key
subject | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
status | code | status; encounter status; visit status; admission status; encounter closed; state | encounter-status, status
class | code | class; encounter class; class code; patient class; visit class; patient type | encounter-class
type | concept* | encounter type; visit type; code; description; type; encounter type code; encounter code; appointment type; visit category; contact type; encounter description; level service; cpt code; encounter nature; visit kind | visit-type
serviceType | concept | service type; service; hospital service; medical service; department specialty |
priority | concept | priority; admission type; urgency; acuity | priority
participant.individual | ref* | provider; provider number; attending provider; visit provider; refer provider; supervisor; supervising provider; doctor; provider identifier number; seen provider; admission provider; signed provider; rendering provider; doctor name; discharge provider; primary care provider; nurse; physician; primary provider; consulting provider; service provider; service doctor | provider-ref
appointment | ref | appointment number; appointment; appointment identifier number |
period.start | date | date; start date; encounter date; visit date; admission date; start; contact date; service date; date service; check in date; effective date; begin date; hospital admission date; arrival date; visit start; check in time |
period.end | date | end date; discharge date; date end; stop; check out date; hospital discharge date; departure date; visit end; close date |
length | number | length stay; duration; visit length; day stay |
reasonCode.text | text* | reason; chief complaint; reason visit; complaint; visit reason; presenting problem; reason description; admission reason; symptom; encounter reason; contact comment; injury; injury description | complaint
reasonCode.coding | code* | reason code; reason code coding | icd, snomed, coded-list
diagnosis.condition | ref* | diagnosis; primary diagnosis; admission diagnosis; encounter diagnosis; discharge diagnosis; diagnosis code; visit diagnosis; final diagnosis; diagnosis number | diagnosis, icd
hospitalization.admitSource | concept | admission source; admit source; referral source; source admission; admission from; admission location; arrival mode; admit from |
hospitalization.dischargeDisposition | concept | discharge disposition; discharge status; disposition; discharge reason; discharge destination; discharge location; discharge condition |
location.location | ref* | location; nurse unit; nursing unit; care unit; department; room; ward; bed; facility; facility number; department number; location identifier; room number; effective department; place service; ward number | facility-ref
serviceProvider | ref | facility; facility number; organization; clinic; hospital; organization number; primary location; practice | facility-ref
meta.security | code | sensitivity; confidentiality; security level |
participant.type | concept | participant type; provider role; staff role; participation type; relation type; encounter provider type; care role |
participant.period | date* | participant start date; participant end date; relation start date; relation end date; assigned date; unassigned date |
location.period | date* | location start date; location end date; transfer date; bed start date; bed end date |
location.status | code | location status; bed status |
hospitalization.origin | ref | admission origin; transferred from; admitted from location; referring facility; arrived from |
hospitalization.destination | ref | discharge destination; discharged to location; discharge facility; transferred to; discharge to |
hospitalization.dietPreference | concept | diet; diet type; diet preference |
hospitalization.specialArrangement | concept | special arrangement; accommodation code; accommodation |
hospitalization.reAdmission | concept | readmission; readmission indicator; readmission flag |
diagnosis.rank | number | diagnosis rank; diagnosis priority; diagnosis sequence; diagnosis rank number; primary diagnosis flag; is primary diagnosis |
diagnosis.use | concept | diagnosis use; diagnosis role; present on admission; diagnosis type |
episodeOfCare | ref | case number; case |
partOf | ref | parent encounter; parent visit number; mother encounter |
basedOn | ref | referral number; referral order number |
account | ref | financial number; guarantor account number |

# Appointment | appointment; schedule; calendar event; patient appointment; booking; appointments | -0.1
identifier | id* | appointment number; appointment identifier number |
status | code | status; appointment status; state; cancelled | appointment-status, status
cancelationReason | concept | cancel reason; no show reason; cancellation reason; no show cancellation reason |
appointmentType | concept | appointment type; type; visit type; category; appointment category | visit-type
serviceType | concept | service type; service |
reasonCode | concept* | reason; reason code; chief complaint; appointment reason; title; subject | complaint
description | text | description; title; subject; appointment name |
comment | text | note; comment; appointment note |
start | date | start date; appointment date; start time; date; start; event date; begin date; appointment time; scheduled date; appointment datetime |
end | date | end date; end time; end; appointment end |
minutesDuration | number | duration; length; minute duration; appointment length; minute |
created | date | created date; booked date; date made; appointment made date; make date; create datetime; creation date |
participant.actor | ref* | patient number; patient; provider; provider number; facility; location; patient identifier number; doctor; doctor number; room; room location; resource; department; provider identifier; physician | patient-ref, provider-ref
priority | number | priority; urgency |
basedOn | ref | referral number; order number |
specialty | concept | specialty; appointment specialty; provider specialty |
patientInstruction | text | patient instruction; instruction; preparation instruction |
requestedPeriod | date* | requested date; requested start date; preferred date |
supportingInformation | ref | encounter number; visit number |

# Condition | problem; problem list; condition; diagnosis; medical problem; issue list; list; encounter diagnosis; diagnosis history; disease; medical history; illness; patient diagnosis; active problem; health concern; disease registry | 0.3
identifier | id* | problem number; problem identifier number; problem list identifier; diagnosis number |
subject | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
code.text | text | diagnosis; problem; diagnosis text; problem name; condition; condition name; diagnosis name; description; title; name; disease; diagnosis description; problem description; disease name; health concern; diagnosis identifier number name; diagnosis text; term; reported history; medical condition; illness; snomed description; icd description; code description; icd code description; display; annotated display; nomenclature | diagnosis
code.coding | code* | diagnosis code; code system; coding system; code type; icd code; snomed code; condition code; code; problem code; current icd code; disease code; diagnosis code equivalent; icd; icd list; concept; diagnosis concept; nomenclature number; concept number | icd, snomed, coded-list
category | concept | category; problem type; type; subtype; diagnosis type; condition type; problem category; class problem | problem-category
clinicalStatus | code | status; life cycle status; problem status; clinical status; active; active indicator; outcome; condition status; resolved; activity; is resolved; inactive; chronic acute status; diagnosis status | problem-status, active-words, flag
verificationStatus | code | verification status; verification; certainty; confirmed; confirmation status; diagnosis certainty; certain; provisional | verification
severity | concept | severity; problem severity; acuity; severity code; major; grade | severity
bodySite | concept | body site; laterality; side; body part; site | body-site
onsetDateTime | date | onset date; start date; noted date; date noted; diagnosis date; onset; begin date; date diagnosis; date onset; problem onset date; start; date condition; condition date; first noted |
onsetString | text | onset type; age onset; onset age; life stage |
abatementDateTime | date | end date; resolved date; date resolved; abatement date; stop date; resolution date; inactive date; stop; resolve date |
recordedDate | date | date; recorded date; date entered; entry date; date recorded; create date; date entry; creation date; diagnosis recorded date; date added; created date |
recorder | ref | entry user; user; recorded by; entered by; entry user identifier number; recorder; diagnosing provider; provider number; performed by; perform by name | user-ref
asserter | ref | provider; provider number; diagnosis provider; doctor; clinician; doctor number | provider-ref
encounter | ref | encounter; encounter number; visit; encounter identifier number; visit number; problem encounter; appointment number |
note | text* | note; comment; overview; problem comment; problem note; overview note; diagnosis note; occurrence; description note; health concern note |
stage | text | stage; grade; cancer stage |
evidence | concept* | evidence; evidenced by; finding |
abatementString | text | age resolved; resolution age |

# AllergyIntolerance | allergy; allergies; patient allergy; adverse reaction; drug allergy; allergy intolerance; allergy list | 0.3
identifier | id* | allergy number; allergy identifier number |
patient | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
code.text | text | allergen; allergy; allergen name; substance; allergy name; description; allergy description; drug name; title; name; allergen identifier number allergen name; medication name; agent; coded allergen; allergen text; allergic to; drug class; substance description; causative agent; display; allergen description; active ingredient | allergen, drug
code.coding | code* | allergen code; allergy code; snomed code; drug code; substance code; allergen identifier number; allergen identifier; code; ingredient code; ndc; regional identifier; medication code; substance snomed code; allergen | snomed, rxnorm
type | code | reaction type; allergy type; type; intolerance type; onset type; allergy class; adverse reaction type | allergy-type
category | code | category; allergen type; allergen category; allergy category; allergy type; type; type code; drug indicator; food drug; medication category | allergy-category
clinicalStatus | code | status; allergy status; clinical status; active; active indicator; inactive; activity; resolved; archived | active-words, problem-status, flag
verificationStatus | code | verification status; verification; certainty; confirmed; confidence | verification
criticality | code | criticality; severity; allergy severity; risk level; alert level | severity
reaction.manifestation | concept* | reaction; manifestation; allergic reaction; symptom; reaction code; reaction name; allergy reaction; reaction description; reaction snomed code; sign symptom | reaction
reaction.severity | code | reaction severity; severity; severity reaction; allergy severity; severity code; severity snomed code | severity
reaction.onset | date | reaction date; date reaction |
reaction.description | text | reaction comment; reaction note |
reaction.exposureRoute | concept | exposure route; route |
onsetDateTime | date | onset date; start date; noted date; date noted; begin date; date onset; start; identified date; date identified; onset |
onsetString | text | age onset; life stage; onset reaction |
lastOccurrence | date | last occurrence; last reaction date |
recordedDate | date | date; entry date; recorded date; date entered; create date; creation date; date recorded; reported date; date added; allergy enter date; created date |
recorder | ref | entry user; user; entered by; provider; recorded by; entry user identifier number; provider number; recorder; reported by; performed by; perform by name | user-ref
encounter | ref | encounter; encounter number; visit |
note | text* | note; comment; allergy comment; allergy note; remark |
reaction.note | text | treatment; reaction treatment; allergy treatment |
reaction.substance | concept | reaction substance |
asserter | ref | asserter; informant; verified by; reported by |

# MedicationRequest | prescription; medication order; order medication; drug; medication; patient medication; prescribe; rx; medication history; patient prescription; drug order; medication profile | 0.3
identifier | id* | prescription number; order number; medication order number; rx number; script number; prescription identifier number; medication identifier number; order medication identifier number |
subject | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
encounter | ref | encounter; encounter number; visit; visit number; appointment number |
medicationCodeableConcept.text | text* | drug; medication; drug name; drug text; medication name; description; medication display name; generic name; brand name; name; medication identifier number medication name; drug description; trade name; display name; product name; title; preparation; rx name; medication description; ndc description; drug label; active ingredient; substance; order item text | drug
medicationCodeableConcept.coding | code* | drug code; medication code; rxnorm code; ndc; rxnorm drug code; ndc code; code; rxnorm; medication number; regional identifier; atc; product code; drug identifier; gpi; medication identifier number; drug number | rxnorm, ndc, snomed
status | code | status; order status; active; current; prescription status; medication status; active indicator; discontinued; rx status; archived; state; cancelled; on hold; discontinued | med-status, active-words, flag
statusReason | concept | discontinue reason; reason discontinue; stop reason; reason stopping; archived reason; reason stop; cancel reason; status reason; reason change; termination reason; terminate reason; discontinue code; terminate code |
intent | code | intent; request intent; order mode; order class; medication intent |
category | concept | category; usage category; order class; medication category; setting; inpatient outpatient; medication type; long term; treatment type |
priority | code | priority; order priority; urgency | priority
authoredOn | date | order date; date prescribed; prescribe date; written date; date written; date added; authored date; entry date; create date; rx date; date; start date; prescription date; date ordered; ordering date; order time; date issued; issue date |
requester | ref | provider; prescriber; prescribe provider; ordering provider; authorize provider; provider number; doctor; requester; physician; prescribe user; doctor number; order physician | provider-ref
recorder | ref | entry user; user; entered by; recorder; order create user; filled by user; created by user | user-ref
dosageInstruction.text | text | instruction; sig; dosage instruction; direction; special instruction; drug dosage instruction; dosage; instruction text; how to take; use instruction; dosage text; special; dose instruction; administration instruction | sig
dosageInstruction.patientInstruction | text | patient instruction; patient direction; note patient |
dosageInstruction.doseAndRate | number* | dose; dosage; dose amount; strength; dose unit; size; unit; dose quantity; dose quantity unit; minimum dose; maximum dose; take min; take max; dose value; discrete dose; dosage unit; take; product strength; strength unit; drug strength; rate; dose form; form; infusion rate; rate amount; rate unit; give amount; give unit; infuse over; formulation; component unit | dose, unit
dosageInstruction.route | concept | route; route administration; medication route; route code; administration route; drug route | route
dosageInstruction.timing | concept* | frequency; interval; frequency code; timing; schedule; times per day; dispense interval; sig frequency; duration; duration unit; day; number day; end date; start date; hour administration; frequency unit; dose frequency unit | frequency
dosageInstruction.site | concept | administration site; site |
dosageInstruction.method | concept | method; administration method |
dosageInstruction.asNeededBoolean | bool | as needed; prn; as needed indicator; prn reason | flag
dosageInstruction.maxDosePerPeriod | number | maximum daily dose; max dose per day; daily dose; maximum dose day |
dispenseRequest.quantity | number | quantity; dispense quantity; quantity unit; dispense amount; amount; quantity dispensed; total quantity; pill count; qty; dispense unit; dispense quantity unit; quantity dispense unit | quantity
dispenseRequest.numberOfRepeatsAllowed | number | refill; refill number; number refill; repeat; refill remaining; refill allowed | smallint
dispenseRequest.expectedSupplyDuration | number | day supply; supply day; duration supply; days supply |
dispenseRequest.validityPeriod | date* | end date; expiration date; stop date; prescription end date; start date; validity; order end date; discontinue date; discontinue time |
dispenseRequest.performer | ref | pharmacy; pharmacy number; dispense pharmacy; pharmacy name; pharmacy identifier number; pharmacy key |
substitution.allowedBoolean | bool | substitute; substitution allowed; no substitution; allow substitution; dispense as written; daw; generic allowed | flag
reasonCode.text | text* | indication; reason; reason medication; indication comment; diagnosis; reason description | diagnosis
reasonCode.coding | code* | diagnosis code; indication code; diagnosis; reason code; icd code | icd, snomed, coded-list
note | text* | note; comment; medication comment; note pharmacy; prescription note; medication note; order comment |
courseOfTherapyType | concept | course therapy; long term; short term; chronic; long term indicator |
reportedBoolean | bool | reported; patient reported; historical medication; outside medication | flag
performer | ref* | dispenser; filled by; pharmacist; performer |
reasonReference | ref | problem number; diagnosis reference number; indication problem number |
basedOn | ref | parent order number; protocol order number; care plan number |
priorPrescription | ref | previous prescription number; original order number; renewed from; prior order number |
dispenseRequest.initialFill | number | initial fill quantity; first fill quantity |
groupIdentifier | id | order group number; order set number; group number |
doNotPerform | bool | do not perform; do not take |
instantiatesCanonical | text | protocol name; regimen name |

# MedicationStatement | medication list; home medication; current medication; medication statement; reported medication; medication reconciliation; past medication; medication history; drug history; drug exposure | -0.4
subject | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
medicationCodeableConcept.text | text* | drug; medication; drug name; medication name; description; title; generic name; brand name; name | drug
medicationCodeableConcept.coding | code* | drug code; medication code; rxnorm code; ndc; diagnosis; code | rxnorm, ndc, snomed
status | code | status; active; medication status; activity; active indicator; taking; current; is current | med-status, active-words, flag
effectivePeriod.start | date | start date; begin date; start; effective date; date start; taking since |
effectivePeriod.end | date | end date; stop date; stop; date end; discontinue date |
dateAsserted | date | date; date recorded; date added; entry date; date entered; date asserted; create date |
informationSource | ref | user; information source; reported by; entered by; source | user-ref
dosage.text | text | sig; instruction; dosage; direction | sig
dosage.route | concept | route | route
dosage.timing | concept | frequency; interval | frequency
dosage.doseAndRate | number* | dose; strength; unit; amount; dose unit | dose
note | text* | note; comment; medication comment |
reasonCode | concept* | indication; reason |
statusReason | concept | discontinue reason; stop reason; reason stop |
reasonReference | ref | problem number; condition number |
context | ref | encounter; encounter number; visit number |
dosage.site | concept | site |
dosage.asNeededBoolean | bool | as needed; prn |
category | concept | category; medication type; type |
identifier | id* | medication list number; medication identifier number |

# MedicationAdministration | medication administration; mar; drug administration; administered medication; infusion; medication given; therapy administration; medication administration record; administration event; dose given; administration product | -0.8
medicationCodeableConcept.text | text | drug; medication; drug name; medication name | drug
effectiveDateTime | date | administered date; administration date; given date; taken time; administration time; date; chart date; event date; start date; date administered; date given |
dosage.dose | number | dose; amount; dose given; dose amount; administered amount; dose unit; administered unit; dose quantity; volume | dose
dosage.route | concept | route | route
status | code | status; administration status; action; completion status; administered; held; given; on hold | status
subject | ref | patient number; patient | patient-ref
performer.actor | ref | administered by; given by; nurse; nurse; administering provider; administered by user; performed by; witness; provider number; user | user-ref
medicationCodeableConcept.coding | code | drug code; medication code; ndc; product code; component code; medication identifier number; barcode |
effectivePeriod.start | date | start date; begin date; infusion start date; administration start date |
effectivePeriod.end | date | end date; stop date; infusion end date; administration end date |
statusReason | concept | reason not given; not administered reason; not administered code; held reason; reason held; refusal reason |
request | ref | order number; order identifier number; medication order number; prescription number |
context | ref | encounter; encounter number; visit number |
dosage.site | concept | site; administration site; body site; injection site |
dosage.method | concept | method; administration method |
dosage.rateQuantity | number | rate; infusion rate; rate unit; flow rate |
dosage.text | text | instruction; dosage; sig |
device | ref | device; pump; device number |
reasonCode | concept* | reason; indication; reason given |
note | text* | note; comment; administration comment; administration note |
identifier | id* | administration number; administration identifier number |
category | concept | category; type |

# Medication | drug catalogue; medication master; drug inventory; drug product; medicine stock; product; formulary; drug catalog | -1.2
code.text | text | name; drug name; product name; medication name; description; trade name; generic name | drug
code.coding | code* | drug code; ndc; product code; code; barcode; rxnorm | ndc, rxnorm
form | concept | form; dose form; drug form; dosage form |
ingredient.strength | number | strength; concentration |
ingredient.itemCodeableConcept | concept | ingredient; substance; active ingredient |
manufacturer | ref | manufacturer; producer; vendor |
batch.lotNumber | text | lot number; lot; batch; serie |
batch.expirationDate | date | expiration date; expiration |

# Immunization | immunization; vaccination; vaccine; shot; immune; immunization administration; prevention; patient immunization; vaccine administration | 0.3
identifier | id* | immunization identifier number; immunization number; vaccination number; immune identifier number |
patient | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
encounter | ref | encounter; encounter number; visit; immunization encounter |
vaccineCode.coding | code* | vaccine code; cvx code; cvx; immunization code; immunization identifier number; code; immunization type code; ndc; snomed code; immunization identifier; vaccine identifier number; snomed identifier; ndc number | cvx, ndc
vaccineCode.text | text | vaccine; vaccine name; immunization; immunization name; description; vaccination; prevention type; type; name; immunization type; immunization identifier number name; vaccine description; product name; vaccine product | vaccine
occurrenceDateTime | date | administered date; immunization date; date administered; vaccination date; date given; date; administration date; given date; vaccination effective date; prevention date; shot date; administered; vaccination time; immunization time; service date; immunized |
recorded | date | create date; creation date; recorded date; entry date; date entered; date added; entered date |
status | code | status; completion status; immunization status; vaccination status; refused; immunization refused; deleted; given; is negated; not given | immunization-status, flag
statusReason | concept | refusal reason; rejection reason; reason not given; exemption reason; refuse reason; defer reason; not given reason; rejection reason code |
primarySource | bool | information source; source; historical; source information; historical indicator; external administered; primary source | 
reportOrigin | concept | report origin; information source; source; immunization source; external source |
manufacturer | ref | manufacturer; manufacturer name; manufacturer code; mvx; mvx code; maker; made by; supplier | 
lotNumber | text | lot number; lot; batch number; vaccine lot; batch | lot
expirationDate | date | expiration date; lot expiration date; expiration; vaccine expiration |
route | concept | route; route administration; administration route; route code | route
site | concept | site; body site; administration site; injection site; site code; anatomic site; arm; location | body-site
doseQuantity.value | number | dose; dose amount; amount; amount administered; quantity; dose quantity; administered amount; volume; dose volume; immunization dose; dose value; dosage value | dose
doseQuantity.unit | unit | dose unit; amount administered unit; unit; quantity unit; administered unit; immunization dose unit | unit
performer.actor | ref* | administered by; provider; given by; provider number; ordering provider; administered by provider; administrator; administered by number; given by user identifier number; nurse; provider name; physician; vaccinator; entry user; created by; performed by; perform by name; recorded by; entered by | provider-ref, user-ref
location | ref | facility; facility number; clinic; department; place administered | facility-ref
education.publicationDate | date | vis date; vis publication date; publication date; vis edition date; edition date; information statement date |
education.presentationDate | date | education date; vis presented date; vis given date; presentation date |
education.documentType | text | vis document; vis name; vis concept name; vis |
note | text* | note; comment; immunization note; immunization comment; remark |
reaction.detail | text | reaction; adverse reaction; adverse event; immunization reaction; side effect; side effect code | reaction
reasonCode | concept* | indication; reason; special indication |
fundingSource | concept | funding source; funding source code; funding source name; vfc; vfc eligibility |
programEligibility | concept | vfc eligible; vfc financial class; eligibility; program eligibility |
protocolApplied.doseNumberPositiveInt | number | dose number; series dose; dose sequence; dose series number | smallint
protocolApplied.series | text | series; series name |
protocolApplied.targetDisease | concept | target disease; disease; disease name; disease code |
protocolApplied.seriesDosesPositiveInt | number | doses in series; number doses; total dose |
isSubpotent | bool | subpotent; partial dose |
reasonReference | ref | problem number |
education | text* | information sheet given; vis given; information sheet |
`;
