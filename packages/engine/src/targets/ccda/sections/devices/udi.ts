import { codeTable } from '../../../../base/code-table.js';
import type { Device } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import { fixed } from '../../datatypes/concept.js';
import { LOINC } from '../../datatypes/oid.js';
import { timestamp } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { relationship } from '../../entry.js';
import { template } from '../../template.js';
import { attribute, escapeText, visible } from '../../xml.js';

const UDI_ORGANIZER = template(table.UDI_ORGANIZER);

/** Root of the issuing agency, by FHIR's DeviceUdiCarrier.issuer (UDI issuing agencies, HL7 OID registry): what device identifiers are unique in. */
const ISSUERS: Readonly<Record<string, readonly [root: string, name: string]>> = codeTable({
  'http://hl7.org/fhir/NamingSystem/gs1-di': ['1.3.160', 'GS1'],
  'http://hl7.org/fhir/NamingSystem/gs1': ['1.3.160', 'GS1'],
  'http://hl7.org/fhir/NamingSystem/hibcc-dI': ['1.0.15961.10.816', 'HIBCC'],
  'http://hl7.org/fhir/NamingSystem/hibcc': ['1.0.15961.10.816', 'HIBCC'],
  'http://hl7.org/fhir/NamingSystem/iccbba-blood-di': ['2.16.840.1.113883.6.18.1.17', 'ICCBBA'],
  'http://hl7.org/fhir/NamingSystem/iccbba-other-di': ['2.16.840.1.113883.6.18.1.34', 'ICCBBA'],
});

/** A UDI Organizer with what the source states apart of a device that has a UDI; '' without one, or where nothing is stated apart. */
export function udiOrganizer(document: CcdaDocument, device: Device & { id: string }): string {
  const carrier = (device.udiCarrier ?? []).find((u) => visible(u?.carrierHRF) ?? visible(u?.deviceIdentifier));
  if (!carrier) return '';
  const identifier = visible(carrier.deviceIdentifier);
  const issuer = ISSUERS[carrier.issuer ?? ''];
  const names = (device.deviceName ?? []).filter((n) => visible(n?.name) !== null);
  const brand = names.find((n) => n.type === 'user-friendly-name')?.name;
  const primary =
    identifier === null || issuer === undefined
      ? ''
      : part(
          table.DEVICE_IDENTIFIER,
          'Primary DI Number',
          `<value xsi:type="II" root="${issuer[0]}"${attribute('extension', identifier)} assigningAuthorityName="${issuer[1]}" displayable="true"/>`,
        );
  const parts = [
    primary,
    words(table.LOT_OR_BATCH_NUMBER, 'Lot or Batch Number', device.lotNumber),
    words(table.SERIAL_NUMBER, 'Serial Number', device.serialNumber),
    date(table.MANUFACTURING_DATE, 'Manufacturing Date', device.manufactureDate),
    date(table.EXPIRATION_DATE, 'Expiration Date', device.expirationDate),
    words(table.DISTINCT_IDENTIFICATION_CODE, 'Distinct Identification Code', device.distinctIdentifier),
    words(table.BRAND_NAME, 'Brand Name', brand),
    words(table.MODEL_NUMBER, 'Model Number', device.modelNumber),
    words(table.COMPANY_NAME, 'Company Name', device.manufacturer),
  ].filter((xml) => xml !== '');
  if (parts.length === 0) return '';
  // The organizer's template demands the device identifier (CONF:4437-3488); without one the parts stand under no template.
  const organizer = primary === '' ? '' : UDI_ORGANIZER;
  const id = document.ids.derived({ resourceType: 'Device', id: device.id }, 'udi');
  return relationship(
    'COMP',
    `<organizer classCode="CLUSTER" moodCode="EVN">${organizer}${id}${fixed('code', '74711-3', LOINC, 'Unique device identifier')}<statusCode code="completed"/>${parts.map((xml) => `<component>${xml}</component>`).join('')}</organizer>`,
  );
}

const part = (of: table.UdiPart, display: string, value: string): string =>
  `<observation classCode="OBS" moodCode="EVN">${template(of)}${fixed('code', of.code[0], of.codeSystem[0], display)}${value}</observation>`;

function words(of: table.UdiPart, display: string, text: string | null | undefined): string {
  const shown = visible(text);
  return shown === null ? '' : part(of, display, `<value xsi:type="ED">${escapeText(shown)}</value>`);
}

function date(of: table.UdiPart, display: string, text: string | null | undefined): string {
  const stamp = timestamp(text);
  return stamp === null ? '' : part(of, display, `<value xsi:type="TS" value="${stamp}"/>`);
}
