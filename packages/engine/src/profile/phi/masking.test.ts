import { describe, expect, it } from 'vitest';
import type { Cell } from '../../base/cell.js';
import { profileInputOf } from '../../testing/profile-input.js';
import { profileSource } from '../profile-source.js';

/** Values told of `visits.state` where the given ones stand in it beside usual ones; each guard is shown alone. */
async function told(planted: readonly string[], patients: readonly Cell[][] = []): Promise<string[]> {
  const usual = Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? 'open' : 'closed'));
  const { profile } = await profileSource(
    profileInputOf({
      patients: { columns: ['mrn', 'last_name'], rows: patients },
      visits: { columns: ['state'], rows: [...planted, ...usual].map((value) => [value]) },
    }),
  );
  return profile.tables[1]?.columns[0]?.values?.map(({ value }) => value).filter((v) => planted.includes(v)) ?? [];
}
const times = (n: number, value: string): string[] => Array.from({ length: n }, () => value);

describe('what is told of a column', () => {
  it('is a value that three rows hold, not two', async () => {
    expect(await told([...times(3, 'held'), ...times(2, 'sent')])).toEqual(['held']);
  });

  it('is no number or name of the people in the source', async () => {
    const values = [...times(4, 'qx77a'), ...times(4, 'summer')];
    expect(await told(values)).toEqual(['qx77a', 'summer']);
    expect(await told(values, [['qx77a', 'Summer']])).toEqual([]);
  });

  it('is no word that nobody knows, in whatever it stands, but for the very words of a column', async () => {
    const odd = [
      'quorben',
      'QUORBEN',
      'room of Quorben',
      'quorben_zyxwol',
      'QuorbenZyxwol',
      '{"f":"Quorben"}',
      '/a/Quorben',
      'mg{Quorben}',
      'Q u o r b e n',
    ];
    const plain = ['new_patient', 'room of rest', 'hepatitis', 'BID', 'echocardiography', 'rechecking', 'isActive'];
    expect((await told([...odd, ...plain].flatMap((value) => times(5, value)))).sort()).toEqual([...plain].sort());
    expect(await told(times(600, 'vixalis'))).toEqual(['vixalis']);
  });

  it('is a common word, though somebody is called so', async () => {
    expect(await told([...times(60, 'White'), ...times(60, 'Asian')], [['1', 'White']])).toEqual(['Asian', 'White']);
  });

  it('is nothing that is written as a name and as no other value', async () => {
    expect(await told([...times(5, 'Quorben Zyx'), ...times(5, 'on hold')])).toEqual(['on hold']);
  });

  it('is no identifier by its looks', async () => {
    const shapes = ['871-46-9035', '(871) 555-0917', 'a.b@example.org', '10.1.2.3', '2093-11-17', '12 Main Street'];
    expect(await told(shapes.flatMap((shape) => times(5, shape)))).toEqual([]);
  });

  it('is an end of a range only where three rows share it, ages over 89 as 90', async () => {
    const rows = [...times(50, '40'), ...times(50, '60'), '33', '97'].map((age) => [age, age]);
    const { profile } = await profileSource(profileInputOf({ visits: { columns: ['age', 'weight'], rows } }));
    expect(profile.tables[0]?.columns.map((column) => column.numbers)).toEqual([
      { least: '33', most: '90', integers: true },
      { least: '33', most: '97', integers: true },
    ]);
    const larger = rows.map(([age]) => [`1${age}.5`]);
    const other = await profileSource(profileInputOf({ visits: { columns: ['weight'], rows: larger } }));
    expect(other.profile.tables[0]?.columns[0]?.numbers).toEqual({ least: '130', most: '200', integers: false });
  });
});
