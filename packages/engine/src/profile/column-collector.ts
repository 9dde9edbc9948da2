import type { Cell } from '../base/cell.js';
import { Decimal } from '../base/decimal.js';
import { type DamageKind, damageOf } from './damage.js';
import { type DateShape, dateShapeOf } from './date-shapes.js';
import { DateTallies } from './date-tally.js';
import { EpochTally, timeInName } from './epoch.js';
import { FrequentValues } from './frequent-values.js';
import type { DeclaredColumn } from './input.js';
import { NumberTally } from './number-tally.js';
import { ExactCount, SketchBuilder, type SlotBudget } from './sketch.js';
import { ValueSample } from './value-sample.js';
import { SHAPED_LENGTH, shapeOf, ValueScan } from './value-scan.js';

/** Longer values are texts: they are counted and measured one by one, and not remembered. */
const VALUE_LENGTH = 200;
const STRETCH_VALUES = 4096;
const STRETCH_ROWS = 8192;
const MOST_SHAPES = 2000;
const SAMPLE_VALUES = 256;
const SAMPLE_TEXTS = 48;
const TEXT_HEAD = 1024;

type ShapeClass = 'integer' | 'decimal' | 'comma' | 'time' | 'guid' | 'other';

export interface Shape {
  readonly pattern: string;
  readonly as: ShapeClass;
  readonly date: DateShape | null;
  rows: number;
}

