import { expect, it } from 'vitest';
import { describedInJson, describedInRows } from './data-dictionary.js';

const TABLES = [
  {
    ...{ name: 'PATIENT', comment: 'People' },
    columns: [
      { name: 'PAT_ID', type: 'VARCHAR', comment: 'Key' },
      { name: 'DOB', type: null, comment: null },
    ],
  },
];

it.each([
  [
    'tables by name with fields',
    {
      PATIENT: {
        description: 'People',
        fields: [{ field_name: 'PAT_ID', data_type: 'VARCHAR', description: 'Key' }, { field_name: 'DOB' }],
      },
    },
  ],
  [
    'a table that names itself',
    {
      name: 'PATIENT',
      description: 'People',
      columns: [{ name: 'PAT_ID', type: 'VARCHAR', description: 'Key' }, { name: 'DOB' }],
    },
  ],
  [
    'a list of tables',
    [{ table_name: 'PATIENT', comment: 'People', columns: { PAT_ID: { type: 'VARCHAR', comment: 'Key' }, DOB: {} } }],
  ],
])('reads a dictionary of %s', (_, value) => {
  expect(describedInJson(value, 'unnamed')).toEqual(TABLES);
});

it('finds none in what is no dictionary', () => {
  for (const value of [null, 3, 'x', [], {}, { resourceType: 'Patient' }, { a: { b: [1, 2] } }])
    expect(describedInJson(value, 'x')).toEqual([]);
});

it('reads a dictionary of a row for each column', () => {
  const rows = [
    ['PATIENT', 'PAT_ID', 'VARCHAR', 'Key'],
    ['PATIENT', 'DOB', null, ''],
    [null, 'lost', null, null],
  ];
  expect(describedInRows(['Table Name', 'Column Name', 'Data Type', 'Description'], rows)).toEqual([
    { ...TABLES[0], comment: null },
  ]);
  expect(describedInRows(['id', 'name', 'price'], rows)).toBeNull();
});
