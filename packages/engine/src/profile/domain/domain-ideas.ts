/**
 * Words by which tables and columns are called, one idea a line: the first word stands for all. English with its usual abbreviations, then Spanish,
 * Portuguese, French, German, Italian, Turkish, Polish, Serbo-Croatian and Russian in Latin letters, without accents. Compiled from common usage in health records.
 */
const ideas = `
patient pt pat ptnt pnt paciente pazient paziente patienten hasta hastalar pacjent pacijent bemor bolnoy kranker demographic demographics demog demo mrn pid
person people persona personne kisi osoba
client klient cliente
name nm nombre nome naam isim imie ime adi
birth dob birthdate birthday bdate geburt nacimiento dogum urodzenia rodjenja
sex gender sexo geschlecht cinsiyet plec pol
race raza ethnic
ethnicity eth ethn
address addr addresses direccion adresse adres adresa
phone telephone tel telefon telefono mobile cell fax
email mail_address eposta
relative kin relation relationship relationships nok guardian caregiver next_of_kin sponsor
contact cntct contacto kontakt emergency
guarantor grntr
encounter enc encntr visit vst visita visite besuch consulta consultation muayene poseta wizyta episode epsd stay
admission admit adm adt discharge disch hospitalization hospitalisation inpatient aufnahme ingreso alta yatis
problem prob problems complaint
condition cond disease illness hastalik bolest choroba enfermedad krankheit maladie
diagnosis diag dx dxs dgns diagnoses diagnostico diagnose diagnostic tani teshis dijagnoza rozpoznanie icd
allergy alg alrg alg allerg allergen allergie alergia alerji alergija intolerance adverse
medication med meds medication_list medicament medicamento medikament ilac ilaclar lek lijek lekarstvo medicine medicin medicines medis farmaco
drug drg drugs ndc
prescription rx presc prescr prescribe prescribed script receta rezept recete recepta ordonnance recept erx scrip
pharmacy pharm phcy apotheke farmacia apteka eczane apoteka ljekarna pharmacie
dose dosage dosis doz dosing
dispense dispensing dispensed disp fill refill
administration mar administered
immunization imm immun immune immz immunizations vaccine vaccination vacc vax vac shot impfung vacuna asi cepivo szczepienie prevention preventions vis cvx
laboratory lab labs labor laboratuvar laboratorio labo loinc
result res rslt results resultado ergebnis sonuc wynik rezultat befund
observation obs observ obx
test tst tests analysis analyte analyses tahlil badanie
specimen spec sample smp probe muestra numune
panel battery
radiology rad imaging dicom modality xray radiologie
pathology path cytology microbiology
order ord orders requisition req request rqst auftrag pedido zlecenie obr orc
vital vit vitals vtl vitalsign
measurement measure msr meas flowsheet flwsht flowsht flow
blood bp bps bpd systolic diastolic
pressure
height ht
weight wt
pulse heart
temperature temp
bmi
oxygen spo saturation
respiration resp respiratory
procedure proc prcd procedures surgery surgical operation operacion ameliyat zabieg operacija intervention treatment tx
device dev devices implant udi equipment
history hx hist historial verlauf anamnesis gecmis
family fam fh fhx
social soc sdoh habit smoking tobacco alcohol lifestyle
medical medic
surgeon
document doc documents docs docmt dokument documento belge paper attachment attach scan scanned file upload
image img picture pic photo pdf blob
consent directive advance agreement
letter letters brief
report rpt reports
note nt notes nota notiz notlar progress soap narrative dictation transcription addendum clinical_note amendment annotation remark remarks
form frm forms eform formulario formular questionnaire question survey assessment assess screening worksheet template_form
answer ans respuesta response
review ros
exam examination physical
appointment appt apt appts cita termin termine randevu wizyta_plan pregled zakazivanje booking book
schedule sched scheduling calendar cal slot agenda waitlist horario
referral refer referrals rfrl ref_out erefer uberweisung sevk consult consultant interconsulta
care
plan plans
goal goals
team teams
program programs prgm episode_of_care
education educ instruction instructions
insurance ins insur insurence payer payor insurer coverage cov cvg subscriber seguro versicherung kasse sigorta eligibility elig osiguranje assurance aseguradora aseguradoras seguradora krankenkasse assicurazione mutuelle
policy plcy policies poliza police
benefit
billing bill bills billed superbill facturacion faturacja wcb wsib workerscomp workcomp
claim clm claims edi
charge chg charges
payment pmt pymt pay payments paid pago zahlung odeme placanje receipt copay deposit remittance remit era eob
invoice inv invoices factura rechnung fatura faktura
fee fees price prices tariff cost rate
account acct acc konto ledger ar financial finance transaction trans txn salary
adjustment adj
user usr users login usuario utilisateur benutzer kullanici kullanicilar korisnik account_user appuser aspnetuser
provider prov prv provid physician clinician practitioner prescriber npi
doctor dr doctors doktor doktorlar medico medicos medecin arzt aerzte lekar lekarz vrac hekim docs_dr
nurse nurses enfermera hemsire
staff employee emp employees worker personnel personel osoblje mitarbeiter empleado resident specialist intern
position degree specialty speciality spec_prov
facility fac facilities clinic klinik clinica hospital hosp center centre hastane bolnica practice site szpital
organization org organisation organizations company firm institution agency
department dept dep departments departamento abteilung bolum odeljenje oddzial section
location loc locations room rooms bed beds ward unit building salon
message msg mesg messages msgs basket inbasket mensaje nachricht mesaj poruka inbox mail sms chat recall
reminder reminders alert notification notify tickler notif
task tasks todo workflow
inventory invent inv_item stock stok lager warehouse whse bestand supply supplies availability nal
lot lots
product prod products item_master producto urun proizvod manufacturer manufacturing mfr vendor supplier
sale sales
lookup lkup lkp lk lst lu ctl ref code_table codelist codeset valueset val_set list_option picklist enum dictionary dict master_list terminology concept gem iso fips naics ansi iana
code cd codes cod kod codigo
type typ types tipo tip tur
category cat categories catg kategori kategorija categoria kategorie
status stat state_code estado durum
list lists liste lista
class klasse
option options opt choice
description desc descr
reference
country countries
language lang languages idioma sprache dil lng
audit aud audittrail trail auditlog
log logs history_log journal protokoll logentry bitacora bitacoras
access accesslog
activity activities
event events
archive archived arch arhive archieve
system sys syst sistem config configuration cfg settings preference preferences prefs pref property properties global globals parameter param params
privilege permission perm acl gacl role roles rol uloga secrole security sec right rights
session sessions token tokens oauth auth authentication certificate cert password passwd credential jwt key keys secret lock locks publickey publickeys privatekey privatekeys keypair keypairs keystore
menu menus module modules screen page widget css style icon theme layout view ui dashboard plugin hook window favorite favorites favourites quicklist browser
migration migrations version versions sysdiagram sysdiagrams liquibase changelog databasechangelog schema hibernate aspnet
job jobs job_run
scheduler cron queue background batch service_job
sequence seq sequences counter
sync integrator interface hl interop transmission submission import export download staging load loader dataload
mapping map maps mappings xref crosswalk
rule rules trigger logic guideline criteria decision
template templates tmpl macro
temporary tmp tmpsave backup bak copy
registry registration_key uuid guid
filter query
field fields element elements
attribute attributes attr attrib
group groups grp
relationship_type
item items
detail details dtl det
data datum info information dat
link links link_table rel
extension ext extra
header hdr
master mstr mst
table tbl tab
record rec records
entry entries
service svc services servicio
transfer
`;

const lines = ideas
  .trim()
  .split('\n')
  .map((line) => line.split(' '));

/** Word -> the word that stands for its idea. */
export const DOMAIN_IDEAS: ReadonlyMap<string, string> = new Map(
  lines.flatMap((words) => words.map((word) => [word, words[0] ?? word] as const)).reverse(),
);

/** Words that say nothing of what a table's rows are. */
export const FILLER: ReadonlySet<string> = new Set(
  'table data item detail record entry header master field extension link group incoming outgoing of the and to by for with in on at my new old main base all id no nr num de del la das der die des el electronic clinical practice medical health person client list functional'.split(
    ' ',
  ),
);
