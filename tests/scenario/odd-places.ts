import { gzipSync } from 'node:zlib';
import { seededRandom } from '../../packages/engine/src/testing/dump-generator.js';
import { type OddPerson, oddPerson, pad } from './odd-people.js';

type Value = string | number | null;

export interface OddColumn {
  readonly name: string;
  readonly type: string;
  readonly comment?: string;
}

export interface OddTable {
  readonly name: string;
  readonly comment?: string;
  readonly columns: readonly OddColumn[];
  readonly rows: readonly (readonly Value[])[];
}

export interface OddPractice {
  readonly tables: readonly OddTable[];
  /** Where each canary was planted: canary -> place. */
  readonly planted: ReadonlyMap<string, string>;
}

const ROWS = 400;
const pick = <T>(i: number, ...list: readonly [T, ...T[]]): T => list[i % list.length] as T;

/** A place for a canary: in which table and column, in which rows, and what stands there. */
interface Place {
  readonly what: string;
  readonly table: string;
  readonly column: string;
  readonly rows: (i: number) => boolean;
  readonly value: (person: OddPerson) => Value;
  /** Which of the person must then be found nowhere; the family name and the value where absent. */
  readonly tells?: (person: OddPerson) => readonly string[];
}

const some = (i: number): boolean => i % 60 === 7;
const many = (i: number): boolean => i % 9 === 4;
const few = (i: number): boolean => i === 91 || i === 152;

const inColumn = (
  what: string,
  column: string,
  value: Place['value'],
  rows = some,
  table = 'visits',
  tells?: Place['tells'],
): Place => ({ what, table, column, rows, value, ...(tells ? { tells } : {}) });

