/**
 * What columns of health records are called: a line for each idea, `words: other words and abbreviations`. The words on the left are those that the target
 * catalogue speaks in. Common usage of English-speaking records, and of the languages in vocabulary-languages.ts; written for this project.
 */
export const ENGLISH = `
abnormal: abn abnl abnorm normalcy abnormality
account: acct accnt
active: activity actv isactive enabled actv
inactive: inactv disabled inact
address: addr adr addres addrs adresse
administer: adm administered admin administration administrator given admn admnstrd giv gvn
admission: admit admitted admsn adm admissions
alcohol: etoh drinking drinks drinker
allergy: alg allg algy alrgy allergic allergies intolerance algrgy
allergen: allergn allergenic agnt
amount: amt qnty
appointment: appt apt app appoint booking slot
assessment: assess asmt
author: writer authored
attending: att atten attend attnd
authorize: auth authz authrzing authorizing authorizer authorization
begin: beg bgn strt start started starting starts from commenced onset begins since commencement
end: stop stopped finish ended finished ending thru through until ends stops
birth: born brth
blood: bld
body: bdy
brand: trade tradename bn proprietary
category: cat catg ctgry categ class classification
cause: causing
cell phone: cellphone mobilephone
mobile: cell cellular cel handy mob ctel cphn cphone mtel
chart: crt
chief complaint: cc chiefcomplaint presentingcomplaint
city: town municipality suburb
clinic: clin practice
code: cd cde codes coded
collect: collected collection coll colln clctn specimentaken drawn draw drwn drn
comment: note notes comments remark remarks memo cmt cmnt annotation narrative cmnts
company: co firm
complete: completed completion cmplt compl
condition: conditions
consent: consented
contact: cntct
country: ctry cntry nation
county: cnty parish
coverage: cvg cov
criticality: critical
date: dt dte dat day tm time datetime timestamp ts moment when charttime chartdate charteddate
deceased: dead death died dth expired decease
date death: dod
date birth: dob bdate birthdate birthday bdat bdt brthdt
delete: deleted deletion del removed voided void isdeleted trash purged
department: dept dpt dep ward unitward
description: desc descr dsc descrip descriptions ftdesc ftdescr freetextdesc
detail: details dtl
device: devices implant implanted implantable
diagnosis: dx diag diagnoses dxs diagn dgns
diastolic: dia dias bpd dbp diast bpdia bpdiastolic diastol
systolic: sys syst bps sbp systol bpsys bpsystolic
discharge: dch disch dischrg dschrg dischg discharged
discontinue: discon discontinued dc discont dcd
dispense: disp dispensed dispensing supply supplied
disposition: dispo
document: doc docs documents attachment
dose: dosage dosing dos dosages doses
drug: drugs medicine medicament pharmaceutical
duration: dur length len lngth
education: edu educ
effective: eff efctv
eligible: elig
email: mail emailaddress emailaddr eml e-mail
emergency contact: ec emergcontact emercontact
employment: empstatus
emergency: emerg emer er em
employer: emplyr empl
encounter: enc encntr enctr visit visits contactserial csn encounters consultation consult episode stay hadm stayid
enter: entered entry entr
ethnicity: ethnic ethnc ethn ethnicgroup hispanic latino
expiration: exp expiry expires expire exprtn expir expdate
extension: ext
facility: fac faclty site location hospital hosp
family: fam familial
father: dad paternal
fax: facsimile faxno
female: fem
file: files
first: fst frst given forename
first name: fname firstname givenname forename firstnm namefirst forenames frstname fnam fnm
last name: lname lastname surname familyname lastnm namelast lstname lnam lnm
middle name: mname middlename middleinitial mi minit middlenm namemiddle mnam mnm
flag: flg ind indicator yn bool
form: frm
frequency: freq frq interval sched
gender: sex gndr
grade: grading
group: grp
guarantor: guar grntr
guardian: gdn
head: hd
header: hdr
health: hlth
heart: cardiac
height: ht hgt stature bodyheight tall
history: hx hist histories
home: hm residence residential
icd: icd9 icd10 icd10cm icd9cm icd10code icd9code icdcode
identifier: ident idnt
image: img picture photo
immunization: imm immun immunzatn immnztn immuniz vaccination vacc vaccin imz immune immunisation immunizations jab shot immunizn vaccinated vaccinations im sht
indication: indic
information: info inf
inhaled: inspired
initial: init
insurance: ins insur insurer insured insurances
instruction: instr instruct instructions inst sig directions sigs
interpretation: interp interpr
issue: issued
lab: laboratory labs
language: lang langs languages tongue
last: lst
ldl: lowdensity
level: lvl
license: lic licence licensenumber dl
line: ln
lot: batch
low: lo lower lwr
high: hi upper upr hgh
maiden: maid birthname
male: males
manifestation: manif
manufacturer: mfg mfr manuf manufactr mnfctr producer maker mfgr vendor mf mnf
marital: mar maritalstatus marr marriage mstat mstatus marst mrtl mars
measure: measured measurement meas measurements msr
medical record number: mrn medrec chartno chartnum mrnumber medrecno
medication: med meds medications medicat medicn
member: mbr memb mem
message: msg messages
method: mthd meth
middle: mid mdl
modify: modified modification mod updated update upd changed change lastupdate edited lastmodified upd8 modif
mother: mom maternal mthr
multiple: mult
name: nm nme nam names mnemonic mnem
national: natl
normal: nml norm
number: no num nbr nr nmbr nbre numbr numb
object: obj
objective: objectiv
observation: obs observations observ finding findings
observe: observed
occupation: occup job profession jobtitle occ
occur: occurred occurrence occurence
off: of
office: ofc
order: ord orders ordered ordering ordr requisition
organization: org organisation orgn
outcome: outcm
owner: ownr
oxygen: o2 ox oxy spo2 sao2 pulseox oximetry o2sat
saturation: sat sats
parent: parents prnt
pass word: password passwd pwd passphrase pin pass pw psw pswd
patient: pt pat patnt client clnt person demographic demog demographics patients pnt resident beneficiary
patient number: pid patid patno patientid patnum ptid
payer: payor carrier thirdparty insco
pay: payment paid pmt
percent: pct percentage perc
perform: performed performer perf prfrm performing done carriedout
period: prd
pharmacy: pharm phrm pharmacies chemist
phone: tel ph telephone phn telno telephonenumber phonenumber phoneno
place: plc
plan: pln
policy: pol plcy
positive: pos
postal code: zip zipcode postal postcode postalcode pcode zip5 postcd
prefer: pref preferred
prefix: pfx salutation honorific
prescribe: prescribed prescribing prescriber presc prescribes prescr
prescription: rx script scripts prescriptions rxs scrip
previous: prev prior former prvs
primary: prim prmry
primary care provider: pcp familydoctor gp gpcode
priority: prio prior prty urgency urgent stat
problem: prob problems prb prblm problemlist pblm
procedure: proc procedures prcdr surgery surgical operation px surgeries treatment procs intervention
provider: prov prv doctor dr doc md physician phys clinician practitioner pract practit providers prvdr staff prsnl personnel prsn
publication: pub published
pulse: puls hr heartrate pulserate bpm pul
quantity: qty quant qnt quan
race: races racial
reaction: rxn react reactions rctn
reason: rsn reas reasons
receive: received rcvd recvd recd
record: rec recorded rcrd recording
reference: ref refr
refer: referral referring referred referrals refer
refill: refills refil rfl repeats repeat numrefills ref
refuse: refused refusal declined decline
relate: related
relation: rel relationship relationtopatient reln relations kin kinship relat
relative: relatives rel
religion: relig religious faith rlgn
report: rpt reports rprt
resolve: resolved resolution rslvd abated abatement resolvd resdt rslv rsvd
respiration: resp respiratory respirations rr resprate breaths respiratoryrate rsp rsp rsprate
responsible: respons
result: rslt res results rslts reslt
review: reviewed rvw
role: rol
room: rm
route: rte routes rout
schedule: sched scheduled
sequence: seq seqno ordinal sort sortorder displayorder displaysequence lineno
serial: srl
severity: sev severe svrty sevr
signature: signed sign signing sgn
smoking: smoke smoker tobacco tob smk cigarette cigarettes smokingstatus
social: soc
social security number: ssn ss ssno socsec socsecno socialsecurity
source: src
specialty: spec speciality spclty specialties specialisation specialization
specimen: spec spcmn sample spcm
state: st province prov stateprovince region
status: stat sts stts statuses
street: strt str road street1 addr1 address1
strength: strgth stren potency str
subject: subj
subscriber: subscr subscrib sub policyholder insuredparty cardholder
substance: subst agent
substitute: subst substitution substitutions nosub nosubs subs
suffix: sfx
supervisor: superv supervising supervis
symptom: symptoms sympt
target: tgt
temperature: temp temprature tmp bodytemp tempr
template: tmpl tpl
test: tests tst
text: txt plaintext string freetext
title: ttl
type: typ tp kind types
unique: uniq
unit: units uom
user: usr username login employee emp staffid userid
vaccine: vaccines vax vac
valid: validity
value: val vals values vlu
verify: verified verification verif
version: ver vers
vital: vitals vit
waist: wst
circumference: circ circum
weight: wt wgt bodyweight wght
work: biz business wrk
year: yr years
zone: tz
note type: notetype
identifier number: id ids key pk fk guid uuid uid oid globalid rowguid
index: idx
vaccine code: cvx cvxcode
drug code: ndc rxnorm rxcui rxnormcode gpi din ndccode atc rxcode
snomed code: snomed snomedct sct snomedcode sctid
procedure code: cpt hcpcs cptcode
national provider identifier: npi npinumber
date begin: startdate begindate begdate fromdate datefrom startdt effdate onsetdate startdttm
date end: enddate stopdate todate dateto enddt stopdt trmdt termdt termdate trmdate
address line: addressline
body mass index: bmi
head circumference: headcirc hdc headc
waist circumference: waistcirc
blood pressure: bp rr
body surface area: bsa
oxygen saturation: spo2 o2sat sao2 pulseox
as needed: prn asneeded
advance directive: advancedirective livingwill
generic name: genericname gn
chart number: chartnumber
accession: acc accn accno accnum accsn
home phone: hphone hphn hph homeph homephn htel hmphn hometel
work phone: wphone wphn wph workph workphn bphone wtel wktel worktel
place service: pos
apartment: apt suite aptno unitno
reference range: refrange normrange
laterality: side
hour: hr hrs hours h
provider number: drno docno provno drcode doccode provcode
statement: stmt stmnt
location: loc locn
confidentiality: confid confidential
medication administration: emar
`;
