import type { Origin, OriginPlace } from '../chart/chart.js';
import type { KeyedColumns } from './compiled-spec.js';
import { keyText } from './key-text.js';

/** Lane, people and place of a row by the columns of `keyed`; a row of a database has its lane alone. */
export function laneOf(
  keyed: KeyedColumns | null,
  cells: readonly unknown[],
): Pick<Origin, 'lane' | 'people' | 'keyedAt' | 'place'> {
  if (keyed === null) return { lane: 'electronic' };
  const text = (slot: number): string | null => (slot < 0 ? null : keyText(cells[slot]));
  const people = (['abstractor', 'reviewer'] as const).flatMap((role) => {
    const name = text(keyed[role]);
    return name === null ? [] : [{ role, name }];
  });
  const at = text(keyed.at);
  const document = text(keyed.document);
  return {
    lane: 'manual',
    people,
    ...(at === null ? {} : { keyedAt: at }),
    ...(document === null ? {} : { place: placeOf(document, keyed.documentSystem, text(keyed.page), text(keyed.box)) }),
  };
}

function placeOf(document: string, system: string | null, page: string | null, box: string | null): OriginPlace {
  const sides = /^\d+(?:\.\d+)?(?:,\d+(?:\.\d+)?){3}$/.test(box ?? '') ? (box ?? '').split(',').map(Number) : [];
  const [x, y, width, height] = sides;
  const isBox = x !== undefined && y !== undefined && width !== undefined && height !== undefined;
  return {
    document,
    identifier: system === null ? null : { system, value: document },
    page: page !== null && /^[1-9]\d{0,5}$/.test(page) ? Number(page) : null,
    box: isBox ? [x, y, width, height] : null,
  };
}
