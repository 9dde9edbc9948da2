import type { ColumnBatch } from '../base/cell.js';
import { MigrationError } from '../base/error.js';
import { encodeCell, type Stored } from './cell-storage.js';
import type { Statement, VaultDatabase } from './database.js';
import { quoteIdentifier } from './sql.js';
import type { TableLayout } from './staged-tables.js';

/**
 * Rows and values a statement. Values are handed over as arguments, not in an array, out of which the binding would look each up by name:
 * that takes a fifth less time (measured on 35 columns). With a thousand arguments that gain is lost again.
 */
const ROWS_A_STATEMENT = 16;
const VALUES_A_STATEMENT = 160;

interface Slab {
  readonly many: Statement<Stored[]>;
  readonly one: Statement<Stored[]>;
  readonly rowsAtOnce: number;
  readonly own: number;
  /** Ordinals of the columns in the table, [from, to). */
  readonly from: number;
  readonly to: number;
}

/** Inserts the batches of one table. */
export class TableWriter {
  rows: number;
  lastRow: number;
  readonly files: string[];
  private readonly slabs: Slab[];
  private readonly cellTypes: string[];
  private order: { names: readonly string[]; places: readonly number[] } | null = null;

  constructor(
    db: VaultDatabase,
    readonly layout: TableLayout,
  ) {
    this.rows = layout.table.rows;
    this.lastRow = layout.lastRow;
    this.files = [...(layout.table.files ?? [])];
    this.cellTypes = layout.table.columns.map((column) => column.cellType);
    let from = 0;
    this.slabs = layout.slabs.map(({ sqlTable, columns }, slab) => {
      const own = slab === 0 ? ['_row', '_pos', '_file'] : ['_row'];
      const names = [...own, ...columns].map(quoteIdentifier);
      const rowsAtOnce = Math.max(1, Math.min(ROWS_A_STATEMENT, Math.floor(VALUES_A_STATEMENT / names.length)));
      const values = `(${names.map(() => '?').join(',')})`;
      const sql = (n: number): string =>
        `INSERT INTO ${quoteIdentifier(sqlTable)} (${names.join(',')}) VALUES ${Array(n).fill(values).join(',')}`;
      const made = {
        many: db.prepare<Stored[]>(sql(rowsAtOnce)),
        one: db.prepare<Stored[]>(sql(1)),
        rowsAtOnce,
        own: own.length,
        from,
        to: from + columns.length,
      };
      from += columns.length;
      return made;
    });
  }

  /** Rows up to the last one already staged are passed over. */
  write(batch: ColumnBatch): void {
    const skip = Math.max(0, Math.min(batch.rowCount, this.lastRow - batch.firstRow + 1));
    if (skip === batch.rowCount) return;
    const places = this.places(batch);
    let file = this.files.indexOf(batch.file);
    if (file < 0) file = this.files.push(batch.file) - 1;
    for (const slab of this.slabs) {
      let r = skip;
      for (; r + slab.rowsAtOnce <= batch.rowCount; r += slab.rowsAtOnce) {
        slab.many.run(...this.parameters(slab, batch, places, file, r, slab.rowsAtOnce));
      }
      for (; r < batch.rowCount; r++) slab.one.run(...this.parameters(slab, batch, places, file, r, 1));
    }
    this.rows += batch.rowCount - skip;
    this.lastRow = batch.firstRow + batch.rowCount - 1;
  }

  private parameters(
    slab: Slab,
    batch: ColumnBatch,
    places: readonly number[],
    file: number,
    firstRow: number,
    count: number,
  ): Stored[] {
    const { own, from, to } = slab;
    const width = own + to - from;
    const parameters = new Array<Stored>(width * count);
    for (let i = 0; i < count; i++) {
      const at = i * width;
      parameters[at] = batch.firstRow + firstRow + i;
      if (own === 1) continue;
      parameters[at + 1] = batch.positions[firstRow + i] ?? null;
      parameters[at + 2] = file;
    }
    for (let c = from; c < to; c++) {
      const cells = batch.columns[places[c] as number];
      const cellType = this.cellTypes[c] as string;
      for (let i = 0, at = own + c - from; i < count; i++, at += width) {
        parameters[at] = encodeCell(cells?.[firstRow + i], cellType);
      }
    }
    return parameters;
  }

  /** For each staged column its place in the batch; -1 where the batch has none (then the cells are null). */
  private places(batch: ColumnBatch): readonly number[] {
    if (this.order?.names === batch.columnNames) return this.order.places;
    const { columns } = this.layout.table;
    const byName = new Map<string, number[]>();
    batch.columnNames.forEach((name, i) => {
      const found = byName.get(name);
      if (found) found.push(i);
      else byName.set(name, [i]);
    });
    // The same name twice: the first in the batch is the first in the table.
    const places = columns.map((column) => byName.get(column.name)?.shift() ?? -1);
    if ([...byName.values()].some((rest) => rest.length > 0)) {
      throw new MigrationError('Rows of a table have columns that its catalog does not have', {
        code: 'SOURCE_CATALOG_CHANGED',
        where: `${this.layout.table.source}/${this.layout.table.name}`,
        hint: 'The source changed while it was read, or its reader is at fault; stage it again under another --name.',
      });
    }
    this.order = { names: batch.columnNames, places };
    return places;
  }
}