const integer = /^[+-]?\d{1,39}$/;
const decimal = /^[+-]?(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$|^[+-]?\d+[eE][+-]?\d{1,3}$/;
const comma = /^[+-]?\d+,\d{1,6}$/;
const time = /^(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?$/;
const guid = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;
const guidShape: Shape = { pattern: 'guid', as: 'guid', date: null, rows: 0 };

/** One scanner serves all columns: they are worked through one after the other. */
const scan = new ValueScan();

/** Everything that one pass learns of a column, in memory that does not grow with the rows. */
export class ColumnCollector {
  nulls = 0;
  blanks = 0;
  filled = 0;
  bytes = 0;
  least = Number.POSITIVE_INFINITY;
  most = 0;
  /** Sum of lengths of filled values. */
  total = 0;
  /** Rows of more than one word, and words in all. */
  phrases = 0;
  words = 0;
  /** Rows too long for a shape, and rows of shapes beyond those that are remembered. */
  shapeless = 0;
  otherShapes = 0;
  times = 0;
  guids = 0;
  dates = 0;
  binary = 0;
  booleans = 0;
  /** Rows with letters, and rows of letters without a digit. */
  lettered = 0;
  wordLike = 0;
  padded = false;
  /** Every filled value greater than the one before it, as numbers. */
  increasing = true;
  readonly damage = new Map<DamageKind, number>();
  readonly numbers = new NumberTally();
  readonly dateTallies: DateTallies;
  /** Only where the column's name speaks of a time. */
  readonly epoch: EpochTally | null;
  readonly shapes = new Map<number, Shape>();
  readonly frequent = new FrequentValues();
  readonly sample = new ValueSample(SAMPLE_VALUES, VALUE_LENGTH);
  readonly texts = new ValueSample(SAMPLE_TEXTS, TEXT_HEAD);
  readonly sketch = new SketchBuilder();
  readonly exact: ExactCount;

  private pending = new Map<Cell, number>();
  private pendingRows: number[] = [];
  private stretchRows = 0;
  private lastNumber = Number.NEGATIVE_INFINITY;
  private readonly isDecimal: boolean;

  /** `watch` sees the distinct values of each stretch of rows, with the rows that hold them and their `hashOfValue`. */
  constructor(
    readonly column: DeclaredColumn,
    today: number,
    budget: SlotBudget,
    private readonly watch: ((value: string, rows: number, hash: number) => void) | null = null,
  ) {
    this.exact = new ExactCount(budget);
    this.dateTallies = new DateTallies(today);
    const named = timeInName(column.name);
    this.epoch = named === null ? null : new EpochTally(today, named);
    this.isDecimal = column.cellType === 'decimal' || column.cellType === 'float';
  }

  add(cells: readonly Cell[], rowCount: number): void {
    const { pending, pendingRows } = this;
    let last: Cell | undefined;
    let lastAt = 0;
    for (let r = 0; r < rowCount; r++) {
      const cell = cells[r];
      if (cell === null || cell === undefined) {
        this.nulls++;
        continue;
      }
      if (cell === last) {
        pendingRows[lastAt]!++;
        continue;
      }
      if (typeof cell === 'object') {
        this.addBinary(cell);
        continue;
      }
      if (typeof cell === 'string' && cell.length > VALUE_LENGTH) {
        this.addText(cell, 1);
        continue;
      }
      const at = pending.get(cell);
      last = cell;
      if (at === undefined) {
        lastAt = pendingRows.length;
        pending.set(cell, lastAt);
        pendingRows.push(1);
      } else {
        lastAt = at;
        pendingRows[at]!++;
      }
    }
    this.stretchRows += rowCount;
    if (pending.size >= STRETCH_VALUES || this.stretchRows >= STRETCH_ROWS) this.settle();
  }

  /** Works through what the last rows held, each distinct value once. */
  settle(): void {
    const values: string[] = [];
    const rows: number[] = [];
    let i = 0;
    for (const cell of this.pending.keys()) {
      const count = this.pendingRows[i++]!;
      if (typeof cell === 'boolean') this.booleans += count;
      const raw = typeof cell === 'string' ? cell : String(cell);
      scan.scan(raw);
      this.bytes += scan.bytes * count;
      if (scan.length === 0) {
        this.blanks += count;
        continue;
      }
      const text = scan.length === raw.length ? raw : raw.slice(scan.from, scan.to);
      this.addValue(text, count);
      values.push(text);
      rows.push(count);
    }
    if (values.length > 0) this.frequent.merge(values, rows);
    this.pending = new Map();
    this.pendingRows = [];
    this.stretchRows = 0;
  }

  /** Works off what is held back and keeps no more than it must: other tables come now, and this one perhaps again. */
  rest(): void {
    this.settle();
    this.frequent.prune();
    this.sample.trim();
    this.texts.trim();
  }

  private addText(raw: string, count: number): void {
    scan.scan(raw);
    this.bytes += scan.bytes * count;
    if (scan.length === 0) this.blanks += count;
    else this.addValue(scan.length === raw.length ? raw : raw.slice(scan.from, scan.to), count);
  }

  private measure(length: number, count: number): void {
    this.filled += count;
    this.total += length * count;
    if (length < this.least) this.least = length;
    if (length > this.most) this.most = length;
  }

  /** `scan` stands on the value. */
  private addValue(text: string, count: number): void {
    const { length } = text;
    this.measure(length, count);
    this.watch?.(text, count, scan.folded);
    let { folded } = scan;
    let { hash } = scan;
    if (scan.words > 1) this.phrases += count;
    this.words += scan.words * count;
    if (scan.letters > 0) {
      this.lettered += count;
      if (scan.digits === 0) this.wordLike += count;
    }
    if (!scan.plain || scan.control || scan.letters > 1) {
      const damage = damageOf(text, scan.plain, scan.control);
      if (damage !== null) this.damage.set(damage, (this.damage.get(damage) ?? 0) + count);
    }
    const { shape } = scan;
    if (length > SHAPED_LENGTH) this.shapeless += count;
    else {
      const known = (length === 36 || length === 38) && guid.test(text) ? guidShape : this.shapeAt(shape, text);
      known.rows += count;
      const canonical = this.addShaped(known, text, count);
      if (canonical !== text) {
        scan.scan(canonical);
        folded = scan.folded;
        hash = scan.hash;
      }
    }
    this.exact.add(hash);
    this.sketch.add(folded);
    if (length > VALUE_LENGTH) this.texts.add(folded, text, count, length);
    else this.sample.add(folded, text, count, length);
  }

  private shapeAt(hash: number, text: string): Shape {
    const known = this.shapes.get(hash);
    if (known) return known;
    const made: Shape = { pattern: shapeOf(text), as: classOf(text), date: dateShapeOf(text), rows: 0 };
    if (this.shapes.size < MOST_SHAPES) this.shapes.set(hash, made);
    else this.otherShapes++;
    return made;
  }

  /** The value as it is compared with others: numbers of numeric columns without their zeros, GUIDs in one spelling. */
  private addShaped(shape: Shape, text: string, count: number): string {
    if (shape.date !== null && this.dateTallies.add(shape.date, shape.date.read(text), count)) {
      this.dates += count;
      if (shape.as === 'other') this.increasing = false;
    }
    switch (shape.as) {
      case 'integer':
        this.numbers.integers += count;
        if (isPadded(text)) this.numbers.padded += count;
        this.addNumber(text, count);
        return text;
      case 'decimal': {
        this.numbers.decimals += count;
        const plain = text.includes('e') || text.includes('E') ? (Decimal.parse(text)?.text ?? text) : text;
        this.addNumber(plain, count);
        return this.isDecimal ? withoutZeros(plain) : text;
      }
      case 'comma':
        this.numbers.commas += count;
        this.addNumber(text.replace(',', '.'), count);
        return text;
      case 'guid':
        this.guids += count;
        this.increasing = false;
        return text.replace(/[{}]/g, '').toLowerCase();
      case 'time':
        if (time.test(text)) this.times += count;
        this.increasing = false;
        return text;
      default:
        this.increasing = false;
        return text;
    }
  }

  private addNumber(plain: string, count: number): void {
    this.numbers.add(plain, count);
    if (plain.charCodeAt(0) === 45) this.numbers.negative += count;
    this.epoch?.add(plain, count);
    if (!this.increasing) return;
    const number = Number(plain);
    // Beyond 2^53 floats run together: what they say of order is not sure.
    if (count > 1 || !(number > this.lastNumber) || number > Number.MAX_SAFE_INTEGER) this.increasing = false;
    this.lastNumber = number;
  }

  private addBinary(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    if (bytes.length === 0) {
      this.blanks++;
      return;
    }
    this.binary++;
    this.increasing = false;
    this.measure(bytes.length, 1);
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, TEXT_HEAD)).toString('hex');
    scan.scan(bytes.length > TEXT_HEAD ? `${head}+${bytes.length}` : head);
    this.exact.add(scan.hash);
    this.sketch.add(scan.folded);
    if (bytes.length <= 32) this.sample.add(scan.folded, head, 1, bytes.length);
    else this.texts.add(scan.folded, head, 1, bytes.length);
  }
}

function classOf(text: string): ShapeClass {
  if (integer.test(text)) return 'integer';
  if (decimal.test(text)) return 'decimal';
  if (comma.test(text)) return 'comma';
  return time.test(text) ? 'time' : 'other';
}

function isPadded(text: string): boolean {
  const at = text.charCodeAt(0) < 48 ? 1 : 0;
  return text.charCodeAt(at) === 48 && text.length > at + 1;
}

const withoutZeros = (plain: string): string => (plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain);
