/** A made-up C-CDA R2.1 document, built from pieces that a test may change: it breaks none of Chartlift's own rules and no SHALL of its templates. */

const BASE = '2.16.840.1.113883.10.20.22.';
const LOINC = '2.16.840.1.113883.6.1';
const SNOMED = '2.16.840.1.113883.6.96';
const CLASS = '2.16.840.1.113883.5.6';
const ACT_CODE = '2.16.840.1.113883.5.4';
const DATED = '2015-08-01';
const OLDER = '2014-06-09';

const ids = (end: string, extension?: string): string =>
  `<templateId root="${BASE}${end}"/>${extension ? `<templateId root="${BASE}${end}" extension="${extension}"/>` : ''}`;
const id = (name: string): string => `<id root="2.999.7" extension="${name}"/>`;
const code = (tag: string, value: string, system: string, display: string, ref = ''): string =>
  `<${tag}${tag === 'value' ? ' xsi:type="CD"' : ''} code="${value}" codeSystem="${system}" displayName="${display}">${ref === '' ? '' : `<originalText><reference value="#${ref}"/></originalText>`}</${tag}>`;
const text = (ref: string): string => `<text><reference value="#${ref}"/></text>`;
const DONE = '<statusCode code="completed"/>';
const POINT = '<effectiveTime value="20240102"/>';
const SPAN = '<effectiveTime><low value="20240102"/></effectiveTime>';
const ENDED = '<effectiveTime><low value="20240102"/><high value="20240102"/></effectiveTime>';
const AUTHOR =
  '<author><time value="20240102"/><assignedAuthor><id root="2.999.8" extension="a"/></assignedAuthor></author>';
const obs = (body: string, more = ''): string =>
  `<observation classCode="OBS" moodCode="EVN"${more}>${body}</observation>`;
const related = (type: string, body: string): string =>
  `<entryRelationship typeCode="${type}">${body}</entryRelationship>`;

const severity = (ref: string, name: string): string =>
  related(
    'SUBJ',
    obs(
      `${ids('4.8', OLDER)}${id(name)}<code code="SEV" codeSystem="${ACT_CODE}"/>${DONE}${code('value', '255604002', SNOMED, 'Mild', ref)}`,
    ),
  );

function section(ends: readonly [string, string?][], loinc: string, ref: string, entries: readonly string[]): string {
  const rows = `<table><tbody><tr><td ID="${ref}">Words of the source</td></tr></tbody></table>`;
  const templates = ends.map(([end, extension]) => ids(end, extension)).join('');
  const body = entries.map((entry) => `<entry>${entry}</entry>`).join('');
  return `<component><section>${templates}<code code="${loinc}" codeSystem="${LOINC}"/><title>Section</title><text>${rows}</text>${body}</section></component>`;
}

const drug = (end: string, value: string, system: string, ref: string): string =>
  `<consumable><manufacturedProduct classCode="MANU">${ids(end, OLDER)}<manufacturedMaterial>${code('code', value, system, 'Product', ref)}</manufacturedMaterial></manufacturedProduct></consumable>`;
const route = (ref: string): string => code('routeCode', 'C38288', '2.16.840.1.113883.3.26.1.1', 'ORAL', ref);
const administration = (body: string): string =>
  `<substanceAdministration classCode="SBADM" moodCode="EVN" negationInd="false">${body}</substanceAdministration>`;
const organizer = (body: string): string => `<organizer classCode="CLUSTER" moodCode="EVN">${body}</organizer>`;
const NORMAL = '<interpretationCode code="N" codeSystem="2.16.840.1.113883.5.83" displayName="Normal"/>';

