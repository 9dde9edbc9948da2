import { ACTOR_WORDS, CHIEF_WORDS, GENERIC_NAMES, KEY_WORDS, KINDRED, SELF_WORDS } from './entity-words.js';
import { abbreviates, ideaOf, singular } from './name-words.js';
import type { ModelColumn, ModelTable } from './structure-model.js';

export interface NameEvidence {
  /** 0 to 1: how much the names alone say that the one names rows of the other. */
  readonly score: number;
  readonly reason: string;
}

const NONE: NameEvidence = { score: 0, reason: '' };
const OTHER_WORD = 0.95;
const PEOPLE: ReadonlySet<string> = new Set(['user', 'provider', 'employee']);

/** How much a column's entity is that of a table: 1 the same, 0 nothing in common. */
export function entityMatch(column: readonly string[], table: readonly string[]): number {
  if (column.length === 0 || table.length === 0) return 0;
  const joined = column.join('');
  if (joined === table.join('')) return 1;
  const head = column.at(-1) ?? '';
  const tableHead = table.at(-1) ?? '';
  if (column.length === table.length && column.every((word, i) => wordMatch(word, table[i] ?? '') > 0.7))
    return Math.min(...column.map((word, i) => wordMatch(word, table[i] ?? '')));
  const generic = column.length === 1 && GENERIC_NAMES.has(head);
  // `referring_provider` names providers; `category` may name the rows of `calendar_category`.
  const endsWithTable = table.length < column.length && table.every((word, i) => column.at(i - table.length) === word);
  if (endsWithTable) return 0.85;
  const startsTable = column.length < table.length && column.every((word, i) => table.at(i - column.length) === word);
  if (startsTable) return generic ? 0.3 : column.length > 1 ? 0.8 : 0.62;
  if (generic) return table.length === 1 ? wordMatch(head, tableHead) : tableHead === head ? 0.3 : 0;
  const heads = wordMatch(head, tableHead);
  if (heads === 0) return column.length === 1 && table.some((word) => wordMatch(head, word) === 1) ? 0.3 : 0;
  // `form_type` and `measurement_type`: what is common says little, what differs much.
  if (GENERIC_NAMES.has(head) && column.length > 1 && table.length > 1) return 0.15;
  const weight = table.length === 1 ? (column.length === 1 ? 1 : 0.85) : column.length === 1 ? 0.62 : 0.45;
  const within = column.length === 1 && table.some((word) => wordMatch(head, word) === 1) ? 0.3 : 0;
  return Math.max(weight * heads, within);
}

/** Two words: the same idea 1, an abbreviation 0.8, kindred ideas less. */
export function wordMatch(a: string, b: string): number {
  if (a === b) return 1;
  if (abbreviates(a, b)) return a.length >= 3 ? 0.8 : 0.5;
  if (abbreviates(b, a)) return 0.7;
  return KINDRED.get(`${a} ${b}`) ?? 0;
}

/** How much a table is the one where the rows that a key column names are kept, by names and declared keys. */
export function homeOf(key: ModelColumn): number {
  const { table } = key;
  const isPrimary = table.primaryKey.length === 1 && table.primaryKey[0] === key.name;
  if (isBareKey(key)) return (table.primaryKey[0] ?? table.columns[0]?.name) === key.name ? 1 : 0.5;
  const match = entityMatch(key.entity, table.entity) * (table.satellite ? 0.7 : 1);
  // `encounter_id` of `patient_encounter`: named for its table, unless another column is the key. The more words are left over, the less.
  const named =
    (isPrimary || table.primaryKey.length === 0) && !table.satellite && key.entity.at(-1) === table.entity.at(-1);
  const over = Math.max(0, table.entity.length - key.entity.length - 1);
  return Math.max(match, named ? (isPrimary ? 0.93 : 0.93 - 0.03 * over) : isPrimary ? 0.7 : 0.15);
}

/** True for `id`, `no`, `key` ...: the table's own key, whatever the table is. */
export const isBareKey = (column: ModelColumn): boolean => column.words.every((word) => KEY_WORDS.has(word));

/** True for `type`, `name`, `status` ...: any table may have such a column of its own. */
const isGeneric = (column: ModelColumn): boolean =>
  GENERIC_NAMES.has(column.spelling) || /^foreign (?:key|id)$/.test(column.spelling);

