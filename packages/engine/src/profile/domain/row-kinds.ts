import type { TableDomain, TableProfile } from '../../artifacts/source-profile.js';

const KINDS: readonly (readonly [RegExp, TableDomain])[] = [
  [/allerg|intoleran|alerji|alergi/i, 'allergies'],
  [/medicat|\bmeds?\b|drug|prescri|medikament|medicam/i, 'medications'],
  [/immuni[sz]|vaccin|impfung/i, 'immunizations'],
  [/problem|diagnos|condition|illness|dental|complaint|diagnose/i, 'problems'],
  [/surg|procedure|operation/i, 'procedures'],
  [/device|implant/i, 'procedures'],
  [/family|social.?hist|\bfhx\b|past.?hist/i, 'history'],
  [/vital/i, 'vitals'],
  [/\blabs?\b|laborator|result/i, 'results'],
  [/referral/i, 'referrals'],
  [/encounter|visit/i, 'encounters'],
  [/appointment/i, 'appointments'],
];

const MOST_VALUES = 30;
const LEAST_NAMED = 0.5;

export interface RowKinds {
  readonly column: string;
  /** Domains of the rows with their shares, the largest first; two at the least. */
  readonly domains: readonly { readonly domain: TableDomain; readonly share: number }[];
  /** Value -> domain. */
  readonly values: ReadonlyMap<string, TableDomain>;
}

/** The column that tells rows of several domains apart, where most of its values name two domains or more. */
export function rowKinds(table: TableProfile): RowKinds | null {
  for (const column of table.columns) {
    if (!column.values || column.distinct.count > MOST_VALUES || column.kind === 'date' || column.kind === 'integer')
      continue;
    const values = new Map<string, TableDomain>();
    const rows = new Map<TableDomain, number>();
    let all = 0;
    for (const { value, count } of column.values) {
      all += count;
      const kind = value.length <= 40 ? KINDS.find(([shape]) => shape.test(value)) : undefined;
      if (!kind) continue;
      values.set(value, kind[1]);
      rows.set(kind[1], (rows.get(kind[1]) ?? 0) + count);
    }
    const named = [...rows.values()].reduce((sum, count) => sum + count, 0);
    if (rows.size < 2 || named < all * LEAST_NAMED) continue;
    const domains = [...rows]
      .map(([domain, count]) => ({ domain, share: count / all }))
      .sort((a, b) => b.share - a.share);
    return { column: column.name, domains, values };
  }
  return null;
}
