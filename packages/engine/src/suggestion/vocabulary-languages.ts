/**
 * The same ideas in other languages, without accents and transliterated: German, French, Spanish, Italian, Portuguese, Dutch, Polish, Romanian, Croatian and
 * Serbian, Turkish, Russian and Ukrainian. A word may stand in several lines. Common words of health records; written for this project.
 */
export const LANGUAGES = `
active: aktiv actif activo attivo ativo actief aktywny activ aktivan aktif aktivnyj
address: adresse anschrift direccion direccio domicilio indirizzo endereco morada adres adresa adresi adress adresat
administer: verabreicht administre administrado somministrato toegediend podano primijenjeno uygulama
admission: aufnahme hospitalisation ingreso ricovero internacao opname przyjecie internare internarea prijem yatis gospitalizatsiya priem
alcohol: alkohol alcool alkol
allergy: allergie alergia allergia alergie alergija alerji allergiya alergiya allergies allergien alergias alergii alergije
amount: betrag menge montant cantidad importe quantita quantidade bedrag kwota suma miktar
appointment: termin rendezvous rdv cita appuntamento consulta afspraak wizyta programare programari randevu priem termini citas zapis
begin: beginn anfang debut inicio inizio comeco begin poczatek inceput pocetak baslangic baslama nachalo von ab desde dal od
birth: geburt geburts naissance naiss nacimiento nac nascita nascimento geboorte urodzenia urodz nastere nasterii rodenja rodjenja dogum rozhdeniya narodzhennya rojstva
birth date: geburtsdatum gebdat gebdatum datenaissance fechanacimiento datanascita datanascimento geboortedatum dataurodzenia datanasterii datumrodenja dogumtarihi datarozhdeniya ddn fecnac
blood: blut sang sangre sangue bloed krew sange krv kan krov
category: kategorie categorie categoria kategoria kategorija kategori kategoriya
city: stadt ort wohnort ville ciudad citta cidade stad plaats miasto miejscowosc oras localitate grad mjesto mesto sehir il gorod misto poblacion localidad commune comune
code: kode codigo codice kod cod kodu sifra shifr
comment: bemerkung notiz anmerkung kommentar remarque commentaire observaciones observacion nota commento annotazione osservazione observacao opmerking uwagi uwaga komentarz observatii nota napomena biljeska komentar aciklama notlar primechanie zametka kommentarij
company: firma entreprise empresa azienda bedrijf sirket tvrtka
contact: kontakt contacto contatto contato kontaktperson
country: land pays pais paese kraj tara drzava zemlja ulke strana kraina
date: datum date fecha data dato datas tarih tarihi datumu dat
day: tag jour dia giorno dag dzien zi dan gun den
death: tod gestorben deces muerte morte obito overlijden overleden zgon deces smrt olum smert
delete: geloscht geloescht supprime borrado eliminado cancellato excluido verwijderd usuniety sters obrisan silindi udalen
department: abteilung station service departamento reparto departamento afdeling oddzial sectie odjel bolum otdelenie klinik
description: beschreibung bezeichnung libelle descripcion descrizione descricao omschrijving opis opisanie descriere tanim denumire naimenovanie nazvanie bez bezeichn
diagnosis: diagnose diagnostic diagnostico diagnosi diagnostico diagnoza dijagnoza tani teshis diagnoz maladie enfermedad malattia doenca ziekte choroba boala bolest hastalik bolezn
discharge: entlassung sortie alta dimissione ontslag wypis externare externarea otpust taburcu vypiska
doctor: arzt aerzte arztin medecin medico doctor doktor lekarz lekar medicul lijecnik hekim vrach likar arts doctori medicos medici doktorlar
provider: arzt behandler medecin medico medic docteur dottore arts lekarz doktor doktori lijecnik lekar hekim vrach likar doctor
document: dokument dokumente documento documents documenten belge dokumenta
dose: dosis posologie posologia dosaggio dosering dawka doza doz dozirovka dosierung
drug: medikament arzneimittel arznei medicament medicamento farmaco medicijn geneesmiddel lek leki lijek ilac lekarstvo preparat medicamente lijekovi ilaclar praparat farmaci liky medikamente
email: courriel correo posta eposta mailadres correoelectronico
employer: arbeitgeber employeur empleador datorelavoro werkgever pracodawca angajator poslodavac isveren
encounter: besuch konsultation visite consultation visita consulta consulto bezoek wizyta consultatie consultatia posjet pregled ziyaret muayene poseshchenie vizit fall kontakt consulte pregledi muayeneler
end: ende fin final fine fim einde koniec sfarsit kraj bitis son konec bis hasta al do pana okonchanie
expiration: ablauf verfall expiration caducidad vencimiento scadenza validade vervaldatum waznosci expirare istek skt srok peremption caducite verfalldatum
family: familie famille familia famiglia rodzina obitelj aile semya
father: vater pere padre pai vader ojciec tata otac baba otets
fax: telefax faks
file: datei fichier archivo dossier bestand plik fisier datoteka dosya fajl
first name: vorname prenom nombre nombres primernombre nome voornaam imie prenume ime ad adi imya imja nombrepaciente primeironome
last name: nachname familienname zuname nom nomfamille apellido apellidos primerapellido cognome sobrenome apelido achternaam familienaam nazwisko nume numefamilie prezime soyad soyadi familiya familija prizvishche
middle name: otchestvo patronymic zweitername segundonombre otcestvo patronim
name: name nom nombre nome naam nazwa nume naziv ime ad adi isim imya nazwisko denumire bezeichnung intitule titre naimenovanie
full name: fio namesurname adsoyad adisoyadi nombrecompleto nomecompleto naamvolledig imieinazwisko numeprenume imeprezime
form: darreichungsform forme forma vorm postac oblik darreichung arzneiform galenik
frequency: haufigkeit haeufigkeit frequence frecuencia frequenza frequencia frequentie czestotliwosc frecventa ucestalost siklik chastota periodicitate
gender: geschlecht sexe sexo sesso geslacht plec sex gen spol pol cinsiyet cinsiyeti genero genre geschl
height: grosse groesse koerpergroesse taille talla estatura altezza altura lengte wzrost inaltime visina boy rost
history: anamnese antecedents antecedentes anamnesi historico voorgeschiedenis wywiad istoric povijest gecmis anamnez historia
hospital: krankenhaus klinik hopital ospedale ziekenhuis szpital spital bolnica hastane bolnitsa likarnya clinica
identifier: kennung identifiant identificador identificativo matricule nummer numero numer numar broj numara nomer
immunization: impfung impfungen vaccination vacunacion vacuna vacunas vaccinazione vacinacao vacina vaccinatie szczepienie szczepienia vaccinare cijepljenje vakcinacija asi asilar vaktsinatsiya privivka impf
insurance: versicherung krankenkasse kasse kostentraeger assurance mutuelle seguro aseguradora assicurazione seguradora convenio verzekering ubezpieczenie asigurare osiguranje sigorta strahovanie polis
lab: labor laboratoire laboratorio laboratorium laborator laboratorij laboratuvar laboratoriya
language: sprache langue idioma lingua taal jezyk limba jezik dil yazyk mova
lot: charge partie lote lotto partij partia serie serija parti seriya
manufacturer: hersteller fabricant fabricante produttore fabrikant producent producator proizvodac uretici proizvoditel
marital: familienstand zivilstand situationfamiliale etatcivil estadocivil statocivile burgerlijkestaat stancywilny starecivila bracnostanje bracno medenihal medenidurum semejnoe civil famstand familienst
medication: medikation medication medicacion medicazione medicacao medicatie medicatia terapija terapia tedavi lechenie
message: nachricht mensaje messaggio mensagem bericht wiadomosc mesaj poruka soobshchenie
mother: mutter mere madre mae moeder matka mama majka anne mat
name maiden: geburtsname nomjeunefille nomnaissance geborenname
note: notiz nota befund
number: nummer nr numero num numer broj numara nomer nro anzahl no nombre aantal liczba
occupation: beruf profession profesion ocupacion professione lavoro profissao beroep zawod profesie ocupatie zanimanje meslek professiya
order: auftrag ordonnance orden ordine pedido opdracht zlecenie comanda nalog zakaz
organization: organisation organizacion organizzazione organizacao organizacja organizatie organizacija kurum organizatsiya
patient: patienten paciente pazienti paziente pacient pacjent pacjenci pacienti pacijent bolesnik hasta hastalar patsient pacientes bolnoj patienti pasien hastaid patsienta kunde
phone: telefon telefonnummer tel telephone telefono telefone telefoon telefonas telefonu handy celular cellulare telemovel telefoonnummer komorka gsm mobil
policy: police poliza polizza apolice polis polisa police
postal code: plz postleitzahl codepostal cp codigopostal cap cep codigopostal postcode kodpocztowy codpostal postanskibroj postakodu indeks poshtanski
prescription: rezept verordnung ordonnance receta ricetta prescricao receita recept recepta reteta retete recete retsept prescriere prescriptie prescrizione
price: preis prix precio prezzo preco prijs cena pret cijena fiyat tsena
problem: probleem probleme problema problemi
procedure: eingriff operation intervention procedimiento cirugia procedura procedimento cirurgia ingreep verrichting zabieg operacja interventie operatie zahvat postupak ameliyat islem operatsiya protsedura intervento tratamiento trattamento tratamento tratament tratamente behandlung traitement
pulse: puls pouls pulso polso polsslag tetno nabiz frequenzacardiaca cardiaque cardiaca herzfrequenz
quantity: menge anzahl quantite cantidad quantita quantidade hoeveelheid ilosc cantitate kolicina miktar adet kolichestvo stueckzahl packgroesse packungsgroesse packungsgrosse
reaction: reaktion reaccion reazione reacao reactie reakcja reakcija reaksiyon reaktsiya
reason: grund motif motivo razon motief reden powod motiv razlog neden sebep prichina
relation: verwandtschaft beziehung lien parentesco parentela relatie pokrewienstwo relatie srodstvo yakinlik rodstvo
religion: konfession religione religiao godsdienst religia religie religija din religiya
result: ergebnis befund resultat resultado risultato uitslag wynik rezultat sonuc rezultat valeur
room: zimmer raum chambre habitacion stanza quarto kamer pokoj sala camera soba oda palata
route: verabreichungsweg voie via toedieningsweg droga cale nacin yol
severity: schweregrad gravite gravedad gravita gravidade ernst ciezkosc severitate tezina siddet tyazhest
social security number: svnr svnummer ahv nir securitesociale nss dni nif codicefiscale cpf bsn pesel cnp oib jmbg tckimlik tckimlikno tckn tcno snils nin secu numsecu securite
specialty: fachrichtung fachgebiet specialite especialidad specializzazione specialita especialidade specialisme specjalizacja specjalnosc specialitate specijalnost uzmanlik brans spetsialnost
state: bundesland kanton departement provincia regione estado provincie wojewodztwo judet zupanija eyalet oblast
status: zustand statut estado stato situacao stan stare durum sostoyanie statusu
street: strasse str hausnummer rue calle via rua logradouro straat ulica strada ulitsa cadde sokak
substance: wirkstoff stoff substance sustancia sostanza substancia stof substancja substanta tvar madde veshchestvo
symptom: symptome sintoma sintomi symptoom objaw simptom belirti zhaloba simptomi zhaloby sikayet objawy
temperature: temperatur temperatura temperatuur sicaklik ates
test: untersuchung analyse prueba examen examenes analisi exame onderzoek badanie analiza pretraga tahlil tetkik analiz
time: zeit uhrzeit heure hora ora tijd godzina ora vrijeme saat vremya chas
title: titel titre titulo titolo tytul titlu titula unvan
type: typ art tipo tip rodzaj soort tur vrsta vid turu
unit: einheit unite unidad unita unidade eenheid jednostka unitate jedinica birim edinitsa
user: benutzer anwender utilisateur usuario utente usuario gebruiker uzytkownik utilizator korisnik kullanici polzovatel
vaccine: impfstoff vaccin vacuna vaccino vacina szczepionka vakcina cjepivo asi vaktsina
value: wert valeur valor valore waarde wartosc valoare vrijednost vrednost deger znachenie
weight: gewicht koerpergewicht poids peso wagi waga gewicht greutate tezina kilo ves vaga masa
year: jahr annee ano anno jaar rok an godina yil god
work: arbeit travail trabajo lavoro trabalho werk praca munca posao is rabota
patient number: patnr patientennr patientennummer patientnr ipp nip nhc
address line: hausnr hausnummer
primary care provider: hausarzt medecintraitant medicofamilia medicocabecera huisarts
deceased: verstorben decede fallecido deceduto falecido overleden zmarly
prescribe: verordnet verschrieben prescrit prescrito prescritto recetado prescripteur prescriptor prescrittore
drug code: pzn cip
strength: staerke starke wirkstaerke wirkstarke fuerza concentracion concentration concentracao sila moc
substitute: autidem substituable sustituible sostituibile
normal range: normbereich referenzbereich normwert normwerte referenzwert valeurreference valeursreference rangoreferencia rangonormal valorreferencia valoresreferencia
collect: abnahme entnahme probenahme prelevement extraccion prelievo colheita
specimen: probe probenmaterial material echantillon muestra campione
measure: mess messung messwert gemessen mesure medida medicion misura
verify: sicherheit diagnosesicherheit certeza certitude
laterality: seite cote lado lato
cancel: abgesagt storniert annule cancelado annullato cancelada
duration: dauer duree duracion durata duracao duur
record: festgestellt erfasst
insurance company: kassenname krankenkassenname
insurance number: versnr versichertennr versichertennummer versicherungsnr
abnormal: grenzwert auffaellig anormal
refill: renouvellement renouvellements renovaciones rinnovi wiederholung wiederholungen
low: inf inferieur inferieure inferior inferiore untergrenze
high: sup superieur superieure superior superiore obergrenze
pass word: passe motdepasse contrasena passwort kennwort senha clave
create: creation cree creacion creado creazione creato criacao criado erstellt angelegt
head circumference: kopfumfang perimetrecranien perimetrocefalico
`;