/** What names say of `child` naming rows by `key`. */
export function nameEvidence(child: ModelColumn, key: ModelColumn, home: number): NameEvidence {
  if (child.table === key.table) return selfEvidence(child, key);
  let best = NONE;
  const take = (score: number, reason: string): void => {
    if (score > best.score) best = { score, reason };
  };
  const { table } = key;
  if (isBareKey(child)) {
    // `casemgmt_issue_notes.id`: the table's name begins with that of the other.
    if (child.spelling === key.spelling && isExtension(child.table, table))
      take(0.55, `the table extends ${table.name}`);
    return best;
  }
  const certain = isBareKey(key) || home > 0.55 ? 1 : 0.55;
  const worth = certain * (table.satellite ? 0.7 : 1);
  if (!isGeneric(child)) {
    if (child.spelling === key.spelling || child.whole === key.whole || isPrefixed(child, key))
      take(home < 0.5 ? 0.3 : home >= 0.9 ? 1 : 0.25 + 0.7 * home, `has the name of ${table.name}.${key.name}`);
    else if (same(child.entity, key.entity))
      take(
        (0.3 + 0.6 * home) * (child.head === key.head ? 1 : OTHER_WORD),
        `is spelled like ${table.name}.${key.name}`,
      );
    else if (!isBareKey(key) && !isGeneric(key) && endsWith(child.entity, key.entity) && home > 0.5)
      take(
        0.85 * home * (child.head === key.head ? 1 : OTHER_WORD),
        `its name ends in that of ${table.name}.${key.name}`,
      );
    const equal = child.joined === table.joined || child.joined === table.core || singular(child.whole) === table.core;
    // Another word for the same idea: `provider_id` and a table of doctors, where there may be one of providers too.
    const match = equal ? 1 : entityMatch(child.entity, table.entity) * (child.head === table.head ? 1 : OTHER_WORD);
    take(0.95 * match * worth, `its name is that of table ${table.name}`);
  } else if (child.joined === table.joined || child.joined === table.core) {
    take(0.6 * worth, `its name is that of table ${table.name}`);
  }
  // `measurement.type` and a table `measurement_type`.
  const together =
    child.table.joined + child.joined === table.joined || same([...child.table.entity, ...child.entity], table.entity);
  if (child.entity.length > 0 && together)
    take(0.95 * worth, `its table and its name together are table ${table.name}`);
  else if (isOfSameWords(child, table))
    take(0.8 * worth, `its table and its name are the words of table ${table.name}, in another order`);
  if (isActor(child) && isPeople(table) && home >= 0.7)
    take(
      (table.entity.at(-1) === 'user' ? 0.75 : 0.7) * worth,
      'its name tells who did something, and the table holds such people',
    );
  return best;
}

/** `vs_ap_id` and `ap_id`: behind the prefix of its own table stands the whole name of the key. */
const isPrefixed = (child: ModelColumn, key: ModelColumn): boolean =>
  key.table.prefix !== null && !isBareKey(child) && child.words.join('') === key.whole;

/** `encounter_measurement.msr_type_nr` and a table `type_measurement`: what the tables do not share is what the column is called. */
function isOfSameWords(child: ModelColumn, table: ModelTable): boolean {
  const own = child.table.entity;
  const head = own.at(-1) ?? '';
  if (!table.entity.includes(head)) return false;
  // A word may be short for what the table is of: `msr` of a measurement.
  const rest = child.entity.filter((word) => word !== head && !isShortOf(word, head));
  const other = table.entity.filter((word) => !own.includes(word));
  return rest.length > 0 && same(rest, other);
}

function isShortOf(short: string, long: string): boolean {
  if (short.length < 2 || short.length > 5 || short[0] !== long[0] || long.length <= short.length) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word, i) => word === b[i]);

/** True where the name tells who did something to the row: `created_by`, `author_id`. */
export const isActor = (column: ModelColumn): boolean =>
  column.words.some((word) => ACTOR_WORDS.has(word) || CHIEF_WORDS.has(word)) || column.entity.at(-1) === 'user';

/** True where a table holds those who use the program. */
export const isPeople = (table: ModelTable): boolean =>
  table.entity.length <= 2 && PEOPLE.has(table.entity.at(-1) ?? '');

const endsWith = (words: readonly string[], end: readonly string[]): boolean =>
  end.length > 0 && end.length < words.length && end.every((word, i) => words.at(i - end.length) === word);

const isExtension = (child: ModelTable, parent: ModelTable): boolean => {
  const own = child.name.toLowerCase();
  const base = parent.name.toLowerCase();
  return own.length > base.length && own.startsWith(base) && !/[a-z0-9]/.test(own[base.length] ?? '');
};

function selfEvidence(child: ModelColumn, key: ModelColumn): NameEvidence {
  if (
    child === key ||
    key.table.primaryKey.length > 1 ||
    (key.table.primaryKey.length === 1 && key.table.primaryKey[0] !== key.name)
  )
    return NONE;
  const chief = child.words.some((word) => CHIEF_WORDS.has(word));
  const tells = chief || child.words.some((word) => SELF_WORDS.has(word));
  if (!tells && isActor(child) && isPeople(child.table))
    return { score: 0.8, reason: 'its name tells who did something, and the table holds such people' };
  if (!tells) return NONE;
  const rest = child.entity.filter(
    (word) => !SELF_WORDS.has(word) && !CHIEF_WORDS.has(word) && word !== 'parent' && word !== 'by' && word !== 'to',
  );
  const prefixed =
    rest.length === 0 && child.table.prefix !== null && child.table.entity.includes(ideaOf(child.table.prefix));
  const names = prefixed || (rest.length > 0 && entityMatch(rest, child.table.entity) >= 0.6);
  if (names) return { score: 0.9, reason: 'names another row of the same table' };
  if (rest.length > 0) return { score: 0.45, reason: 'may name another row of the same table' };
  if (chief) return isPeople(child.table) ? { score: 0.9, reason: 'names another row of the same table' } : NONE;
  return { score: 0.9, reason: 'names another row of the same table' };
}
