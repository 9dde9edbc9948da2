import type { Device } from '../../../../chart/fhir.js';
import { fixed } from '../../datatypes/concept.js';
import { LOINC, NCI_THESAURUS } from '../../datatypes/oid.js';
import { timestamp } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { relationship } from '../../entry.js';
import { datedTemplate } from '../../template.js';
import { attribute, escapeText, visible } from '../../xml.js';

const PREFIX = '2.16.840.1.113883.10.20.22.4.';
const UDI_ORGANIZER = datedTemplate(`${PREFIX}311`, '2019-06-21'); // CONF:4437-3417

/** Root of the issuing agency, by FHIR's DeviceUdiCarrier.issuer (UDI issuing agencies, HL7 OID registry): what device identifiers are unique in. */
const ISSUERS: Readonly<Record<string, readonly [root: string, name: string]>> = {
  'http://hl7.org/fhir/NamingSystem/gs1-di': ['1.3.160', 'GS1'],
  'http://hl7.org/fhir/NamingSystem/gs1': ['1.3.160', 'GS1'],
  'http://hl7.org/fhir/NamingSystem/hibcc-dI': ['1.0.15961.10.816', 'HIBCC'],
  'http://hl7.org/fhir/NamingSystem/hibcc': ['1.0.15961.10.816', 'HIBCC'],
  'http://hl7.org/fhir/NamingSystem/iccbba-blood-di': ['2.16.840.1.113883.6.18.1.17', 'ICCBBA'],
  'http://hl7.org/fhir/NamingSystem/iccbba-other-di': ['2.16.840.1.113883.6.18.1.34', 'ICCBBA'],
};

/** A UDI Organizer with what the source states apart of a device that has a UDI; '' without one, or where nothing is stated apart. */
export function udiOrganizer(document: CcdaDocument, device: Device & { id: string }): string {
  const carrier = (device.udiCarrier ?? []).find((u) => visible(u?.carrierHRF) ?? visible(u?.deviceIdentifier));
  if (!carrier) return '';
  const identifier = visible(carrier.deviceIdentifier);
  const issuer = ISSUERS[carrier.issuer ?? ''];
  const names = (device.deviceName ?? []).filter((n) => visible(n?.name) !== null);
  const brand = names.find((n) => n.type === 'user-friendly-name')?.name;
  const parts = [
    identifier === null || issuer === undefined
      ? ''
      : part(
          '304',
          'C101722',
          'Primary DI Number',
          `<value xsi:type="II" root="${issuer[0]}"${attribute('extension', identifier)} assigningAuthorityName="${issuer[1]}" displayable="true"/>`,
        ),
    words('315', 'C101672', 'Lot or Batch Number', device.lotNumber),
    words('319', 'C101671', 'Serial Number', device.serialNumber),
    date('316', 'C101669', 'Manufacturing Date', device.manufactureDate),
    date('309', 'C101670', 'Expiration Date', device.expirationDate),
    words('308', 'C113843', 'Distinct Identification Code', device.distinctIdentifier),
    words('301', 'C71898', 'Brand Name', brand),
    words('317', 'C99285', 'Model Number', device.modelNumber),
    words('303', 'C54131', 'Company Name', device.manufacturer),
  ].filter((xml) => xml !== '');
  if (parts.length === 0) return '';
  const id = document.ids.derived({ resourceType: 'Device', id: device.id }, 'udi');
  return relationship(
    'COMP',
    `<organizer classCode="CLUSTER" moodCode="EVN">${UDI_ORGANIZER}${id}${fixed('code', '74711-3', LOINC, 'Unique device identifier')}<statusCode code="completed"/>${parts.map((xml) => `<component>${xml}</component>`).join('')}</organizer>`,
  );
}

const part = (arc: string, code: string, display: string, value: string): string =>
  `<observation classCode="OBS" moodCode="EVN">${datedTemplate(`${PREFIX}${arc}`, '2019-06-21')}${fixed('code', code, NCI_THESAURUS, display)}${value}</observation>`;

function words(arc: string, code: string, display: string, text: string | null | undefined): string {
  const shown = visible(text);
  return shown === null ? '' : part(arc, code, display, `<value xsi:type="ST">${escapeText(shown)}</value>`);
}

function date(arc: string, code: string, display: string, text: string | null | undefined): string {
  const stamp = timestamp(text);
  return stamp === null ? '' : part(arc, code, display, `<value xsi:type="TS" value="${stamp}"/>`);
}
