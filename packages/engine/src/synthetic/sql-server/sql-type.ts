/** How a column type is declared in the catalog and kept in a row. */
export interface SqlType {
  readonly name: string;
  /** sys.types.system_type_id. */
  readonly xtype: number;
  /** sys.types.user_type_id. */
  readonly userType: number;
  /** syscolpars.length in bytes; -1 for (max). */
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly kind: 'bit' | 'fixed' | 'variable' | 'max' | 'text';
  readonly collated: boolean;
}

/** `[xtype, length, precision, scale]` of types without parameters: sys.types of SQL Server. */
const PLAIN: Readonly<Record<string, readonly [number, number, number, number]>> = Object.freeze({
  tinyint: [48, 1, 3, 0],
  smallint: [52, 2, 5, 0],
  int: [56, 4, 10, 0],
  bigint: [127, 8, 19, 0],
  real: [59, 4, 24, 0],
  float: [62, 8, 53, 0],
  money: [60, 8, 19, 4],
  smallmoney: [122, 4, 10, 4],
  date: [40, 3, 10, 0],
  datetime: [61, 8, 23, 3],
  smalldatetime: [58, 4, 16, 0],
  uniqueidentifier: [36, 16, 0, 0],
  rowversion: [189, 8, 0, 0],
});

/** Strings and binaries: `[xtype, bytes per unit, variable, collated]`. */
const SIZED: Readonly<Record<string, readonly [number, number, boolean, boolean]>> = Object.freeze({
  char: [175, 1, false, true],
  nchar: [239, 2, false, true],
  binary: [173, 1, false, false],
  varchar: [167, 1, true, true],
  nvarchar: [231, 2, true, true],
  varbinary: [165, 1, true, false],
});

/** CLR types: user type ids of sys.types. */
const CLR: Readonly<Record<string, number>> = Object.freeze({ hierarchyid: 128, geometry: 129, geography: 130 });

const TEXT: Readonly<Record<string, readonly [number, boolean]>> = Object.freeze({
  image: [34, false],
  text: [35, true],
  ntext: [99, true],
});

/** Bytes of time(n), by n. */
export const TIME_BYTES: readonly number[] = Object.freeze([3, 3, 3, 4, 4, 5, 5, 5]);

/** `[xtype, bytes beyond the time, characters of scale 0]` of types with a fraction. */
const FRACTIONAL: Readonly<Record<string, readonly [number, number, number]>> = Object.freeze({
  time: [41, 0, 8],
  datetime2: [42, 3, 19],
  datetimeoffset: [43, 5, 26],
});

const decimalBytes = (precision: number): number =>
  precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;

/** Reads a type as CREATE TABLE states it. Throws on a type that the generator does not know. */
export function parseType(text: string): SqlType {
  const [, name = '', first, second] = /^(\w+)(?:\((\w+)(?:,\s*(\d+))?\))?$/.exec(text) ?? [];
  const make = (
    xtype: number,
    kind: SqlType['kind'],
    length: number,
    precision = 0,
    scale = 0,
    collated = false,
    userType = xtype,
  ): SqlType => ({ name: text, xtype, userType, length, precision, scale, kind, collated });
  if (name === 'bit') return make(104, 'bit', 1, 1);
  if (name === 'sql_variant') return make(98, 'variable', 8016);
  if (name === 'xml') return make(241, 'max', -1);
  const plain = PLAIN[name];
  if (plain) return make(plain[0], 'fixed', plain[1], plain[2], plain[3]);
  const sized = SIZED[name];
  if (sized) {
    const [xtype, unit, variable, collated] = sized;
    if (first === 'max') return make(xtype, 'max', -1, 0, 0, collated);
    return make(xtype, variable ? 'variable' : 'fixed', Number(first ?? 1) * unit, 0, 0, collated);
  }
  const old = TEXT[name];
  if (old) return make(old[0], 'text', 16, 0, 0, old[1]);
  const clr = CLR[name];
  if (clr) return make(240, clr === 128 ? 'variable' : 'max', clr === 128 ? 892 : -1, 0, 0, false, clr);
  const fractional = FRACTIONAL[name];
  if (fractional) {
    const scale = Number(first ?? 7);
    const [xtype, more, characters] = fractional;
    return make(xtype, 'fixed', TIME_BYTES[scale]! + more, characters + (scale ? scale + 1 : 0), scale);
  }
  if (name === 'decimal' || name === 'numeric') {
    const precision = Number(first ?? 18);
    return make(name === 'decimal' ? 106 : 108, 'fixed', decimalBytes(precision), precision, Number(second ?? 0));
  }
  throw new Error(`no such column type: ${text}`);
}

/** sysrscols.ti: xtype in byte 0, then length, or precision and scale, as observed for each type. */
export function typeInfo(type: SqlType): number {
  switch (type.xtype) {
    case 106:
    case 108:
      return type.xtype | (type.precision << 8) | (type.scale << 16);
    case 41:
    case 42:
    case 43:
      return type.xtype | (type.scale << 8);
    case 34:
    case 35:
    case 99:
    case 165:
    case 167:
    case 173:
    case 175:
    case 231:
    case 239:
      return type.xtype | (Math.max(0, type.length) << 8);
    default:
      return type.xtype;
  }
}
