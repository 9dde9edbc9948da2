/**
 * Words of the field, as databases spell them. Each line is one idea: the first word stands for all. English with its usual abbreviations, then Spanish,
 * Portuguese, French, German, Italian, Turkish and Serbo-Croatian, without accents. Compiled from common usage in health records and business schemas.
 */
const ideas = `
patient pt pat ptnt pid demographic client paciente patienten hasta pacijent paziente bemor kranker member subject mrn chart
person people persona personne kisi osoba
encounter enc visit vst visita consulta besuch contact_event
provider prov prv doctor dr doc physician clinician practitioner pcp gp hcp attending medico medecin arzt doktor lekar caregiver prescriber
user usr login usuario utilisateur benutzer kullanici korisnik account_user operator
employee emp staff worker empleado mitarbeiter personel osoblje calisan personnel
facility fac clinic hospital practice clinica klinik krankenhaus hastane bolnica
location loc ubicacion standort
department dept dep dpt departamento abteilung bolum odeljenje
organization org organisation organizacion firm firma company
insurance ins payer payor insurer seguro versicherung sigorta
appointment appt apt cita termin randevu
order ord pedido bestellung siparis porudzbina
result res rslt observation obs
problem prob issue diagnosis diag dx dgns icd
medication med drug rx medicine medicament ilac lek prescription presc farmaco medicamento
allergy alg alrg allergen
immunization imm vaccine vacc vax prevention vaccination
procedure proc prcd
document docmt dokument documento belge
note nt
form frm formulario
category cat catg categoria kategorie kategori kategorija
type typ tipo tip tur
status stat estado durum
product prod producto produkt urun proizvod
customer cust cliente kunde musteri kupac
supplier supp vendor vend proveedor lieferant tedarikci
address addr direccion adresse adres adresa
country cntry pais land ulke drzava
state province estado_prov provincia bundesland
city town ciudad stadt sehir grad
region rgn
group grp grupo gruppe
role rol rolle uloga
title ttl
author au autor
publisher pub editor editorial verlag
student stud estudiante alumno ogrenci
teacher teach instructor profesor lehrer ogretmen
course crs curso kurs ders
question quest pregunta frage
answer ans respuesta antwort
message msg mensaje nachricht
account acct acc cuenta konto
invoice inv factura rechnung fatura
payment pmt pymt pago zahlung odeme
store stor shop tienda laden
specimen spec sample
language lang idioma sprache dil
unit uom einheit birim
image img picture pic
schedule sched horario
referral ref_out
policy pol poliza
manufacturer mfr mfg mvx fabricante hersteller
laboratory lab labor laboratuvar
book bk libro buch kitap knjiga
parent padre ust roditelj
room rm
ward wd
bed bd
version ver
address_book abook
territory terr
identifier ident
relationship relation rel relatives kin
`;

/** Word -> the word that stands for its idea. */
export const IDEA_OF: ReadonlyMap<string, string> = new Map(
  ideas
    .trim()
    .split('\n')
    .flatMap((line) => {
      const words = line.split(' ');
      return words.map((word) => [word, words[0] ?? word] as const);
    }),
);

/** Ideas of which one may stand for the other: a user of the program is often the provider; patients are persons. */
const kindred: readonly (readonly [string, string, number])[] = [
  ['provider', 'user', 0.75],
  ['provider', 'employee', 0.75],
  ['user', 'employee', 0.75],
  ['provider', 'person', 0.4],
  ['user', 'person', 0.4],
  ['employee', 'person', 0.4],
  ['patient', 'person', 0.5],
  ['facility', 'location', 0.6],
  ['facility', 'organization', 0.6],
  ['facility', 'department', 0.4],
  ['insurance', 'organization', 0.4],
  ['customer', 'person', 0.4],
  ['student', 'person', 0.4],
  ['teacher', 'person', 0.4],
  ['teacher', 'employee', 0.6],
];

