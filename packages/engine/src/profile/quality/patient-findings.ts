import type { QualityFinding } from '../../artifacts/assessment.js';
import type { ColumnProfile, TableProfile } from '../../artifacts/source-profile.js';
import { fillers, plain, wordsOf } from './clinical-weight.js';
import { finding } from './finding.js';

const SEX =
  /^(?:(?:pat|patient|pt|birth|administrative|admin|legal)\s)?(?:sex|gender|geschlecht|sexe|sexo|sesso|geslacht|plec|pol|cinsiyet|spol)(?:\s(?:at birth|code|cd|id))?$/;

/** What the table of patients shows: numbers that several share, and patients without name, birth date or sex. */
export function* patientFindings(table: TableProfile, key: string): Generator<QualityFinding> {
  for (const column of table.columns) {
    if (column.filled === 0) continue;
    const kind = column.phi?.kind;
    if (kind === 'mrn' && column.phi !== null && column.phi.score >= 0.7) yield* repeats(table, column, key);
    else if (kind === 'ssn') yield* repeats(table, column, key);
    const what = kind === 'birth-date' && column.datePart === undefined ? 'birth date' : nameOf(column);
    if (what === null) continue;
    const none = fillers(column).reduce((sum, one) => sum + one.count, 0);
    const missing = table.rows - column.filled + none;
    if (missing > 0)
      yield finding(
        'patient-fact-missing',
        what === 'birth date' || what === 'family name' ? 'high' : 'medium',
        table,
        column,
        [missing, table.rows],
        `${plain(missing)} of ${plain(table.rows)} patients have no ${what} here.`,
      );
  }
}

/** A mother's or guardian's name is not the patient's. */
const ofOthers =
  /\b(?:mother|father|guardian|spouse|contact|emergency|kin|parent|maiden|alias|previous|former|employer|provider|doctor|birth name)/;

function nameOf(column: ColumnProfile): string | null {
  const words = wordsOf(column);
  if (ofOthers.test(words) || /mother|guardian|maiden/.test(words)) return null;
  if (column.phi?.kind === 'family-name') return 'family name';
  return SEX.test(words) ? 'sex' : null;
}

function* repeats(table: TableProfile, column: ColumnProfile, key: string): Generator<QualityFinding> {
  const { distinct, filled, sentinels } = column;
  const none = sentinels.reduce((sum, one) => sum + one.count, 0);
  const extra = filled - none - (distinct.count - sentinels.length);
  // A sketch errs by a few in a hundred.
  if (extra <= 0 || (!distinct.exact && extra < filled * 0.05)) return;
  // A column where most repeat names something that patients have in common.
  if (extra > filled * 0.3) return;
  yield finding(
    'identifier-repeats',
    column.name === key || column.phi?.kind === 'mrn' ? 'critical' : 'high',
    table,
    column,
    [extra, filled],
    `${plain(filled)} patients have a number here, ${distinct.exact ? '' : 'about '}${plain(extra)} of them one that another patient has too.`,
  );
}
