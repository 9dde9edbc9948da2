import type { FamilyMemberHistory } from '../../../../chart/fhir.js';
import { conceptText } from '../../datatypes/concept.js';
import { quantityText } from '../../datatypes/quantity.js';
import { readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { noteText } from '../../entry.js';
import { Table } from '../../narrative.js';
import { visible } from '../../xml.js';

export const familyTable = (): Table =>
  new Table('family', [
    'Relative',
    'Name',
    'Sex',
    'Born',
    'Died',
    'Conditions',
    'Age at onset',
    'Outcome',
    'Status',
    'Recorded',
    'Comments',
  ]);

export interface FamilyAnchors {
  readonly row: string;
  readonly relative: string | null;
  /** One for each condition. */
  readonly conditions: readonly (string | null)[];
}

function died(member: FamilyMemberHistory): string | null {
  if (member.deceasedDate) return readableTime(member.deceasedDate);
  if (member.deceasedAge) return `age ${quantityText(member.deceasedAge)}`;
  if (typeof member.deceasedBoolean === 'boolean') return member.deceasedBoolean ? 'yes' : 'no';
  return visible(member.deceasedString);
}

export function narrateFamily(document: CcdaDocument, table: Table, member: FamilyMemberHistory): FamilyAnchors {
  const row = table.row();
  row.put('Name', member.name);
  row.put('Sex', conceptText(member.sex));
  row.put(
    'Born',
    readableTime(member.bornDate) || readableTime(member.bornPeriod?.start) || visible(member.bornString),
  );
  row.put('Died', died(member));
  const conditions = (member.condition ?? []).filter(Boolean);
  row.putAll(
    'Age at onset',
    conditions.map((c) => quantityText(c.onsetAge) || visible(c.onsetString)),
  );
  row.putAll(
    'Outcome',
    conditions.map((c) =>
      [conceptText(c.outcome), c.contributedToDeath === true ? 'contributed to death' : ''].filter(Boolean).join(', '),
    ),
  );
  row.put('Status', member.status ?? 'not stated');
  row.put('Recorded', readableTime(member.date));
  row.put(
    'Comments',
    [noteText(document, member.note), ...conditions.map((c) => noteText(document, c.note))].filter(Boolean).join('\n'),
  );
  return {
    row: row.anchor,
    relative: row.put('Relative', conceptText(member.relationship)),
    conditions: row.putAll(
      'Conditions',
      conditions.map((c) => conceptText(c.code)),
    ),
  };
}
