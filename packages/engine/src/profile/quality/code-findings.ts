import type { QualityFinding } from '../../artifacts/assessment.js';
import type {
  CodeGuess,
  ColumnProfile,
  SourceProfile,
  TableDomain,
  TableProfile,
} from '../../artifacts/source-profile.js';
import { codeSystem } from '../../terminology/code-systems.js';
import { byWeight, isClinical, plain, weightOf, wordsOf } from './clinical-weight.js';
import { finding } from './finding.js';

/** Systems that say what is the matter with a patient or was done; not units, states, countries, practitioners, languages. */
const CLINICAL_SYSTEM = /icd|loinc|rxnorm|ndc|cvx|snomed|cpt|hcpcs|atc|icpc|read|unii|mvx|umls|dsm|din|ndfrt|meddra/i;
const CODED: readonly TableDomain[] = [
  'problems',
  'allergies',
  'medications',
  'immunizations',
  'results',
  'procedures',
];

const nameOf = ({ system }: CodeGuess): string => codeSystem(system)?.name ?? system;

/** Codes that are missing, wrong, unknown or unexplained. */
export function* codeFindings(profile: SourceProfile): Generator<QualityFinding> {
  const byName = new Map(profile.tables.map((table) => [table.name, table]));
  const joins = new Map<string, string[]>();
  for (const { from, to } of profile.joins) joins.set(from.table, [...(joins.get(from.table) ?? []), to.table]);
  const joined = new Set(profile.joins.flatMap(({ from }) => from.columns.map((name) => `${from.table}\n${name}`)));
  for (const table of profile.tables) {
    if (table.rows === 0) continue;
    for (const column of table.columns) {
      yield* validity(table, column);
      if (isClinical(table) && !joined.has(`${table.name}\n${column.name}`)) yield* unexplained(table, column);
    }
    if (!isClinical(table)) continue;
    yield* missing(table);
    const coded = (one: TableProfile | undefined): boolean => one?.columns.some(isCoded) === true;
    const domain = table.domain;
    const elsewhere = (joins.get(table.name) ?? []).some((name) => coded(byName.get(name)));
    if (domain !== null && domain.score >= 0.6 && CODED.includes(domain.domain) && !coded(table) && !elsewhere)
      yield finding(
        'no-codes',
        'medium',
        table,
        null,
        [table.rows, table.rows],
        `No column of it holds codes of a system that is known, for ${plain(table.rows)} rows.`,
      );
  }
}

const isCoded = ({ codes }: ColumnProfile): boolean => codes.some(({ system }) => CLINICAL_SYSTEM.test(system));

function* validity(table: TableProfile, column: ColumnProfile): Generator<QualityFinding> {
  const guess = column.codes[0];
  if (guess === undefined) return;
  const clinical = CLINICAL_SYSTEM.test(guess.system);
  const checked = clinical || /npi|ucum|unitsofmeasure/i.test(guess.system);
  const invalid = Math.round((1 - guess.share) * column.filled);
  if (checked && invalid > 0)
    yield finding(
      'code-invalid',
      clinical && weightOf(table) >= 2 ? byWeight(table, 'high', 'medium') : 'low',
      table,
      column,
      [invalid, column.filled],
      `${plain(invalid)} of ${plain(column.filled)} values have not the shape or check digit of ${nameOf(guess)}.`,
    );
  if (!clinical || guess.hitRate === null) return;
  const unknown = Math.round((1 - guess.hitRate) * guess.share * column.filled);
  if (unknown > 0)
    yield finding(
      'code-unknown',
      weightOf(table) >= 2 ? 'medium' : 'low',
      table,
      column,
      [unknown, column.filled],
      `${plain(unknown)} of ${plain(column.filled)} codes are in no loaded release of ${nameOf(guess)}.`,
    );
}

/** The fullest code column counts: beside it others may be blank. */
function* missing(table: TableProfile): Generator<QualityFinding> {
  const codes = table.columns.filter(isCoded).sort((a, b) => b.filled - a.filled);
  const best = codes[0];
  if (best === undefined || best.filled === table.rows) return;
  const none = table.rows - best.filled;
  const text = table.columns.some(({ kind, filled }) => /^(?:word|text)$/.test(kind) && filled > best.filled);
  if (!text) return;
  yield finding(
    'code-missing',
    byWeight(table, 'high', 'medium', 'low'),
    table,
    best,
    [none, table.rows],
    `${plain(none)} of ${plain(table.rows)} rows have no code here, and texts beside it.`,
  );
}

const MEANS =
  /\b(?:status|stat|severity|sev|type|kind|class|category|cat|outcome|reason|route|freq\w*|reaction|verification|abnormal|flag)\b/;
const CODE_NAME = /\b(?:code|cd|icd|cvx|ndc|cpt|loinc|rxnorm|rxcui|snomed)\b/;

function* unexplained(table: TableProfile, column: ColumnProfile): Generator<QualityFinding> {
  const { kind, distinct, lengths, filled, codes, phi } = column;
  if (filled === 0) return;
  const words = wordsOf(column);
  if (
    (kind === 'code' || kind === 'integer') &&
    distinct.count >= 2 &&
    distinct.count <= 20 &&
    (lengths?.most ?? 99) <= 2 &&
    codes.length === 0 &&
    phi === null &&
    MEANS.test(words)
  )
    yield finding(
      'code-unexplained',
      'medium',
      table,
      column,
      [filled, table.rows],
      `${distinct.count} different marks in ${plain(filled)} rows, and no table that explains them was found.`,
    );
  if (kind === 'text' && CODE_NAME.test(words) && codes.length === 0)
    yield finding(
      'text-among-codes',
      'medium',
      table,
      column,
      [filled, table.rows],
      `The name says code; its ${plain(filled)} values read like text.`,
    );
}
