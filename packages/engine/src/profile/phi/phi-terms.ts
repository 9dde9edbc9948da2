import type { PhiKind } from '../../artifacts/source-profile.js';

/**
 * Words of column names that mean identifiers of people (45 CFR 164.514(b)(2)(i), A to R), in the languages of common systems. Our own
 * collection. Words are folded (no case, no accents) and stand as a column name is split: `first name` is `FirstName`, `first_name`, `firstname`.
 */
export interface PhiTerm {
  readonly kind: PhiKind;
  readonly score: number;
  /** anywhere: the words stand together somewhere in the name; end: they are its end; whole: they are all of the name. */
  readonly place: 'anywhere' | 'end' | 'whole';
  readonly terms: readonly string[];
}

const term = (kind: PhiKind, score: number, place: PhiTerm['place'], ...lines: string[]): PhiTerm => ({
  kind,
  score,
  place,
  terms: Object.freeze(lines.join(', ').split(', ')),
});

export const phiTerms: readonly PhiTerm[] = Object.freeze([
  term(
    'free-text',
    0.7,
    'end',
    'body, hometext, plan text, reason, history, content, contents, details, narrative text, full text, body text',
  ),
  term(
    'ssn',
    0.97,
    'anywhere',
    'ssn, ss, soc sec, social security, ssno, ss number, tax id, taxid, tin, sin, nino, ni number, national id, nat id, nat id nr, sss nr, sss no, sss number, citizen id, national number, national insurance',
    'nhs number, nhs no, health card, hin, health insurance number, medicare number, medicaid number, medicare id, medicaid id, phn, uli',
    'pesel, cnp, jmbg, oib, emso, tckn, tc no, tc kimlik, kimlik no, kimlik, dni, nie, nif, curp, cedula, rut, cpf, codice fiscale, cod fiscal, codigo fiscal',
    'bsn, burgerservicenummer, insee, nir, numero secu, securite sociale, svnr, ahv, sozialversicherungsnummer, versichertennummer, steuernummer',
    'personnummer, cpr, rodne cislo, rc, snils, inn, polis oms, aadhaar, aadhar, pan number, passport, passport no, passport number, passeport, pasaporte, reisepass',
    'drivers, drivers license, driver license, licence number, driving licence, driving license, license no, licence no, driverslicense, license number, driver lic, dl number, identity number, identity card, id card, nic, ic number, nric',
  ),
  term(
    'mrn',
    0.95,
    'anywhere',
    'mrn, medical record number, med rec, medrec, medical record, record number, chart number, chart no, chartno, chart id, file number, file no, pubpid',
    'patient id, patientid, patid, pat id, patient number, patient no, patient nr, patient num, pid, pat no, pat nr, pt id, ptid, patient key, patient uuid, patient guid, patient identifier, patient account, patient code',
    'patient ref, patient reference, patient fk, patient, pat, demographic no, demographicno, demographic id, person id, personid, person no, person uuid, client id, client no, client number, subject id, member id, memberid, empi, mpi id, enterprise id',
    'patienten id, patientennummer, patientnummer, patientnr, patient nummer, fallnummer, aktennummer, ipp, numero patient, numero dossier, historia clinica, nhc, expediente',
    'id paciente, paciente id, numero paciente, paciente, cartella clinica, id paziente, paziente id, paziente, prontuario, patientnummer, id pacjenta, pacjent id, pacjent, nr pacjenta, id pacient, pacient id, pacient',
    'hasta id, hasta no, hastano, hastaid, protokol no, protokol, id pacijenta, pacijent id, pacijent, broj kartona, maticni broj, cislo pacienta, id bolnog, pacient kod, nomer karty, cliente id, id cliente',
  ),
  term(
    'email',
    0.97,
    'anywhere',
    'email, e mail, mail address, emailaddress, mail, eposta, e posta, correo, correo electronico, courriel, posta elettronica, epost, adres e mail, mail adresa',
  ),
  term(
    'ip-address',
    0.9,
    'anywhere',
    'ip address, ipaddress, ip addr, ipaddr, ip, remote addr, remote address, client ip, host address, mac address',
  ),
  term('url', 0.6, 'anywhere', 'url, website, web site, webpage, home page, homepage, www, web address'),
  term(
    'phone',
    0.95,
    'anywhere',
    'phone, phones, phone number, phn no, telephone, tel, tel no, telno, telefon, telefono, telefone, telefoon, telefonnummer, teléfono, mobile, mobil, movil, celular, cell, cellphone, cell phone, handy',
    'fax, faxno, fax number, pager, beeper, gsm, cep telefonu, cep tel, cep no, portable, telefon no, komorka, nr telefonu, numer telefonu, broj telefona, mobitel, cislo telefonu, nomer telefona, contact number, contact no, mobile no, whatsapp',
  ),
  term(
    'birth-date',
    0.98,
    'anywhere',
    'dob, birth date, birthdate, birthday, date of birth, dateofbirth, birth dt, birth dttm, birth datetime, birth year, birth month, birth day, year of birth, month of birth, day of birth, birth time, born, born on, bdate, bday, date born, birth',
    'geburtsdatum, geburt, geb dat, gebdat, geb datum, geburtstag, naissance, date naissance, date de naissance, ddn, nacimiento, fecha nacimiento, fecha de nacimiento, fec nac, fechanacimiento, nascita, data nascita, data di nascita',
    'nascimento, data nascimento, dt nasc, data de nascimento, geboortedatum, geboorte, urodzenia, data urodzenia, data ur, nasterii, data nasterii, nastere, rodenja, rodjenja, datum rodenja, datum rodjenja, dogum, dogum tarihi, dogumtarihi, dtarih, narozeni, datum narozeni, narodenia, rozhdeniya, data rozhdeniya',
  ),
  term(
    'postal-code',
    0.95,
    'anywhere',
    'zip, zipcode, zip code, zip4, plus four, postal, postal code, postalcode, postcode, post code, plz, postleitzahl, code postal, codigo postal, codpostal, kod pocztowy, cod postal, postanski broj, posta kodu, postakodu, psc, pochtovyy indeks',
  ),
  term('postal-code', 0.8, 'whole', 'cp, cap, cep'),
  term('ssn', 0.85, 'whole', 'tc'),
  term(
    'address',
    0.93,
    'anywhere',
    'address, addresses, addr, adr, address line, address1, address2, addr1, addr2, street, street address, street line, streetname, strasse, str name, hausnummer, house number, house no, apartment, apt no, anschrift, adresse, adres, adresa, direccion, domicilio, calle, rue, indirizzo, endereco, rua, straat, huisnummer, ulica, ulice, strada, sokak, mahalle, acik adres, adresi, ev adresi, ulitsa, domicile, residence, latitude, longitude, gps, geo lat, geo lon, lat, lon, lng',
  ),
  term(
    'city',
    0.85,
    'anywhere',
    'city, town, county, municipality, village, suburb, precinct, parish, township, birthplace, birth place, place of birth, geburtsort, wohnort, stadt, ville, commune, lieu naissance, ciudad, poblacion, localidad, municipio, lugar nacimiento, citta, comune, luogo nascita, cidade, bairro, plaats, woonplaats, miasto, miejscowosc, oras, localitate, grad, mjesto, mesto rodenja, sehir, ilce, dogum yeri, mesto, obec, gorod, hometown, fips, census tract, census block, geocode, geo code, gemeinde, kreis, arrondissement',
  ),
  term('city', 0.6, 'whole', 'ort, il, district, locality, place, wijk'),
  term(
    'given-name',
    0.96,
    'anywhere',
    'fname, f name, first name, firstname, first nm, given name, givenname, forename, forenames, middle name, middlename, middle initial, mname, m name, mid name, middle nm, nick name, nickname, preferred name, pref name, vorname, prenom, primer nombre, segundo nombre, nombres, nome proprio, primeiro nome, voornaam, roepnaam, imie, prenume, etunimi, krestni jmeno, ime pacijenta, imya, otchestvo, otcestvo, middle',
  ),
  term(
    'given-name',
    0.75,
    'whole',
    'given, first, patient first, pat first, pt first, mi, ime, ad, adi, isim, jmeno, nombre, given names, initials',
  ),
  term(
    'family-name',
    0.97,
    'anywhere',
    'lname, l name, last name, lastname, last nm, surname, sur name, family name, familyname, maiden name, maidenname, birth name, birthname, name suffix, nachname, familienname, zuname, geburtsname, mothers maiden, apellido, apellidos, apellido paterno, apellido materno, ap paterno, ap materno, ape paterno, ape materno, ape pat, ape mat, appaterno, apmaterno, cognome, sobrenome, apelido, achternaam, geslachtsnaam, nazwisko, nume familie, nume de familie, prezime, soyad, soyadi, soyisim, prijmeni, priezvisko, sukunimi, familiya, nom famille, nom de famille, nom naissance, nom jeune fille',
  ),
  term('family-name', 0.7, 'whole', 'last, patient last, pat last, pt last, family, maiden, nume'),
  term(
    'name',
    0.95,
    'anywhere',
    'full name, fullname, patient name, patientname, pt name, pat name, patname, person name, contact name, contact person, guardian name, guarantor name, mother name, father name, mothers name, fathers name, spouse name, subscriber name, insured name, insuredname, holder name, responsible party, next of kin, nextofkin, nok, doctor name, doctorname, physician name, provider name, staff name, employee name, user full name, signed by name, emergency contact, kin name, relative name, caregiver name, adi soyadi, ad soyad, adsoyad, adisoyadi, ime i prezime, ime prezime, imie i nazwisko, nombre completo, nombre paciente, nome completo, nome paziente, nome paciente, nom prenom, nom complet, nume prenume, jmeno a prijmeni, fio, f i o, patientenname, naam patient, hasta adi, hastaadi, doktor adi, doktoradi, nombre medico, employer name',
  ),
  term(
    'name',
    0.85,
    'end',
    'employer, arbeitgeber, employeur, empleador, datore, werkgever, pracodawca, isveren, zamestnavatel, poslodavac',
  ),
  term(
    'account',
    0.88,
    'anywhere',
    'account number, account no, account num, acct no, acct number, acct num, acctno, iban, bank account, card number, card no, cc number, credit card, check number, policy number, policy no, policy id, policynum, policy num, policy, group number, group no, beneficiary number, certificate number, subscriber id, subscriber number, subscriber no, insurance number, insurance no, insurance nr, insuranceno, ins no, insno, grpno, pat ins no, insurance id number, insured id, claim number, kontonummer, numero cuenta, numero compte, conto, rekeningnummer, numer konta, nr polisy, broj racuna, hesap no, sigorta no, police no, poliza, polizza, guarantor id, visa number',
  ),
  term(
    'identifier',
    0.75,
    'anywhere',
    'serial number, serial no, device serial, device id, device identifier, udi, unique device, vin, license plate, plate no, vehicle, fingerprint, biometric, voice print, retina, username, user name, login name, loginname, login id, userid, user login, logon, password, passwd, pwd, pass hash, secret, token, salt, api key, certificate, cert no, accession number, accession no, accession num, accession, specimen number, visit number, encounter number, study uid, series uid, instance uid, sop instance, external id, case number, case no, sifre, parola, kullanici adi, kullaniciadi, heslo, haslo, contrasena, usuario, kullanici, sifra',
  ),
  term(
    'image',
    0.85,
    'anywhere',
    'photo, photograph, picture, pic, portrait, face image, patient image, signature, sig image, thumbnail, foto, imagen, bild, slika, resim, podpis, unterschrift, firma digital, imza',
  ),
  term(
    'free-text',
    0.8,
    'anywhere',
    'note, notes, comment, comments, remark, remarks, memo, narrative, free text, freetext, note text, chief complaint, complaint, hpi, subjective, objective, assessment, history text, letter, message, msg, message text, special instructions, instructions, findings, impression, reason for visit, reason text, annotation, transcription, dictation, summary text, bemerkung, bemerkungen, notiz, notizen, anmerkung, anmerkungen, kommentar, befund, anamnese, beurteilung, remarque, remarques, commentaire, commentaires, observaciones, observacion, comentario, comentarios, nota, notas, anotaciones, osservazioni, commento, observacoes, anotacoes, opmerking, opmerkingen, notitie, uwagi, notatka, observatii, napomena, napomene, komentar, biljeska, aciklama, not, notlar, notlari, notu, sikayet, poznamka, poznamky, primechanie, kommentariy, zhaloby, anamnez, motivo, motif, grund, beschwerden, symptoms, sintomas, hikaye, oyku',
  ),
]);

