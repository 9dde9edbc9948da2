import type { CareTeam } from '../../../../chart/fhir.js';
import { textReference } from '../../anchor.js';
import { concept, conceptText } from '../../datatypes/concept.js';
import { LOINC } from '../../datatypes/oid.js';
import { interval } from '../../datatypes/time.js';
import type { CcdaDocument, Item } from '../../document.js';
import { reportUnstatedStatus, statusCode } from '../../observation.js';
import { type CareTeamAnchors, membersOf } from './narrative.js';
import * as t from './templates.js';

/**
 * A Care Team Organizer with an act for each member. null where no member can be named: the organizer needs one (CONF:4515-160).
 * Both templates ask for a status with a code (CONF:4515-119, 4515-68) and are not claimed where the team states none.
 */
export function careTeamEntry(
  document: CcdaDocument,
  { resource, where }: Item<CareTeam>,
  anchors: CareTeamAnchors,
): string | null {
  const members = membersOf(resource)
    .map((member, i) => memberAct(document, resource, member, i, anchors))
    .filter((xml) => xml !== '');
  if (members.length === 0) return null;
  const status = t.STATUSES[resource.status ?? ''] ?? null;
  // CONF:4515-119 and 4515-68 take no nullFlavor (ADR 14).
  if (status === null) reportUnstatedStatus(document, where, 'CareTeam.status');
  const name = `<originalText><reference value="#${anchors.name ?? anchors.row}"/></originalText>`;
  return (
    `<organizer classCode="CLUSTER" moodCode="EVN">${status === null ? '' : t.CARE_TEAM_ORGANIZER}${document.ids.ofResource(resource)}` +
    `<code code="86744-0" codeSystem="${LOINC}" codeSystemName="LOINC" displayName="Care team">${name}</code>` + // CONF:4515-136
    statusCode(status) +
    `${interval(resource.period?.start, resource.period?.end)}${members.map((member) => `<component>${member}</component>`).join('')}</organizer>`
  );
}

function memberAct(
  document: CcdaDocument,
  team: CareTeam & { id: string },
  member: ReturnType<typeof membersOf>[number],
  i: number,
  anchors: CareTeamAnchors,
): string {
  const entity = document.parties.assignedEntity(member.member) || document.parties.numberedEntity(member.member);
  if (entity === '') return '';
  const role = (member.role ?? []).find((r) => conceptText(r) !== '');
  const functionCode =
    role === undefined
      ? ''
      : concept(document.namespace, role, { tag: 'sdtc:functionCode', anchor: anchors.roles[i] ?? null });
  const { start, end } = member.period ?? {};
  const id = document.ids.derived({ resourceType: 'CareTeam', id: team.id }, `member-${i + 1}`);
  const status = t.STATUSES[team.status ?? ''] ?? null;
  return (
    `<act classCode="PCPR" moodCode="EVN">${status === null ? '' : t.CARE_TEAM_MEMBER_ACT}${id}` +
    `<code code="85847-2" codeSystem="${LOINC}" codeSystemName="LOINC" displayName="Patient Care team information"/>` + // CONF:4515-162
    textReference(anchors.members[i] ?? anchors.row) +
    statusCode(status) + // CONF:4515-68
    interval(start, end) + // CONF:4515-167
    `<performer typeCode="PRF">${functionCode}${entity}</performer></act>`
  );
}
