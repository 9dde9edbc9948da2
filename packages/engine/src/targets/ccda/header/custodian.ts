import { stableId } from '../../../base/stable-id.js';
import type { ChartSettings } from '../../../chart/chart.js';
import type { Encounter, Organization } from '../../../chart/fhir.js';
import { ii } from '../datatypes/identifier.js';
import { postalAddress, telecom } from '../datatypes/person.js';
import type { CcdaDocument } from '../document.js';
import { sharedBy } from '../shared-text.js';
import { escapeText } from '../xml.js';

const OID = /^[0-2](\.(0|[1-9][0-9]*))+$/;
const NPI = '2.16.840.1.113883.4.6';

/**
 * The organization that keeps the records, as the content that custodian and authoring device share: id, name, telecom, addr. From the settings,
 * else the patient's managing organization, else the organization that most encounters name; else its name is nullFlavor UNK.
 */
export const keeper = (document: CcdaDocument): string => document.once(writeKeeper);

function writeKeeper(document: CcdaDocument): string {
  if (document.settings.custodian) return statedKeeper(document.settings);
  const organization = mainOrganization(document);
  if (organization) return document.parties.organization(organization, true); // CONF:1198-5525, 1198-5559: one telecom, one addr
  return `${ii({ root: stableId(document.namespace, 'custodian') })}<name nullFlavor="UNK"/><telecom nullFlavor="UNK"/><addr nullFlavor="UNK"/>`;
}

const statedKeeper = sharedBy(({ custodian, idNamespace }: ChartSettings): string => {
  const { name, npi, oid, phone, address } = custodian!; // asked for before
  const ids = (npi ? ii({ root: NPI, extension: npi }) : '') + (oid && OID.test(oid) ? ii({ root: oid }) : '');
  return (
    (ids || ii({ root: stableId(idNamespace, 'custodian') })) +
    `<name>${escapeText(name)}</name>` +
    (telecom({ system: 'phone', ...(phone === undefined ? {} : { value: phone }), use: 'work' }) ??
      '<telecom nullFlavor="UNK"/>') +
    (postalAddress(address ? { ...address, line: [...(address.line ?? [])] } : null) ?? '<addr nullFlavor="UNK"/>')
  );
});

function mainOrganization(document: CcdaDocument): (Organization & { resourceType: string; id: string }) | null {
  const managing = document.resolve<Organization>(document.chart.patient.managingOrganization);
  if (managing) return managing;
  const counts = new Map<string, number>();
  for (const { resource } of document.all<Encounter>('Encounter')) {
    const reference = resource.serviceProvider?.reference;
    if (typeof reference === 'string') counts.set(reference, (counts.get(reference) ?? 0) + 1);
  }
  // Ties go to the one named first, which is the chart's own order.
  let best: string | null = null;
  for (const [reference, count] of counts) if (best === null || count > counts.get(best)!) best = reference;
  return best === null ? null : document.resolve<Organization>(best);
}
