import { codeTable } from '../../base/code-table.js';
import type { Resource } from '../../chart/fhir.js';
import { statementOf } from '../../formats/cda/cda-document.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { edText, plainCode, time } from './datatypes.js';
import type { Body, Reading } from './reading.js';
import type { Statement } from './statement.js';
import { codeOf, hasTemplate } from './templates.js';

/** Parts of a UDI by NCI Thesaurus code (C-CDA R2.1 Supplemental Templates for Unique Device Identification): elements of FHIR R4 Device that hold text, and those that hold a date. */
const TEXTS: Readonly<Record<string, string>> = codeTable({
  C101672: 'lotNumber',
  C101671: 'serialNumber',
  C113843: 'distinctIdentifier',
  C99285: 'modelNumber',
  C54131: 'manufacturer',
});
const DATES: Readonly<Record<string, string>> = codeTable({ C101669: 'manufactureDate', C101670: 'expirationDate' });
const DEVICE_IDENTIFIER = 'C101722';
const BRAND_NAME = 'C71898';

/** FHIR's name of the issuing agency by its root (UDI issuing agencies, HL7 OID registry). */
const ISSUERS: Readonly<Record<string, string>> = codeTable({
  '1.3.160': 'http://hl7.org/fhir/NamingSystem/gs1-di',
  '1.0.15961.10.816': 'http://hl7.org/fhir/NamingSystem/hibcc-dI',
  '2.16.840.1.113883.6.18.1.17': 'http://hl7.org/fhir/NamingSystem/iccbba-blood-di',
  '2.16.840.1.113883.6.18.1.34': 'http://hl7.org/fhir/NamingSystem/iccbba-other-di',
});

/** Puts what a UDI Organizer in a statement tells apart (C-CDA 22.4.311) into the statement's device; other observations in it stay for the statement. */
export function takeUdi(statement: Statement, device: Resource | null): void {
  if (!device) return;
  const { reading } = statement;
  const isUdi = (inner: XmlElement): boolean =>
    inner.name === 'organizer' && (hasTemplate(inner, '4.311') || codeOf(inner) === '74711-3');
  for (const organizer of statement.take(isUdi)) {
    plainCode(organizer.child('code'));
    for (const link of organizer.all('component')) {
      const inner = statementOf(link);
      if (inner?.name !== 'observation' || !part(inner, device as unknown as Body, reading)) continue;
      link.used = true;
      inner.used = true;
      plainCode(inner.child('code'));
      plainCode(inner.child('statusCode'));
    }
  }
}

/** False where it is another part, or one that the device has. */
function part(observation: XmlElement, device: Body, reading: Reading): boolean {
  const code = codeOf(observation);
  const value = observation.child('value');
  const name = TEXTS[code] ?? DATES[code];
  if (name !== undefined && device[name] === undefined) {
    device[name] = DATES[code] === undefined ? edText(value, reading) : time(value, reading);
    return device[name] !== undefined;
  }
  if (name !== undefined) return edText(value, reading) === device[name];
  if (code === BRAND_NAME) {
    const brand = edText(value, reading);
    if (brand === undefined) return false;
    device.deviceName = [
      ...((device.deviceName as Body[] | undefined) ?? []),
      { name: brand, type: 'user-friendly-name' },
    ];
    return true;
  }
  const extension = value?.attribute('extension');
  const issuer = ISSUERS[value?.attribute('root') ?? ''];
  if (code !== DEVICE_IDENTIFIER || extension === undefined || issuer === undefined) return false;
  value!.used = true;
  const [carrier] = (device.udiCarrier as Body[] | undefined) ?? [];
  device.udiCarrier = [{ ...carrier, deviceIdentifier: extension, issuer }];
  return true;
}
