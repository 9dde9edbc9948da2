import type { AttributeTable } from '../../artifacts/attribute-profile.js';
import type { TableProfile } from '../../artifacts/source-profile.js';
import type { DraftLine } from './spec-draft.js';

/** Share of the rows that must say in words, or by a code that is a word, what they tell. */
const LEAST_NAMED = 0.5;

/** True where most rows of an attribute-value table name their attribute by a number that leads to no text: what they tell nobody can say. */
export function isNameless({ attributes, untold }: AttributeTable): boolean {
  const rows = attributes.reduce((sum, one) => sum + one.rows, 0);
  const named = attributes.filter(
    ({ attribute, label }) => label !== null || /\p{L}/u.test(attribute) || LOINC.test(attribute),
  );
  return rows > 0 && untold.rows <= rows && named.reduce((sum, one) => sum + one.rows, 0) < rows * LEAST_NAMED;
}

const LOINC = /^\d{1,5}-\d$/;

/** Who measured is not what was measured: an observation whose only text is of somebody says nothing. */
export const isNamedForSomebody = (lines: readonly DraftLine[], table: TableProfile): boolean =>
  lines.some(
    ({ element, columns }) =>
      element === 'code.text' &&
      columns.every((name) => {
        const column = table.columns.find((one) => one.name === name);
        return SOMEBODY.test(name) || /name$|^(?:identifier|account|email)$/.test(column?.phi?.kind ?? '');
      }),
  );

const SOMEBODY =
  /(?:^|_|[a-z](?=B))by$|(?:^|_)(?:user|creator|author|nurse|doctor|provider|staff|operator|technician)(?:_?(?:id|nr|no|name))?$/i;
