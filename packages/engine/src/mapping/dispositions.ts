/** What became of a source row. */
export type DispositionKind = 'delivered' | 'excluded' | 'quarantined' | 'archived';

export interface Disposition {
  readonly kind: DispositionKind;
  /** Rule name for excluded, issue code for quarantined, window for archived by one; empty otherwise. */
  readonly name: string;
}

/** Codes of quarantine, the most telling first. */
const QUARANTINE = [
  'row-empty',
  'patient-duplicate',
  'patient-unknown',
  'patient-missing',
  'row-not-selected',
  'table-unlisted',
] as const;
export type QuarantineCode = (typeof QUARANTINE)[number];
/** Rule name of rows of patients that a partial run leaves out on purpose. */
export const NOT_IN_RUN = 'not-in-this-run';
/** Rule name of rows that the scope plan drops. */
export const SCOPE_DROP = 'scope-drop';

/**
 * Dispositions by code, one byte. 0: not seen yet. When several specs see the same row the smallest code counts, in the order of `strongerDisposition`:
 * delivered, then quarantined (the most telling first, those by rules of specs behind them), then excluded (rules in name order), then archived (by a window, then otherwise); so results do not depend on the order in which workers report.
 */
export class DispositionTable {
  readonly all: readonly Disposition[];
  private readonly codes = new Map<string, number>();

  constructor(ruleNames: Iterable<string>, windows: Iterable<string> = [], aside: Iterable<string> = []) {
    const rules = [...new Set([...ruleNames, NOT_IN_RUN, SCOPE_DROP])].sort();
    this.all = [
      { kind: 'quarantined', name: 'not-seen' },
      { kind: 'delivered', name: '' },
      ...QUARANTINE.map((name) => ({ kind: 'quarantined' as const, name })),
      ...[...new Set(aside)]
        .filter((name) => !(QUARANTINE as readonly string[]).includes(name))
        .sort()
        .map((name) => ({ kind: 'quarantined' as const, name })),
      ...rules.map((name) => ({ kind: 'excluded' as const, name })),
      ...[...new Set(windows)].sort().map((name) => ({ kind: 'archived' as const, name })),
      { kind: 'archived', name: '' },
    ];
    if (this.all.length > 255) throw new RangeError('more than 240 exclusion rules');
    for (const [code, d] of this.all.entries()) this.codes.set(`${d.kind} ${d.name}`, code);
  }

  readonly delivered = 1;
  excluded(rule: string): number {
    return this.codes.get(`excluded ${rule}`)!;
  }
  quarantined(code: QuarantineCode): number {
    return this.codes.get(`quarantined ${code}`)!;
  }
  /** Quarantined by a rule of a spec. */
  setAside(rule: string): number {
    return this.codes.get(`quarantined ${rule}`)!;
  }
  /** Archived by a window of the scope plan. */
  outside(window: string): number {
    return this.codes.get(`archived ${window}`)!;
  }
  get archived(): number {
    return this.all.length - 1;
  }
}
