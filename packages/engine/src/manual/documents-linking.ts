import { IndexTables } from '../abstraction/documents/index-table.js';
import {
  type LinkContext,
  type LinkDecision,
  type LinkDoubt,
  linkDocument,
} from '../abstraction/documents/link-documents.js';
import { PatientIndex } from '../abstraction/documents/patient-index.js';
import { DEFAULT_RULES, type DocumentRules } from '../artifacts/document-rules.js';
import type { DocumentLink, ScanDocument } from '../artifacts/scan-document.js';
import { MigrationError } from '../base/error.js';
import type { Vault } from '../vault/vault.js';
import { cellPatients } from './cell-rules.js';
import { readRules } from './documents-rules.js';
import { type PatientDirectory, patientDirectory } from './patient-directory.js';

/** Kind of the decisions that say whose a document is; subject: its id; value: {@link LinkDecision}, or null, which takes the earlier one back. */
export const LINK_DECISION = 'document-link';

export interface LinkedDocuments {
  readonly links: readonly DocumentLink[];
  /** Every document without a link, by id: questions for people. */
  readonly doubts: readonly LinkDoubt[];
  /** Patients that documents were compared with. */
  readonly patients: number;
  readonly problem: PatientDirectory['problem'];
}

/** Links every document of the vault anew, by decisions, rules and what is read on the pages by now, and keeps the links. Pure but for that: done again, it changes nothing. */
export function linkAllDocuments(dir: string, vault: Vault): LinkedDocuments {
  const { links, doubts, ...rest } = judgeAllDocuments(dir, vault);
  vault.documents.replaceLinks(links);
  return { links, doubts, ...rest };
}

/**
 * As {@link linkAllDocuments}, where patients are known to link to: while the mapping has errors or nothing is staged the links stay as they were, and nobody is asked. Without documents it looks at nothing.
 * For whoever goes on to use the links.
 */
export function settleLinks(dir: string, vault: Vault): LinkedDocuments {
  if (vault.db.prepare('SELECT 1 FROM vault_documents LIMIT 1').get() === undefined)
    return { links: [], doubts: [], patients: 0, problem: null };
  const judged = judgeAllDocuments(dir, vault);
  if (judged.problem !== null) return { ...judged, links: vault.documents.links(), doubts: [] };
  vault.documents.replaceLinks(judged.links);
  return judged;
}

/** As {@link linkAllDocuments}, and keeps nothing: for a vault that is open for reading. */
export function judgeAllDocuments(dir: string, vault: Vault): LinkedDocuments {
  const { rules, order } = readRules(dir);
  const { patients, problem } = patientDirectory(dir, vault);
  const context: LinkContext = {
    patients: new PatientIndex(patients),
    rules: rules.rules,
    areStated: rules.rules !== DEFAULT_RULES,
    tables: indexTables(vault, rules, order),
    patientOfCell: cellPatients(vault, rules),
  };
  const decisions = linkDecisions(vault);
  const links: DocumentLink[] = [];
  const doubts: LinkDoubt[] = [];
  for (const document of vault.documents.list()) {
    const facts = { id: document.id, places: document.places, texts: textsOf(vault, document) };
    const { link, doubt } = linkDocument(facts, decisions.get(document.id), context);
    if (link) links.push(link);
    if (doubt) doubts.push(doubt);
  }
  return { links, doubts, patients: patients.length, problem };
}

/** What people decided, the last decision of each document. */
function linkDecisions(vault: Vault): ReadonlyMap<string, LinkDecision> {
  const decisions = new Map<string, LinkDecision>();
  for (const { subject, value } of vault.decisions(LINK_DECISION)) {
    if (value === null) decisions.delete(subject);
    else decisions.set(subject, value as LinkDecision);
  }
  return decisions;
}

/** Text of each page: the file's own, else what was read on it. */
function textsOf(vault: Vault, { id }: ScanDocument): string[] {
  return vault.documents.pages(id).flatMap(({ page, text }) => {
    const found = text ?? vault.documents.reading(id, page)?.reading.text;
    return found === undefined || found === null ? [] : [found];
  });
}

/** The index tables that came with the documents, read by the rules of today. */
export function indexTables(vault: Vault, { rules }: DocumentRules, order: 'mdy' | 'dmy' | undefined): IndexTables {
  const tables = new IndexTables();
  for (const { path, blob } of vault.documents.indexFiles()) {
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    const bytes = vault.getBlob(blob);
    for (const rule of rules)
      if (bytes && 'index' in rule && rule.index.file.toLowerCase() === name)
        tables.add(path, bytes, rule.index, order);
  }
  return tables;
}

/**
 * Decides whose a document is: a patient's (a key of the patient rows), nobody's, or (`take-back`) what the rules say. Kept as a decision, which no rule changes.
 * Errors (kind usage): DOCUMENT_UNKNOWN, DOCUMENT_AMBIGUOUS, PATIENT_UNKNOWN.
 */
export function decideLink(
  dir: string,
  vault: Vault,
  idStart: string,
  answer: { readonly patient: string } | 'nobody' | 'take-back',
  who?: string,
): { readonly document: string; readonly link: DocumentLink | null } {
  const document = findDocument(vault, idStart);
  if (typeof answer === 'object' && !patientDirectory(dir, vault).patients.some(({ key }) => key === answer.patient))
    throw new MigrationError('There is no patient with this key', {
      code: 'PATIENT_UNKNOWN',
      kind: 'usage',
      hint: 'Give a key of the patient table as the mapping names them (the column under `key:` of the Patient spec).',
    });
  const value = answer === 'take-back' ? null : { patient: answer === 'nobody' ? null : answer.patient };
  vault.addDecision(LINK_DECISION, document.id, value, who);
  const { links } = linkAllDocuments(dir, vault);
  return { document: document.id, link: links.find((link) => link.document === document.id) ?? null };
}

/** The document whose id begins so. Errors (kind usage): DOCUMENT_UNKNOWN, DOCUMENT_AMBIGUOUS. */
export function findDocument(vault: Vault, idStart: string): ScanDocument {
  const [document, other] = vault.documents.startingWith(idStart.toLowerCase());
  if (document && !other) return document;
  throw new MigrationError(
    document ? 'Several documents have an id that begins so' : 'There is no document with this id',
    {
      code: document ? 'DOCUMENT_AMBIGUOUS' : 'DOCUMENT_UNKNOWN',
      kind: 'usage',
      hint: 'Give the id, or at least four characters of its beginning, as `chartlift documents list` shows it.',
    },
  );
}
