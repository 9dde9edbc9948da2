import type { Immunization } from '../../../../chart/fhir.js';
import { textReference } from '../../anchor.js';
import { concept, conceptText } from '../../datatypes/concept.js';
import { CVX, NCI_THESAURUS, SNOMED } from '../../datatypes/oid.js';
import { magnitude, pq } from '../../datatypes/quantity.js';
import { timestamp, ts } from '../../datatypes/time.js';
import type { CcdaDocument, Item } from '../../document.js';
import { comment, relationship } from '../../entry.js';
import { indications } from '../../indication.js';
import { locationParticipant } from '../../location.js';
import { escapeText, visible } from '../../xml.js';
import { administrator, type ImmunizationAnchors, immunizationReasons } from './narrative.js';
import * as t from './templates.js';

/** An Immunization Activity: given, or not given and why. */
export function immunizationEntry(
  document: CcdaDocument,
  { resource }: Item<Immunization>,
  anchors: ImmunizationAnchors,
): string {
  const { namespace } = document;
  const known = resource.status === 'completed' || resource.status === 'not-done';
  const number = resource.protocolApplied?.[0]?.doseNumberPositiveInt;
  const id = document.ids.ofResource(resource);
  return (
    `<substanceAdministration classCode="SBADM" moodCode="EVN" negationInd="${resource.status === 'not-done'}">` + // CONF:1198-8985
    `${t.IMMUNIZATION_ACTIVITY}${id}${textReference(anchors.row)}` +
    (known ? '<statusCode code="completed"/>' : '<statusCode nullFlavor="UNK"/>') + // CONF:1198-8833
    ts('effectiveTime', resource.occurrenceDateTime) + // CONF:1198-8834
    (number !== undefined && number !== null && /^[1-9]\d{0,3}$/.test(String(number))
      ? `<repeatNumber value="${number}"/>`
      : '') +
    (conceptText(resource.route) === ''
      ? ''
      : concept(namespace, resource.route, {
          tag: 'routeCode',
          systems: [NCI_THESAURUS],
          strict: true,
          anchor: anchors.route,
        })) +
    (conceptText(resource.site) === ''
      ? ''
      : concept(namespace, resource.site, {
          tag: 'approachSiteCode',
          systems: [SNOMED],
          strict: true,
          anchor: anchors.site,
        })) +
    (magnitude(resource.doseQuantity) === null ? '' : pq(resource.doseQuantity, { tag: 'doseQuantity' })) +
    product(document, resource, anchors) +
    document.parties.performer(administrator(resource)?.actor) +
    document.parties.author(null, resource.recorded, timestamp(resource.recorded) === null ? '' : resource.id) +
    locationParticipant(document, resource.location) +
    refusal(document, resource, anchors) +
    indications(document, resource, immunizationReasons(document, resource), anchors.reasons) + // Immunization Activity (V3): 0..* Indication
    `${comment(anchors.comments)}</substanceAdministration>`
  );
}

function product(document: CcdaDocument, immunization: Immunization, anchors: ImmunizationAnchors): string {
  const lot = visible(immunization.lotNumber);
  const expires = timestamp(immunization.expirationDate);
  const maker = document.parties.nameOf(immunization.manufacturer);
  const organization = document.resolve(immunization.manufacturer);
  if (organization) document.carry(organization);
  return (
    `<consumable><manufacturedProduct classCode="MANU">${t.IMMUNIZATION_INFORMATION}<manufacturedMaterial>` + // CONF:1098-9002
    concept(document.namespace, immunization.vaccineCode, { systems: [CVX], strict: true, anchor: anchors.name }) + // CONF:1098-9007
    (lot === null ? '' : `<lotNumberText>${escapeText(lot)}</lotNumberText>`) +
    (expires === null ? '' : `<sdtc:expirationTime value="${expires}"/>`) +
    `</manufacturedMaterial>${maker === '' ? '' : `<manufacturerOrganization><name>${escapeText(maker)}</name></manufacturerOrganization>`}</manufacturedProduct></consumable>`
  );
}

function refusal(
  document: CcdaDocument,
  immunization: Immunization & { id: string },
  anchors: ImmunizationAnchors,
): string {
  if (immunization.status !== 'not-done' || conceptText(immunization.statusReason) === '') return '';
  const id = document.ids.derived(immunization, 'refusal');
  const code = concept(document.namespace, immunization.statusReason, { anchor: anchors.reason });
  return relationship(
    'RSON',
    `<observation classCode="OBS" moodCode="EVN">${t.REFUSAL_REASON}${id}${code}<statusCode code="completed"/></observation>`,
  ); // CONF:81-8995
}