/** Words for people in names of tables and columns. A column `name` in a table of people is a person's. */
export const personWords: ReadonlySet<string> = new Set(
  `sender senders recipient recipients receiver caller owner signer reviewer referrer approver requester patient patients pat pt person persons people client clients member members demographic demographics customer customers individual beneficiary insured subscriber
  guarantor guardian relative relatives relation kin nok contact contacts mother father parent parents spouse child children newborn sibling caregiver carer family
  user users staff employee employees emp provider providers doctor doctors physician physicians practitioner practitioners clinician clinicians nurse nurses surgeon
  resident operator author student students teacher trainer donor donors victim witness admin administrator secretary receptionist pharmacist worker personnel employer employers
  patienten person personen arzt aerzte mitarbeiter benutzer kunde kunden angehoerige versicherter pfleger krankenschwester
  paciente pacientes persona personas cliente clientes medico medicos doctora empleado empleados usuario usuarios enfermera enfermeras enfermero
  personne personnes medecin medecins utilisateur utilisateurs infirmiere employe assure
  paziente pazienti persona medico dipendente utente infermiere pessoa funcionario enfermeiro
  patienten persoon personen arts medewerker gebruiker huisarts
  pacjent pacjenci osoba lekarz lekarze pracownik uzytkownik pielegniarka
  pacient pacienti persoana medic medici angajat utilizator asistenta
  pacijent pacijenti osoba lekar lekari ljekar doktor doktori zaposleni korisnik sestra
  hasta hastalar kisi doktor doktorlar personel kullanici kullanicilar hemsire musteri yakini calisan
  pacient osoba lekar zamestnanec uzivatel sestra bolnoy vrach sotrudnik polzovatel`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Words that may follow in the name of a table without changing what it is about. */
export const tableSuffixes: ReadonlySet<string> = new Set(
  'data info information detail details master main mst table tbl tb t record records rec file base basic list archive backup bak copy old new history hist log view vw profile profiles general registration reg demographics demographic bilgi bilgileri daten stamm dane dados datos dati secure test temp tmp s en dbo bak2'.split(
    ' ',
  ),
);

/** Words after which a column tells something about the thing, and not the thing: `phone_type`, `email_verified`. */
export const aboutWords: ReadonlySet<string> = new Set(
  `type types kind code codes flag status count format label enabled verified preferred preference allowed allow required use indicator ind yn method order seq sequence template valid
  validated level category cat class group length size pattern system visibility display permission option options setting settings mask regex rank priority period state changed
  consent opt optin optout bool active disabled typ tipo tip art version title column field id ids key uuid guid fk pk ref chain count counter hours minutes days
  provider gateway carrier country province`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Words at the beginning of a flag. */
export const flagWords: ReadonlySet<string> = new Set('is has allow allows enable enabled'.split(' '));

/** Whose name a `name` is when it is no person's. */
export const thingWords: ReadonlySet<string> = new Set(
  `drug drugs medication medicine product generic brand trade file table column field form list code type class category role group unit lab test facility organization organisation
  company companies insurance plan payer pharmacy hospital clinic practice department dept ward room bed site location country state language template report event procedure service diagnosis disease
  allergy allergen vaccine manufacturer supplier vendor device drugname route event module menu page screen option setting tag queue job task server host database domain program script
  function class method component element attribute property item category document image folder layout theme icon color colour rule policy schedule calendar resource order panel analyte specimen
  question answer survey study protocol campaign message sms subject topic city street county species breed school bank
  ilac urun birim bolum klinik hastane sirket medikament produkt abteilung klinik krankenhaus firma medicamento producto departamento hospital empresa farmaco prodotto reparto ospedale azienda lek produkt oddzial szpital
  medicament departament spital lijek odjel bolnica proizvod lekarstvo otdel`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Words for the label of a code or thing: texts under them describe what there is, not who. */
export const labelWords: ReadonlySet<string> = new Set(
  'description desc descr title label display caption definition meaning term text name bezeichnung beschreibung descripcion libelle descrizione descricao omschrijving opis denumire tanim aciklamasi popis naimenovanie'.split(
    ' ',
  ),
);

/** Who did something, in names of columns: what stands there is a user's name. */
export const doerWords: ReadonlySet<string> = new Set(
  'user users owner author creator by usuario utilisateur benutzer utente kullanici gebruiker uzytkownik korisnik assigned'.split(
    ' ',
  ),
);

/** Words that make a telephone or address that of an organization where its table is named by them. */
export const organizationWords: ReadonlySet<string> = new Set(
  'organization organizations organisation organisations facility facilities company companies insurer insurers payer payers payor payors pharmacy pharmacies hospital hospitals clinic clinics department departments manufacturer manufacturers supplier suppliers vendor vendors lab labs laboratory laboratories agency agencies branch branches office offices site sites practice practices krankenhaus klinik apotheke firma hopital pharmacie empresa farmacia ospedale ziekenhuis apotheek szpital apteka spital farmacie bolnica apoteka ljekarna hastane eczane sirket nemocnice lekarna bolnitsa apteki aseguradora aseguradoras versicherung versicherungen krankenkasse assureur assicurazione seguradora'.split(
    ' ',
  ),
);

/** Words for those who are treated: the key of their table names a patient. */
export const patientWords: ReadonlySet<string> = new Set(
  'patient patients pat demographic demographics person persons client clients member members individual beneficiary subscriber paciente pacientes paziente pazienti patienten pacjent pacjenci pacient pacienti pacijent pacijenti hasta hastalar bolnoy'.split(
    ' ',
  ),
);

/** Short words for a name that are other words too: only where nothing but a person stands beside them. */
export const shortNameWords: ReadonlySet<string> = new Set('ad adi ime nom nome nume nm'.split(' '));

/** The plain word for a name. */
export const nameWords: ReadonlySet<string> = new Set(
  'name names nm naam nom nome nazwa naziv nume ime jmeno nombre isim ad adi imya fullname'.split(' '),
);

/** Words of tables and columns about what happened to patients: their dates are dates of a person. */
export const careWords: ReadonlySet<string> = new Set(
  `patient patients encounter encounters visit visits admission admissions discharge appointment appointments immunization immunizations vaccination allergy allergies problem problems condition conditions diagnosis diagnoses
  medication medications prescription prescriptions observation observations result results lab labs vital vitals procedure procedures surgery referral referrals claim claims billing charge charges payment payments invoice document documents
  note notes order orders chart history episode pregnancy death deceased died onset exam examination measurement specimen careplan death consult consultation insurance coverage eligibility message
  besuch aufnahme entlassung diagnose befund termin rezept visite sejour consultation ordonnance rendezvous cita consulta receta ingreso alta diagnostico visita ricovero ricetta appuntamento atendimento internacao exame consulta receita
  bezoek opname afspraak recept wizyta przyjecie recepta vizita internare reteta posjet pregled prijem recept termin muayene randevu recete yatis tahlil tetkik navsteva vysetreni priem naznachenie`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
