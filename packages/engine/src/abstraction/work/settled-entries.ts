import type { Abstraction } from '../../artifacts/keying-form.js';
import type { WorkItem } from '../../artifacts/work-item.js';
import { stableId } from '../../base/stable-id.js';
import type { ItemStanding } from './fold-item.js';

/** What an item that is done hands to the chart, in the order of its entries; the id of each is that of the item, its kind and its place among those of its kind. */
export function abstractionsOf(
  item: Pick<WorkItem, 'id'> & { readonly patient: string },
  standing: Pick<ItemStanding, 'settled' | 'answeredAt'>,
): Abstraction[] {
  const counts = new Map<string, number>();
  return standing.settled.map((entry) => {
    const nth = (counts.get(entry.kind) ?? 0) + 1;
    counts.set(entry.kind, nth);
    const { kind, fields, place, methods, abstractor, reviewer } = entry;
    return {
      id: stableId(item.id, kind, String(nth)),
      ...{ item: item.id, patient: item.patient, kind, fields, place, methods, abstractor, reviewer },
      at: standing.answeredAt ?? '',
    };
  });
}
