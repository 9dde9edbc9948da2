import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { type CrosswalkRow, formatCrosswalk } from './artifacts/crosswalk.js';
import { type ReviewRow, readReview, writeReview } from './artifacts/mapping-review.js';
import { readScopePlan, writeScopePlan } from './artifacts/workspace.js';
import { MigrationError } from './base/error.js';
import { knowledge, profileInput, type SuggestRequest } from './map-suggest.js';
import { readAttributes } from './profile/attributes/attribute-reader.js';
import { recogniseDomains } from './profile/domain/recognise-domains.js';
import { lookAgainAtStaged, profileInputOfStaged } from './profile-input.js';
import type { OpenAttributes } from './suggestion/draft/attributes.js';
import { draftSpecs } from './suggestion/draft/draft.js';
import type { SpecDraft } from './suggestion/draft/plan.js';
import { rankMappings } from './suggestion/suggest.js';
import type { ColumnSuggestion } from './suggestion/suggestion.js';
import type { Vault } from './vault/vault.js';

export interface DraftedMapping {
  /** Spec files written, relative to the workspace. */
  readonly written: readonly string[];
  /** Spec files left as they are: changed by hand, or with a confirmed line. */
  readonly kept: readonly string[];
  /** Tables that look like chart data and have no spec, with the reason. */
  readonly left: readonly { readonly table: string; readonly resource: string; readonly reason: string }[];
  /** Attribute-value tables that became Observations, with the attributes of which no code is sure. */
  readonly attributes: readonly OpenAttributes[];
  /** Lines that wait for a decision. */
  readonly open: number;
  readonly suggestions: readonly ColumnSuggestion[];
}

/**
 * Suggests a mapping for everything staged: specs in `mapping/`, crosswalks to be filled, the lines to be reviewed in `mapping/review.csv`, and, where the scope plan
 * is still empty, the tables that the specs read as to be migrated. A file that somebody changed, or of which a line is confirmed, stays as it is; what was rejected is
 * not suggested again. Throws MigrationError NOTHING_STAGED.
 */
export async function draftWorkspaceMapping(
  dir: string,
  vault: Vault,
  request: SuggestRequest,
): Promise<DraftedMapping> {
  const sources = vault.sources();
  if (sources.length === 0) {
    throw new MigrationError('Nothing has been staged yet', {
      code: 'NOTHING_STAGED',
      hint: 'Suggestions come from the tables of a source: chartlift stage FILE.',
    });
  }
  const review = readReview(dir);
  const rejected = new Set(
    review
      .filter((row) => row.status === 'rejected')
      .flatMap((row) => row.columns.map((column) => placeOf(row.table, column, row.target))),
  );
  const written: string[] = [];
  const kept: string[] = [];
  const left: DraftedMapping['left'][number][] = [];
  const suggestions: ColumnSuggestion[] = [];
  const rows: ReviewRow[] = [];
  const migrated: string[] = [];
  const open: OpenAttributes[] = [];
  const details = new Set<string>();
  for (const source of sources) {
    const inAll = source.tables.reduce((sum, table) => sum + table.rows, 0);
    const completed = await profileInput(profileInputOfStaged(vault, source), {
      ...(request.signal ? { signal: request.signal } : {}),
      onProgress: (done) => request.onProgress?.(done, inAll),
    });
    const { patient, people } = completed;
    const profile = recogniseDomains(completed.profile);
    const attributes = await readAttributes(profile, lookAgainAtStaged(vault, source), people);
    const found = rankMappings(profile, knowledge(request));
    suggestions.push(...found.map(({ evidence: _evidence, all: _all, ...suggestion }) => suggestion));
    const drafts = draftSpecs(profile, found, {
      attributes,
      rank: (tables) => rankMappings(tables, knowledge(request)),
      patients: patient?.table.name ?? null,
      source: sources.length > 1 ? source.name : null,
      rejected: (table, column, target) => rejected.has(placeOf(table, column, target)),
    });
    left.push(...drafts.left);
    open.push(...drafts.attributes);
    for (const draft of drafts.specs) {
      const file = `mapping/${draft.id}.yaml`;
      migrated.push(draft.table);
      for (const table of draft.details) details.add(table);
      const isConfirmed = review.some((row) => row.spec === draft.id && row.status === 'confirmed');
      if (isConfirmed || isChanged(join(dir, file))) {
        kept.push(file);
        rows.push(...review.filter((row) => row.spec === draft.id));
        continue;
      }
      write(join(dir, file), specText(draft));
      written.push(file);
      for (const { name, rows: sure } of draft.crosswalks) writeCrosswalk(dir, name, sure);
      rows.push(...draft.lines.map((line) => rowOf(draft, line)));
      rows.push(...review.filter((row) => row.spec === draft.id && row.status === 'rejected'));
    }
  }
  const specs = new Set(rows.map((row) => row.spec));
  rows.push(...review.filter((row) => !specs.has(row.spec)));
  writeReview(dir, rows);
  if (Object.keys(readScopePlan(dir).tables).length === 0) {
    writeScopePlan(dir, {
      tables: Object.fromEntries([
        ...[...details].map((table) => [
          table,
          { decision: 'migrate' as const, remainder: 'archive' as const, reason: DETAILS },
        ]),
        ...[...new Set(migrated)].map((table) => [table, { decision: 'migrate' as const }]),
      ]),
    });
  }
  return {
    written,
    kept,
    left,
    attributes: open,
    open: rows.filter((row) => row.status === 'suggested').length,
    suggestions,
  };
}

const DETAILS = 'Attributes of other rows, delivered with them; those that no spec names stay in the archive.';

const placeOf = (table: string, column: string, target: string): string => `${table}\u0000${column}\u0000${target}`;

function rowOf(draft: SpecDraft, line: SpecDraft['lines'][number]): ReviewRow {
  const { element, columns, target, score, reasons } = line;
  return {
    ...{ spec: draft.id, element, table: draft.table, columns, target: target ?? '', status: 'suggested', score },
    ...{ who: '', when: '', reasons: reasons.join('; ') },
  };
}

const MARK = /^# Suggested by `chartlift map suggest`[^\n]*\(draft ([0-9a-f]{16})\)\n/;
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The text of a spec: its first line holds a hash of the rest, by which a file that nobody touched is known. */
function specText(draft: SpecDraft): string {
  const body = stringify(draft.spec, { lineWidth: 120, flowCollectionPadding: true });
  return `# Suggested by \`chartlift map suggest\`; each line is in mapping/review.csv (draft ${hashOf(body)})\n${body}`;
}

/** True for a file that is there and is not just as it was drafted. */
function isChanged(path: string): boolean {
  if (!existsSync(path)) return false;
  const text = readFileSync(path, 'utf8');
  const mark = MARK.exec(text);
  return mark === null || hashOf(text.slice(mark[0].length)) !== mark[1];
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, path);
}

/** A crosswalk with the codes that are sure: any other code of the column is told as `crosswalk-missing` and keeps its text. */
function writeCrosswalk(dir: string, name: string, rows: readonly CrosswalkRow[]): void {
  const path = join(dir, 'crosswalk', `${name}.csv`);
  if (existsSync(path)) return;
  write(path, formatCrosswalk(rows));
}
