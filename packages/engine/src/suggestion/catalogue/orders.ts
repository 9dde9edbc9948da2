/** Targets of orders, results, documents, history and care; the shape of a line is told in people.ts. */
export const ORDERS = `
# Observation | observation; vital; form vital; result; lab result; measurement; procedure result; order result; test result; flowsheet; vital sign; result component; observation value; encounter observation; lab test; clinical event; lab event; chart event; event result; analysis; history data; social history; smoking status; questionnaire answer; score | 0.3
identifier | id* | observation number; event identifier number; result number; result identifier number; measurement number; accession number |
subject | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
encounter | ref | encounter; encounter number; visit; visit number; encounter identifier number; appointment number |
status | code | status; result status; observation status; lab status; final status; report status; cancelled; corrected; final flag | observation-status, status
category | concept | category; observation category; result type; observation type; type category; lab type | observation-category
code.text | text | test name; component name; result name; observation name; description; test; measurement type; name; observation; result text; analyte; component; type; component identifier number name; lab test name; parameter; measurement; question; exam; analysis name; display name; concept name; item name; flowsheet measure name; label; item label; event title; exam name; question text; measure name | lab
code.coding | code* | loinc code; code system; coding system; event code; test code; result code; code; observation code; component code; component identifier number; vital sign code; item code; concept; concept number; compound identifier; measurement code; parameter code; component loinc identifier; vital code; item number; item identifier number; test identifier; parameter number; measure number | loinc
valueQuantity | number* | value; result; result value; numeric value; measurement value; order value; number value; reading; data field; value numeric; numeric result; observation value; value number; order number value; measured value; score | numeric
valueString | text | value; result; text value; value text; result text; text result; data field; answer; string value; observation value; reading; result summary; answer provided | 
valueCodeableConcept | concept | value code; value coded; coded value; answer code; result code value; value concept |
valueDateTime | date | value date; value datetime; date value |
valueQuantity.unit | unit | unit; unit measure; result unit; reference unit; unit observation; measurement unit; value unit; unit name; unit code | unit
interpretation | code | abnormal; interpretation; abnormal flag; flag; result flag; flag code; abnormal indicator; status interpretation; result in range; flag code description; body mass index status; critical flag | interpretation
referenceRange | text* | reference range; range; normal range; range text; normal value; reference value; reference range text; norm; normal | range
referenceRange.low | number | reference low; low; range low; normal low; minimum normal; low normal; min value; lower limit; minimum |
referenceRange.high | number | reference high; high; range high; normal high; maximum normal; high normal; max value; upper limit; maximum |
effectiveDateTime | date | date; event date; event end date; observation date; result date; date observed; effective date; date taken; recorded date; measurement date; vital date; collection date; test date; collected date; specimen taken time; service date; date result; observed; recorded time; start date; record date; effective; performed date; date performed |
issued | date | issued date; report date; result time; reported date; released date; verified date; date report; date entered |
performer | ref* | performer; user; provider; verified provider; caregiver; performing lab; facility; entered by; taken user; resulting lab; provider number; taken by; technician; performed by; lab number; observer; lab name; performing organization; doctor; validated by | user-ref, provider-ref
method | concept | method; test method; measuring instruction; temperature method; measurement method; device method | 
bodySite | concept | body site; measurement site; temperature location; position; site | body-site
specimen | ref | specimen; specimen number; specimen identifier number | 
device | ref | device; instrument; device number |
note | text* | note; comment; result comment; component comment; remark; observation comment; lab note; provider comment; measurement comment; observation note; result note |
basedOn | ref | order number; procedure order; order; order identifier number; order procedure number |
dataAbsentReason | concept | reason absent; rejected reason; reason not done |
effectivePeriod.end | date | end date; observation end date |
focus | ref | focus; problem number; related problem number |
hasMember | ref | parent event number; child result number |
derivedFrom | ref | parent observation number; derived from; source observation number |
component.code | concept | component type; component code |
valueQuantity.comparator | code | comparator; operator; value operator; relational operator; qualifier |
partOf | ref | procedure number |

# DiagnosticReport | report; lab report; procedure report; diagnostic report; radiology report; imaging; test report; lab result header; result report; imaging report; radiology | 0
identifier | id* | report number; report identifier number; accession number; result number |
subject | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
encounter | ref | encounter; encounter number; visit |
basedOn | ref | order number; procedure order; order; procedure order number; order identifier number |
status | code | status; report status; result status | observation-status, status
category | concept | category; report type; report category; type; modality; diagnostic service section; lab type |
code.text | text | report name; test name; procedure name; name; exam name; description; study description; panel; panel name; report title; study |
code.coding | code* | report code; procedure code; test code; code; exam code; panel code | cpt, loinc
effectiveDateTime | date | collected date; date collected; effective date; exam date; study date; collection date; specimen date; service date; date; test date |
issued | date | report date; date report; issued date; result date; released date; reported date; date reported; result time |
performer | ref* | performer; lab; lab name; provider; performing lab; facility; lab number; organization; vendor name; lab vendor | provider-ref
resultsInterpreter | ref* | reader; radiologist; interpreter; read by; signed by; reviewing provider; review provider; reporting provider; review status user |
specimen | ref | specimen; specimen number |
result | ref* | result; procedure report number; result number |
conclusion | text | conclusion; impression; report note; finding; interpretation; result; narrative; note; comment; report text; result text; assessment; diagnosis text |
presentedForm.data | blob | report file; attachment; pdf; report document; report content |
note | text* | report comment |
effectivePeriod.start | date | start date; study start date |
effectivePeriod.end | date | end date; study end date |
conclusionCode | code | conclusion code; diagnosis code; finding code |
imagingStudy | ref | study number; image number; imaging study number |
media | ref | image; media |

# Specimen | specimen; sample; specimen detail; specimen collection | -0.5
identifier | id* | specimen number; specimen identifier number; sample number; barcode |
accessionIdentifier | id | accession number; accession; specimen number; accession identifier; lab number |
type | concept | specimen type; sample type; specimen source; specimen; type; specimen type code; specimen type name; material; sample |
collection.collectedDateTime | date | collected date; date collected; collection date; collection time; specimen date; specimen collection date; sample date; specimen taken date; draw date |
collection.bodySite | concept | specimen site; collection site; body site; specimen source site; specimen location | body-site
collection.method | concept | collection method; method |
collection.collector | ref | collector; collected by; collected user |
collection.quantity | number | volume; specimen volume; quantity; specimen container count |
receivedTime | date | received date; received time; specimen received date; date received |
condition | concept | condition; specimen condition; specimen reject reason; rejection reason |
note | text* | note; comment; specimen note; specimen comment |
subject | ref | patient number; patient | patient-ref
status | code | status; specimen status | status
request | ref | order number; requisition number |
container | concept | container; container type; tube |
collection.duration | number | collection duration |
processing.procedure | concept | processing |

# ServiceRequest | order; procedure order; lab order; test order; order procedure; referral; service request; requisition; consultation request; order item; procedure order code; imaging order; patient referral; lab order item; order entry | 0.1
identifier | id* | order number; order identifier number; requisition number; order procedure number; external order number; referral number; control number; placer number; accession number |
subject | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
encounter | ref | encounter; encounter number; visit; visit number; encounter identifier number |
status | code | status; order status; referral status; state; active; request status; cancelled; completed | order-status, status
intent | code | intent; order intent; order mode |
category | concept | order type; category; order category; procedure category; type; order class; referral type; order type code |
priority | code | priority; order priority; urgency; stat; is stat; priority order | priority
code.text | text | procedure name; order name; test name; description; order; procedure; test; name; procedure description; order description; service; procedure identifier number name; orderable; catalog; exam; referral service; display name; requested service; referral to; refer specialty; cpt description; procedure code description; order item; order item text; item description; test requested | procedure
code.coding | code* | procedure code; icd code; procedure icd code; code system; coding system; code type; test code; order code; code; cpt code; procedure number; procedure identifier number; orderable code; loinc code; concept; service code | cpt, loinc
orderDetail | concept* | order detail; procedure type; modifier; order question |
quantityQuantity | number | quantity; number times |
occurrenceDateTime | date | scheduled date; occurrence date; service date; appointment date; due date; future order date; expected date; begin date; start date; procedure date; date transmitted; complete by date; target date |
authoredOn | date | order date; date ordered; ordered date; ordering date; request date; date requested; authored; referral date; date; create date; order time; order entered date; entry date; ordered |
requester | ref | provider; ordering provider; authorize provider; provider number; requester; refer provider; referring physician; ordering physician; doctor; order physician; orderer; sender provider; provider identifier number; from provider; ordered by | provider-ref
performer | ref* | performer; lab; lab number; performing lab; refer to provider; specialist; consultant; refer to; lab identifier number; performing provider; destination; to provider; receiver; receiver number; receiver name |
locationReference | ref | location; facility; department; performing location; collection location |
reasonCode | concept* | diagnosis; order diagnosis; diagnosis code; reason; reason referral; diagnosis list; indication; icd code; clinical indication; reason order; referral reason; diagnosis description; primary diagnosis; referring reason; reason consultation; clinical history | icd, diagnosis
specimen | ref | specimen; specimen number |
bodySite | concept | body site; laterality; order body site; side | body-site
note | text* | note; comment; order comment; order note; clinical information note; clinical note; additional information; patient comment |
patientInstruction | text | patient instruction; instruction; preparation |
replaces | ref | parent order number; replaced order |
requisition | id | group number; placer group number; requisition; order group number |
occurrencePeriod.end | date | end date; stop date; projected stop date; expiration date; referral expiration date |
reasonReference | ref | problem number; diagnosis number |
asNeededBoolean | bool | as needed; prn |
insurance | ref | authorization number; preauthorization number; prior authorization number |
performerType | concept | specialty; referral specialty; performer type; provider specialty |
basedOn | ref | care plan number; protocol number |

# Procedure | procedure; surgery; surgical history; operation; treatment; surgical procedure; encounter procedure; past surgical history; surgical hx; procedure history; dental procedure | 0
identifier | id* | procedure identifier number; surgery number; operation number; log number |
subject | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
encounter | ref | encounter; encounter number; visit; surgical encounter |
code.text | text | procedure; procedure name; surgery; description; operation; treatment; title; name; procedure description; surgery name; operation name; procedure identifier number name; service name; cpt description; cpt code description; procedure code description; code description; icd description |
code.coding | code* | procedure code; icd code; procedure icd code; code system; coding system; code type; cpt code; code; surgery code; snomed code; icd procedure code; hcpcs; operation code; billing code; procedure number; procedure identifier number | cpt, snomed
status | code | status; procedure status; completed; surgery status; procedure performed status | status
category | concept | category; procedure type; surgery type; type |
performedDateTime | date | procedure date; surgery date; date performed; date; performed date; operation date; service date; start date; surgical history date; date procedure; treatment date; begin date; performed; procedure start date; start |
performedPeriod.end | date | end date; procedure end date; stop; procedure stop date |
performer.actor | ref* | surgeon; provider; performer; performed by; operator; doctor; provider number; anesthesiologist; physician; doctor number; performing provider | provider-ref
location | ref | location; facility; place; operating room; hospital; room |
reasonCode | concept* | reason; indication; diagnosis; diagnosis code; reason code; reason description; preoperative diagnosis; diagnosis one; diagnosis 1; diagnosis 2 | icd, diagnosis
bodySite | concept | body site; laterality; site; tooth; side; body part | body-site
outcome | concept | outcome; result |
complication | concept | complication |
note | text* | note; comment; procedure comment; surgical comment; procedure note |
report | ref | report number |
statusReason | concept | status reason; cancel reason |
recorder | ref | recorded by; recorder; entered by; entry user |
asserter | ref | asserter; reported by |
reasonReference | ref | problem number; diagnosis number |
performer.function | concept | performer role; provider role |
basedOn | ref | order number; order identifier number |
usedReference | ref | device number; implant number |
partOf | ref | parent procedure number |
performedPeriod.start | date | start date; procedure start date; incision date |
complicationDetail | ref | complication number |

# DocumentReference | document; blob; note; clinical note; progress note; soap note; form soap; patient document; dictation; file; attachment; scan; note text; chart note; encounter note; case management note; transcription; letter; patient file; scanned document; note info; note plain text | 0
identifier | id* | document number; document identifier number; note number; note identifier number; document identifier |
masterIdentifier | id | document unique identifier |
subject | ref | patient number; patient; patient identifier number; foreign identifier number; patient file number | patient-ref
status | code | status; document status; archived |
docStatus | code | note status; signed; document status; sign status; locked; review status; completion status; finalized |
type | concept | document type; note type; type; document class; category; form name; document code; chart note type; service type; note service; template; record type; subclass; loinc; loinc code; document loinc code |
category | concept* | category; document category; category number; folder; category name |
date | date | date; document date; note date; create date; upload date; created date; update date; date created; file date; scan date; date note; create time; received date; revision date; entry date |
author | ref* | author; user; provider; provider number; created by; entered by; author user; document creator; owner; written by; entry user; creator; uploaded by; author provider; sender; recorded by; dictated by | user-ref, provider-ref
authenticator | ref | signed by; signing provider; signed provider; cosigner; authenticator; sign provider number; cosign provider; reviewer; signer; reviewed by; approved by |
custodian | ref | facility; custodian; source facility; organization |
description | text | description; document name; name; title; document description; subject; document title; note description; comment; note title |
securityLabel | concept | sensitivity; confidentiality; security; sensitive; is sensitive |
content.attachment.contentType | code | mime type; content type; file type; file extension; document format; original file extension; format | mimetype
content.attachment.url | text | url; path; file path; file name; document url; link; location; file location; storage path; document file name; filename | url
content.attachment.data | blob* | document data; content; blob content; note text; note; text; body; file content; subjective; objective; assessment; plan; document; narrative; blob; dictation; note plain text; file data; hpi; history present illness; review system; physical exam; form data; data; progress note; note content; free text; addendum; document text; additional note; letter; document content; case note; snapshot diagnosis; report text | long-text
content.attachment.title | text | file name; title; document title; attachment name; document name; filename; original file name |
content.attachment.size | number | size; file size; byte size; document size; file size byte; page count; length; blob length; blob size; file length; byte |
content.attachment.hash | text | hash; checksum; document hash; sha |
content.attachment.creation | date | file create date; created date |
context.encounter | ref* | encounter; encounter number; visit; encounter identifier number; visit number; appointment number |
context.period | date* | service date; document date; date service; date document; observation date; observation start; note date; encounter date; clinical date; date; visit date |
context.facilityType | concept | facility type |
context.practiceSetting | concept | specialty; department; setting; program |
relatesTo | ref | parent document; replaced document; original document; related document; addendum note |
content.format | code | format; document format code |
context.related | ref | order number; report number; related order number |
context.event | code | procedure code; event code |

# Communication | message; patient message; phone note; communication; phone call; patient note; mail; portal message; messages; telephone encounter; secure message; office note | -0.3
subject | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
payload.contentString | text | body; message; message text; text; content; note; message body; message content; the message | long-text
topic | text | subject; title; topic; message subject; message title; the subject |
category | concept | category; message type; type; note type; message category |
status | code | status; message status; state; read status | status
priority | code | priority; urgent; is urgent; urgency; severity | priority
sent | date | date; sent date; date sent; message date; sent datetime; create date; send date; the date; create time; call date; created date; created |
received | date | received date; read date; date received; read time |
sender | ref | sender; sent by; from; user; author; from user; sender provider; sender provider number; created by; sender number |
recipient | ref* | recipient; assigned to; to; sent to; recipient provider; to user; recipient number |
encounter | ref | encounter; encounter number |
inResponseTo | ref | parent message; thread; reply to; in reply to; thread number; mail chain |
note | text | note; comment |
reasonCode | concept | reason; call reason |
about | ref | document number; order number |
medium | concept | medium; method; message mode; channel |

# FamilyMemberHistory | family history; family member; family medical history; relative; family history diagnosis; family hx; family member history; relatives | 0
patient | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
relationship | concept | relation; relative; family member; relationship; relation code; member relation; family member type; relation type; fam relation name | relationship
name | text | relative name; relative first name; relative last name; name; family member name | name
condition | text* | condition; diagnosis; problem; family condition; disease; medical history; history mother; history father; history sibling; history spouse; history offspring; relative cancer; relative diabetes; relative hypertension; relative heart problem; relative stroke; relative epilepsy; relative mental illness; relative suicide; relative tuberculosis; family diabetes; family cancer; family history; diagnosis code; snomed code; medical hx; history father family; father history; mother history; family history heart; family illness; hereditary disease; item description; history item; illness | diagnosis
condition.onsetAge | number | age onset; onset age; onset date; age diagnosis |
condition.note | text | diagnosis comment; condition comment |
deceasedBoolean | bool | deceased; relative deceased; alive; living | flag
deceasedAge | number | death age; age death |
deceasedString | text | death cause; cause death; cause |
bornDate | date | birth date; relative birth date; birth year |
sex | code | gender; relative gender | gender
note | text* | note; comment; relative comment; family history note; family history comment |
date | date | date; recorded date; contact date; date recorded; entry date |
status | code | status | status
identifier | id* | family history number; family history identifier number |
deceasedDate | date | death date; date death |
ageAge | number | age; relative age; current age |
condition.outcome | concept | outcome; condition outcome |
condition.code | code* | condition code; diagnosis code; problem code; snomed code; icd code; disease code; item code |
reasonCode | concept | reason |

# Device | device; implant; medical device; implantable device; healthcare device; implanted device; equipment | -0.4
udiCarrier | text | udi; device identifier; unique device identifier; udi carrier; barcode; udi di |
status | code | status; active; device status; active indicator | active-words, flag
manufacturer | text | manufacturer; company name; manufacturer name; company |
manufactureDate | date | manufacture date; manufacturing date; date manufacture |
expirationDate | date | expiration date; device expiration |
lotNumber | text | lot number; lot; batch number | lot
serialNumber | text | serial number; device serial number; serial |
deviceName | text | device name; name; brand name; device description; description; gmdn name; implant name |
modelNumber | text | model; model number; version model number; version model; catalog number |
type | concept | device type; type; implant type; snomed code; code; device code | snomed
patient | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
note | text* | note; comment; user entered note |
safety | concept | mri safety; mri safety status; safety; latex |
identifier | id* | device number; device identifier number; asset number |
partNumber | text | part number |
distinctIdentifier | text | distinct identification code; donation identification number |
location | ref | location; body site |
version | text | version; firmware version; software version |

# CareTeam | care team; treatment team; patient care team; care team member | -0.3
subject | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
participant.member | ref* | provider; member; team member; care team member; provider number; provider identifier number; practitioner; care team provider; user | provider-ref
participant.role | concept | role; relation; specialty; member role; care team relation; provider role; care team role |
participant.period.start | date | start date; effective date; date; provider since; begin date; since |
participant.period.end | date | end date; termination date; stop date |
name | text | team name; name; care team name |
status | code | status; active; active indicator | active-words, flag
note | text | note; comment |
identifier | id* | care team number |
category | concept | team type; category; type |
encounter | ref | encounter; encounter number |
managingOrganization | ref | organization; facility |

# CarePlan | care plan; treatment plan; plan of care | -0.2
subject | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
title | text | title; name; care plan name |
description | text | description; plan; plan description; care plan text; plan text |
category | concept | category; type; care plan type; plan type |
activity.detail.code | concept | code; activity; intervention; plan code; activity code | snomed
activity.detail.description | text | activity description; intervention description |
period.start | date | start date; date; start; begin date; plan date |
period.end | date | end date; stop; stop date |
status | code | status; active; plan status | active-words, status
author | ref | author; user; provider | user-ref
addresses | concept | reason; diagnosis; condition; reason code; reason description; related issue |
encounter | ref | encounter; encounter number; visit |
note | text | note; comment |
created | date | create date; created date; creation date |
identifier | id* | care plan number; plan number |
goal | ref | goal; goal number |
activity.detail.status | code | activity status; intervention status |
activity.detail.scheduledPeriod | date* | activity date; due date; intervention date |
activity.reference | ref | order number; activity number |

# Goal | goal; patient goal; health goal; goals; objective | -0.3
subject | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
description.text | text | goal; description; goal description; goal name; goal text; name |
description.coding | code | code; goal code; code description | snomed, loinc
lifecycleStatus | code | status; active; goal status; is active; lifecycle status | active-words, status
startDate | date | start date; date; begin date; goal date; established date |
target.dueDate | date | due date; target date; end date; goal end date |
target.detailString | text | target; target value; goal value |
achievementStatus | concept | achievement; achievement status; progress; outcome |
category | concept | category; goal type; type; priority |
note | text* | note; comment |
expressedBy | ref | provider; user; author; expressed by; created by | user-ref
identifier | id* | goal number; goal identifier number |
priority | concept | priority |
target.measure | concept | measure; target measure |
outcomeCode | concept | outcome; result |
addresses | ref | problem number; problem; diagnosis |
statusDate | date | status date; completed date |

# Consent | consent; advance directive; advance care planning; hipaa; patient consent; directive | -0.5
patient | ref | patient number; patient; patient identifier number; chart number; patient account number | patient-ref
status | code | status; consent status; active | status
category | concept | consent type; type; directive; advance directive; directive type; consent; document type; advance directive type |
dateTime | date | date; consent date; date recorded; signed date; effective date; review date |
provision.type | code | permit; consent given; opted in; allow; consent to use; hipaa allow; preference |
source | ref | document; document number |
provision.period | date* | effective date; expiration date; start date; end date |
performer | ref | signed by; witness; obtained by |
verification | bool | verified; is verified; verification date |
scope | concept | scope |

# Provenance | provenance; signature | -1.5
recorded | date | provenance date; provenance date time; signed date time; signature date; date provenance |
agent.who | ref* | provenance user; provenance provider; provenance ehr user; signature provider; provenance profile |
`;
