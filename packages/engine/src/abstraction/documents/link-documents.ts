import type { DocumentRule } from '../../artifacts/document-rules.js';
import type { DocumentLink, DocumentPlace } from '../../artifacts/scan-document.js';
import type { IndexTables } from './index-table.js';
import { type PatternValues, patternReader } from './name-pattern.js';
import { type Candidate, type Finding, namedPatient } from './named-patient.js';
import { pageFinding } from './page-finding.js';
import type { PatientIndex } from './patient-index.js';

/** What is known of a document when its patient is looked for. */
export interface DocumentFacts {
  readonly id: string;
  readonly places: readonly DocumentPlace[];
  /** Text of each page that has any: the file's own, else what OCR read. */
  readonly texts: readonly string[];
}

/** A document that no rule links: a question for a person, with whom it may be of. Keys of patients and reasons without PHI. */
export interface LinkDoubt {
  readonly document: string;
  /**
   * `rules-disagree`, `number-alone`, `identifier-of-several`, `name-of-several`, `parts-disagree`, `name-alone`, `one-sign-alone`, `pages-name-several`, `patient-unknown`,
   * `nothing-found`.
   */
  readonly code: string;
  readonly candidates: readonly Candidate[];
}

/** A person's answer: the patient, or nobody's. */
export interface LinkDecision {
  readonly patient: string | null;
}

export interface LinkContext {
  readonly patients: PatientIndex;
  readonly rules: readonly DocumentRule[];
  /** The rules are those of the workspace, not the default ones. */
  readonly areStated: boolean;
  readonly tables: IndexTables;
  /** Key of the patient of a staged cell's row; null: the row names none; undefined: no rule speaks of it. */
  readonly patientOfCell: (locator: string) => string | null | undefined;
}

/** Whose a document is, by the rules alone or by decision; or the doubt. Pure: the same facts and rules give the same answer. */
export function linkDocument(
  facts: DocumentFacts,
  decision: LinkDecision | undefined,
  context: LinkContext,
): { readonly link: DocumentLink | null; readonly doubt: LinkDoubt | null } {
  const document = facts.id;
  if (decision)
    return {
      link: { document, patient: decision.patient, by: 'decision', reasons: ['decided by a person'] },
      doubt: null,
    };
  const findings = findingsOf(facts, context);
  const sure = [...new Set(findings.flatMap((finding) => (finding.sure === null ? [] : [finding.sure])))];
  const [patient] = sure;
  const known = patient === undefined ? undefined : context.patients.get(patient);
  if (sure.length === 1 && known && !findings.some((finding) => finding.against(known))) {
    const speaking = findings.filter((finding) => finding.sure === known.key);
    const reasons = [...new Set(speaking.flatMap(({ candidates }) => candidates.flatMap((one) => one.reasons)))];
    return { link: { document, patient: known.key, by: speaking[0]!.by, reasons }, doubt: null };
  }
  const candidates = merged(findings);
  if (sure.length === 0) {
    const strong = candidates.filter(({ signs }) => signs.length >= 2);
    const only = strong.length === 1 ? context.patients.get(strong[0]!.patient) : undefined;
    const spoken = findings.filter((finding) => finding.candidates.some((one) => one.patient === only?.key));
    if (only && spoken.length > 1 && !findings.some((finding) => finding.against(only)))
      return { link: { document, patient: only.key, by: spoken[0]!.by, reasons: strong[0]!.reasons }, doubt: null };
  }
  const doubtful = findings.find((finding) => finding.candidates.length > 0) ?? findings[0];
  const code = sure.length > 0 ? 'rules-disagree' : (doubtful?.doubt ?? 'nothing-found');
  return { link: null, doubt: { document, code, candidates } };
}