/** How much two ideas are kin, by both of them with a blank between, in either order. */
export const KINDRED: ReadonlyMap<string, number> = new Map(
  kindred.flatMap(([a, b, score]) => [[`${a} ${b}`, score] as const, [`${b} ${a}`, score] as const]),
);

/** Words at the end of a column that say "names a row" and nothing of which. */
export const KEY_WORDS: ReadonlySet<string> = new Set(
  'id ids no nr num nbr number key pk fk code cd uid guid uuid oid sid ref iid rowid ien csn identifier nummer numero kod kodu sifra c kimlik recno via record rec'.split(
    ' ',
  ),
);

/** The same as endings of words that are written together: `patientid`, `reportno`. The longest first. */
export const KEY_ENDINGS: readonly string[] = [
  'number',
  'guid',
  'uuid',
  'code',
  'key',
  'num',
  'nbr',
  'nr',
  'cd',
  'id',
  'no',
];

/** Names that every table may use for columns of its own: equality of them says nothing. */
export const GENERIC_NAMES: ReadonlySet<string> = new Set(
  'id no key code name type value title label text description desc status number num uuid guid uid seq sequence order position category group level active date note notes comment comments user field item line row version state class kind source ref reference version_no'.split(
    ' ',
  ),
);

/** Words of table names that say how the table is kept, not of what it is. */
export const TABLE_NOISE: ReadonlySet<string> = new Set(
  'tbl table tb t dbo public data master mst mstr main header hdr base record records rec dim fact file tabla tablo list lst lk lkp lu lkup lookup ref cfg ctl def app view z zc all my'.split(
    ' ',
  ),
);

/** Words of table names whose rows add to another table's rows. */
export const SATELLITE_WORDS: ReadonlySet<string> = new Set(
  'info detail details dtl ext extra extension history hist log audit archive arc bak backup copy tmp temp old note notes link links map xref attribute attr attributes link2 archived hx prefs preference settings comment comments routing synonym synonyms'.split(
    ' ',
  ),
);

/** Who did something to the row, whatever the verb before `by`: such columns name users of the program. */
export const ACTOR_WORDS: ReadonlySet<string> = new Set(
  'by creator author owner assignee verifier recorder reporter requestor performer editor modifier'.split(' '),
);

/** Words that say that a column names a row of its own table. */
export const SELF_WORDS: ReadonlySet<string> = new Set(
  'parent main root superior previous prev prior original orig next replaces replaced superseded chain thread reply predecessor successor reinjury revises padre eltern ust ana'.split(
    ' ',
  ),
);

/** People that people have: they name rows of the table's own only where it holds people. */
export const CHIEF_WORDS: ReadonlySet<string> = new Set(
  'supervisor supervised manager mgr reports boss leader mentor backs chief head'.split(' '),
);

/** Columns that count, measure, sort or flag; an integer in them is no key into a table. */
export const MEASURE_WORDS: ReadonlySet<string> = new Set(
  'count cnt qty quantity amount amt total sum price fee cost rate percent pct size length width height weight age year month day hour hours minute minutes min max duration interval days weeks seq sequence order ordering displayorder sortorder sort rank position pos level lvl score priority flag is has active enabled inactive deleted visible hidden color colour version revision year_of refills units dose dosage strength freq frequency repeat times limit offset lft rght left right balance salary bonus discount royalty advance sales pay copay bps bpd pulse temperature respiration bmi cols columns rows fld_length page pages capacity stock advance quantity kilo boy yas dias duracion dauer duree'.split(
    ' ',
  ),
);

/** Attributes of people and places; that two tables share their values makes no join. */
export const ATTRIBUTE_WORDS: ReadonlySet<string> = new Set(
  'email mail phone telephone tel fax address street street1 street2 zip postal postcode lname fname firstname lastname surname comment password pwd salt hash url color'.split(
    ' ',
  ),
);

/** First words of flags, limits and counts. */
export const MEASURE_STARTS: ReadonlySet<string> = new Set(
  'is has num count total qty amount max min enable enabled show hide allow use default can number'.split(' '),
);
