import { z } from 'zod';
import { type CrosswalkRow, EQUIVALENCES, type Equivalence } from '../artifacts/crosswalk.js';
import { MigrationError } from '../base/error.js';

/** Who decided and when, which ConceptMap has no element for; our own reader puts it back. */
const DECISION = 'urn:chartlift:crosswalk-decision';
/** A source value that is no FHIR `code`, which has no outer blanks and one blank between words. */
const SOURCE_VALUE = 'urn:chartlift:source-value';
/** Invariant cmd-1 asks for a comment where a target is narrower or inexact; nobody wrote these, so they are no notes. */
const UNWRITTEN: Readonly<Partial<Record<Equivalence, string>>> = Object.freeze({
  narrower: 'The code says more than the source.',
  inexact: 'The code and the source say the same in part.',
});
const PARTS = ['decidedBy', 'decidedAt', 'reviewedBy', 'reviewedAt'] as const;

const extensionSchema = z.object({
  url: z.string(),
  extension: z.array(z.object({ url: z.string(), valueString: z.string().optional() })).optional(),
});
const schema = z.object({
  resourceType: z.literal('ConceptMap'),
  group: z.array(
    z.object({
      target: z.string().optional(),
      element: z.array(
        z.object({
          code: z.string(),
          display: z.string().optional(),
          extension: z.array(z.object({ url: z.string(), valueString: z.string().optional() })).optional(),
          target: z
            .array(
              z.object({
                code: z.string().optional(),
                display: z.string().optional(),
                equivalence: z.string().optional(),
                comment: z.string().optional(),
                extension: z.array(extensionSchema).optional(),
              }),
            )
            .optional(),
        }),
      ),
    }),
  ),
});

/** A crosswalk as a FHIR R4 ConceptMap: one group for each target system, in the order of the rows; what has no target stands in a group of its own. */
export function formatConceptMap(name: string, rows: readonly CrosswalkRow[]): string {
  const groups = new Map<string, Map<string, CrosswalkRow[]>>();
  for (const row of rows) {
    const elements = groups.get(row.targetSystem) ?? new Map<string, CrosswalkRow[]>();
    groups.set(row.targetSystem, elements);
    elements.set(row.sourceCode, [...(elements.get(row.sourceCode) ?? []), row]);
  }
  const group = [...groups].map(([target, elements]) => ({
    source: `urn:chartlift:crosswalk:${name}`,
    ...(target === '' ? {} : { target }),
    element: [...elements].map(([value, list]) => ({
      ...codeOf(value),
      ...(list[0]?.sourceDisplay ? { display: list[0].sourceDisplay } : {}),
      target: list.map(targetOf),
    })),
  }));
  const map = {
    ...{ resourceType: 'ConceptMap', url: `urn:chartlift:crosswalk:${name}`, name: identifierOf(name), title: name },
    ...{ status: 'draft', group },
  };
  return `${JSON.stringify(map, null, 2)}\n`;
}

function codeOf(value: string): object {
  const code = value.trim().replace(/\s+/g, ' ');
  return code === value ? { code } : { extension: [{ url: SOURCE_VALUE, valueString: value }], code };
}

/** As cmd-0 asks: `lab-tests` is `LabTests`. */
function identifierOf(name: string): string {
  const plain = name.replace(/(^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_, __, letter: string) => letter.toUpperCase());
  return /^[A-Z]/.test(plain) ? plain : `Crosswalk${plain}`;
}

function targetOf(row: CrosswalkRow): unknown {
  const comment = row.note === '' ? UNWRITTEN[row.equivalence] : row.note;
  const decision = PARTS.flatMap((url) => (row[url] ? [{ url, valueString: row[url] }] : []));
  return {
    ...(row.targetCode === '' ? {} : { code: row.targetCode }),
    ...(row.targetDisplay === '' ? {} : { display: row.targetDisplay }),
    equivalence: row.equivalence,
    ...(comment === undefined ? {} : { comment }),
    ...(decision.length === 0 ? {} : { extension: [{ url: DECISION, extension: decision }] }),
  };
}

/** FHIR R4 values that a crosswalk says in fewer words; R5's relationships too. */
const SAME_AS: Readonly<Record<string, Equivalence>> = Object.freeze({
  relatedto: 'inexact',
  'related-to': 'inexact',
  subsumes: 'wider',
  specializes: 'narrower',
  disjoint: 'unmatched',
  'not-related-to': 'unmatched',
  'source-is-narrower-than-target': 'wider',
  'source-is-broader-than-target': 'narrower',
});

export const equivalenceOf = (text: string | undefined): Equivalence | null => {
  const folded = (text ?? '').toLowerCase();
  return (
    EQUIVALENCES.find((one) => one === folded) ?? (Object.hasOwn(SAME_AS, folded) ? (SAME_AS[folded] ?? null) : null)
  );
};

/** Rows of a ConceptMap. Error: CROSSWALK_FORMAT where it is none. */
export function parseConceptMap(text: string, where: string): CrosswalkRow[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw notOne(where, cause);
  }
  const read = schema.safeParse(value);
  if (!read.success) throw notOne(where, read.error);
  return read.data.group.flatMap(({ target: targetSystem = '', element }) =>
    element.flatMap(({ code, display, extension, target = [{ equivalence: 'unmatched' }] }) =>
      target.map((one): CrosswalkRow => {
        const told = one.extension?.find(({ url }) => url === DECISION)?.extension ?? [];
        const part = (name: string): string => told.find(({ url }) => url === name)?.valueString ?? '';
        const isMatched = (one.code ?? '') !== '' && targetSystem !== '';
        const equivalence = isMatched ? (equivalenceOf(one.equivalence) ?? 'inexact') : 'unmatched';
        return {
          sourceCode: extension?.find(({ url }) => url === SOURCE_VALUE)?.valueString ?? code,
          sourceDisplay: display ?? '',
          targetSystem: isMatched ? targetSystem : '',
          targetCode: isMatched ? (one.code ?? '') : '',
          targetDisplay: one.display ?? '',
          equivalence,
          decidedBy: part('decidedBy'),
          decidedAt: part('decidedAt'),
          ...(part('reviewedBy') === '' ? {} : { reviewedBy: part('reviewedBy'), reviewedAt: part('reviewedAt') }),
          note: one.comment === UNWRITTEN[equivalence] ? '' : (one.comment ?? ''),
        };
      }),
    ),
  );
}

const notOne = (where: string, cause: unknown): MigrationError =>
  new MigrationError('The file is no FHIR ConceptMap with groups', {
    code: 'CROSSWALK_FORMAT',
    where,
    hint: 'Give a ConceptMap as FHIR R4 JSON, a Usagi export, or a crosswalk CSV.',
    cause,
  });