/** The sections by the letter of the Scorecard's category; `N` is a Notes section. */
export const goodSections: Readonly<Record<string, string>> = {
  E: section(
    [
      ['2.22', DATED],
      ['2.22.1', DATED],
    ],
    '46240-8',
    'E1',
    [
      `<encounter classCode="ENC" moodCode="EVN">${ids('4.49', DATED)}<id root="2.999.9" extension="visit"/>${code('code', 'AMB', ACT_CODE, 'ambulatory', 'E1')}${text('E1')}${POINT}${related('COMP', `<act classCode="ACT" moodCode="EVN">${ids('4.80', DATED)}<code code="29308-4" codeSystem="${LOINC}" displayName="Diagnosis"/>${DONE}${related('SUBJ', problem('E1', 'diagnosis'))}</act>`)}</encounter>`,
    ],
  ),
  M: section(
    [
      ['2.1', OLDER],
      ['2.1.1', OLDER],
    ],
    '10160-0',
    'M1',
    [
      administration(
        `${ids('4.16', OLDER)}${id('med')}${text('M1')}<statusCode code="active"/><effectiveTime xsi:type="IVL_TS"><low value="20240102"/></effectiveTime>${route('M1')}<doseQuantity value="5" unit="mg"/>${drug('4.23', '314076', '2.16.840.1.113883.6.88', 'M1')}${related('COMP', administration(`${ids('4.147')}${code('code', '76662-6', LOINC, 'Instructions Medication')}${text('M1')}<consumable><manufacturedProduct><manufacturedLabeledDrug nullFlavor="NA"/></manufacturedProduct></consumable>`))}`,
      ),
    ],
  ),
  I: section(
    [
      ['2.2', DATED],
      ['2.2.1', DATED],
    ],
    '11369-6',
    'I1',
    [
      administration(
        `${ids('4.52', DATED)}${id('shot')}${text('I1')}${DONE}${POINT}${route('I1')}${drug('4.54', '141', '2.16.840.1.113883.12.292', 'I1')}`,
      ),
    ],
  ),
  S: section([['2.17', DATED]], '29762-2', 'S1', [
    obs(
      `${ids('4.78', OLDER)}${id('smoke')}${code('code', '72166-2', LOINC, 'Tobacco smoking status')}${text('S1')}${DONE}${POINT}${code('value', '8517006', SNOMED, 'Ex-smoker', 'S1')}`,
    ),
    obs(
      `<templateId root="${BASE}4.200" extension="2016-06-01"/>${id('sex')}${code('code', '76689-9', LOINC, 'Sex assigned at birth')}${text('S1')}${DONE}${POINT}${code('value', 'F', '2.16.840.1.113883.5.1', 'Female', 'S1')}`,
    ),
  ]),
  L: section(
    [
      ['2.3', DATED],
      ['2.3.1', DATED],
    ],
    '30954-2',
    'L1',
    [
      organizer(
        `${ids('4.1', DATED)}${id('panel')}${code('code', '24323-8', LOINC, 'Panel', 'L1')}${text('L1')}${DONE}${ENDED}<component>${obs(`${ids('4.2', DATED)}${id('sodium')}${code('code', '2951-2', LOINC, 'Sodium', 'L1')}${text('L1')}${DONE}${POINT}<value xsi:type="PQ" value="140" unit="mmol/L"/>${NORMAL}`)}</component>`,
      ),
    ],
  ),
  V: section(
    [
      ['2.4', DATED],
      ['2.4.1', DATED],
    ],
    '8716-3',
    'V1',
    [
      organizer(
        `${ids('4.26', DATED)}${id('vitals')}${code('code', '46680005', SNOMED, 'Vital signs', 'V1')}${text('V1')}${DONE}${ENDED}<component>${obs(`${ids('4.27', OLDER)}${id('pressure')}${code('code', '8480-6', LOINC, 'Systolic', 'V1')}${text('V1')}${DONE}${POINT}<value xsi:type="PQ" value="120" unit="mm[Hg]"/>${NORMAL}`)}</component>`,
      ),
    ],
  ),
  R: section(
    [
      ['2.5', DATED],
      ['2.5.1', DATED],
    ],
    '11450-4',
    'R1',
    [concern('4.3', 'problem-concern', 'R1', problem('R1', 'problem'))],
  ),
  A: section(
    [
      ['2.6', DATED],
      ['2.6.1', DATED],
    ],
    '48765-2',
    'A1',
    [
      concern(
        '4.30',
        'allergy-concern',
        'A1',
        obs(
          `${ids('4.7', OLDER)}${id('allergy')}<code code="ASSERTION" codeSystem="${ACT_CODE}"/>${text('A1')}${DONE}${SPAN}${code('value', '416098002', SNOMED, 'Allergy to drug', 'A1')}<participant typeCode="CSM"><participantRole classCode="MANU"><playingEntity classCode="MMAT">${code('code', '7980', '2.16.840.1.113883.6.88', 'Penicillin', 'A1')}</playingEntity></participantRole></participant>${related('MFST', obs(`${ids('4.9', OLDER)}${id('rash')}<code code="ASSERTION" codeSystem="${ACT_CODE}"/>${text('A1')}${DONE}${SPAN}${code('value', '271807003', SNOMED, 'Eruption', 'A1')}${severity('A1', 'severity')}`))}`,
        ),
      ),
    ],
  ),
  O: section(
    [
      ['2.7', OLDER],
      ['2.7.1', OLDER],
    ],
    '47519-4',
    'O1',
    [
      `<procedure classCode="PROC" moodCode="EVN">${ids('4.14', OLDER)}${id('procedure')}${code('code', '80146002', SNOMED, 'Appendectomy', 'O1')}${text('O1')}${DONE}${POINT}${severity('O1', 'severity-2')}</procedure>`,
    ],
  ),
  N: section([], '34109-9', 'N1', [
    `<act classCode="ACT" moodCode="EVN"><templateId root="${BASE}4.202" extension="2016-11-01"/>${id('note')}${code('code', '34109-9', LOINC, 'Note')}<text mediaType="text/rtf" representation="B64">e1xydGYxfQ==<reference value="#N1"/></text>${DONE}${POINT}${AUTHOR}</act>`,
  ]).replace('<section>', `<section><templateId root="${BASE}2.65" extension="2016-11-01"/>`),
};

