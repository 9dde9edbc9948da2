import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { OpenAttributes } from '../artifacts/attribute-profile.js';
import { type CrosswalkRow, formatCrosswalk } from '../artifacts/crosswalk.js';
import { readMappingFiles } from '../artifacts/mapping-files.js';
import { type ReviewRow, readReview, writeReview } from '../artifacts/mapping-review.js';
import { MigrationError } from '../base/error.js';
import { databaseSources } from '../project/workspace.js';
import type { SpecDraft } from '../suggestion/draft/plan.js';
import type { ColumnSuggestion } from '../suggestion/suggestion.js';
import type { Vault } from '../vault/vault.js';
import type { SuggestRequest } from './map-suggest.js';
import { proposeBySpecs, type WrittenPlan } from './scope-proposing.js';
import { draftStaged, readStaged } from './staged-drafts.js';

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
  /** What was written into the scope plan, for each source. */
  readonly scope: readonly WrittenPlan[];
  /** A spec of patients is there. */
  readonly patients: boolean;
}

/**
 * Suggests a mapping for everything staged: specs in `mapping/`, crosswalks to be filled, the lines to be reviewed in `mapping/review.csv`, and into the scope plan
 * what the specs make of each table, where nobody has decided. A file that somebody changed, or of which a line is confirmed, stays as it is; what was rejected is
 * not suggested again. Throws MigrationError NOTHING_STAGED.
 */
export async function draftWorkspaceMapping(
  dir: string,
  vault: Vault,
  request: SuggestRequest,
): Promise<DraftedMapping> {
  const sources = databaseSources(vault);
  if (sources.length === 0) {
    throw new MigrationError('Nothing has been staged yet', {
      code: 'NOTHING_STAGED',
      hint: 'Suggestions come from the tables of a source: chartlift stage FILE.',
    });
  }
  const review = readReview(dir);
  const written: string[] = [];
  const kept: string[] = [];
  const left: DraftedMapping['left'][number][] = [];
  const suggestions: ColumnSuggestion[] = [];
  const rows: ReviewRow[] = [];
  const attributes: OpenAttributes[] = [];
  const read = await readStaged(vault, sources, request);
  for (const one of read) {
    const { found, drafts } = draftStaged(dir, vault, one, request);
    suggestions.push(...found.map(({ evidence: _evidence, all: _all, ...suggestion }) => suggestion));
    left.push(...drafts.left);
    attributes.push(...drafts.attributes);
    for (const draft of drafts.specs) {
      const file = `mapping/${draft.id}.yaml`;
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
  const reasons = new Map(left.map(({ table, reason }) => [table.toLowerCase(), reason]));
  const { specs: onDisk } = readMappingFiles(dir);
  const scope = read.map(({ source, profile }) =>
    proposeBySpecs(dir, source.name, profile, onDisk, reasons, sources.length > 1),
  );
  return {
    written,
    kept,
    left,
    attributes,
    open: rows.filter((row) => row.status === 'suggested').length,
    suggestions,
    scope,
    patients: onDisk.some((spec) => spec.resource === 'Patient'),
  };
}

function rowOf(draft: SpecDraft, line: SpecDraft['lines'][number]): ReviewRow {
  const { element, columns, target, score, reasons } = line;
  return {
    ...{
      spec: draft.id,
      element,
      table: line.table ?? draft.table,
      columns,
      target: target ?? '',
      status: 'suggested',
      score,
    },
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
