import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readArtifact } from './workspace.js';

export const DOCUMENT_RULES_FILE = 'documents.yaml';

/** What stands in braces in a pattern. `{*}` is anything. */
export const PATTERN_FIELDS = ['id', 'family', 'given', 'birthDate', 'date', 'title', '*'] as const;
export type PatternField = (typeof PATTERN_FIELDS)[number];

const name = z.string().min(1).max(300);
const pattern = name.refine(
  (text) => {
    const fields = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, field]) => field as PatternField);
    const known = fields.every((field) => PATTERN_FIELDS.includes(field));
    return (
      known &&
      fields.some((field) => ['id', 'family', 'birthDate'].includes(field)) &&
      !/[{}]/.test(text.replace(/\{[^{}]*\}/g, ''))
    );
  },
  `needs {id}, {family} or {birthDate}; known are ${PATTERN_FIELDS.map((field) => `{${field}}`).join(' ')}`,
);

/** Columns of an index table, by their names in its first line. */
const indexColumns = z.strictObject({
  /** Path of the document, relative to the folder of the table. */
  file: name,
  patient: name.optional(),
  family: name.optional(),
  given: name.optional(),
  birthDate: name.optional(),
  title: name.optional(),
  date: name.optional(),
  /** Kind of document; stands before the title. */
  type: name.optional(),
});

const rule = z.union([
  z.strictObject({ folder: pattern }),
  z.strictObject({ 'file-name': pattern }),
  z.strictObject({
    index: z.strictObject({ file: name.regex(/^[^/\\]+$/, 'must be a file name'), columns: indexColumns }),
  }),
  z.strictObject({ page: z.strictObject({ labels: z.array(name).default([]) }) }),
]);
export type DocumentRule = z.infer<typeof rule>;

export const CELL_ENCODINGS = [
  'auto',
  'none',
  'base64',
  'hex',
  'gzip',
  'deflate',
  'deflate-raw',
  'brotli',
  'zip',
] as const;
export type CellEncoding = (typeof CELL_ENCODINGS)[number];

/** Documents that lie in a staged column. */
const cells = z.strictObject({
  /** A staged table, or source/table. */
  table: name,
  column: name,
  /** Column with the patient's key; or the way to it: `column` of this table names `key` of `table`, whose `patient` is it. */
  patient: z.union([name, z.strictObject({ column: name, table: name, key: name, patient: name })]),
  /** How the bytes were packed, outermost first; `auto` goes by what they begin with. */
  encoding: z.union([z.enum(CELL_ENCODINGS), z.array(z.enum(CELL_ENCODINGS)).min(1).max(4)]).default('auto'),
  date: name.optional(),
  title: name.optional(),
});
export type CellRule = z.infer<typeof cells>;

/** `documents.yaml`: how documents are linked to patients, and which staged columns hold some. No PHI. */
export const documentRulesSchema = z.strictObject({
  chartlift: z.literal('documents/1'),
  /** All of them are asked, and must agree; absent: the default ones. */
  rules: z.array(rule).optional(),
  cells: z.array(cells).default([]),
  limits: z
    .strictObject({
      /** Size of one file. */
      megabytes: z.number().int().min(1).max(500).optional(),
      /** Pages of one document. */
      pages: z.number().int().min(1).max(100_000).optional(),
    })
    .default({}),
});
export type DocumentRules = Omit<z.infer<typeof documentRulesSchema>, 'rules'> & {
  readonly rules: readonly DocumentRule[];
};

/**
 * Where nobody has said how documents are named: names that say who it is twice over, and what is on the page. A number alone may be a scanner's, so it
 * links nothing by itself until a rule of the workspace says what it is; with the name or birth date on the page it does.
 */
export const DEFAULT_RULES: readonly DocumentRule[] = Object.freeze([
  ...[
    '{family}, {given} ({id})',
    '{family} {given} {id}',
    '{id} {family} {given}',
    '{family} {given} {birthDate}',
    '{family}, {given} {birthDate}',
  ].flatMap((text): DocumentRule[] => [{ folder: text }, { 'file-name': text }, { 'file-name': `${text} {*}` }]),
  { folder: '{id}' },
  { 'file-name': '{id}' },
  { 'file-name': '{id} {*}' },
  { page: { labels: [] } },
]);

/** The rules of a workspace; the default ones where it has no `documents.yaml` or that says none. Error: ARTIFACT_INVALID with the line. */
export function readDocumentRules(dir: string): DocumentRules {
  if (!existsSync(join(dir, DOCUMENT_RULES_FILE)))
    return { chartlift: 'documents/1', rules: DEFAULT_RULES, cells: [], limits: {} };
  const { value } = readArtifact(dir, DOCUMENT_RULES_FILE, documentRulesSchema);
  return { ...value, rules: value.rules ?? DEFAULT_RULES };
}
