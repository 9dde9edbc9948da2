import type { SourceProfile, TableProfile } from '../artifacts/source-profile.js';
import type { Catalogue } from './catalogue/catalogue.js';
import { readColumns } from './column-reading.js';
import { describedBy } from './described.js';
import { entitiesNamed, entitiesOf } from './entities.js';
import type { NameIndex, NameMatch } from './name-match.js';
import { type ResourceOdds, tableResources, topResource, withEntity } from './table-resources.js';
import { isReadable, type NameWord, nameTokens, nameWords, plain } from './words.js';

/** A table as suggestions see it. */
export interface TableView {
  readonly table: TableProfile;
  /** Ideas of the table's name. */
  readonly home: ReadonlySet<string>;
  /** Phrases that each column's name matches, by target. */
  readonly names: ReadonlyMap<string, ReadonlyMap<number, NameMatch>>;
  /** The same of each column's description. */
  readonly described: ReadonlyMap<string, ReadonlyMap<number, NameMatch>>;
  readonly odds: ResourceOdds;
  /** Odds for columns that say by a shared beginning of what they speak: `INS_NAME`, `INS_CITY`, `INS_PHONE` in a table of patients. */
  readonly groups: ReadonlyMap<string, ResourceOdds>;
  /** Resource types that each column's name speaks of. */
  readonly entities: ReadonlyMap<string, ReadonlySet<string>>;
  /** The column that is called as its table with a key word: `ALLERGY.ALLERGY_ID`; null where none is. */
  readonly ownKey: string | null;
  /** True where the own key says more than a patient or a provider: rows hang on one and are not one. */
  readonly isSatellite: boolean;
}

export function viewTable(table: TableProfile, index: NameIndex, known: Catalogue): TableView {
  const words = nameWords(tableName(table.name));
  const home = new Set(words.flatMap((word) => word.readings.flat()));
  const reading = readColumns(
    table.columns.map((column) => column.name),
    tableName(table.name),
    home,
  );
  const names = new Map(
    [...reading.words].map(([name, read]) => [name, index.matchName(read, { home, lead: reading.lead })] as const),
  );
  const described = new Map<string, ReadonlyMap<number, NameMatch>>();
  for (const column of table.columns)
    if (column.comment && mostOf(names.get(column.name)) < UNDERSTOOD)
      described.set(column.name, describedBy(column, home, index));
  // Where a name says little, its description tells what the table is.
  const telling = new Map(
    [...names].map(([name, matches]) => {
      return [name, mostOf(matches) >= 0.5 ? matches : (described.get(name) ?? matches)] as const;
    }),
  );
  const whole = tableResources(table, words, telling, known);
  const groups = new Map<string, ResourceOdds>();
  let odds = whole;
  for (const [types, columns] of groupsOf(reading.words)) {
    // In `procedure_order` the columns `procedure_code` and `procedure_name` are the order's: the noun is part of what the table is.
    if (isPartOfName(words, types, known)) continue;
    if (columns.length > table.columns.length * 0.7) odds = withEntity(whole, types, 1);
    else for (const column of columns) groups.set(column, withEntity(whole, types, 2.5));
  }
  const entities = new Map([...reading.words].map(([name, read]) => [name, entitiesNamed(read)] as const));
  const ownKey = ownKeyOf(table, words);
  return { table, home, names, described, odds, groups, entities, ownKey, isSatellite: isSatellite(ownKey) };
}

/** A name that fits this well needs no description. */
const UNDERSTOOD = 0.92;

function mostOf(matches: ReadonlyMap<number, NameMatch> | undefined): number {
  let most = 0;
  for (const { score } of matches?.values() ?? []) most = Math.max(most, score);
  return most;
}

/** True where the table is called by a phrase of another resource in which the noun of these types stands. */
function isPartOfName(name: readonly NameWord[], types: readonly string[], known: Catalogue): boolean {
  const said = ` ${name.map((word) => word.readings[0]?.join(' ') ?? '').join(' ')} `;
  const nouns = name.filter((word) => entitiesOf(word).some((type) => types.includes(type)));
  return known.resources.some(
    ({ type, phrases }) =>
      !types.includes(type) &&
      phrases.some(
        (phrase) =>
          phrase.length > 1 &&
          said.includes(` ${phrase.join(' ')} `) &&
          nouns.some((noun) => phrase.includes(noun.readings[0]?.[0] ?? '')),
      ),
  );
}

