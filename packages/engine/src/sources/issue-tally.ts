import type { Issue, IssueSink } from '../base/issue.js';

/** Single findings told for one code and group; the rest is told as a count. */
const MOST_TOLD = 1000;

/** Passes issues on, bounded in number: past the limit they are counted and told once by {@link close}. */
export class IssueTally {
  private readonly counts = new Map<string, { count: number; last: Issue; group: string }>();

  constructor(private readonly sink: IssueSink) {}

  add(group: string, issue: Issue): void {
    const key = `${issue.code}\n${group}`;
    const seen = this.counts.get(key);
    if (seen) {
      seen.count++;
      seen.last = issue;
    } else this.counts.set(key, { count: 1, last: issue, group });
    if ((seen?.count ?? 1) <= MOST_TOLD) this.sink(issue);
  }

  /** Tells how many more there were. */
  close(): void {
    for (const { count, last, group } of this.counts.values()) {
      if (count <= MOST_TOLD) continue;
      const hint = last.hint === undefined ? {} : { hint: last.hint };
      const message = `${count - MOST_TOLD} more findings of this kind (${count} in all); the last is at ${last.where}.`;
      this.sink({ severity: last.severity, code: last.code, where: group, message, ...hint });
    }
    this.counts.clear();
  }
}
