import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedPath, sharedReason } from '../../../testing/shared.js';
import { columnType } from './column-type.js';

const typed = (xtype: number, length = 0, precision = 0, scale = 0, userType = 0) =>
  columnType({ xtype, userType, length, precision, scale, collation: 0 });

describe('columnType', () => {
  test.each([
    ['nvarchar(50)', typed(231, 100), null, 'text'],
    ['nvarchar(max)', typed(231, -1), null, 'text'],
    ['nchar(10)', typed(239, 20), 20, 'text'],
    ['varchar(max)', typed(167, -1), null, 'text'],
    ['char(5)', typed(175, 5), 5, 'text'],
    ['varbinary(8000)', typed(165, 8000), null, 'binary'],
    ['binary(16)', typed(173, 16), 16, 'binary'],
    ['decimal(18,2)', typed(106, 9, 18, 2), 9, 'decimal'],
    ['numeric(38,0)', typed(108, 17, 38, 0), 17, 'decimal'],
    ['datetime2(7)', typed(42, 8, 27, 7), 8, 'datetime'],
    ['datetimeoffset(2)', typed(43, 8, 29, 2), 8, 'datetime'],
    ['time(4)', typed(41, 4, 13, 4), 4, 'time'],
    ['timestamp', typed(189, 8), 8, 'binary'],
    ['bit', typed(104, 1), 1, 'boolean'],
    ['float', typed(62, 8, 53), 8, 'float'],
    ['real', typed(59, 4, 24), 4, 'float'],
    ['sql_variant', typed(98, 8016), null, 'unknown'],
    ['geography', typed(240, -1, 0, 0, 130), null, 'text'],
    ['hierarchyid', typed(240, 892, 0, 0, 128), null, 'text'],
    ['vector(3)', typed(165, 20, 0, 0, 255), null, 'text'],
    ['unknown(77)', typed(77), null, 'unknown'],
  ])('%s', (declared, found, fixedLength, cellType) => {
    expect(found).toEqual({ declared, cellType, fixedLength });
  });

  const expected = sharedPath('data/mssql/expected');
  test.skipIf(!expected)(`writes every type of the real files ${expected ? '' : sharedReason('data/mssql')}`, () => {
    const names: Record<string, [number, number]> = {
      int: [56, 1],
      smallint: [52, 1],
      tinyint: [48, 1],
      bigint: [127, 1],
      bit: [104, 1],
      datetime: [61, 1],
      smalldatetime: [58, 1],
      date: [40, 1],
      money: [60, 1],
      smallmoney: [122, 1],
      real: [59, 1],
      float: [62, 1],
      uniqueidentifier: [36, 1],
      timestamp: [189, 1],
      text: [35, 1],
      ntext: [99, 1],
      image: [34, 1],
      xml: [241, 1],
      sql_variant: [98, 1],
      nvarchar: [231, 2],
      nchar: [239, 2],
      varchar: [167, 1],
      char: [175, 1],
      varbinary: [165, 1],
      binary: [173, 1],
      decimal: [106, 1],
      numeric: [108, 1],
      time: [41, 1],
      datetime2: [42, 1],
      datetimeoffset: [43, 1],
    };
    const seen = new Set<string>();
    for (const file of readdirSync(expected!)) {
      for (const match of readFileSync(join(expected!, file), 'utf8').matchAll(/"type":\s*"([^"]+)"/g)) {
        seen.add(match[1]!.replace(/ NOT NULL| IDENTITY/g, ''));
      }
    }
    expect(seen.size).toBeGreaterThan(50);
    for (const declared of seen) {
      const [, name = '', first, second] = /^(\w+)(?:\((\w+)(?:,(\d+))?\))?$/.exec(declared) ?? [];
      const [xtype, width] = names[name] ?? expect.unreachable(declared);
      const length = first === 'max' ? -1 : Number(first ?? 0) * width;
      const isDecimal = second !== undefined;
      expect(
        typed(xtype, length, Number(first ?? 0) || 0, isDecimal ? Number(second) : Number(first) || 0).declared,
      ).toBe(declared);
    }
  });
});
