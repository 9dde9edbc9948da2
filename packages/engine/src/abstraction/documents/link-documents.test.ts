import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES, type DocumentRule, documentRulesSchema } from '../../artifacts/document-rules.js';
import { IndexTables } from './index-table.js';
import { describedBy, type LinkContext, linkDocument } from './link-documents.js';
import { patternReader } from './name-pattern.js';
import { namesMeant, pageIdentity } from './page-identity.js';
import { type IndexedPatient, PatientIndex } from './patient-index.js';
import { daysMeant } from './stated-date.js';

const person = (
  key: string,
  family: string,
  given: string,
  birthDate: string | null,
  ...identifiers: string[]
): IndexedPatient => ({
  ...{ key, identifiers, birthDate },
  names: [{ family, given: given.split(' ') }],
});
const PEOPLE = [
  person('1', 'Juárez-Pinto', 'Cyrus J', '1974-04-13', 'LS001005'),
  person('2', 'Oyelaran', 'Otto R', '1941-06-27', 'LS001002'),
  person('3', 'Oyelaran', 'Josefa', '1980-04-11', 'LS001009'),
  // Twins, and one who has the name of another.
  person('4', 'Moss', 'Ada', '2001-02-03', 'A-77'),
  person('5', 'Moss', 'Eve', '2001-02-03', 'A-78'),
  person('6', 'Oyelaran', 'Otto', '1999-01-01', 'X1'),
  // One chart number given twice.
  person('7', 'Stone', 'Kai', '1970-07-07', 'B-1'),
  person('8', 'Reed', 'Lou', '1960-06-06', 'B-1'),
];

interface Given {
  readonly path?: string;
  readonly pages?: readonly string[];
  readonly rules?: readonly DocumentRule[];
  readonly csv?: string;
  readonly decision?: { readonly patient: string | null };
  readonly cell?: string | null;
}
const INDEX_RULE = {
  index: { file: 'index.csv', columns: { file: 'FILE', patient: 'MRN', title: 'TITLE', date: 'DATE', type: 'KIND' } },
} as const satisfies DocumentRule;

function context({ rules = DEFAULT_RULES, csv, cell }: Given): LinkContext {
  const tables = new IndexTables();
  if (csv !== undefined) tables.add('index.csv', Buffer.from(csv), INDEX_RULE.index, 'mdy');
  const patientOfCell = () => cell;
  return { patients: new PatientIndex(PEOPLE), rules, areStated: rules !== DEFAULT_RULES, tables, patientOfCell };
}
function linked(given: Given) {
  const place =
    given.cell === undefined
      ? ({ kind: 'file', path: given.path ?? 'scan.pdf' } as const)
      : ({ kind: 'cell', locator: 's/t/1/c' } as const);
  return linkDocument({ id: 'd', places: [place], texts: given.pages ?? [] }, given.decision, context(given));
}
/** `2 folder` for a link, the code and candidates of a doubt. */
function inShort(given: Given): string {
  const { link, doubt } = linked(given);
  return link
    ? `${link.patient} ${link.by}`
    : `${doubt?.code}: ${doubt?.candidates.map(({ patient }) => patient).join(' ')}`;
}

const ID_FOLDERS: readonly DocumentRule[] = [{ folder: '{id}' }, { page: { labels: [] } }];

