import type { ElementsSpec } from '../../artifacts/mapping-spec.js';
import type { ColumnProfile, SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import type { Ranked } from '../ranking.js';
import { topResource } from '../table-resources.js';
import type { TableView } from '../table-view.js';
import { nameWords, plain } from '../words.js';
import { isFlag } from './column-cleaning.js';
import { formOf } from './forms.js';
import { patientKey, quoted } from './plan.js';
import type { DraftLine, ElementsDraft } from './spec-draft.js';

/** A table whose rows are items of a list inside the patient: telephones, addresses, contacts. */
export interface PatientList {
  readonly view: TableView;
  /** Column that names the patient. */
  readonly patient: string;
  readonly items: readonly ListItem[];
}

interface ListItem {
  readonly head: 'telecom' | 'address' | 'contact';
  /** The column without which a row gives no such item. */
  readonly needs: string;
  /** Elements of an item by the column that feeds each; constants by their value. */
  readonly fed: readonly Fed[];
  readonly constants: Readonly<Record<string, string>>;
}

interface Fed {
  readonly path: string;
  readonly column: ColumnProfile;
  readonly value: Record<string, unknown>;
  readonly isMany?: boolean;
}

/** Tables that are something else by far, whatever stands in them. */
const OTHER_ODDS = 0.55;
const FREE = new Set(['Patient', 'RelatedPerson', '-', 'Communication']);

/**
 * Tables of which each row names a patient and otherwise says how to reach them, where they live, or who stands by them. Tables that are something else, or of which
 * nothing of the kind is known, are not among them.
 */
export function patientLists(
  views: readonly TableView[],
  patients: TableView | null,
  profile: SourceProfile,
  byTable: ReadonlyMap<string, ReadonlyMap<string, Ranked>>,
): readonly PatientList[] {
  const key = patients && patientKey(patients, profile)?.[0];
  if (!patients || key === undefined || key === null) return [];
  return views.flatMap((view): PatientList[] => {
    const { table } = view;
    const [step, ...more] = table.patientPath?.steps ?? [];
    const patient = step?.from.columns[0];
    if (view === patients || !step || more.length > 0 || patient === undefined) return [];
    if (step.to.table !== patients.table.name || step.from.columns.length !== 1 || step.to.columns[0] !== key)
      return [];
    // A table of which each patient has one row, found against a reference, is another part of the patient.
    if (step.from.table !== table.name) return [];
    const top = topResource(view.odds);
    if (!FREE.has(top) && (view.odds.get(top) ?? 0) >= OTHER_ODDS) return [];
    // Accounts of a portal hold addresses to log in with, not to write to.
    const suggested = [...(byTable.get(table.name)?.values() ?? [])];
    if (suggested.some((one) => /^security/.test(one.reasons?.[0] ?? ''))) return [];
    const items = itemsOf(table, patient, byTable.get(table.name) ?? new Map(), isAboutOthers(view, top));
    return items.length === 0 ? [] : [{ view, patient, items }];
  });
}

const OTHERS = new Set([
  'contact',
  'emergency',
  'kin',
  'guardian',
  'relative',
  'relation',
  'guarantor',
  'spouse',
  'parent',
]);
const isAboutOthers = (view: TableView, top: string): boolean =>
  top === 'RelatedPerson' ||
  view.table.domain?.domain === 'contacts' ||
  [...view.home].some((word) => OTHERS.has(word));

type Best = ReadonlyMap<string, Ranked>;

function itemsOf(table: TableProfile, patient: string, best: Best, aboutOthers: boolean): ListItem[] {
  const columns = table.columns.filter(
    (column) => column.name !== patient && column.filled > 0 && !isOwnId(column, table),
  );
  const ends = new Map(columns.map((column) => [column, endOf(column, best)] as const));
  const shaped = (shape: RegExp): ColumnProfile[] => columns.filter((column) => shape.test(ends.get(column) ?? ''));
  const phones = shaped(/^(phone|email|fax)$/);
  const names = shaped(/^name/);
  const lines = shaped(/^address\./);
  if (names.length > 0) return aboutOthers ? [contactItem(columns, ends)] : [];
  // A row that says much else is a fact of its own.
  const said = columns.filter((column) => !LABELS.has(ends.get(column) ?? '') && !isStamp(column, best));
  if (said.length > phones.length + lines.length + 1) return [];
  const items: ListItem[] = phones.map((column) => ({
    head: 'telecom',
    needs: column.name,
    constants: { system: ends.get(column) ?? 'phone' },
    fed: [
      { path: 'value', column, value: { clean: ends.get(column) === 'email' ? 'email' : 'phone' } },
      ...useOf(columns, ends, TELECOM_USES),
    ],
  }));
  const [first] = lines.filter((column) => ends.get(column) !== 'address.country');
  if (first)
    items.push({
      head: 'address',
      needs: first.name,
      constants: {},
      fed: [...addressParts(lines, ends, ''), ...useOf(columns, ends, ADDRESS_USES)],
    });
  return items;
}

function contactItem(columns: readonly ColumnProfile[], ends: ReadonlyMap<ColumnProfile, string | null>): ListItem {
  const at = (end: string): ColumnProfile[] => columns.filter((column) => ends.get(column) === end);
  const [family] = at('name.family');
  const given = family ? [...at('name.given'), ...at('name.text').slice(0, 1)] : at('name.given');
  const whole = family ? [] : at('name.text').slice(0, 1);
  const fed: Fed[] = [
    ...(family ? [{ path: 'name.family', column: family, value: { clean: 'name-part' } }] : []),
    ...given.map((column) => ({ path: 'name.given', column, value: { clean: 'name-part' }, isMany: true })),
    ...whole.map((column) => ({ path: 'name.text', column, value: { clean: 'text' } })),
    ...at('relationship')
      .slice(0, 1)
      .map((column) => ({ path: 'relationship', column, value: { clean: 'relationship' } })),
  ];
  const constants: Record<string, string> = {};
  [...at('phone'), ...at('email'), ...at('fax')].forEach((column, place) => {
    const system = ends.get(column) ?? 'phone';
    constants[`telecom[${place}].system`] = system;
    fed.push({ path: `telecom[${place}].value`, column, value: { clean: system === 'email' ? 'email' : 'phone' } });
  });
  fed.push(...addressParts(columns, ends, 'address.'));
  return { head: 'contact', needs: (family ?? given[0] ?? whole[0])?.name ?? '', constants, fed };
}

function addressParts(
  columns: readonly ColumnProfile[],
  ends: ReadonlyMap<ColumnProfile, string | null>,
  before: string,
): Fed[] {
  const seen = new Set<string>();
  return columns.flatMap((column): Fed[] => {
    const end = ends.get(column);
    const part = end?.startsWith('address.') ? end.slice('address.'.length) : null;
    if (part === null || (part !== 'line' && seen.has(part))) return [];
    seen.add(part);
    const form = formOf(`Patient.address.${part}`);
    return [{ path: `${before}${part}`, column, value: { clean: form?.how[0] ?? 'text' }, isMany: part === 'line' }];
  });
}

/** What a column gives an item, whatever resource its suggestion names: `phone`, `email`, `name.family`, `address.city`, `relationship`, `use`; null: nothing. */
function endOf(column: ColumnProfile, best: Best): string | null {
  const kind = column.phi?.kind;
  // Numbers and flags are no names, whatever their column is called; some telephones are numbers.
  const isWords = column.phi !== null || (['text', 'word', 'code'].includes(column.kind) && !isFlag(column));
  const words = wordsOf(column.name);
  const [top] = best.get(column.name)?.candidates ?? [];
  const isNamed = top?.reasons.some((reason) => /^(name|comment|confirmed)/.test(reason)) ?? false;
  const end = top?.target.replace(/^[A-Za-z]+\./, '').replace(/^contact\./, '') ?? '';
  if (end === 'telecom' || kind === 'phone' || kind === 'email') {
    if (kind === 'email' || words.some((word) => /mail/.test(word))) return 'email';
    if (words.includes('fax')) return 'fax';
    // A type of telephone is no telephone.
    if (words.includes('type') || words.includes('use') || isShortList(column)) return 'use';
    return 'phone';
  }
  if (isWords && isNamed && /^address\.(line|city|state|postalCode|country|district)$/.test(end)) return end;
  if (isWords && isNamed && end === 'address') return 'address.line';
  if (/^name\.(given|family|text)$/.test(end)) return isWords ? end : null;
  if (end === 'name') return isWords ? 'name.text' : null;
  if (end === 'relationship' && isWords) return 'relationship';
  return words.includes('type') || words.includes('use') ? 'use' : null;
}

const LABELS = new Set(['use', 'relationship']);
const wordsOf = (name: string): string[] => nameWords(name).flatMap((word) => word.readings[0] ?? [word.text]);
const isShortList = (column: ColumnProfile): boolean =>
  column.phi === null && column.kind !== 'integer' && column.distinct.count <= 8 && (column.values ?? []).length > 0;

/** The table's own key, and what only numbers rows. */
const isOwnId = (column: ColumnProfile, table: TableProfile): boolean =>
  column.kind === 'integer' && table.keys.some((key) => key.columns.length === 1 && key.columns[0] === column.name);

/** Who changed the row and when, which is nothing of the item. */
const isStamp = (column: ColumnProfile, best: Best): boolean =>
  column.dates !== null ||
  column.kind === 'boolean' ||
  /^(audit|key|technical|administrative|security)/.test(best.get(column.name)?.reasons?.[0] ?? '');

const TELECOM_USES: Readonly<Record<string, string>> = Object.freeze({
  home: 'home',
  h: 'home',
  work: 'work',
  office: 'work',
  business: 'work',
  w: 'work',
  mobile: 'mobile',
  cell: 'mobile',
  cellular: 'mobile',
  m: 'mobile',
  temporary: 'temp',
  old: 'old',
});
const ADDRESS_USES: Readonly<Record<string, string>> = Object.freeze({
  home: 'home',
  residential: 'home',
  work: 'work',
  business: 'work',
  office: 'work',
  temporary: 'temp',
  old: 'old',
  previous: 'old',
  billing: 'billing',
});

/** `use` from a column all of whose frequent values say one; other values become findings, not guesses. */
function useOf(
  columns: readonly ColumnProfile[],
  ends: ReadonlyMap<ColumnProfile, string | null>,
  uses: Readonly<Record<string, string>>,
): Fed[] {
  const [column] = columns.filter((one) => ends.get(one) === 'use');
  const map: Record<string, string> = {};
  for (const { value } of column?.values ?? []) {
    const use = uses[plain(value.trim())];
    if (use !== undefined) map[value.trim()] = use;
  }
  const all = (column?.values ?? []).length;
  return column && all > 0 && Object.keys(map).length === all ? [{ path: 'use', column, value: { map } }] : [];
}

/** Writes lists into the patient's elements. Gives the columns of their tables that stay in the archive, as the spec names them. */
export function addPatientLists(
  lists: readonly PatientList[],
  patients: TableProfile,
  key: string,
  draft: ElementsDraft,
  isRejected: (table: string, column: string, target: string) => boolean,
): { readonly archived: readonly string[]; readonly tables: readonly string[] } {
  const archived: string[] = [];
  const tables: string[] = [];
  let n = 0;
  for (const { view, patient, items } of lists) {
    const { table } = view;
    const used = new Set([patient]);
    let alias = '';
    for (const item of items) {
      const target = `Patient.${item.head}`;
      if (isRejected(table.name, item.needs, target)) continue;
      alias = `list${++n}`;
      const at = (column: string): string => `${alias}.${quoted(column)}`;
      const elements: ElementsSpec = {};
      for (const [path, value] of Object.entries(item.constants)) elements[path] = { value };
      for (const { path, column, value, isMany } of item.fed) {
        const one = { column: `${alias}.${column.name}`, ...value } as ElementsSpec[string];
        const held = elements[path];
        elements[path] = isMany ? [...(Array.isArray(held) ? held : []), one] : one;
        used.add(column.name);
      }
      const element = draft.addRows(item.head, {
        list: {
          from: `${table.name} ${alias}`,
          where: `${at(patient)} = ${quoted(patients.name)}.${quoted(key)}${items.length > 1 ? ` and trim(coalesce(${at(item.needs)}, '')) <> ''` : ''}`,
          order: at(orderOf(table, item.needs)),
          role: 'detail',
          elements,
        },
      });
      const columns = item.fed.map(({ column }) => column.name);
      const line: DraftLine = {
        ...{ element, columns: [...new Set(columns)], target, score: 0.9, table: table.name },
        reasons: [`a row of ${table.name} for each, of the patient in ${patient}`],
      };
      draft.lines.push(line);
    }
    if (alias === '') continue;
    tables.push(table.name);
    const rest = table.columns.filter((column) => column.filled > 0 && !used.has(column.name));
    archived.push(...rest.map((column) => `${alias}.${column.name}`));
  }
  return { archived, tables };
}

function orderOf(table: TableProfile, needs: string): string {
  const key = table.keys.find((one) => one.columns.length === 1);
  return key?.columns[0] ?? needs;
}
