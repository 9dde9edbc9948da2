import type { Vault } from '../vault/vault.js';

/**
 * Lots for acceptance sampling. An item stays in its lot for ever, for the sample of a lot is drawn by its name: another lot would ask other fields of pages that are done. New items fill the
 * last lot, then begin the next.
 */
export class RoutingLots {
  private readonly lots = new Map<string, string>();
  private last = 1;
  private inLast = 0;

  constructor(
    vault: Vault,
    maker: string,
    private readonly size: number,
  ) {
    const rows = vault.db
      .prepare('SELECT id, batch FROM vault_work WHERE maker = ? AND gold = 0 AND batch IS NOT NULL')
      .all(maker) as { id: string; batch: string }[];
    for (const { id, batch } of rows) {
      this.lots.set(id, batch);
      const number = Number(/^pages-(\d+)$/.exec(batch)?.[1] ?? 0);
      if (number > this.last) [this.last, this.inLast] = [number, 0];
      if (number === this.last) this.inLast++;
    }
  }

  lotOf(item: string): string {
    const known = this.lots.get(item);
    if (known !== undefined) return known;
    if (this.inLast >= this.size) [this.last, this.inLast] = [this.last + 1, 0];
    this.inLast++;
    const lot = `pages-${String(this.last).padStart(4, '0')}`;
    this.lots.set(item, lot);
    return lot;
  }
}
