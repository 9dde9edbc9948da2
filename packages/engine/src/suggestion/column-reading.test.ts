import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue/catalogue.js';
import { readColumns } from './column-reading.js';

catalogue();

const ideas = (columns: readonly string[], name: string, table = 'person'): string =>
  (readColumns(columns, table, new Set([table])).words.get(name) ?? [])
    .map((word) => word.readings[0]?.join(' '))
    .join(' | ');

describe('columns of a table read together', () => {
  const users = ['uid', 'ufname', 'ulname', 'uemail', 'umobileno', 'zipcode', 'status'];

  it('drops letters that stand before readable words in several columns', () => {
    expect(ideas(users, 'ufname')).toBe('first name');
    expect(ideas(users, 'uemail')).toBe('email');
    expect(ideas(users, 'zipcode')).toBe('postal code');
  });

  it('keeps a beginning that only two share', () => {
    expect(ideas(['ufname', 'ulname', 'status'], 'ufname')).not.toBe('first name');
  });

  it('reads numbered columns with what opens their number, where the plain one is there too', () => {
    const columns = ['CODE', 'DESCRIPTION', 'REACTION1', 'DESCRIPTION1', 'REACTION2', 'DESCRIPTION2'];
    expect(ideas(columns, 'DESCRIPTION1')).toContain('reaction | description');
    expect(ideas(columns, 'DESCRIPTION')).toBe('description');
    expect(ideas(['ADDRESS1', 'CITY1'], 'CITY1')).not.toContain('address');
  });

  it('tells what many columns begin with', () => {
    const { lead } = readColumns(['ResultFolder', 'ResultDate', 'ResultNote', 'Status'], 'x', new Set());
    expect([...lead]).toContain('result');
  });
});
