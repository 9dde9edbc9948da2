import { codeTable } from '../../../../base/code-table.js';
import { type Condition, decimalText } from '../../../../chart/fhir.js';
import { conceptText } from '../../datatypes/concept.js';
import { quantityText } from '../../datatypes/quantity.js';
import { readablePeriod, readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { noteText, statusOf, verificationText } from '../../entry.js';
import { Table } from '../../narrative.js';
import { visible } from '../../xml.js';

export const problemTable = (prefix = 'problem'): Table =>
  new Table(prefix, [
    'Problem',
    'Codes',
    'Kind',
    'Status',
    'Verification',
    'Severity',
    'Site',
    'Onset',
    'Ended',
    'Recorded',
    'Comments',
  ]);

export interface ProblemAnchors {
  readonly row: string;
  readonly name: string | null;
  readonly status: string | null;
  readonly severity: string | null;
  /** One for each body site that says something. */
  readonly sites: readonly (string | null)[];
  readonly comments: string | null;
}

/** FHIR condition-category for people: sources give the codes without words. */
const KINDS: Readonly<Record<string, string>> = codeTable({
  'problem-list-item': 'Problem list item',
  'encounter-diagnosis': 'Encounter diagnosis',
  'health-concern': 'Health concern',
});

const kindText = (categories: Condition['category']): string =>
  (categories ?? [])
    .map((category) => conceptText(category))
    .filter((text) => text !== '')
    .map((text) => KINDS[text] ?? text)
    .join(', ');

/** Age at onset or end for people; '' where not stated. */
const ageText = (age: Condition['onsetAge']): string =>
  decimalText(age?.value) === null ? '' : `age ${quantityText(age)}`;

export function narrateProblem(document: CcdaDocument, table: Table, condition: Condition): ProblemAnchors {
  const row = table.row();
  const codes = (condition.code?.coding ?? []).map((c) => c?.code).filter((c) => typeof c === 'string');
  row.put('Codes', [...new Set(codes)].join(', '));
  row.put('Kind', kindText(condition.category));
  row.put('Verification', verificationText(condition.verificationStatus));
  row.put(
    'Onset',
    readableTime(condition.onsetDateTime) ||
      readablePeriod(condition.onsetPeriod?.start, condition.onsetPeriod?.end) ||
      ageText(condition.onsetAge) ||
      visible(condition.onsetString),
  );
  row.put(
    'Ended',
    readableTime(condition.abatementDateTime) ||
      readablePeriod(condition.abatementPeriod?.start, condition.abatementPeriod?.end) ||
      ageText(condition.abatementAge) ||
      visible(condition.abatementString),
  );
  const people = [condition.recorder, condition.asserter].map((who) => document.parties.nameOf(who));
  row.put(
    'Recorded',
    [...new Set([readableTime(condition.recordedDate), ...people])].filter((p) => p !== '').join(', '),
  );
  return {
    row: row.anchor,
    name: row.put('Problem', conceptText(condition.code)),
    status: row.put('Status', statusOf(condition.clinicalStatus) ?? 'not stated'),
    severity: row.put('Severity', conceptText(condition.severity)),
    sites: row.putEach('Site', (condition.bodySite ?? []).map(conceptText).filter(Boolean)),
    comments: row.put('Comments', noteText(document, condition.note)),
  };
}