/** Columns that begin with the same noun, three at least, with the resource types that it stands for. */
function groupsOf(
  columns: ReadonlyMap<string, readonly NameWord[]>,
): (readonly [readonly string[], readonly string[]])[] {
  const groups = new Map<string, string[]>();
  for (const [name, words] of columns) {
    if (words.length < 2) continue;
    const types = entitiesOf(words[0]).join(' ');
    if (types !== '') groups.set(types, [...(groups.get(types) ?? []), name]);
  }
  return [...groups].filter(([, names]) => names.length >= 3).map(([types, names]) => [types.split(' '), names]);
}

const isSatellite = (ownKey: string | null): boolean =>
  ownKey !== null &&
  nameWords(ownKey)
    .slice(0, -1)
    .some(
      (word) =>
        !entitiesOf(word).some((type) => type === 'Patient' || type === 'Practitioner') && !PERSONS.has(word.text),
    );

const PERSONS = new Set([
  'person',
  'client',
  'staff',
  'user',
  'employee',
  'nurse',
  'member',
  'resident',
  'subject',
  'master',
]);

/** `dbo.Patients`, `patients.csv`: the name without schema and ending. `Histories.Family` keeps both its parts: they are words. */
export function tableName(name: string): string {
  const parts = name
    .replace(/\.(tsv|csv|txt|json|ndjson|xml)$/i, '')
    .replace(/^.*[\\/]/, '')
    .split('.');
  const own = parts.pop() ?? '';
  return [...parts.filter((part) => !SCHEMAS.test(part) && nameTokens(part).every(isReadable)), own].join('.');
}

const SCHEMAS = /^(dbo|public|sys|main|guest|app|data|db|ehr|emr|hospital|clinic|master)$/i;

export const isKeyWord = (word: NameWord | undefined): boolean => word?.readings[0]?.join(' ') === 'identifier number';

function ownKeyOf(table: TableProfile, words: readonly NameWord[]): string | null {
  const raw = plain(tableName(table.name)).replace(/[^a-z0-9]/g, '');
  const ideas = new Set(words.flatMap((word) => word.readings[0] ?? []));
  let best: { column: string; fit: number } | null = null;
  for (const column of table.columns) {
    const of = nameWords(column.name);
    if (of.length < 2 || !isKeyWord(of.at(-1))) continue;
    const rest = of.slice(0, -1);
    const spelt = rest.map((word) => word.text).join('');
    const said = rest.flatMap((word) => word.readings[0] ?? []);
    if (said.length === 0 || !said.every((idea) => ideas.has(idea))) continue;
    const isPart = raw.startsWith(spelt) || raw.endsWith(spelt) || spelt.endsWith(raw);
    const fit = said.length / ideas.size + (raw === spelt ? 2 : isPart ? 0.5 : 0);
    if (fit >= 0.5 && (!best || fit > best.fit)) best = { column: column.name, fit };
  }
  return best?.column ?? null;
}

/** Where columns lead, by {@link placeOf}: to looks such as `patient-ref`; and how many columns lead to each. */
export interface Leads {
  readonly looks: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly named: ReadonlyMap<string, number>;
}

export const placeOf = (table: string, column: string): string => `${table}\u0000${column}`;

const LOOK_OF: Readonly<Record<string, readonly string[]>> = Object.freeze({
  Patient: ['patient-ref'],
  Practitioner: ['provider-ref', 'user-ref'],
  PractitionerRole: ['provider-ref', 'user-ref'],
  Organization: ['facility-ref'],
  Location: ['facility-ref'],
});

/** What the joins and patient paths of a profile say of columns. */
export function leadsOf(profile: SourceProfile, views: readonly TableView[]): Leads {
  const topOf = new Map(views.map(({ table, odds }) => [table.name, topResource(odds)]));
  const looks = new Map<string, Map<string, number>>();
  const named = new Map<string, number>();
  for (const join of profile.joins) {
    const column = join.from.columns[0];
    const to = join.to.columns[0];
    if (column === undefined || to === undefined || join.from.columns.length > 1) continue;
    const place = placeOf(join.from.table, column);
    const held = looks.get(place) ?? new Map<string, number>();
    for (const look of LOOK_OF[topOf.get(join.to.table) ?? '-'] ?? [])
      held.set(look, Math.max(held.get(look) ?? 0, join.score));
    looks.set(place, held);
    named.set(placeOf(join.to.table, to), (named.get(placeOf(join.to.table, to)) ?? 0) + 1);
  }
  for (const { table } of views) {
    const [first, more] = table.patientPath?.steps ?? [];
    const column = first?.from.columns[0];
    if (!table.patientPath || column === undefined || more || first?.from.table !== table.name) continue;
    const place = placeOf(table.name, column);
    looks.set(place, new Map([...(looks.get(place) ?? []), ['patient-ref', table.patientPath.score]]));
  }
  return { looks, named };
}
