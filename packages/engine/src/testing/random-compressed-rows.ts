import type {
  CompressedCell,
  CompressedColumn,
  CompressedPageOptions,
  CompressedRow,
} from './compressed-page-encoder.js';

/** A column by all names that the column of a rowset has. */
export interface SampleColumn extends CompressedColumn {
  readonly userType: number;
  readonly collation: number;
}

/** A seeded source of numbers, so that a failure can be run again (mulberry32). */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const FIXED: Readonly<Record<number, number>> = {
  36: 16,
  48: 1,
  52: 2,
  56: 4,
  58: 4,
  59: 4,
  60: 8,
  61: 8,
  62: 8,
  122: 4,
  127: 8,
  189: 8,
};
const XTYPES = [
  34, 35, 36, 40, 41, 42, 43, 48, 52, 56, 58, 59, 60, 61, 62, 98, 99, 104, 106, 108, 122, 127, 165, 167, 173, 175, 189,
  231, 239, 240, 241, 244,
];

function randomType(rnd: (below: number) => number): SampleColumn {
  const xtype = XTYPES[rnd(XTYPES.length)] ?? 56;
  const precision = 1 + rnd(38);
  const scale = xtype === 106 || xtype === 108 ? rnd(precision + 1) : rnd(8);
  const length = [231, 165, 167].includes(xtype) && rnd(4) === 0 ? -1 : 2 * (1 + rnd(60));
  return { xtype, userType: 0, length, precision, scale, collation: 0 };
}

const ALPHABETS = [
  'abc ABC 0123',
  'äöüß éèà',
  'Москва ѨѨ',
  'であれ～リンゴ',
  '中文字符漢',
  '😀\u{10ffff}a',
  '\u0001\u007f\u2013\ue012',
];

function randomText(rnd: (below: number) => number, units: number): string {
  let text = '';
  const alphabet = [...(ALPHABETS[rnd(ALPHABETS.length)] ?? '')];
  while (text.length < units) text += rnd(9) === 0 ? '中' : alphabet[rnd(alphabet.length)];
  return text.slice(0, units);
}

const randomBytes = (rnd: (below: number) => number, length: number): Buffer => {
  const kind = rnd(4);
  return Buffer.from(
    Array.from({ length }, (_, i) => (kind === 0 ? 0 : kind === 1 ? (i < length / 2 ? 7 : 0) : rnd(256))),
  );
};

const timeBytes = (scale: number): number => (scale <= 2 ? 3 : scale <= 4 ? 4 : 5);

/** A value as an uncompressed row has it. */
function randomValue(type: SampleColumn, rnd: (below: number) => number): CompressedCell {
  const max = type.length < 0 ? 200 : type.length;
  switch (type.xtype) {
    case 34:
    case 35:
    case 99:
      return rnd(2) === 0 ? randomBytes(rnd, 16) : { offRow: randomBytes(rnd, 16) };
    case 40:
      return randomBytes(rnd, 3);
    case 41:
      return randomBytes(rnd, timeBytes(type.scale));
    case 42:
      return randomBytes(rnd, timeBytes(type.scale) + 3);
    case 43:
      return randomBytes(rnd, timeBytes(type.scale) + 5);
    case 104:
      return rnd(2) === 0;
    case 106:
    case 108: {
      const digits = 1 + rnd(type.precision);
      let magnitude = BigInt(Array.from({ length: digits }, () => rnd(10)).join(''));
      if (rnd(3) === 0) magnitude = rnd(2) === 0 ? 0n : 10n ** BigInt(digits) - 1n;
      const width = type.precision <= 9 ? 4 : type.precision <= 19 ? 8 : type.precision <= 28 ? 12 : 16;
      const bytes = Buffer.from(magnitude.toString(16).padStart(2 * width, '0'), 'hex').reverse();
      return Buffer.concat([Buffer.of(magnitude === 0n ? 1 : rnd(2)), bytes]);
    }
    case 175: {
      const text = randomBytes(rnd, rnd(max + 1));
      return Buffer.concat([text, Buffer.alloc(max - text.length, 0x20)]);
    }
    case 173:
      return randomBytes(rnd, max);
    case 239:
      return Buffer.from(randomText(rnd, rnd(max / 2 + 1)).padEnd(max / 2, ' '), 'utf16le');
    case 231:
      if (type.length < 0 && rnd(4) === 0) return { offRow: randomBytes(rnd, 24) };
      return Buffer.from(randomText(rnd, rnd(max / 2 + 1)), 'utf16le');
    case 165:
    case 167:
      if (type.length < 0 && rnd(4) === 0) return { offRow: randomBytes(rnd, 24) };
      return randomBytes(rnd, rnd(max + 1));
    case 98:
    case 240:
    case 241:
    case 244:
      return rnd(8) === 0 ? { offRow: randomBytes(rnd, 24) } : randomBytes(rnd, rnd(100));
    default: {
      const width = FIXED[type.xtype] ?? 4;
      const bytes = randomBytes(rnd, width);
      // Small numbers too, of either sign.
      if (rnd(3) === 0 && type.xtype !== 36 && type.xtype !== 48) bytes.fill(rnd(2) === 0 ? 0 : 0xff, 1 + rnd(width));
      return bytes;
    }
  }
}

export interface CompressedSample {
  readonly types: readonly SampleColumn[];
  readonly rows: readonly CompressedRow[];
  readonly options: CompressedPageOptions;
}

/**
 * A table of random columns and rows for it, the same for the same seed: all types, NULLs, zeros, empty and long values, off-row
 * pointers, forwarded and ghost records, version tags, rows older than the last columns, values like those of rows before.
 */
export function randomCompressedRows(seed: number): CompressedSample {
  const rnd = seededRandom(seed);
  const types = Array.from({ length: rnd(5) === 0 ? 100 + rnd(60) : 1 + rnd(40) }, () => randomType(rnd));
  const likeness = rnd(10);
  const rows: CompressedRow[] = [];
  const versionTags = rnd(3) === 0;
  for (let r = 0; r < 1 + rnd(20); r++) {
    const count = rnd(6) === 0 ? 1 + rnd(types.length) : types.length;
    const cells = types.slice(0, count).map((type, c): CompressedCell => {
      const earlier = rnd(10) < likeness && r > 0 ? rows[rnd(r)]?.cells[c] : undefined;
      if (earlier !== undefined) {
        if (!Buffer.isBuffer(earlier) || rnd(2) === 0) return earlier;
        if ([165, 167].includes(type.xtype)) return earlier.subarray(0, rnd(earlier.length + 1));
        return earlier;
      }
      return rnd(6) === 0 ? null : randomValue(type, rnd);
    });
    const kind = rnd(5) === 0 ? ([1, 2, 3, 4, 4, 4, 5][rnd(7)] ?? 0) : 0;
    rows.push({ cells, kind, versionTag: versionTags && rnd(2) === 0 });
  }
  return {
    types,
    rows,
    options: {
      level: rnd(3) === 0 ? 1 : 2,
      dictionary: rnd(4) !== 0,
      scsu: rnd(4) !== 0,
      freeSlots: rnd(3),
      backPointer: rnd(2) === 0 ? 'entry' : 'special',
    },
  };
}
