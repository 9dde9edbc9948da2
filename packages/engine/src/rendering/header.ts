import { narrativeText } from '../formats/cda/narrative.js';
import type { XmlElement } from '../formats/xml/xml-element.js';
import { isTrue } from '../formats/xml/xs-boolean.js';
import { language } from '../terminology/languages.js';
import { text } from './page.js';
import {
  absent,
  codeWords,
  contacts,
  type Fact,
  identifiers,
  names,
  periodWords,
  roleLines,
  timeWords,
} from './party.js';

/** What the page calls the document. */
export function documentTitle(root: XmlElement): string {
  const title = root.child('title');
  const written = title ? narrativeText(title).replace(/\s+/g, ' ') : '';
  return written !== '' ? written : (codeWords(root.child('code')) ?? 'Clinical document');
}

/** The header of a document as the page's: whose it is, what it is, who made and keeps it. */
export function headerHtml(root: XmlElement): string {
  const patients = root.all('recordTarget').map((target) => patientHtml(target.child('patientRole')));
  return `<header><h1>${text(documentTitle(root))}</h1><div class="card">${patients.join('')}${factList(documentFacts(root))}</div></header>`;
}

function patientHtml(role: XmlElement | undefined): string {
  const patient = role?.child('patient');
  const [name = 'Patient without a name', ...others] = names(patient);
  const coded = (...paths: string[]): string[] =>
    paths.flatMap((path) =>
      (patient?.all(path) ?? []).map((code) => codeWords(code) ?? '').filter((words) => words !== ''),
    );
  const languages = (patient?.all('languageCommunication') ?? [])
    .map((one) => one.child('languageCode')?.attribute('code') ?? '')
    .filter((code) => code !== '')
    .map((code) => language(code)?.name ?? code);
  const birth = patient?.child('birthTime');
  const facts: Fact[] = [
    fact('Born', birth?.attribute('value') === undefined ? absent(birth) : timeWords(birth.attribute('value') ?? '')),
    fact('Sex', coded('administrativeGenderCode').join(', ')),
    fact('Died', deathWords(patient)),
    fact('Patient numbers', identifiers(role)),
    fact('Further names', others),
    fact('Address and telephone', contacts(role)),
    fact('Languages', [...new Set(languages)].join(', ')),
    fact('Race', coded('raceCode', 'sdtc:raceCode').join(', ')),
    fact('Ethnicity', coded('ethnicGroupCode', 'sdtc:ethnicGroupCode').join(', ')),
    fact('Marital status', coded('maritalStatusCode').join(', ')),
    fact('Religion', coded('religiousAffiliationCode').join(', ')),
    ...(patient?.all('guardian') ?? []).map((guardian) =>
      fact('Guardian', [
        ...names(guardian.child('guardianPerson')),
        ...names(guardian.child('guardianOrganization')),
        ...contacts(guardian),
      ]),
    ),
  ];
  return `<p class="patient">${text(name)}</p>${factList(facts)}`;
}

function deathWords(patient: XmlElement | undefined): string | undefined {
  const time = patient?.child('sdtc:deceasedTime')?.attribute('value');
  if (time !== undefined) return timeWords(time);
  return isTrue(patient?.child('sdtc:deceasedInd')?.attribute('value')) ? 'yes, the day is not stated' : undefined;
}

function documentFacts(root: XmlElement): Fact[] {
  const at = (...path: string[]): XmlElement | undefined => root.at(...path);
  const version = at('versionNumber')?.attribute('value');
  const encounter = at('componentOf', 'encompassingEncounter');
  const custodian = at('custodian', 'assignedCustodian', 'representedCustodianOrganization');
  const title = documentTitle(root);
  const kind = codeWords(at('code'));
  const dated = (element: XmlElement, role: XmlElement | undefined): string[] => {
    const when = periodWords(element.child('time'));
    return [
      ...roleLines(role),
      ...(when === undefined || element.child('time')?.attribute('nullFlavor') ? [] : [when]),
    ];
  };
  return [
    fact('Type', kind === title ? undefined : kind),
    fact('Date', periodWords(at('effectiveTime'))),
    fact('Edition', version === undefined ? undefined : version),
    ...merged(
      'Author',
      root.all('author').map((one) => dated(one, one.child('assignedAuthor'))),
    ),
    fact('Kept by', [...names(custodian), ...contacts(custodian)]),
    ...merged(
      'Signed by',
      root.all('legalAuthenticator').map((one) => dated(one, one.child('assignedEntity'))),
    ),
    ...merged(
      'Attested by',
      root.all('authenticator').map((one) => dated(one, one.child('assignedEntity'))),
    ),
    ...merged(
      'Entered by',
      root.all('dataEnterer').map((one) => dated(one, one.child('assignedEntity'))),
    ),
    ...merged(
      'Informant',
      root.all('informant').map((one) => roleLines(one.child('assignedEntity') ?? one.child('relatedEntity'))),
    ),
    ...merged(
      'Sent to',
      root.all('informationRecipient').map((one) => roleLines(one.child('intendedRecipient'))),
    ),
    fact(
      'Visit',
      encounter && [
        codeWords(encounter.child('code')) ?? '',
        periodWords(encounter.child('effectiveTime')) ?? '',
        ...names(encounter.at('location', 'healthCareFacility', 'location')),
      ],
    ),
    ...root
      .all('documentationOf')
      .flatMap(({ nodes }) =>
        nodes.flatMap((event) =>
          typeof event === 'string' || event.name !== 'serviceEvent' ? [] : serviceFacts(event),
        ),
      ),
    ...root.all('participant').map((one) => {
      const entity = one.child('associatedEntity');
      const relation = codeWords(entity?.child('code'));
      return fact('Also named', [
        ...roleLines(entity),
        ...(relation === undefined ? [] : [relation]),
        ...contacts(entity),
      ]);
    }),
    fact('Confidentiality', codeWords(at('confidentialityCode'))),
    fact('Document number', identifiers(root)),
  ];
}

function serviceFacts(event: XmlElement): Fact[] {
  const who = event.all('performer').flatMap((one) => roleLines(one.child('assignedEntity')));
  return [fact('Care described', periodWords(event.child('effectiveTime'))), fact('Care given by', [...new Set(who)])];
}

function fact(name: string, said: string | readonly string[] | undefined): Fact {
  const lines = said === undefined ? [] : typeof said === 'string' ? [said] : said;
  return { name, lines: lines.filter((line) => line.trim() !== '') };
}

/** Several of one kind as one fact; the same person is named once. */
function merged(name: string, all: readonly (readonly string[])[]): Fact[] {
  const lines = [...new Set(all.map((one) => one.join(', ')))];
  return [fact(name, lines)];
}

function factList(facts: readonly Fact[]): string {
  const shown = facts.filter(({ lines }) => lines.length > 0);
  if (shown.length === 0) return '';
  const rows = shown.map(
    ({ name, lines }) =>
      `<div><dt>${text(name)}</dt><dd>${lines.map((line) => `<span class="line">${text(line)}</span>`).join('')}</dd></div>`,
  );
  return `<dl class="facts">${rows.join('')}</dl>`;
}
