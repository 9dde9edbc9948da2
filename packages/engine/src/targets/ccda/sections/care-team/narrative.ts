import type { CareTeam } from '../../../../chart/fhir.js';
import { codedText, conceptText } from '../../datatypes/concept.js';
import { readablePeriod } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { noteText, reasonsOf } from '../../entry.js';
import { Table } from '../../narrative.js';
import { visible } from '../../xml.js';

export const careTeamTable = (): Table =>
  new Table('team', [
    'Care team',
    'Kind',
    'Members',
    'Roles',
    'On behalf of',
    'Member since',
    'Date',
    'Status',
    'Reason',
    'Organization',
    'Contact',
    'Comments',
  ]);

export interface CareTeamAnchors {
  readonly row: string;
  readonly name: string | null;
  /** One for each of {@link membersOf}. */
  readonly members: readonly (string | null)[];
  readonly roles: readonly (string | null)[];
  readonly comments: string | null;
}

type Member = NonNullable<CareTeam['participant']>[number];

export const membersOf = (team: CareTeam): readonly Member[] => (team.participant ?? []).filter(Boolean);

export function narrateCareTeam(document: CcdaDocument, table: Table, team: CareTeam): CareTeamAnchors {
  const row = table.row();
  const members = membersOf(team);
  const names = (references: CareTeam['managingOrganization']): string =>
    (references ?? [])
      .map((reference) => document.parties.nameOf(reference))
      .filter((name) => name !== '')
      .join(', ');
  row.put('Kind', (team.category ?? []).map(codedText).filter(Boolean).join(', '));
  row.putAll(
    'On behalf of',
    members.map((member) => document.parties.nameOf(member.onBehalfOf)),
  );
  row.putAll(
    'Member since',
    members.map((member) => readablePeriod(member.period?.start, member.period?.end)),
  );
  row.put('Date', readablePeriod(team.period?.start, team.period?.end));
  row.put('Status', team.status ?? 'not stated');
  row.put('Reason', reasonsOf(document, team.reasonCode, team.reasonReference).map(codedText).join(', '));
  row.put('Organization', names(team.managingOrganization));
  row.put(
    'Contact',
    (team.telecom ?? [])
      .map((contact) => visible(contact?.value))
      .filter((t) => t !== null)
      .join(', '),
  );
  return {
    row: row.anchor,
    name: row.put('Care team', team.name),
    members: row.putAll(
      'Members',
      members.map((member) => document.parties.nameOf(member.member)),
    ),
    roles: row.putAll(
      'Roles',
      members.map((member) => (member.role ?? []).map(conceptText).filter(Boolean).join(', ')),
    ),
    comments: row.put('Comments', noteText(document, team.note)),
  };
}
