import { basename } from 'node:path';
import type { InspectedTable, Inspection, Verdict } from '@chartlift/engine/sources';
import { textTable, wrap } from './text-table.js';

/** What `inspect` found, for somebody who knows the practice and not the format: what it is, is it whole, what is inside, what next. */
export function inspectionLines(found: Inspection, paths: readonly string[], withColumns = false): string[] {
  const { tables, views } = found;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const failed = found.checks.filter((check) => !check.passed);
  return [
    `${what(found)}: ${found.verdict}`,
    ...wrap(MEANING[found.verdict], 96, '  '),
    '',
    ...found.checks.map(({ name, says, passed, checked, failed: count }) => {
      const counts = passed ? number(checked) : `${number(count)} of ${number(checked)} FAILED`;
      return `  ${passed ? 'ok  ' : 'FAIL'}  ${says ?? name}${says === null ? '' : ` [${name}]`}: ${counts}`;
    }),
    '',
    `  ${number(tables.length)} tables with ${number(rows)} rows${views > 0 ? `, ${number(views)} views` : ''}`,
    ...(tables.length === 0
      ? []
      : textTable(['table', 'rows', 'columns', ''], tables.map(tableCells)).map((l) => `  ${l}`)),
    '',
    ...(withColumns ? tables.flatMap(columnLines) : []),
    ...next(found.verdict, failed.length, paths).map((line) => `  ${line}`),
  ];
}

const MEANING: Readonly<Record<Verdict, string>> = {
  complete: 'It is whole: everything that its own records promise was found, checked and read.',
  incomplete: 'Something that its own records promise is missing. What is there was read.',
  damaged: 'Something in it is not as it was written. What could be trusted was read.',
  refused: 'It cannot be read.',
};

const what = ({ format, product, database, statedAt }: Inspection): string =>
  [
    format,
    product,
    database === null ? null : `database ${database}`,
    statedAt === null ? null : `taken ${statedAt.slice(0, 16).replace('T', ' ')}`,
  ]
    .filter((part) => part !== null)
    .join(', ');

const number = (value: number): string => value.toLocaleString('en-US');

function tableCells({ name, rows, statedRows, status, reason, columns }: InspectedTable): (string | number)[] {
  const stated = statedRows === null || statedRows === rows ? '' : `the source counts ${number(statedRows)}`;
  const state = status === 'read' ? '' : `${status}: `;
  return [
    name,
    rows,
    columns.length,
    [stated, reason === null ? '' : state + reason].filter((t) => t !== '').join('; '),
  ];
}

/** A table's columns: type, part of the key, what they name in other tables, what the source says of them. */
function columnLines({ name, columns, foreignKeys, comment }: InspectedTable): string[] {
  const cells = columns.map((column) => [
    column.name,
    column.type,
    [column.key ? 'key' : column.nullable === true ? 'may be empty' : '', ...named(column.name, foreignKeys)]
      .filter((text) => text !== '')
      .join(', '),
    column.comment ?? '',
  ]);
  const [, ...lines] = textTable(['', '', '', ''], cells);
  return [`  ${name}${comment === undefined ? '' : `: ${comment}`}`, ...lines.map((line) => `    ${line}`), ''];
}

/** `-> table.column` for each foreign key that the column is part of. */
const named = (column: string, foreignKeys: InspectedTable['foreignKeys']): string[] =>
  foreignKeys.flatMap(({ columns, referencesTable, referencesColumns }) =>
    columns.flatMap((part, i) => (part === column ? [`-> ${referencesTable}.${referencesColumns[i] ?? '?'}`] : [])),
  );

function next(verdict: Verdict, failed: number, paths: readonly string[]): string[] {
  if (verdict !== 'complete')
    return [
      `Next: see what ${failed === 1 ? 'the check that failed says' : 'the checks that failed say'} below, and get a whole copy before you migrate.`,
    ];
  const files = paths.map((path) => basename(path)).join(' ');
  return ['Next:', '  chartlift init DIR', `  chartlift -w DIR stage ${files}`];
}
