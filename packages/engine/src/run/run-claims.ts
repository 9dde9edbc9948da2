import type { TableClaims } from '../reconciliation/row-claims.js';
import type { Vault } from '../vault/vault.js';

const CLAIMS = 'claims';

interface PackedClaims {
  readonly source: string;
  readonly table: string;
  /** Base64 of the arrays of {@link TableClaims}. */
  readonly dispositions: string;
  readonly reasons: string;
  readonly reasonNames: readonly string[];
}

/** Keeps with a run what became of each row, for `why`. */
export function keepClaims(vault: Vault, run: string, tables: readonly TableClaims[]): void {
  const packed = tables.map(
    ({ source, table, dispositions, reasons, reasonNames }): PackedClaims => ({
      source,
      table,
      dispositions: Buffer.from(dispositions).toString('base64'),
      reasons: Buffer.from(reasons.buffer, reasons.byteOffset, reasons.byteLength).toString('base64'),
      reasonNames,
    }),
  );
  vault.putRunData(run, CLAIMS, Buffer.from(JSON.stringify(packed), 'utf8'));
}

/** The claims of a run on one table; undefined where it made none. */
export function readClaims(vault: Vault, run: string, source: string, table: string): TableClaims | undefined {
  const bytes = vault.getRunData(run, CLAIMS);
  if (!bytes) return undefined;
  const packed = JSON.parse(Buffer.from(bytes).toString('utf8')) as PackedClaims[];
  const found = packed.find((one) => one.source === source && one.table === table);
  if (!found) return undefined;
  const reasons = new Uint8Array(Buffer.from(found.reasons, 'base64'));
  return {
    source,
    table,
    dispositions: new Uint8Array(Buffer.from(found.dispositions, 'base64')),
    reasons: new Uint16Array(reasons.buffer, 0, reasons.byteLength / 2),
    reasonNames: found.reasonNames,
  };
}