const PLACES: readonly Place[] = [
  // Columns that lie.
  inColumn('a name in a column of states', 'status', (p) => p.name),
  inColumn('a name in small letters', 'category', (p) => p.name.toLowerCase(), some),
  inColumn('a family name alone, in capitals', 'priority', (p) => p.family.toUpperCase()),
  inColumn('a given name alone', 'color', (p) => p.given),
  inColumn('a name turned round', 'visit_type', (p) => `${p.family}, ${p.given}`),
  inColumn('a name with a title', 'room', (p) => `Dr ${p.family}'s room`, many),
  inColumn('a trust named after a family', 'plan', (p) => `${p.family} family trust`, many),
  inColumn('a birth date in a column of codes', 'code', (p) => p.born),
  inColumn('a birth date with slashes', 'reason_code', (p) => p.bornUs),
  inColumn('a birth date of digits', 'site', (p) => p.born.replaceAll('-', '')),
  inColumn('an SSN in a column of codes', 'modifier', (p) => p.ssn),
  inColumn('an SSN of digits', 'flag2', (p) => p.ssn.replaceAll('-', '')),
  inColumn('a record number as a category', 'class', (p) => p.mrn),
  inColumn('a phone as a setting', 'setting', (p) => p.phone),
  inColumn('a phone with points', 'level', (p) => p.phone.replace(/[() -]+/g, '.').replace(/^\./, '')),
  inColumn('an e-mail as a source', 'source', (p) => p.email),
  inColumn('an address as a unit', 'unit', (p) => p.street),
  inColumn('a policy number as a version', 'version', (p) => p.policy),
  // Things inside of other things.
  inColumn(
    'JSON in a text',
    'payload',
    (p) => `{"n":"${p.name}","dob":"${p.born}"}`,
    some,
    'visits',
    (p) => [p.family, p.born],
  ),
  inColumn('short JSON in a code', 'kind', (p) => `{"f":"${p.family}"}`),
  inColumn('XML in a text', 'answer', (p) => `<p><name>${p.family}</name></p>`),
  inColumn(
    'CSV in a text',
    'result',
    (p) => `1,${p.family},${p.ssn}`,
    some,
    'visits',
    (p) => [p.family, p.ssn],
  ),
  inColumn(
    'HL7 in a text',
    'message_type',
    (p) => `PID|1||${p.mrn}||${p.family}^${p.given}`,
    some,
    'visits',
    (p) => [p.family, p.mrn],
  ),
  inColumn(
    'parameters of a URL',
    'link',
    (p) => `/view?mrn=${p.mrn}&last=${p.family}`,
    some,
    'visits',
    (p) => [p.family, p.mrn],
  ),
  inColumn(
    'a file name',
    'filename',
    (p) => `scan_${p.family}_${p.born}.pdf`,
    some,
    'visits',
    (p) => [p.family, p.born],
  ),
  inColumn('a path', 'folder', (p) => `/docs/${p.family}/2020`, many),
  inColumn(
    'base64',
    'token',
    (p) => Buffer.from(p.name).toString('base64'),
    some,
    'visits',
    (p) => [p.name],
  ),
  inColumn(
    'hex',
    'hashed',
    (p) => Buffer.from(p.name).toString('hex'),
    some,
    'visits',
    (p) => [p.name],
  ),
  inColumn(
    'gzip in base64',
    'archive',
    (p) => gzipSync(`${p.name} ${p.ssn} ${p.street} `.repeat(4)).toString('base64'),
    some,
    'visits',
    (p) => [p.name],
  ),
  inColumn(
    'a user name made of a name',
    'edited',
    (p) => `${p.given.toLowerCase()}${p.family.toLowerCase()}`,
    many,
    'visits',
    (p) => [p.family.toLowerCase()],
  ),
  inColumn(
    'a name with underscores',
    'queue',
    (p) => `${p.given}_${p.family}`.toLowerCase(),
    many,
    'visits',
    (p) => [p.family.toLowerCase()],
  ),
  inColumn('a name in braces of a unit', 'dose_unit', (p) => `mg{${p.family}}`, many),
  inColumn('a date with the month in letters', 'shift', (p) => `${Number(p.born.slice(8))}-Aug-${p.born.slice(2, 4)}`),
  inColumn(
    'a name in few rows of a long text',
    'note',
    (p) => `Spoke with ${p.name} about the results of last week, will call again`,
    few,
  ),
  inColumn('a number of a record among numbers', 'quantity', (p) => Number(p.mrn.slice(2))),
  inColumn('an SSN among amounts', 'amount', (p) => Number(p.ssn.replaceAll('-', '')), few),
  inColumn('a phone among numbers of a code', 'item_code', (p) => Number(p.phone.replace(/\D/g, ''))),
  inColumn('two names in one value', 'pair', (p) => `${p.given} & ${p.family}`),
  inColumn('a name with a number', 'slot', (p) => `${p.family} 2`, many),
  inColumn('a name with a word of the field', 'procedure', (p) => `Knee surgery ${p.family}`, many),
  inColumn('a name in a column of drugs', 'drug', (p) => `${p.family} 10 mg tablet`),
  inColumn('a name in a yes-or-no column', 'active', (p) => p.family, few),
  // Values of few patients in small tables.
  inColumn(
    'a small table with few values',
    'choice',
    (p) => p.name,
    (i) => i % 3 === 1,
    'preferences',
  ),
  inColumn(
    'a value of one patient, again and again',
    'answer',
    (p) => p.family,
    (i) => i % 4 === 1,
    'preferences',
  ),
  // Labels of look-up tables, and of attributes.
  inColumn(
    'the label of a room',
    'label',
    (p) => `Room of ${p.family}`,
    (i) => i === 3,
    'rooms',
  ),
  inColumn(
    'the label of an attribute',
    'label',
    (p) => `How is ${p.family} today`,
    (i) => i === 2,
    'question',
  ),
  inColumn(
    'the label of an attribute, a name alone',
    'label',
    (p) => p.name,
    (i) => i === 4,
    'question',
  ),
  inColumn(
    'a code of an attribute',
    'question',
    (p) => p.family,
    (i) => i % 60 === 3,
    'answers',
  ),
  inColumn(
    'a provider in a list',
    'name',
    (p) => `${p.family} mutual`,
    (i) => i === 5,
    'insurers',
  ),
  inColumn(
    'the name of an option list',
    'list_id',
    (p) => `list_${p.family.toLowerCase()}`,
    (i) => i % 11 === 2,
    'options',
    (p) => [p.family.toLowerCase()],
  ),
  inColumn(
    'the title of an option',
    'title',
    (p) => p.family,
    (i) => i % 11 === 3,
    'options',
  ),
  // Names that stand in tables of people too.
  inColumn(
    'a patient in the table of patients',
    'last_name',
    (p) => p.family,
    (i) => i === 9,
    'patients',
  ),
  inColumn(
    'a test-like name',
    'first_name',
    (p) => `Test ${p.given}`,
    (i) => i === 10,
    'patients',
    (p) => [p.given],
  ),
  inColumn(
    'a user',
    'full_name',
    (p) => p.name,
    (i) => i === 2,
    'users',
  ),
  inColumn('who signed', 'signed_by', (p) => p.name, many, 'visits'),
];

const text = (name: string): OddColumn => ({ name, type: 'varchar(200)' });
const number = (name: string): OddColumn => ({ name, type: 'int' });

