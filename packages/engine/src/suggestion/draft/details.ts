import type { AttributeTable } from '../../artifacts/attribute-profile.js';
import type { ColumnProfile, SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import type { Ranked } from '../ranking.js';
import { quoted } from './plan.js';

/** Attributes of another table's rows, as further columns of these. */
export interface Details {
  readonly alias: string;
  readonly table: AttributeTable;
  readonly on: string;
  readonly value: string;
  /** Each attribute as a column `alias.name`. */
  readonly columns: readonly ColumnProfile[];
  /** Name behind the alias to the attribute. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly order: string | null;
  /** By the column's name. */
  readonly ranked: ReadonlyMap<string, Ranked>;
}

/** Attribute tables whose rows are parts of the rows of `owner`, their attributes ranked as columns of it. */
export function detailsOf(
  owner: TableProfile,
  tables: readonly AttributeTable[],
  profile: SourceProfile,
  rank: (profile: SourceProfile) => readonly Ranked[],
): readonly Details[] {
  return tables.flatMap((table, at) => {
    const [entity = ''] = table.shape.entity;
    const join = profile.joins.find(
      ({ from, to }) =>
        from.table === table.table &&
        from.columns.length === 1 &&
        from.columns[0] === entity &&
        to.table === owner.name &&
        to.table !== from.table,
    );
    const key = join?.to.columns[0];
    const [value = ''] = table.shape.value;
    const told = table.attributes.filter((one) => one.column === value && one.filled > 0);
    if (key === undefined || told.length === 0) return [];
    const alias = `x${at === 0 ? '' : at + 1}`;
    const taken = new Set(owner.columns.map(({ name }) => name));
    const named = new Map<
      string,
      { readonly attribute: string; readonly name: string; readonly profile: ColumnProfile }
    >();
    const attributes = new Map<string, string>();
    for (const one of told) {
      let shown = one.label ?? one.attribute;
      while (taken.has(shown)) shown = `${shown} `;
      taken.add(shown);
      const base = one.attribute.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)|^$/, 'a');
      let name = base;
      for (let n = 2; attributes.has(name); n++) name = `${base}_${n}`;
      attributes.set(name, one.attribute);
      named.set(shown, {
        attribute: one.attribute,
        name: `${alias}.${name}`,
        profile: { ...one.profile, name: shown },
      });
    }
    const columns = [...owner.columns, ...[...named.values()].map((one) => one.profile)];
    const found = rank({ ...profile, tables: [{ ...owner, columns }] });
    const ranked = new Map<string, Ranked>();
    for (const one of found) {
      const hit = named.get(one.column);
      if (hit) ranked.set(hit.name, one);
    }
    const own = profile.tables.find(({ name }) => name === table.table)?.keys[0]?.columns;
    return [
      {
        ...{ alias, table, value, attributes, ranked },
        on: `${alias}.${quoted(entity)} = ${quoted(owner.name)}.${quoted(key)}`,
        columns: [...named.values()].map((one) => ({ ...one.profile, name: one.name })),
        order: own?.length === 1 ? (own[0] ?? null) : null,
      },
    ];
  });
}

/** The join of a spec for the attributes that it uses; null where it uses none. */
export function detailJoin(details: Details, used: ReadonlySet<string>): Readonly<Record<string, unknown>> | null {
  const chosen = [...details.attributes].filter(([name]) => used.has(`${details.alias}.${name}`));
  if (chosen.length === 0) return null;
  const { shape } = details.table;
  return {
    pivot: details.table.table,
    ...{ as: details.alias, on: details.on, attribute: shape.attribute, value: details.value },
    attributes: Object.fromEntries(chosen.map(([name, attribute]) => [attribute, name])),
    ...(details.order === null ? {} : { order: details.order }),
    role: 'detail',
  };
}

/** Columns of the attribute table that say nothing of the attribute, for the archive. */
export function detailsLeft({ alias, table, value }: Details, profile: SourceProfile): string[] {
  const spoken = new Set([table.shape.attribute, value, table.shape.entity[0]]);
  const columns = profile.tables.find(({ name }) => name === table.table)?.columns ?? [];
  return columns.filter(({ name }) => !spoken.has(name)).map(({ name }) => `${alias}.${name}`);
}