function problem(ref: string, name: string): string {
  return obs(
    `${ids('4.4', DATED)}${id(name)}${code('code', '55607006', SNOMED, 'Problem')}${text(ref)}${DONE}${SPAN}${code('value', '38341003', SNOMED, 'Hypertensive disorder', ref)}${severity(ref, `${name}-severity`)}`,
  );
}

function concern(end: string, name: string, ref: string, observation: string): string {
  return `<act classCode="ACT" moodCode="EVN">${ids(end, DATED)}${id(name)}<code code="CONC" codeSystem="${CLASS}"/>${text(ref)}<statusCode code="active"/>${SPAN}${AUTHOR}${related('SUBJ', observation)}</act>`;
}

const ADDRESS =
  '<addr use="HP"><streetAddressLine>1 Street</streetAddressLine><city>Town</city><state>ST</state><postalCode>00000</postalCode><country>US</country></addr>';
const TELECOM = '<telecom use="HP" value="tel:+1-555-555-0100"/>';
const PERSON = '<assignedPerson><name><given>G</given><family>F</family></name></assignedPerson>';

const HEADER = `<realmCode code="US"/><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>${ids('1.1', DATED)}${ids('1.2', DATED)}
<id root="2.999.1" extension="d1"/><code code="34133-9" codeSystem="${LOINC}"/><title>Summary</title><effectiveTime value="20240601120000+0000"/>
<confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25"/><languageCode code="en-US"/><setId root="2.999.1" extension="set"/><versionNumber value="1"/>
<recordTarget><patientRole><id root="2.999.2" extension="p1"/>${ADDRESS}<telecom nullFlavor="UNK"/><patient>
<name use="L"><given>Given</given><family>Family</family></name><administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/>
<birthTime value="19700101"/><raceCode code="2106-3" codeSystem="2.16.840.1.113883.6.238"/><ethnicGroupCode code="2186-5" codeSystem="2.16.840.1.113883.6.238"/>
</patient></patientRole></recordTarget><author><time value="20240601"/><assignedAuthor><id root="2.999.3"/>${ADDRESS}${TELECOM}${PERSON}</assignedAuthor></author>
<custodian><assignedCustodian><representedCustodianOrganization><id root="2.999.4"/><name>Practice</name>${TELECOM}${ADDRESS}</representedCustodianOrganization></assignedCustodian></custodian>
<legalAuthenticator><time value="20240601"/><signatureCode code="S"/><assignedEntity><id root="2.999.5"/>${ADDRESS}${TELECOM}${PERSON}</assignedEntity></legalAuthenticator>
<documentationOf><serviceEvent classCode="PCPR"><effectiveTime><low value="20240102"/><high value="20240601"/></effectiveTime></serviceEvent></documentationOf>
<componentOf><encompassingEncounter><id root="2.999.9" extension="visit"/><effectiveTime value="20240102"/></encompassingEncounter></componentOf>`;

/** The document; `changed` replaces sections by their letter, `header` rewrites the header. */
export function goodDocument(changed: Readonly<Record<string, string>> = {}, header = HEADER): string {
  const sections = Object.values({ ...goodSections, ...changed }).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${header}
<component><structuredBody>
${sections}
</structuredBody></component></ClinicalDocument>`;
}