function plainTables(): OddTable[] {
  const rows = (n: number, make: (i: number) => Value[]): Value[][] => Array.from({ length: n }, (_, i) => make(i));
  const words: Readonly<Record<string, (i: number) => Value>> = {
    status: (i) => pick(i, 'active', 'closed', 'open'),
    category: (i) => pick(i, 'lab', 'note', 'order'),
    priority: (i) => pick(i, 'LOW', 'HIGH'),
    color: (i) => pick(i, 'red', 'green', 'blue'),
    visit_type: (i) => pick(i, 'office', 'phone', 'home'),
    room: (i) => pick(i, 'Room 1', 'Room 2', 'Room 3'),
    plan: (i) => pick(i, 'Community plan', 'Standard plan'),
    code: (i) => pick(i, 'I10', 'E11.9', 'J45.20'),
    reason_code: (i) => pick(i, 'R05', 'R51', 'M54.5'),
    site: (i) => pick(i, 'left', 'right'),
    modifier: (i) => pick(i, '25', '59', 'LT'),
    flag2: (i) => pick(i, 'A', 'B', 'C'),
    class: (i) => pick(i, 'AMB', 'EMER', 'IMP'),
    setting: (i) => pick(i, 'on', 'off', 'auto'),
    level: (i) => pick(i, '1', '2', '3'),
    source: (i) => pick(i, 'portal', 'desk'),
    unit: (i) => pick(i, 'mg', 'mL'),
    version: (i) => pick(i, 'v1', 'v2'),
    payload: (i) => pick(i, '{"a":1}', '{"b":2}'),
    kind: (i) => pick(i, 'x1', 'x2'),
    answer: (i) => pick(i, '<p/>', '<b/>'),
    result: (i) => pick(i, '1,2,3', '4,5,6'),
    message_type: (i) => pick(i, 'ADT', 'ORU'),
    link: (i) => pick(i, '/view', '/edit'),
    filename: (i) => pick(i, 'scan.pdf', 'letter.pdf'),
    folder: (i) => pick(i, '/docs/all/2020', '/docs/all/2021'),
    token: (i) => pick(i, 'abc', 'def'),
    hashed: (i) => pick(i, '00ff', 'ff00'),
    archive: (i) => pick(i, 'none', 'old'),
    edited: (i) => pick(i, 'admin', 'system'),
    queue: (i) => pick(i, 'in_box', 'out_box'),
    dose_unit: (i) => pick(i, 'mg', 'mL', 'g'),
    shift: (i) => pick(i, 'day', 'night'),
    note: (i) => `follow up in ${i} weeks and bring the list of medication`,
    quantity: (i) => i % 40,
    amount: (i) => 20 + (i % 90),
    item_code: (i) => 100 + (i % 7),
    pair: (i) => pick(i, 'salt & pepper', 'bed & board'),
    slot: (i) => pick(i, 'morning 1', 'morning 2'),
    procedure: (i) => pick(i, 'Knee surgery', 'Hip surgery'),
    drug: (i) => pick(i, 'lisinopril 10 mg tablet', 'metformin 500 mg tablet'),
    active: (i) => pick(i, 'Y', 'N'),
    signed_by: (i) => pick(i, 'Anna Schmidt', 'Peter Novak'),
  };
  return [
    {
      name: 'patients',
      columns: [number('patient_id'), text('first_name'), text('last_name'), text('dob'), text('ssn'), text('phone')],
      rows: rows(60, (i) => [
        40_000 + i,
        pick(i, 'Anna', 'Bruno', 'Carla', 'Elif'),
        `Muster${i % 20}mann`,
        `${1940 + i}-03-${pad((i % 28) + 1)}`,
        `900-${pad(i + 10)}-${1000 + i}`,
        `(555) 555-${1000 + i}`,
      ]),
    },
    {
      name: 'users',
      columns: [number('user_id'), text('full_name')],
      rows: rows(6, (i) => [i + 1, pick(i, 'Anna Schmidt', 'Peter Novak', 'Maria Garcia')]),
    },
    {
      name: 'visits',
      columns: [
        number('visit_id'),
        number('patient_id'),
        text('visit_date'),
        ...Object.keys(words).map((name) =>
          /^(?:quantity|amount|item_code)$/.test(name) ? { name, type: 'bigint' } : text(name),
        ),
      ],
      rows: rows(ROWS, (i) => [
        i + 1,
        40_000 + (i % 60),
        `${2015 + (i % 8)}-${pad((i % 12) + 1)}-${pad((i % 28) + 1)}`,
        ...Object.values(words).map((make) => make(i)),
      ]),
    },
    {
      name: 'preferences',
      columns: [number('patient_id'), text('choice'), text('answer')],
      rows: rows(24, (i) => [40_000 + (i % 3), pick(i, 'tea', 'coffee'), pick(i, 'yes', 'no', 'sometimes')]),
    },
    {
      name: 'answers',
      columns: [number('answer_id'), number('visit_id'), text('question'), text('value')],
      rows: rows(300, (i) => [i + 1, (i % 60) + 1, `Q${i % 6}`, pick(i, 'often', 'never', '3')]),
    },
    {
      name: 'question',
      columns: [text('question'), text('label')],
      rows: rows(6, (i) => [`Q${i}`, pick(i, 'How is your sleep', 'How is your pain', 'Do you smoke')]),
    },
    { name: 'rooms', columns: [number('id'), text('label')], rows: rows(8, (i) => [i + 1, `Room ${i + 1}`]) },
    {
      name: 'insurers',
      columns: [number('id'), text('name')],
      rows: rows(9, (i) => [i + 1, `Mutual insurance ${i + 1}`]),
    },
    {
      name: 'options',
      columns: [text('list_id'), text('option_id'), text('title')],
      rows: rows(90, (i) => [pick(i, 'sex', 'race', 'route'), `o${Math.floor(i / 3)}`, `Option ${Math.floor(i / 3)}`]),
    },
  ];
}

