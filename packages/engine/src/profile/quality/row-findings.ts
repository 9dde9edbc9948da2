import type { QualityFinding } from '../../artifacts/assessment.js';
import type { Join, SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import { byWeight, definesThings, isClinical, isLive, plain, weightOf } from './clinical-weight.js';
import { finding } from './finding.js';

/** What tables show as a whole: rows without a patient, orphans, marks of deletion, copies, queues. */
export function* rowFindings(profile: SourceProfile, patient: string | null): Generator<QualityFinding> {
  for (const table of profile.tables) {
    if (table.rows === 0) continue;
    if (isClinical(table) && table.name !== patient) yield* wayFindings(table, profile, patient);
    if (weightOf(table) >= 2 && !definesThings(table)) yield* traitFindings(table);
    if (isClinical(table) && table.keys.length === 0)
      yield finding('no-key', 'medium', table, null, null, 'No column and no set of columns names a row.');
    if (table.domain?.domain === 'unknown' && table.patientPath !== null && isLive(table))
      yield finding(
        'unknown-table',
        'medium',
        table,
        null,
        [table.rows, table.rows],
        `${plain(table.rows)} rows lead to a patient, and neither names nor values tell what they are.`,
      );
  }
}

/** A day on which something happened, or anything that only people have; a column with one value for all rows says neither. */
const tellsOfSomebody = ({ columns }: TableProfile): boolean =>
  columns.some(
    ({ distinct, dates, datePart, phi }) =>
      distinct.count > 1 && (dates !== null || datePart !== undefined || (phi !== null && phi.kind !== 'free-text')),
  );

function* wayFindings(
  table: TableProfile,
  { joins, tables }: SourceProfile,
  patient: string | null,
): Generator<QualityFinding> {
  const led = new Set(
    tables.filter(({ patientPath, rows }) => patientPath !== null && rows > 0).map(({ name }) => name),
  );
  const path = table.patientPath;
  if (path === null) {
    if (patient === null || (table.domain?.score ?? 0) < 0.5) return;
    const namedBy = joins.find(({ from, to, score }) => to.table === table.name && score >= 0.6 && led.has(from.table));
    const [severity, hint] = namedBy
      ? (['low', ` Rows of "${namedBy.from.table}", which do lead there, name its rows: map it from there.`] as const)
      : weightOf(table) < 3 && !tellsOfSomebody(table)
        ? (['low', ' Nothing in it says of whom or of when: it is rather made of definitions.'] as const)
        : ([byWeight(table, 'critical', 'high'), ''] as const);
    const message = `No join leads from its ${plain(table.rows)} rows to "${patient}".${hint}`;
    yield finding('no-patient-path', severity, table, null, [table.rows, table.rows], message);
    return;
  }
  const first = path.steps[0];
  if (path.score < 0.75 && first !== undefined)
    yield finding(
      'unsure-patient-path',
      byWeight(table, 'critical', 'high'),
      table,
      { name: first.from.columns.join(' + ') },
      null,
      `The weakest join on the way has a confidence of ${Math.round(path.score * 100)} %.`,
    );
  for (const name of first?.from.columns ?? []) {
    const column = table.columns.find((one) => one.name === name);
    if (column === undefined) continue;
    const none = column.sentinels.filter(({ value }) => !/^0+$/.test(value)).reduce((sum, one) => sum + one.count, 0);
    const zero = column.values?.find(({ value }) => value === '0')?.count ?? 0;
    const missing = column.nulls + column.blanks + none + zero;
    if (missing > 0)
      yield finding(
        'patient-missing',
        byWeight(table, 'critical', 'high', 'medium'),
        table,
        column,
        [missing, table.rows],
        `${plain(missing)} of ${plain(table.rows)} rows name no ${first?.to.table === patient ? 'patient' : `row of "${first?.to.table}"`}.`,
      );
  }
  for (const join of joins) {
    if (join.from.table !== table.name || (join.orphans ?? 0) === 0 || join.score < 0.6) continue;
    const onTheWay = first !== undefined && same(join, first);
    const orphans = join.orphans ?? 0;
    yield finding(
      'orphan-rows',
      onTheWay ? byWeight(table, 'critical', 'high', 'medium') : 'low',
      table,
      { name: join.from.columns.join(' + ') },
      [orphans, table.rows],
      `${plain(orphans)} of ${plain(table.rows)} rows name a row of "${join.to.table}" that is not there.`,
    );
  }
}

const same = (join: Join, step: Pick<Join, 'from' | 'to'>): boolean =>
  join.to.table === step.to.table && join.from.columns.join('\n') === step.from.columns.join('\n');

function* traitFindings(table: TableProfile): Generator<QualityFinding> {
  for (const { trait, reasons, rows = null } of table.traits) {
    const said = `${reasons.join('; ')}.`;
    switch (trait) {
      case 'soft-delete':
        // A mark that marks nothing tells only that there could be such rows.
        if (isLive(table) && rows !== null && rows > 0)
          yield finding(
            'deleted-rows',
            table.patientPath === null && !tellsOfSomebody(table) ? 'low' : byWeight(table, 'high', 'high', 'medium'),
            table,
            null,
            [rows, table.rows],
            said,
          );
        break;
      case 'test-patients':
        yield finding('test-patients', 'high', table, null, rows === null ? null : [rows, table.rows], said);
        break;
      case 'history':
      case 'copy':
        yield finding('old-versions', 'medium', table, null, [table.rows, table.rows], said);
        break;
      case 'staging':
        yield finding('unfiled-rows', byWeight(table, 'high', 'medium'), table, null, [table.rows, table.rows], said);
        break;
      case 'dead':
        yield finding('dead-table', 'low', table, null, [table.rows, table.rows], said);
        break;
      default:
    }
  }
}