describe('linkDocument', () => {
  it.each<[string, Given, string]>([
    ['a folder that a rule says is a number', { path: 'LS001002/a.pdf', rules: ID_FOLDERS }, '2 folder'],
    ['the nearest folder that says something', { path: 'scans/ls-001002/2019/a.pdf', rules: ID_FOLDERS }, '2 folder'],
    ['padding', { path: '0001/a.pdf', rules: ID_FOLDERS }, '1 folder'],
    ['a number of nobody', { path: '999/a.pdf', rules: ID_FOLDERS }, 'patient-unknown: '],
    ['a number of two', { path: 'B-1/a.pdf', rules: ID_FOLDERS }, 'identifier-of-several: 7 8'],
    ['a number without a rule', { path: 'LS001002/a.pdf' }, 'number-alone: 2'],
    [
      'a number without a rule, and the name on the page',
      { path: 'LS001002/a.pdf', pages: ['Dear Mr. Otto Oyelaran'] },
      '2 folder',
    ],
    [
      'a number without a rule, and the number on the page',
      { path: 'LS001002/a.pdf', pages: ['MRN LS001002'] },
      'number-alone: 2',
    ],
    [
      'a number without a rule, and another name',
      { path: '2/a.pdf', pages: ['Patient: Ada Moss'] },
      'number-alone: 2 4',
    ],
    [
      'a name in the folder, the birth date on the page',
      {
        path: 'x/Moss, Eve/a.pdf',
        rules: [{ folder: '{family}, {given}' }, { page: { labels: [] } }],
        pages: ['DOB 2/3/2001'],
      },
      '5 folder',
    ],
    ['name and number by default', { path: 'Oyelaran, Otto (LS001002)/a.pdf' }, '2 folder'],
    ['name and number that disagree', { path: 'Oyelaran, Josefa (LS001002)/a.pdf' }, 'parts-disagree: 2 3'],
    ['a name that marks and case change', { path: 'x/JUAREZ-PINTO_CYRUS_LS001005.tif' }, '1 file-name'],
    ['name and birth date in a file name', { path: 'moss_ada_2001-02-03 lab.pdf' }, '4 file-name'],
    ['a name alone', { path: 'a.pdf', pages: ['Patient: Otto Oyelaran\nplan'] }, 'one-sign-alone: 2 6'],
    ['number and name on a page', { pages: ['MRN: LS001002\nOYELARAN, OTTO R.\n'] }, '2 page-identifier'],
    ['number and birth date', { pages: ['Chart # LS-001002   DOB 6/27/1941'] }, '2 page-identifier'],
    ['name and birth date', { pages: ['', 'Name: Otto Oyelaran  Date of Birth: June 27, 1941'] }, '2 page-identifier'],
    ['the birth date of twins', { pages: ['Patient: Moss  DOB: 02/03/2001'] }, 'one-sign-alone: 4 5'],
    ['one of twins by name', { pages: ['Patient: Moss, Eve  DOB: 02/03/2001'] }, '5 page-identifier'],
    ['a number alone on a page', { pages: ['MRN LS001002'] }, 'one-sign-alone: 2'],
    ['a number of one, the name of another', { pages: ['MRN: LS001002  Patient: Ada Moss'] }, 'one-sign-alone: 2 4'],
    ['pages of two patients', { pages: ['MRN: A-77 Ada Moss', 'MRN: A-78 Eve Moss'] }, 'pages-name-several: 4 5'],
    ['nobody', { pages: ['see me in two weeks'] }, 'nothing-found: '],
    [
      'folder and page that agree',
      { path: 'A-77/a.pdf', pages: ['MRN: A-77 Ada Moss'], rules: ID_FOLDERS },
      '4 folder',
    ],
    [
      'folder and page that disagree',
      { path: 'A-77/a.pdf', pages: ['MRN: A-78 Eve Moss'], rules: ID_FOLDERS },
      'rules-disagree: 5 4',
    ],
    [
      'a folder, and a page with another number',
      { path: 'A-77/a.pdf', pages: ['MRN: A-78'], rules: ID_FOLDERS },
      'rules-disagree: 4 5',
    ],
    [
      'a folder, and a page of a stranger',
      { path: 'A-77/a.pdf', pages: ['Name: Zoe Quist DOB: 1/1/1930'], rules: ID_FOLDERS },
      'rules-disagree: 4',
    ],
    [
      'a page, and a folder of nobody',
      { path: '999/a.pdf', pages: ['MRN: A-77 Ada Moss'], rules: ID_FOLDERS },
      'rules-disagree: 4',
    ],
    [
      'a decision against the rules',
      { path: 'A-77/a.pdf', rules: ID_FOLDERS, decision: { patient: '8' } },
      '8 decision',
    ],
    [
      "a decision that it is nobody's",
      { path: 'A-77/a.pdf', rules: ID_FOLDERS, decision: { patient: null } },
      'null decision',
    ],
    [
      'an index table',
      { path: 'Batch\u0031/S1.TIF', rules: [INDEX_RULE], csv: 'FILE,MRN,TITLE,DATE,KIND\nbatch1\\s1.tif,A-78,x,,\n' },
      '5 index-table',
    ],
    [
      'lines of an index that disagree',
      { path: 'a.tif', rules: [INDEX_RULE], csv: 'FILE,MRN,TITLE,DATE,KIND\na.tif,A-78,,,\na.tif,A-77,,,\n' },
      'rules-disagree: 5 4',
    ],
    [
      'a path out of the folder in an index',
      { path: 'a.tif', rules: [INDEX_RULE], csv: 'FILE,MRN,TITLE,DATE,KIND\n../../a.tif,A-78,,,\n' },
      'nothing-found: ',
    ],
    ['the row of a staged cell', { cell: '3' }, '3 cell'],
    ['a row of nobody', { cell: null, pages: ['MRN: A-77 Ada Moss'] }, 'rules-disagree: 4'],
  ])('%s', (_, given, expected) => expect(inShort(given)).toBe(expected));

  it('says in its reasons what agreed, and no value', () => {
    expect(
      linked({ path: 'Oyelaran, Otto (LS001002)/a.pdf', pages: ['MRN: LS001002\nOtto Oyelaran'] }).link?.reasons,
    ).toEqual(['folder name: identifier, name agrees', 'page: identifier, name agrees']);
  });

  it('law: never links to a patient of whom fewer than two things are said, where no rule states the names', () => {
    const part = fc.constantFrom(
      'LS001002',
      'A-77',
      'Otto Oyelaran',
      'Oyelaran, Otto',
      'DOB: 06/27/1941',
      'MRN: B-1',
      'Patient: Ada Moss',
      'DOB: 2001-02-03',
      'MRN: LS001009',
      'plan',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const page = parts.join(' ');
        const { link } = linked({ pages: [page] });
        if (!link) return;
        const person = PEOPLE.find(({ key }) => key === link.patient)!;
        const [name] = person.names;
        const signs = [
          person.identifiers.some((one) => page.includes(one)),
          page.includes(name!.family) && page.includes(name!.given[0]!),
          page.includes('DOB'),
        ];
        expect(signs.filter(Boolean).length).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it('takes date and title from an index table, else the title from the name', () => {
    const csv = 'FILE,MRN,TITLE,DATE,KIND\na.tif,A-78,Knee,3/4/2019,Letter\nb.tif,A-78,,nonsense,\n';
    const given = context({ rules: [INDEX_RULE, { 'file-name': '{id}_{title}' }], csv });
    expect(describedBy('a.tif', given)).toEqual({ date: '2019-03-04', title: 'Letter: Knee' });
    expect(describedBy('b.tif', given)).toEqual({ date: null, title: null });
    expect(describedBy('x/A77_Lab report.pdf', given)).toEqual({ date: null, title: 'Lab report' });
  });
});

describe('what pages and names say', () => {
  it('reads labelled numbers, dates and names', () => {
    expect(
      pageIdentity('Medical Record No. 00-123\tDate of Birth: 1 Feb 1950\nPATIENT NAME: DOE, JANE A  DOB', ['Fall']),
    ).toEqual({
      identifiers: ['00-123'],
      birthDates: [['1950-02-01']],
      names: ['DOE, JANE A'],
    });
    expect(pageIdentity('Fall: 77A the patient was seen; no chart pain', ['Fall']).identifiers).toEqual(['77A']);
    expect(namesMeant('Jane Ann Doe')).toContainEqual({ family: 'Doe', given: 'Jane Ann' });
  });
  it.each([
    ['03/04/50', ['1950-03-04', '2050-03-04', '1950-04-03', '2050-04-03'].sort()],
    ['2001-02-30', []],
    ['19410627', ['1941-06-27']],
    ['06271941', ['1941-06-27']],
    ['27.6.1941', ['1941-06-27']],
    ['June 27, 1941', ['1941-06-27']],
    ['27-Jun-41', ['1941-06-27', '2041-06-27']],
    ['seen', []],
  ])('%s may mean these days', (text, days) => expect([...daysMeant(text)].sort()).toEqual(days));
  it('reads names by a pattern, and takes no time for hard ones', () => {
    const read = patternReader('{family}, {given} ({id})');
    expect(read('Doe,  Jane  (12-3)')).toEqual({ family: 'Doe', given: 'Jane', id: '12-3' });
    expect(read('Doe Jane 12')).toBeNull();
    const hard = patternReader('{family} {given} {title} {title} {*}{id}');
    const started = performance.now();
    hard(`${'a b '.repeat(60)}!`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
  it.each(['{nobody}', 'no field', '{title}', '{id'])('refuses the pattern %s', (folder) => {
    expect(documentRulesSchema.safeParse({ chartlift: 'documents/1', rules: [{ folder }] }).success).toBe(false);
  });
});