/** Forms in which a canary of a declaration stands. */
function declared(tables: OddTable[], planted: Map<string, string>, from: number): OddTable[] {
  const [a, b, c, d] = [0, 1, 2, 3].map((i) => oddPerson(from + i)) as [OddPerson, OddPerson, OddPerson, OddPerson];
  planted.set(a.family, 'the comment of a column');
  planted.set(a.ssn, 'a number in the comment of a column');
  planted.set(b.family, 'the comment of a table');
  planted.set(c.family, 'a value of an enumeration in the DDL');
  planted.set(d.family, 'a default in the DDL');
  planted.set(d.email, 'an e-mail in the comment of a table');
  return tables.map((table) => ({
    ...table,
    ...(table.name === 'visits' ? { comment: `asked for by ${b.name}, see ${d.email}` } : {}),
    columns: table.columns.map((column) => {
      if (column.name === 'status') return { ...column, comment: `as ${a.name} wants it (${a.ssn})` };
      if (table.name === 'preferences' && column.name === 'answer')
        return { ...column, type: `enum('yes','no','sometimes','${c.family}')` };
      if (table.name === 'preferences' && column.name === 'choice')
        return { ...column, type: `varchar(200) DEFAULT '${d.family}'` };
      return column;
    }),
  }));
}

/** A practice with a different person planted in each of many places where nobody would look for one. */
export function oddPractice(): OddPractice {
  const planted = new Map<string, string>();
  const cells = plainTables().map((table) => ({ ...table, rows: table.rows.map((row) => [...row]) }));
  PLACES.forEach((place, p) => {
    const person = oddPerson(p);
    const table = cells.find(({ name }) => name === place.table);
    const at = table?.columns.findIndex(({ name }) => name === place.column) ?? -1;
    if (!table || at < 0) throw new Error(`no ${place.table}.${place.column}`);
    table.rows.forEach((row, i) => {
      if (place.rows(i)) row[at] = place.value(person);
    });
    const value = String(place.value(person));
    const telling = value.includes(person.family) ? [person.family] : [value];
    for (const canary of place.tells?.(person) ?? telling) planted.set(canary, place.what);
  });
  const tables = declared(cells, planted, PLACES.length);
  // Rows of one value never stand together: what is told must not depend on their order.
  const random = seededRandom(5);
  return { tables: tables.map((table) => ({ ...table, rows: shuffled(table.rows, random) })), planted };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

const quoted = (value: Value): string =>
  value === null ? 'NULL' : typeof value === 'number' ? String(value) : `'${value.replace(/[\\']/g, '\\$&')}'`;

/** As mysqldump writes it. */
export function oddDump({ tables }: OddPractice): string {
  const parts = ['-- MySQL dump 10.13  Distrib 5.7.44\n-- Server version\t5.7.44\n'];
  for (const { name, columns, rows, comment } of tables) {
    const list = columns.map(
      (one) => `  \`${one.name}\` ${one.type}${one.comment === undefined ? '' : ` COMMENT ${quoted(one.comment)}`}`,
    );
    parts.push(
      `CREATE TABLE \`${name}\` (\n${list.join(',\n')}\n) ENGINE=InnoDB${comment === undefined ? '' : ` COMMENT=${quoted(comment)}`};\n`,
      `INSERT INTO \`${name}\` VALUES ${rows.map((row) => `(${row.map(quoted).join(',')})`).join(',\n')};\n`,
    );
  }
  return `${parts.join('\n')}\n-- Dump completed on 2024-06-30  1:02:03\n`;
}

/** One CSV file for each table, by file name. */
export const oddCsv = ({ tables }: OddPractice): Record<string, string> =>
  Object.fromEntries(
    tables.map(({ name, columns, rows }) => [
      `${name}.csv`,
      [columns.map((column) => column.name), ...rows]
        .map((row) => row.map((cell) => (cell === null ? '' : `"${String(cell).replaceAll('"', '""')}"`)).join(','))
        .join('\n'),
    ]),
  );
