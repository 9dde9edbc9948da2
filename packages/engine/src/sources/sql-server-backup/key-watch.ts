import type { CompressedPage } from '../../formats/mdf/compression/compressed-rows.js';
import type { Database } from '../../formats/mdf/database.js';
import type { DatabaseColumn, DatabaseTable } from '../../formats/mdf/database-catalog.js';
import type { DatabaseForeignKey, DatabaseKey } from '../../formats/mdf/database-keys.js';
import { type KeyImage, keyImages, referenceImages } from '../../formats/mdf/key-image.js';
import { hasChecksum } from '../../formats/mdf/page.js';
import { type KeyPart, PageKeys } from '../../formats/mdf/page-keys.js';
import type { PageRows } from '../../formats/mdf/page-rows.js';
import type { RecordBlock } from '../../formats/mdf/record-block.js';
import type { RowWatch } from '../../formats/mdf/row-watch.js';
import type { RowsetPlan } from '../../formats/mdf/rowset-plan.js';
import type { StoredType } from '../../formats/mdf/stored-type.js';
import { columnType } from '../../formats/mdf/values/column-type.js';
import { ClusteredOrder } from './clustered-order.js';
import { KeyRow } from './key-row.js';
import { type ParentKeys, References, UniqueRows } from './key-rows.js';
import type { KeyBudget } from './key-set.js';

/** A foreign key into a table whose keys are remembered; null: the parent cannot be judged. */
export type ParentOf = (foreignKey: DatabaseForeignKey) => ParentKeys | null;

type ImagesOf = (type: StoredType, size: number) => readonly KeyImage[] | null;

/** Looks at the keys of one table while its rows are tried. */
export class KeyWatch implements RowWatch {
  /** Of the clustered index; null for a heap. */
  readonly order: ClusteredOrder | null;
  readonly unique: readonly UniqueRows[];
  readonly references: readonly References[];
  /** Rows whose records could not be taken apart: they may have any key. */
  rejected = 0;
  /** Pages in which damage cannot be told by a checksum. */
  unproven = 0;
  readonly #keys: PageKeys;
  readonly #parts: KeyPart[] = [];

  constructor(
    database: Database,
    table: DatabaseTable,
    /** The keys of this table that others refer to; they are remembered beyond it. */
    private readonly parents: readonly ParentKeys[],
    parentOf: ParentOf,
    budget: KeyBudget,
  ) {
    const stored = database.storedColumns(table);
    const references: ImagesOf = (type, size) => referenceImages(type, size, database.boot);
    const key = (names: readonly string[], imagesOf: ImagesOf): KeyRow | null => this.#keyRow(stored, names, imagesOf);
    const kept = table.keys.filter((one) => one.isKept);
    const clustered = kept.find((one) => one.indexId === 1);
    this.order = clustered === undefined ? null : this.#order(clustered, key(clustered.columns, keyImages));
    this.unique = kept.flatMap((one) => {
      if (one === clustered || !one.isUnique) return [];
      const row = key(one.columns, keyImages);
      return row === null ? [] : [new UniqueRows(row, budget)];
    });
    for (const parent of parents) parent.from(key(parent.columns, references));
    this.references = table.foreignKeys.flatMap((foreignKey) => {
      const parent = foreignKey.isEnforced ? parentOf(foreignKey) : null;
      const row = parent === null ? null : key(foreignKey.columns, references);
      return parent === null || row === null ? [] : [new References(foreignKey, row, parent, budget)];
    });
    this.#keys = new PageKeys(this.#parts);
  }

  /** False for a table without any key to look at. */
  get isNeeded(): boolean {
    return this.#parts.length > 0;
  }

  begin(plan: RowsetPlan): void {
    this.#keys.begin(plan);
    this.order?.begin();
  }

  packed(row: CompressedPage): void {
    this.#keys.add(row);
  }

  page(page: Buffer, found: PageRows, block: RecordBlock | null): void {
    const keys = this.#keys;
    if (block !== null) keys.fill(block);
    if (!hasChecksum(page)) this.unproven++;
    this.rejected += found.rejected.length;
    this.order?.page(page, found.address, keys);
    for (const unique of this.unique) unique.page(keys);
    for (const parent of this.parents) parent.page(keys);
    for (const reference of this.references) reference.page(keys);
    keys.count = 0;
  }

  /** The table was read. `isSure`: nothing was written to it while the backup ran, and nothing of it is missing. */
  end(isSure: boolean): void {
    this.order?.end();
    for (const unique of this.unique) unique.end();
    for (const parent of this.parents) parent.end(isSure && this.rejected === 0, this.unproven);
    for (const reference of this.references) reference.end(isSure, this.unproven);
  }

  #order({ ascending, isUnique }: DatabaseKey, row: KeyRow | null): ClusteredOrder | null {
    if (row === null) return null;
    const judged = row.parts.map((p) => this.#parts[p]!.image.exact && (ascending[row.columnOf(p)] ?? false));
    return new ClusteredOrder(row, judged, isUnique);
  }

  /** The key of these columns in the parts that are looked at; null where a column has none. */
  #keyRow(stored: readonly DatabaseColumn[], names: readonly string[], imagesOf: ImagesOf): KeyRow | null {
    const places: number[] = [];
    const columns: number[] = [];
    const kinds: string[] = [];
    let isNumber = true;
    for (const [i, name] of names.entries()) {
      const column = stored.findIndex((one) => one.name === name);
      const type = stored[column]?.type;
      if (type === undefined) return null;
      const images = imagesOf(type, columnType(type).fixedLength ?? 0);
      if (images === null) return null;
      for (const image of images) {
        places.push(this.#part(column, image));
        columns.push(i);
        kinds.push(`${image.name} ${type.scale}`);
        isNumber &&= image.exact;
      }
    }
    return new KeyRow(places, columns, kinds.join(), isNumber && places.length === 1);
  }

  #part(column: number, image: KeyImage): number {
    const known = this.#parts.findIndex((part) => part.column === column && part.image === image);
    return known >= 0 ? known : this.#parts.push({ column, image }) - 1;
  }
}
