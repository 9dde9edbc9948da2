import { type CrosswalkRow, csvLine, csvRecords } from '../artifacts/crosswalk.js';
import { equivalenceOf } from './concept-map.js';

/**
 * Usagi's own columns (OHDSI Usagi 1.4, "Export all to CSV"/"Save"). It names targets by OMOP concept ids, which no release has: system and code
 * stand in additional-information columns, which Usagi keeps, and `conceptId` is 0, Usagi's own "no concept".
 */
const COLUMNS = [
  'sourceCode',
  'sourceName',
  'sourceFrequency',
  'sourceAutoAssignedConceptIds',
  'ADD_INFO:targetSystem',
  'ADD_INFO:targetCode',
  'ADD_INFO:reviewedBy',
  'ADD_INFO:reviewedAt',
  'matchScore',
  'mappingStatus',
  'equivalence',
  'statusSetBy',
  'statusSetOn',
  'conceptId',
  'conceptName',
  'domainId',
  'mappingType',
  'comment',
  'createdBy',
  'createdOn',
  'assignedReviewer',
] as const;

/** A row with what Usagi tells beside it. */
export interface UsagiRow extends CrosswalkRow {
  readonly frequency?: number;
  readonly score?: number;
  /** False: a suggestion that nobody decided on. */
  readonly approved: boolean;
}

const millis = (at: string): string => {
  const time = Date.parse(at);
  return Number.isNaN(time) ? '' : String(time);
};

/** Rows as Usagi reads them. */
export function formatUsagi(rows: readonly UsagiRow[]): string {
  const lines = rows.map((row) => {
    const cells: Record<(typeof COLUMNS)[number], string> = {
      sourceCode: row.sourceCode,
      sourceName: row.sourceDisplay || row.sourceCode,
      sourceFrequency: String(row.frequency ?? -1),
      sourceAutoAssignedConceptIds: '',
      'ADD_INFO:targetSystem': row.targetSystem,
      'ADD_INFO:targetCode': row.targetCode,
      'ADD_INFO:reviewedBy': row.reviewedBy ?? '',
      'ADD_INFO:reviewedAt': row.reviewedAt ?? '',
      matchScore: row.score === undefined ? '0' : row.score.toFixed(2),
      mappingStatus: row.approved ? 'APPROVED' : 'UNCHECKED',
      equivalence: row.approved ? row.equivalence.toUpperCase() : 'UNREVIEWED',
      statusSetBy: row.approved ? row.decidedBy : '',
      statusSetOn: row.approved ? millis(row.decidedAt) : '0',
      conceptId: '0',
      conceptName: row.targetDisplay,
      domainId: '',
      mappingType: 'MAPS_TO',
      comment: row.note,
      createdBy: row.decidedBy,
      createdOn: millis(row.decidedAt),
      assignedReviewer: row.reviewedBy ?? '',
    };
    return csvLine(COLUMNS.map((column) => cells[column]));
  });
  return `${[COLUMNS.join(','), ...lines].join('\n')}\n`;
}

/** Whether a text is a Usagi export, by its header. */
export const isUsagi = (text: string): boolean =>
  /^[^\r\n]*\bsourceName\b/.test(text) && /^[^\r\n]*\bmappingStatus\b/.test(text);

/**
 * Rows of a Usagi file; only approved ones are decisions. `codeOf` finds the code of a concept's name where the file has no code of ours: null where the name is
 * not one code's alone. `unresolved`: lines whose target has neither.
 */
export function parseUsagi(
  text: string,
  codeOf: (conceptName: string) => { readonly system: string; readonly code: string } | null,
): { rows: UsagiRow[]; unresolved: number[] } {
  const rows: UsagiRow[] = [];
  const unresolved: number[] = [];
  let header: readonly string[] | null = null;
  for (const { line, fields } of csvRecords(text)) {
    if (header === null) {
      header = fields.map((field) => field.trim());
      continue;
    }
    const head: readonly string[] = header;
    const get = (column: string): string => fields[head.indexOf(column)] ?? '';
    const status = get('mappingStatus');
    const stated = equivalenceOf(get('equivalence'));
    const name = get('conceptName');
    const own = get('ADD_INFO:targetCode');
    const isUnmatched = stated === 'unmatched' || status === 'IGNORED' || (name === '' && own === '');
    const found = own === '' ? codeOf(name) : { system: get('ADD_INFO:targetSystem'), code: own };
    if (!isUnmatched && found === null) {
      unresolved.push(line);
      continue;
    }
    const reviewer = get('ADD_INFO:reviewedBy');
    const setOn = Number(get('statusSetOn'));
    const score = Number(get('matchScore'));
    rows.push({
      sourceCode: get('sourceCode'),
      sourceDisplay: get('sourceName') === get('sourceCode') ? '' : get('sourceName'),
      targetSystem: isUnmatched ? '' : (found?.system ?? ''),
      targetCode: isUnmatched ? '' : (found?.code ?? ''),
      targetDisplay: isUnmatched ? '' : name,
      // Usagi before 1.4 has no equivalence: an approved target is one that somebody took for right.
      equivalence: isUnmatched ? 'unmatched' : (stated ?? 'equivalent'),
      decidedBy: get('statusSetBy'),
      decidedAt: setOn > 0 ? new Date(setOn).toISOString() : '',
      ...(reviewer === '' ? {} : { reviewedBy: reviewer, reviewedAt: get('ADD_INFO:reviewedAt') }),
      note: get('comment'),
      ...(Number.isFinite(score) && score > 0 ? { score } : {}),
      approved: status === 'APPROVED' || status === 'IGNORED',
    });
  }
  return { rows, unresolved };
}
