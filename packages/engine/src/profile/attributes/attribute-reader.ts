import type { AttributeTable, LookUpText } from '../../artifacts/attribute-profile.js';
import type { EavShape, SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import type { Cell } from '../../base/cell.js';
import { ucumCode } from '../../terminology/ucum.js';
import type { TableRows } from '../input.js';
import type { PersonWords } from '../phi/person-words.js';
import { identifierShape, isPersonName } from '../phi/value-guess.js';
import type { LookAgain } from '../structure/second-look.js';
import { mayBeTold } from '../structure/told-text.js';
import { attributeFacts, type Gathered } from './attribute-facts.js';
import { LOCALE, lookUpTexts, NAME_KIND, PREFERRED, RETIRED } from './look-up-texts.js';
import { unitIn } from './unit-text.js';

/** Attributes of one table that are looked at; the others are counted. */
const MOST_ATTRIBUTES = 2000;
/** Values of each attribute that are looked at: its first ones. */
const SAMPLE = 2000;
const LONGEST_VALUE = 400;
/** Characters of values that are kept of a table; from there on a few short ones of each attribute. */
const MOST_CHARACTERS = 10_000_000;
const MOST_CELLS = 400_000;
const FEW = 50;
const SHORT_VALUE = 80;
/** Different texts of units that are counted. */
const MOST_UNITS = 5000;
const MOST_TEXTS = 100_000;
/** Rows from which a text may be told that stands in no look-up table. */
const TOLD_FROM = 3;
/** Share of the answers that must be keys of the attributes' texts. */
const MOST_KEYS = 0.9;
/** Columns of answers that are keys, as their names have it. */
const CODED = /(?:^|_)(?:coded|concept|answer)(?:_?id)?$|(?:Coded|Concept|Answer)(?:Id)?$/;
/** What so many things have is what they are asked for, in words of whatever language. */
const MANY = 10;

/**
 * Reads the attribute-value tables of a profile once more, and their look-up tables, and tells what each attribute's rows hold. Memory is bounded by the number of
 * attributes. Attributes that stand in few rows and in no look-up table, and texts of the source's people, are counted and not told.
 */
export async function readAttributes(
  profile: SourceProfile,
  look: LookAgain,
  people: Pick<PersonWords, 'tells'>,
): Promise<readonly AttributeTable[]> {
  const work = profile.tables.flatMap((table) =>
    table.eav === null || table.rows === 0 ? [] : [new AttributeWork(table, table.eav, profile)],
  );
  const dictionaries = [...new Set(work.flatMap((one) => one.dictionaries()))];
  if (dictionaries.length > 0)
    for await (const batch of look(dictionaries)) for (const one of work) one.readDictionary(batch);
  if (work.length > 0)
    for await (const batch of look(work.map(({ table }) => table.name)))
      for (const one of work) if (one.table.name === batch.table) one.read(batch);
  const tables: AttributeTable[] = [];
  for (const one of work) tables.push(await one.settle(people, profile.snapshotAt));
  return tables;
}

class AttributeWork {
  private readonly label: LookUpText | null;
  private readonly unit: LookUpText | null;
  private readonly labels = new Map<string, string>();
  private readonly units = new Map<string, string>();
  /** How good the row is that a key's text is of. */
  private readonly ranks = new Map<string, number>();
  /** Texts of the look-up tables: of nobody, so they may be told. */
  private readonly told = new Set<string>();
  private readonly keys = new Set<string>();
  private readonly gathered = new Map<string, Gathered>();
  private readonly unitTexts = new Map<string, number>();
  private others = 0;
  private characters = 0;
  private cells = 0;
  private otherUnits = 0;
  /** Of value columns that are called coded: filled cells, and those that are keys of the texts' table. */
  private readonly coded = new Map<string, { filled: number; keys: number }>();

  constructor(
    readonly table: TableProfile,
    private readonly shape: EavShape,
    private readonly profile: SourceProfile,
  ) {
    ({ label: this.label, unit: this.unit } = lookUpTexts(table, shape, profile));
  }

  dictionaries(): string[] {
    return [this.label?.table, this.unit?.table].filter(
      (name): name is string => name !== undefined && name !== this.table.name,
    );
  }

  readDictionary(batch: TableRows): void {
    for (const [place, texts] of [
      [this.label, this.labels],
      [this.unit, this.units],
    ] as const) {
      if (place === null || place.table !== batch.table || place.table === this.table.name) continue;
      const names = this.profile.tables.find(({ name }) => name === batch.table)?.columns.map(({ name }) => name) ?? [];
      const keys = batch.columns[names.indexOf(place.key)] ?? [];
      const values = batch.columns[names.indexOf(place.column)] ?? [];
      const list = place.only === null ? null : (batch.columns[names.indexOf(place.only.column)] ?? []);
      const rankAt = rowRank(names, batch);
      for (let row = 0; row < batch.rowCount && this.told.size < MOST_TEXTS; row++) {
        const key = textOf(keys[row] ?? null);
        const text = textOf(values[row] ?? null);
        if (key === '' || (list !== null && textOf(list[row] ?? null) !== place.only?.value)) continue;
        if (place.by === this.shape.attribute) this.keys.add(key);
        const ranked = `${place.column}\u0000${key}`;
        const rank = rankAt(row);
        if (text !== '' && (!texts.has(key) || rank > (this.ranks.get(ranked) ?? 0))) {
          texts.set(key, text);
          this.ranks.set(ranked, rank);
        }
        for (const column of batch.columns) {
          const cell = column[row];
          if (typeof cell === 'string' && cell.length < 120) this.told.add(cell.trim());
        }
      }
    }
  }

  read(batch: TableRows): void {
    const names = this.table.columns.map((column) => column.name);
    const column = (name: string): readonly Cell[] => batch.columns[names.indexOf(name)] ?? [];
    const attributes = column(this.shape.attribute);
    const entities = this.shape.entity.map(column);
    const values = this.shape.value.map((name) => [name, column(name)] as const);
    const isOwn = (place: LookUpText | null): boolean => place?.table === this.table.name;
    const units = isOwn(this.unit) ? column(this.unit?.column ?? '') : null;
    const unitKeys = units !== null || this.unit === null ? null : column(this.unit.by);
    const labels = isOwn(this.label) ? column(this.label?.column ?? '') : null;
    for (let row = 0; row < batch.rowCount; row++) {
      const name = textOf(attributes[row] ?? null);
      if (name === '') continue;
      let held = this.gathered.get(name);
      if (held === undefined) {
        if (this.gathered.size >= MOST_ATTRIBUTES) {
          this.others++;
          continue;
        }
        held = { rows: 0, filled: 0, entities: new Set(), cells: new Map(), units: new Map() };
        this.gathered.set(name, held);
      }
      held.rows++;
      if (held.entities.size < MANY) held.entities.add(entities.map((cells) => textOf(cells[row] ?? null)).join());
      const label = labels === null ? '' : textOf(labels[row] ?? null);
      if (label !== '' && !this.labels.has(name)) this.labels.set(name, label);
      const unit =
        units === null ? (this.units.get(textOf(unitKeys?.[row] ?? null)) ?? '') : textOf(units[row] ?? null);
      if (unit !== '') {
        if (this.unitTexts.size >= MOST_UNITS && !this.unitTexts.has(unit)) this.otherUnits++;
        else this.unitTexts.set(unit, (this.unitTexts.get(unit) ?? 0) + 1);
      }
      let isFilled = false;
      for (const [value, cells] of values) {
        const text = textOf(cells[row] ?? null);
        if (text === '') continue;
        isFilled = true;
        if (CODED.test(value)) {
          const count = this.coded.get(value) ?? { filled: 0, keys: 0 };
          count.filled++;
          if (this.keys.has(text)) count.keys++;
          this.coded.set(value, count);
        }
        const list = held.cells.get(value) ?? [];
        const isFull = this.characters >= MOST_CHARACTERS || this.cells >= MOST_CELLS;
        if (list.length < (isFull ? FEW : SAMPLE)) {
          const kept = cut(text, isFull ? SHORT_VALUE : LONGEST_VALUE);
          list.push({ text: kept, unit: cut(unit, SHORT_VALUE) });
          held.cells.set(value, list);
          this.characters += kept.length;
          this.cells++;
        }
      }
      if (isFilled) held.filled++;
    }
  }

  async settle(people: Pick<PersonWords, 'tells'>, snapshotAt: string): Promise<AttributeTable> {
    const isNobodys = (text: string): boolean => mayBeTold(text) && !people.tells(text);
    const tellable = [...this.gathered]
      .filter(
        ([name, { rows, entities }]) =>
          this.keys.has(name) ||
          (rows >= TOLD_FROM && entities.size >= TOLD_FROM && isNobodys(name)) ||
          (entities.size >= MANY && isNameless(name) && !people.tells(name)),
      )
      .sort((a, b) => b[1].rows - a[1].rows);
    const told = new Set(tellable.map(([name]) => name));
    const untold = [...this.gathered].filter(([name]) => !told.has(name));
    const labelOf = (name: string): string | null => {
      const label = this.labels.get(name);
      return label === undefined || !isNobodys(label) ? null : label.slice(0, 120);
    };
    const texts = [...this.unitTexts];
    const all = texts.reduce((sum, [, rows]) => sum + rows, this.otherUnits);
    const plain = texts.reduce((sum, [text, rows]) => sum + (ucumCode(text) === null ? 0 : rows), 0);
    return {
      table: this.table.name,
      shape: this.shape,
      label: this.label,
      unit: all === 0 ? null : this.unit,
      codedValues: [...this.coded].flatMap(([column, { filled, keys }]) =>
        keys >= filled * MOST_KEYS ? [column] : [],
      ),
      attributes: await attributeFacts(this.table, tellable, labelOf, snapshotAt),
      untold: {
        attributes: untold.length,
        rows: untold.reduce((sum, [, { rows }]) => sum + rows, 0) + this.others,
      },
      unitTexts:
        plain >= all * 0.5
          ? []
          : texts.flatMap(([text, rows]) => {
              const unit = unitIn(text);
              const mayStand = this.told.has(text) || (rows >= TOLD_FROM && isNobodys(text));
              return unit === null || !mayStand ? [] : [{ text, unit }];
            }),
    };
  }
}

/** Of several rows of one key the one in force, in English, preferred: as {@link lookUpTexts} orders them. */
function rowRank(names: readonly string[], batch: TableRows): (row: number) => number {
  const at = (shape: RegExp): readonly Cell[] => batch.columns[names.findIndex((name) => shape.test(name))] ?? [];
  const [retired, locale, preferred, kind] = [RETIRED, LOCALE, PREFERRED, NAME_KIND].map(at);
  const isSet = (cell: Cell | undefined): boolean => /^(?:1|true|t|y|yes)$/i.test(textOf(cell ?? null));
  return (row) =>
    (isSet(retired?.[row]) ? 0 : 8) +
    (/^en/i.test(textOf(locale?.[row] ?? null)) ? 4 : 0) +
    (isSet(preferred?.[row]) ? 2 : 0) +
    (/^fully/i.test(textOf(kind?.[row] ?? null)) ? 1 : 0);
}

/** No number, name or day by its looks. */
const isNameless = (text: string): boolean =>
  identifierShape(text) === null && !isPersonName(text) && !/@|\d{4}/.test(text) && text.length <= 60;

/** A copy: a part of a long text would keep the whole in memory. */
const cut = (text: string, most: number): string =>
  text.length <= most ? text : Buffer.from(text.slice(0, most), 'utf16le').toString('utf16le');

/** As the profile reads cells. */
const textOf = (cell: Cell): string => (cell === null || cell instanceof Uint8Array ? '' : String(cell).trim());
