import { Disposition, strongerDisposition } from '../base/disposition.js';
import type { Chart, ChartFragment, Origin } from '../chart/chart.js';

/** A table's claims as plain data, fit to pass between threads. Index is row - 1; `reasons` index into `reasonNames`. */
export interface TableClaims {
  readonly source: string;
  readonly table: string;
  readonly dispositions: Uint8Array;
  readonly reasons: Uint16Array;
  readonly reasonNames: readonly string[];
}

/** The key of a table over all sources. */
export const tableKey = (source: string, table: string): string => JSON.stringify([source, table]);

/** Why rows of a resource that no selected target has a place for are in the archive. */
export const NO_PLACE = 'target-has-no-place';

class Claims {
  dispositions = new Uint8Array(1024);
  reasons = new Uint16Array(1024);
  length = 0;

  constructor(
    readonly source: string,
    readonly table: string,
  ) {}

  reach(row: number): void {
    if (row > this.dispositions.length) {
      const size = Math.max(row, this.dispositions.length * 2);
      const dispositions = new Uint8Array(size);
      dispositions.set(this.dispositions);
      const reasons = new Uint16Array(size);
      reasons.set(this.reasons);
      this.dispositions = dispositions;
      this.reasons = reasons;
    }
    if (row > this.length) this.length = row;
  }
}

/**
 * What a run says became of each row, table by table: three bytes a row. Claims may come in any order and from any number of workers: the stronger
 * disposition counts ({@link strongerDisposition}), and equal ones are named together (`a+b`, sorted). It knows nothing of
 * how many rows there are: that is counted apart, so that a row which nobody claimed is found.
 */
export class RowClaims {
  readonly #tables = new Map<string, Claims>();
  readonly #names: string[] = [''];
  readonly #index = new Map<string, number>([['', 0]]);

  /**
   * One claim. `reason`: the spec (delivered), the rule (excluded, merged), the issue code (quarantined) or why it is archived.
   * Throws RangeError for a row that is not a positive integer.
   */
  claim(source: string, table: string, row: number, disposition: Disposition, reason: string): void {
    if (!Number.isSafeInteger(row) || row < 1) throw new RangeError('a row ordinal is a positive integer');
    const claims = this.#of(source, table);
    claims.reach(row);
    const held = claims.dispositions[row - 1] as Disposition;
    if (held === disposition && disposition !== Disposition.none) {
      const joined = this.#joined(claims.reasons[row - 1]!, reason);
      claims.reasons[row - 1] = joined;
      return;
    }
    if (strongerDisposition(disposition, held) !== disposition) return;
    claims.dispositions[row - 1] = disposition;
    claims.reasons[row - 1] = this.#reason(reason);
  }

  /**
   * The rows of one chart: delivered where `carried` (`Type/id`, the union over the selected targets) holds their resource, else
   * archived as {@link NO_PLACE}. Detail rows share the fate of the resource that they went into.
   */
  claimChart(chart: Chart, carried: ReadonlySet<string>): void {
    this.#claimResource(`Patient/${chart.patient.id}`, chart.patientOrigin, carried);
    this.claimFragments(chart.fragments, carried);
    this.claimFragments(chart.shared, carried);
  }

  claimFragments(fragments: readonly ChartFragment[], carried: ReadonlySet<string>): void {
    for (const { resource, origin, merged } of fragments) {
      const key = `${resource.resourceType}/${resource.id}`;
      this.#claimResource(key, origin, carried);
      for (const { origin: other, rule } of merged ?? []) {
        const [disposition, reason] = carried.has(key) ? [Disposition.merged, rule] : [Disposition.archived, NO_PLACE];
        for (const { table, row } of [other, ...other.details])
          this.claim(other.source, table, row, disposition, reason);
      }
    }
  }

  /** Takes over what another worker claimed. */
  merge(tables: Iterable<TableClaims>): void {
    for (const { source, table, dispositions, reasons, reasonNames } of tables)
      for (let i = 0; i < dispositions.length; i++)
        if (dispositions[i] !== Disposition.none)
          this.claim(source, table, i + 1, dispositions[i] as Disposition, reasonNames[reasons[i]!] ?? '');
  }

  /** All claims as plain data, tables in order of name. */
  tables(): TableClaims[] {
    return [...this.#tables.keys()].sort().map((key) => {
      const { source, table, dispositions, reasons, length } = this.#tables.get(key)!;
      return {
        source,
        table,
        dispositions: dispositions.slice(0, length),
        reasons: reasons.slice(0, length),
        reasonNames: this.#names,
      };
    });
  }

  #claimResource(key: string, origin: Origin, carried: ReadonlySet<string>): void {
    const delivered = carried.has(key);
    const disposition = delivered ? Disposition.delivered : Disposition.archived;
    const reason = delivered ? origin.spec.replace(/#.*$/, '') : NO_PLACE;
    this.claim(origin.source, origin.table, origin.row, disposition, reason);
    for (const { table, row } of origin.details) this.claim(origin.source, table, row, disposition, reason);
  }

  #of(source: string, table: string): Claims {
    const key = tableKey(source, table);
    let claims = this.#tables.get(key);
    if (!claims) {
      claims = new Claims(source, table);
      this.#tables.set(key, claims);
    }
    return claims;
  }

  #reason(name: string): number {
    let index = this.#index.get(name);
    if (index === undefined) {
      index = this.#names.length;
      if (index > 0xffff) throw new RangeError('more than 65,535 different reasons');
      this.#names.push(name);
      this.#index.set(name, index);
    }
    return index;
  }

  #joined(held: number, added: string): number {
    const name = this.#names[held]!;
    if (name === added) return held;
    const parts = new Set([...name.split('+'), ...added.split('+')]);
    return parts.size === name.split('+').length ? held : this.#reason([...parts].sort().join('+'));
  }
}
