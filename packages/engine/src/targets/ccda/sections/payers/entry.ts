import { stableId } from '../../../../base/stable-id.js';
import { type Coverage, decimalText, type Patient, type RelatedPerson } from '../../../../chart/fhir.js';
import { textReference } from '../../anchor.js';
import { concept, conceptText, fixed } from '../../datatypes/concept.js';
import { identifierId, ii } from '../../datatypes/identifier.js';
import { LOINC } from '../../datatypes/oid.js';
import { addresses, personName, postalAddress } from '../../datatypes/person.js';
import { interval, timestamp, ts } from '../../datatypes/time.js';
import type { CcdaDocument, Item } from '../../document.js';
import { relationship, statusOf } from '../../entry.js';
import { escapeText, visible } from '../../xml.js';
import { type PayerAnchors, payerName, planText } from './narrative.js';
import * as t from './templates.js';

const ROLE_CODE = '2.16.840.1.113883.5.111';

/** A Coverage Activity with its Policy Activity: payer, covered party, holder and plan. */
export function payerEntry(document: CcdaDocument, { resource }: Item<Coverage>, anchors: PayerAnchors): string {
  const order = decimalText(resource.order);
  const sequence = order !== null && /^\d{1,4}$/.test(order) ? `<sequenceNumber value="${order}"/>` : '';
  const policy = policyActivity(document, resource, anchors);
  return (
    `<act classCode="ACT" moodCode="EVN">${t.COVERAGE_ACTIVITY}${document.ids.derived(resource, 'coverage')}` +
    `${fixed('code', '48768-6', LOINC, 'Payment sources')}${textReference(anchors.row)}<statusCode code="completed"/>` + // CONF:1198-19160, 1198-19094
    `<entryRelationship typeCode="COMP">${sequence}${policy}</entryRelationship></act>` // CONF:1198-8878
  );
}

function policyActivity(
  document: CcdaDocument,
  coverage: Coverage & { resourceType: string; id: string },
  anchors: PayerAnchors,
): string {
  const kind = concept(document.namespace, coverage.type, { anchor: anchors.kind });
  // CONF:1198-32852: the code carries a translation.
  const code = kind.includes('<translation')
    ? kind
    : concept(document.namespace, coverage.type, { anchor: anchors.kind, inner: '<translation nullFlavor="UNK"/>' });
  const id = document.ids.ofResource(coverage);
  return (
    `<act classCode="ACT" moodCode="EVN">${t.POLICY_ACTIVITY}${id}${code}${textReference(anchors.row)}<statusCode code="completed"/>` + // CONF:1198-19109
    payer(document, coverage) +
    coveredParty(document, coverage) +
    holder(document, coverage) +
    `${plan(document, coverage, anchors)}</act>`
  );
}

const PAYOR = fixed('code', 'PAYOR', '2.16.840.1.113883.5.110', 'Payor');

function payer(document: CcdaDocument, coverage: Coverage & { id: string }): string {
  const entity =
    document.parties.assignedEntity(coverage.payor?.[0], PAYOR) ||
    `<assignedEntity>${ii({ root: stableId(document.namespace, 'payer', coverage.id) })}${PAYOR}</assignedEntity>`;
  return `<performer typeCode="PRF">${t.PAYER_PERFORMER}${entity}</performer>`; // CONF:1198-8906
}

function coveredParty(document: CcdaDocument, coverage: Coverage & { id: string }): string {
  const { patient } = document.chart;
  const period = timestamp(coverage.period?.start) !== null || timestamp(coverage.period?.end) !== null;
  const time = period ? interval(coverage.period?.start, coverage.period?.end, { tag: 'time' }) : '';
  const role = t.ROLES[statusOf(coverage.relationship) ?? ''];
  const code = role
    ? fixed('code', role[0], ROLE_CODE, role[1])
    : conceptText(coverage.relationship) === ''
      ? '<code nullFlavor="UNK"/>'
      : concept(document.namespace, coverage.relationship, {});
  const name = personName(patient.name?.[0]) ?? '<name nullFlavor="UNK"/>';
  return (
    `<participant typeCode="COV">${t.COVERED_PARTY}${time}<participantRole classCode="PAT">` +
    memberIds(document, coverage) +
    `${code}${addresses(patient.address?.slice(0, 1))}` +
    `<playingEntity>${name}${ts('sdtc:birthTime', patient.birthDate)}</playingEntity></participantRole></participant>` // CONF:1198-31344, 1198-8930
  );
}

/** The member number at the payer: a root made of the payer, the number as extension. */
function memberIds(document: CcdaDocument, coverage: Coverage & { id: string }): string {
  const number = visible(coverage.subscriberId);
  if (number !== null) {
    const payerKey = coverage.payor?.[0]?.reference ?? payerName(document, coverage);
    return ii({ root: stableId(document.namespace, 'member', payerKey), extension: number });
  }
  const other = (coverage.identifier ?? [])
    .filter((i) => i?.type?.coding?.some((c) => c?.code === 'MB' || c?.code === 'SN'))
    .map((i) => identifierId(document.namespace, i))
    .find((id) => id !== null);
  return ii(other ?? { root: stableId(document.namespace, 'member', coverage.id) });
}

function holder(document: CcdaDocument, coverage: Coverage & { id: string }): string {
  const reference = coverage.policyHolder ?? coverage.subscriber;
  if (
    !reference ||
    statusOf(coverage.relationship) === 'self' ||
    reference.reference === `Patient/${document.chart.patient.id}`
  )
    return '';
  const person = document.resolve<RelatedPerson | Patient>(reference);
  const shown = document.parties.nameOf(reference);
  if (!person && shown === '') return '';
  if (person) document.carry(person);
  const address = person && Array.isArray(person.address) ? postalAddress(person.address[0]) : null;
  const birth = person && 'birthDate' in person ? timestamp(person.birthDate) : null;
  const name = person && Array.isArray(person.name) ? personName(person.name[0]) : null;
  return (
    `<participant typeCode="HLD">${t.POLICY_HOLDER}<participantRole>${ii({ root: stableId(document.namespace, 'holder', coverage.id) })}` +
    `${address ?? '<addr nullFlavor="UNK"/>'}<playingEntity>${name ?? `<name>${escapeText(shown)}</name>`}${birth === null ? '' : `<sdtc:birthTime value="${birth}"/>`}</playingEntity></participantRole></participant>`
  );
}

/** CONF:1198-8939: a policy refers to its plan; without a plan's name the act says that it is not known. */
function plan(document: CcdaDocument, coverage: Coverage & { id: string }, anchors: PayerAnchors): string {
  const words = planText(coverage) === '' ? '<text nullFlavor="UNK"/>' : textReference(anchors.plan);
  return relationship(
    'REFR',
    `<act classCode="ACT" moodCode="DEF">${document.ids.derived(coverage, 'plan')}<code nullFlavor="UNK"/>${words}</act>`,
  );
}