/** Candidates of all rules, each patient once, those with most reasons first. */
function merged(findings: readonly Finding[]): readonly Candidate[] {
  const all = new Map<string, Candidate>();
  for (const { candidates } of findings)
    for (const { patient, signs, reasons } of candidates) {
      const before = all.get(patient);
      all.set(patient, {
        patient,
        signs: [...new Set([...(before?.signs ?? []), ...signs])],
        reasons: [...new Set([...(before?.reasons ?? []), ...reasons])],
      });
    }
  return [...all.values()].sort((a, b) => b.signs.length - a.signs.length || b.reasons.length - a.reasons.length);
}

function findingsOf(facts: DocumentFacts, context: LinkContext): Finding[] {
  const { patients, rules, areStated, tables } = context;
  const found: (Finding | null)[] = [];
  const files = facts.places.flatMap((place) => (place.kind === 'file' ? [place.path] : []));
  for (const place of facts.places) if (place.kind === 'cell') found.push(cellFinding(place.locator, context));
  for (const rule of rules) {
    if ('folder' in rule) {
      const read = readerOf(rule.folder);
      for (const path of files)
        found.push(
          firstOf(path.split('/').slice(0, -1).reverse(), read, (values) =>
            namedPatient('folder', 'folder name', values, patients, areStated),
          ),
        );
    } else if ('file-name' in rule) {
      const read = readerOf(rule['file-name']);
      for (const path of files) {
        const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.[A-Za-z0-9]{1,5}$/, '');
        found.push(
          firstOf([file], read, (values) => namedPatient('file-name', 'file name', values, patients, areStated)),
        );
      }
    } else if ('index' in rule) {
      for (const path of files)
        for (const { values } of tables.of(path))
          found.push(namedPatient('index-table', 'index table', values, patients, areStated));
    }
  }
  const other = found.filter((finding) => finding !== null);
  const hinted = other.flatMap(({ candidates }) => candidates.flatMap(({ patient }) => patients.get(patient) ?? []));
  const pages = rules.flatMap((rule) =>
    'page' in rule ? [pageFinding(facts.texts, rule.page.labels, patients, [...new Set(hinted)])] : [],
  );
  return [...other, ...pages.filter((finding) => finding !== null)];
}

/** The nearest folder that a pattern fits and that says something. */
function firstOf(
  names: readonly string[],
  read: (name: string) => PatternValues | null,
  find: (values: PatternValues) => Finding | null,
): Finding | null {
  let first: Finding | null = null;
  for (const name of names) {
    const values = read(name);
    const finding = values && find(values);
    if (finding && finding.candidates.length > 0) return finding;
    first ??= finding;
  }
  return first;
}

function cellFinding(locator: string, { patientOfCell, patients }: LinkContext): Finding | null {
  const key = patientOfCell(locator);
  if (key === undefined) return null;
  const patient = key === null ? undefined : patients.get(key);
  return {
    by: 'cell',
    sure: patient?.key ?? null,
    candidates: patient
      ? [{ patient: patient.key, signs: ['identifier'], reasons: ['the row names its patient'] }]
      : [],
    doubt: patient ? null : 'patient-unknown',
    against: (other) => other.key !== patient?.key,
  };
}

const readers = new Map<string, (name: string) => PatternValues | null>();

function readerOf(pattern: string): (name: string) => PatternValues | null {
  const known = readers.get(pattern) ?? patternReader(pattern);
  readers.set(pattern, known);
  return known;
}

/** Date and title of a document by the names of its file and by index tables; null where they say none or not which day. */
export function describedBy(
  path: string,
  { rules, tables }: Pick<LinkContext, 'rules' | 'tables'>,
): { date: string | null; title: string | null } {
  const [row] = tables.of(path);
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.[A-Za-z0-9]{1,5}$/, '');
  const values = rules
    .flatMap((rule) => ('file-name' in rule ? [readerOf(rule['file-name'])(file)] : []))
    .find((one) => one !== null);
  return { date: row?.date ?? null, title: row?.title ?? values?.title ?? null };
}
