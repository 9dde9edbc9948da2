import type { Issue } from '../../base/issue.js';
import type { SourceCheck } from '../contract.js';
import type { OrderFound } from './clustered-order.js';
import type { TableKeys } from './key-proof.js';
import type { References } from './key-rows.js';

/**
 * What the keys say. Rows that stand against the order of their key, and keys that are there twice, are none that a server writes: the
 * file is damaged. What only several pages say together counts where nothing was written to the table while the backup ran.
 * A row without parent is damage only where no checksum proves that the server wrote it so.
 */
export function keyChecks(found: readonly TableKeys[]): SourceCheck[] {
  const check = (name: string, says: string, checked: number, failed: number): SourceCheck => ({
    ...{ name, says, checked, failed },
    passed: failed === 0,
    failing: 'damaged',
    wholeness: true,
  });
  const sum = (count: (keys: TableKeys) => number): number => found.reduce((all, keys) => all + count(keys), 0);
  return [
    check(
      'rows-in-key-order',
      'rows stand in the order of their keys, and pages lead to each other (keys of text are not judged)',
      sum((keys) => ordered(keys).checked),
      sum((keys) => ordered(keys).failed),
    ),
    check(
      'keys-unique',
      'no key that must be unique is there twice',
      sum((keys) => repeated(keys).checked),
      sum((keys) => repeated(keys).failed),
    ),
    check(
      'references-have-parents',
      'what a row refers to by a foreign key that the server enforces is there',
      sum(({ references }) => references.reduce((all, one) => all + one.checked, 0)),
      sum(({ references }) => references.reduce((all, one) => all + (isProven(one) ? 0 : one.orphans), 0)),
    ),
  ];
}

/** Problems with keys: tables, keys and counts. */
export function* keyIssues(found: readonly TableKeys[], source: string): Generator<Issue> {
  let unchecked = 0;
  for (const keys of found) {
    const where = `${source}/${keys.table}`;
    const order = ordered(keys);
    if (order.failed > 0)
      yield {
        severity: 'error',
        code: 'rows-out-of-key-order',
        where,
        message: `${order.failed} rows or pages of the clustered index do not follow those before them.`,
        hint: DAMAGED,
      };
    const twice = repeated(keys);
    if (twice.failed > 0)
      yield {
        severity: 'error',
        code: 'keys-repeated',
        where,
        message: `${twice.failed} rows have a key that another row has, and that must be unique.`,
        hint: DAMAGED,
      };
    for (const reference of keys.references) {
      unchecked += reference.unchecked;
      if (reference.orphans > 0) yield orphans(reference, where);
    }
    unchecked += (keys.order?.unchecked ?? 0) + keys.unique.reduce((sum, one) => sum + one.unchecked, 0);
    if (!keys.isSure) unchecked += (keys.order?.links ?? 0) + keys.unique.reduce((sum, one) => sum + one.checked, 0);
  }
  if (unchecked > 0)
    yield {
      severity: 'information',
      code: 'keys-not-checked',
      where: source,
      message: `${unchecked} times a key could not be compared: text beyond ASCII in a foreign key, a table that is not whole or was written to, or more keys than are remembered.`,
      hint: 'Nothing is wrong with them so far as is known.',
    };
}

const DAMAGED =
  'No server writes rows so. Copy the file again from where it came from; if it stays so, run DBCC CHECKDB on the server. A data file copied while its server ran looks so as well.';

function orphans(reference: References, where: string): Issue {
  const { foreignKey, orphans: count } = reference;
  const proven = isProven(reference);
  return {
    severity: proven ? 'warning' : 'error',
    code: 'parents-missing',
    where: `${where}/${foreignKey.columns.join('+')}`,
    message: `${count} references to ${foreignKey.referencesTable} name a row that is not there, though the server enforces the foreign key ${foreignKey.name}.`,
    hint: proven
      ? 'By their checksums the pages are as the server wrote them: the rows were lost there, as after a repair of the database. Ask whether there was one.'
      : 'Rows are missing or their keys are damaged, and no checksum tells which. Copy the file again; if it stays so, ask for a backup of the database with PAGE_VERIFY CHECKSUM.',
  };
}

const isProven = ({ unproven, parent }: References): boolean => unproven === 0 && parent.unproven === 0;

/** Neighbours in order, and links between pages. Where most stand the other way round, the order is another than was thought: nothing is said. */
function ordered({ order, isSure }: TableKeys): { checked: number; failed: number } {
  if (order === null) return { checked: 0, failed: 0 };
  const inPages = judged(order.pairs, order.reversed);
  const seams = isSure ? judged(order.seams, order.seamsReversed) : { checked: 0, failed: 0 };
  const links = isSure ? { checked: order.links, failed: order.broken } : { checked: 0, failed: 0 };
  return {
    checked: inPages.checked + seams.checked + links.checked,
    failed: inPages.failed + seams.failed + links.failed,
  };
}

const judged = (checked: number, failed: number): { checked: number; failed: number } =>
  2 * failed > checked ? { checked: 0, failed: 0 } : { checked, failed };

function repeated({ order, unique, isSure }: TableKeys): { checked: number; failed: number } {
  const inPages = counted(order, 'compared', 'repeated');
  const all = [inPages];
  if (isSure) {
    all.push(counted(order, 'seamsCompared', 'seamsRepeated'));
    for (const { checked, repeated: failed } of unique) all.push({ checked, failed });
  }
  return {
    checked: all.reduce((sum, one) => sum + one.checked, 0),
    failed: all.reduce((sum, one) => sum + one.failed, 0),
  };
}

const counted = (
  order: OrderFound | null,
  checked: 'compared' | 'seamsCompared',
  failed: 'repeated' | 'seamsRepeated',
): { checked: number; failed: number } => ({ checked: order?.[checked] ?? 0, failed: order?.[failed] ?? 0 });
