import type { Protection } from '../delivery/run-output.js';
import type { CellLedgerResult } from '../reconciliation/cell-ledger.js';
import type { RowLedgerResult } from '../reconciliation/row-ledger.js';
import type { IssueBook, IssueGroup } from './issue-book.js';
import type { UsedRelease } from './run-releases.js';
import type { FhirTally, Tally } from './tally.js';

/** What a run did, as `run --json` prints it and the report shows it. No PHI. */
export interface RunSummary {
  readonly run: string;
  readonly patients: number;
  /** Documents of patients: one each. */
  readonly documents: number;
  /** Documents beside them: scans. */
  readonly supplements: number;
  readonly out: string;
  /** The run report, relative to the workspace. */
  readonly report: string;
  readonly seconds: number;
  /** Staged sources whose files were cut or damaged: what is not there cannot be delivered, so the run does not pass. */
  readonly sourcesNotWhole: readonly string[];
  readonly ledger: { readonly balanced: boolean; readonly tables: RowLedgerResult['tables'] };
  readonly cells: CellLedgerResult['totals'] & { readonly balanced: boolean };
  /** Errors by layer; null: the layer did not run, or nothing was written that it looks at. `fhir`: over all layers of the FHIR validator. */
  readonly validation: Readonly<Record<string, number | null>>;
  /** What the FHIR validator looked at; null where no FHIR was written. */
  readonly fhir: FhirTally | null;
  readonly layersSkipped: readonly { readonly layer: string; readonly reason: string; readonly hint: string }[];
  /** Terminology releases that codes were held against; absent where none are loaded. */
  readonly releases?: readonly UsedRelease[];
  readonly fired: number;
  readonly readBack: Tally['readBack'];
  readonly issues: IssueBook['counts'];
  readonly issueGroups: readonly IssueGroup[];
  readonly resources: Readonly<Record<string, number>>;
  readonly targets: readonly string[];
  readonly partial: boolean;
  /** Resources that each target carried, by type; a resource that belongs to no patient counts once. */
  readonly carried: Tally['carried'];
  readonly readBackByTarget: Tally['readBackByTarget'];
  readonly protection: Protection['kind'];
  readonly passed: boolean;
}
