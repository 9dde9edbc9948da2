/**
 * Targets about people, places and cover. A resource opens with `# Type | what its tables are called | weight`; then a line for each element:
 * `element | what it takes (a star: several columns may feed it) | names of columns | what its values look like`. Elements are those of FHIR R4 that this
 * project's writers carry (US Core 6.1, C-CDA header and sections); the names are common usage, written for this project.
 */
export const PEOPLE = `
# Patient | patient; patient data; patient demographic; patient master; patient registration; person; client; patient profile; patient info; patient identifier; patient name; person name; person address; person identifier; patient race; patient ethnicity; patient address; patient phone | 0.5
id | id | identifier number; patient number; patient identifier number; patient key; patient unique identifier; patient chart number; person identifier number | key
identifier | id* | identifier; medical record number; chart number; external identifier; patient account number; mrn; social security number; national identifier; health card number; health insurance number; driver license; passport; passport number; hin; other identifier; enterprise identifier; alternate identifier; record number; file number | mrn, ssn, identifier
name.prefix | text | name prefix; title; name title; salutation; prefix; honorific | prefix
name.given | text* | first name; given name; middle name; patient first name; name first; middle initial; second name; first | given-name
name.family | text | last name; family name; surname; patient last name; name last; second last name; last | family-name
name.suffix | text | name suffix; suffix; generation suffix; degree; name degree; professional suffix | suffix
name.text | text | full name; patient name; name; display name | name
name.use | code | name type; name use |
name.period.end | date | name end date; previous name end date |
name | text* | name maiden; maiden name; alias; nickname; preferred name; previous last name; previous first name; name preferred; also known as; former name; birth name; prefer first name | name
birthDate | date* | birth date; date birth; birthday; birth; birth datetime; patient birth date; year birth; month birth; day birth | birth-date
gender | code | gender; patient gender; male female; administrative gender; legal gender | gender
extension(us-core-birthsex) | code | birth gender; gender at birth; gender assigned birth | gender
extension(us-core-genderIdentity) | concept | gender identity; identity gender; gender identity code | gender-identity
extension(us-core-race) | concept* | race; patient race; race code; race name; race category | race
extension(us-core-ethnicity) | concept* | ethnicity; ethnicity group; patient ethnicity; ethnicity code; ethnicity name; hispanic indicator | ethnicity
extension(us-core-tribal-affiliation) | concept | tribal affiliation; tribe; tribal affiliation code |
extension(patient-religion) | concept | religion; religious affiliation; faith | religion
extension(patient-mothersMaidenName) | text | mother maiden name; mother name; mother maiden last name |
extension(patient-birthPlace) | text | birth place; place birth; birth city; birth state; birth country |
extension(patient-citizenship) | concept | citizenship; citizen country; nationality |
address.line | text* | address line; street; address; street address; address line one; address line two; address 1; address 2; apartment; home address; residential address; permanent address; house number; mailing address; add line; previous address; other address; permanent street | address
address.city | text | city; address city; home city; patient city | city
address.state | text | state; address state; province; home state; state code; region | state
address.postalCode | text | postal code; address postal code; zip; home postal code | postal-code
address.country | text | country; address country; country code; country residence | country
address.district | text | county; district; county code; county name |
address.period.start | date | address start date; address effective date |
address.period.end | date | address end date |
telecom | text* | phone; phone extension; preferred contact method; home phone; mobile phone; work phone; cell phone; email; email address; phone number; home phone number; day phone; evening phone; fax; fax number; telephone; contact number; phone alternate; business phone; office phone; phone two; secondary phone; preferred phone; pager; beeper; contact data | phone, email
maritalStatus | concept | marital status; situation family; state civil; marital; marital status code | marital
communication.language | concept | language; prefer language; primary language; spoken language; language code; official language; communication language | language
communication.preferred | bool | interpreter need; language preferred indicator; interpreter required |
deceasedDateTime | date | date death; deceased date; death date; deceased datetime; date deceased; dod |
deceasedBoolean | bool | deceased; is deceased; deceased indicator; patient deceased; vital status; living status | flag
multipleBirthInteger | number | birth order; birth sequence; multiple birth order |
multipleBirthBoolean | bool | multiple birth; multiple birth indicator; is multiple birth; twin | flag
generalPractitioner | ref* | primary care provider; provider name; general practitioner; provider; family doctor; patient provider; current primary care provider; attending provider; regular provider; most responsible provider; rendering provider | provider-ref
managingOrganization | ref | facility; managing organization; practice; home facility; clinic; primary facility; primary location; care home | facility-ref
contact.name | text* | contact name; emergency contact name; emergency contact; emergency name; next kin name; guardian name; next kin; spouse name; father name; contact person; person prevenir; kin name; parent name; guardian; responsible party name; emergency contact first name; emergency contact last name | name
contact.relationship | concept* | contact relation; emergency contact relation; emergency relation; guardian relation; next kin relation; relation | relationship
contact.telecom | text* | emergency phone; emergency contact phone; contact phone; guardian phone; next kin phone; phone contact; guardian email; guardian work phone; spouse phone; responsible party phone; emergency contact email; emergency contact home phone; emergency contact work phone; emergency contact cell phone; emergency contact mobile phone; emergency contact fax; guardian phone; mother phone; father phone | phone
contact.address | text* | emergency contact address; guardian address; next kin address; guardian city; guardian state; guardian postal code; contact address; emergency contact address line; emergency contact city; emergency contact state; emergency contact postal code; emergency contact country |
active | bool | active; patient status; active indicator; record status; patient active; is active; inactive | flag, active-words
photo | blob | photo; patient picture; patient photo; patient image |
address.use | code | address type; address use; address kind; address category |
name.period.start | date | name start date; name effective date; name begin date; name used begin date |
identifier.type | concept | identifier type; identifier type code; alias type; identifier kind |
identifier.system | text | identifier system; assigning authority; identifier pool; alias pool; assigning facility; issuing authority; identifier issuer |
identifier.period | date* | identifier start date; identifier end date; identifier expiration date |
telecom.use | code | phone type; phone use; telecom type; phone number type |
contact.organization | text | institution name; contact organization; contact company |
contact.gender | code | contact gender; guardian gender; emergency contact gender |
meta.security | code | confidentiality; confidentiality level; vip; vip indicator; restricted record |
link.other | ref | merged patient; merged to patient number; duplicate patient; linked patient number; related patient number; survivor patient |
extension(pronouns) | concept | pronoun; preferred pronoun; personal pronoun |

# RelatedPerson | patient contact; patient relation; next of kin; guarantor; relative contact; emergency contact; guardian; relationship; family member contact; patient contact relation | -0.3
name.given | text* | first name; given name; middle name; middle initial; guarantor first name; subscriber first name; subscriber middle name; contact first name | given-name
name.family | text | last name; family name; guarantor last name; subscriber last name; contact last name | family-name
name.text | text | name; contact name; full name; guarantor name; subscriber name | name
relationship | concept | relation; relation patient; contact relation; relation type; guarantor relation; patient relation | relationship
telecom | text* | phone; phone number; home phone; mobile phone; email; work phone; contact phone; cell phone; fax | phone, email
address.line | text* | address; address line; street; address 1; address 2 | address
address.city | text | city | city
address.state | text | state; province | state
address.postalCode | text | postal code; zip | postal-code
address.country | text | country | country
birthDate | date | birth date; date birth; subscriber birth date; guarantor birth date | birth-date
gender | code | gender; subscriber gender; guarantor gender | gender
identifier | id* | social security number; contact identifier; identifier | ssn
patient | ref | patient number; patient; patient identifier number | patient-ref
active | bool | active; active indicator | flag
period.start | date | start date; effective date; relation start date |
period.end | date | end date; relation end date |
name.prefix | text | prefix; title |
name.suffix | text | suffix |
communication.language | concept | language |

# Practitioner | provider; doctor; practitioner; user; staff; physician; employee; provider profile; users; clinician; nurse; medical staff; specialist; provider master; care team profile; personnel | -0.3
identifier | id* | identifier; national provider identifier; npi; provider number; dea number; state license; license number; federal tax identifier; provider code; upin; dea; billing number; registration number; provider license | npi
id | id* | provider identifier number; user identifier number; employee number; doctor identifier; doctor number; staff identifier | key
name.given | text* | first name; given name; middle name; middle initial; provider first name; user first name | given-name
name.family | text | last name; family name; provider last name; user last name | family-name
name.prefix | text | title; prefix; name prefix | prefix
name.suffix | text | suffix; credential; degree; name suffix; professional title | suffix
name.text | text | name; provider name; full name; doctor name; user full name; display name; physician name; external name; staff name | name
telecom | text* | phone; email; fax; work phone; mobile phone; phone number; email address; pager; office phone; home phone; cell phone; direct address; direct messaging address | phone, email
address.line | text* | address; street; address line; address 1; address 2 | address
address.city | text | city | city
address.state | text | state; province | state
address.postalCode | text | postal code; zip | postal-code
address.country | text | country | country
gender | code | gender | gender
birthDate | date | birth date; date birth | birth-date
active | bool | active; status; provider status; inactive; active indicator; provider active | flag, active-words
qualification | text | qualification; degree; education; qualifications; certification |
qualification.code | concept | license type; credential type; certification type; qualification code |
qualification.period | date* | license expiration date; expiration date; certification expiration date; license start date; effective date |
qualification.issuer | text | license state; issuing state; license issuer; certification board |
communication | concept | language; spoken language |
photo | blob | photo; picture |

# PractitionerRole | provider role; provider specialty; staff role; provider facility; provider location | -0.8
specialty | concept | specialty; provider specialty; doctor specialty; specialty code; primary specialty; specialty name; specialization; taxonomy; taxonomy code; provider taxonomy | specialty
code | concept | provider type; role; job title; position; provider position; staff type; user type; provider role; practitioner type; doctor type; staff role; primary role; care role; provider position; employee type |
organization | ref | facility; organization; clinic; provider facility; hospital | facility-ref
location | ref | location; provider location; department |
practitioner | ref | provider; practitioner | provider-ref
period.start | date | start date; hire date; effective date |
period.end | date | end date; termination date |
active | bool | active; status |
telecom | text* | phone; email |

# Organization | facility; organization; hospital; clinic; practice; insurance company; payer; company; pharmacy; clinic info; laboratory directory; labs; department; insurance master; insurance list; carrier; facility list; place service list | -0.4
name | text | name; facility name; organization name; clinic name; hospital name; company name; pharmacy name; practice name; lab name; department name; payer name | org-name
identifier | id* | identifier; facility national provider identifier; npi; tax identifier; facility number; federal ein; clia number; facility code; ncpdp; oid; organization code | npi
id | id* | facility identifier number; organization identifier number; clinic number | key
telecom | text* | phone; fax; email; website; facility phone; phone number; office phone; office fax; clinic phone; contact phone | phone, email
address.line | text* | address; street; address line; facility address; clinic address; address 1; address 2; address 3; mailing street | address
address.city | text | city; facility city; clinic city; mail city | city
address.state | text | state; province; clinic province; mail state | state
address.postalCode | text | postal code; zip; facility postal code; mail postal code | postal-code
address.country | text | country; country code | country
address.district | text | county |
type | concept | facility type; organization type; pharmacy type; company type |
active | bool | active; inactive; status; service location | flag
contact.name | text | attention; contact name; attn; contact person | name
partOf | ref | parent organization; parent facility |
alias | text | alias; short name; other name |

# Location | location; room; ward; bed; department location; place of service; department; place service list; facility list | -1
name | text | name; location name; room name; ward name; room number; department name; ward; place service | org-name
description | text | description; location description; facility comment; comment |
type | concept | location type; room type; ward type |
status | code | status; room status; bed status; availability | status
managingOrganization | ref | organization; facility; hospital; department |
telecom | text* | phone; fax; phone number | phone
address.line | text* | address; street | address
address.city | text | city | city
address.state | text | state | state
address.postalCode | text | postal code | postal-code
identifier | id* | location number; room number; location identifier number; department number; location code |
partOf | ref | parent location; building; unit |
mode | code | mode |

# Coverage | insurance; coverage; insurance data; patient insurance; policy; payer plan; insured; insurance plan; health insurance; member coverage | 0
beneficiary | ref | patient number; patient; patient identifier number; member patient | patient-ref
subscriberId | id | policy number; subscriber number; subscriber identifier number; member number; member identifier number; insured number; certificate number; subscriber identifier; insured policy identifier; insurance number; insurance card number | identifier
identifier | id* | coverage number; coverage identifier; insurance identifier; policy identifier number |
payor | ref | payer; payer number; insurance company; provider; insurance provider; payer identifier; insurance company number; payer name; insurance company name; insurance name; insurer; carrier; insurance; primary insurance; secondary insurance; tertiary insurance; insurance identifier number; primary insurance name | org-name
order | number | coverage order; insurance type; priority; sequence; insurance sequence; order benefit; insurance rank; filing order; line; payer order; coverage level; primary secondary | payer-order
type | concept | coverage type; insurance coverage type; plan type; policy type; payer type; insurance class; medicare type | 
class.name | text | plan name; insurance plan name; plan; benefit plan; group name; insurance plan; product name |
class.value | id | group number; group identifier number; plan number; group identifier; plan code; group |
relationship | concept | subscriber relation; relation insured; relation subscriber; insured relation; patient relation subscriber; relation | relationship
subscriber | text* | subscriber name; subscriber; policy holder; insured name; subscriber first name; subscriber last name; subscriber middle name; subscriber birth date; subscriber gender; subscriber address; subscriber city; subscriber state; subscriber postal code; subscriber phone; subscriber social security number; insured birth date; guarantor; insured person | name
period.start | date | effective date; start date; date; coverage start date; effective from date; member effective date; policy effective date; policy date; begin date; start year |
period.end | date | end date; termination date; expiration date; effective to date; coverage end date; policy expiration date; inactive date; member termination date; end year |
status | code | status; active; coverage status; active indicator; policy status; verify status | active-words, flag
costToBeneficiary.valueMoney | number* | copay; copay amount; copay fixed amount; coinsurance; deductible | money
network | text | network; network name |
dependent | text | dependent number; person code; dependent code |
policyHolder | text* | policy holder number; policy holder identifier |
class.type | code | class type; group type |
`;
