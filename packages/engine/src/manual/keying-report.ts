import { type KeyingReport, keyingReport } from '../abstraction/keying/report.js';
import { foldItem } from '../abstraction/work/fold-item.js';
import type { Vault } from '../vault/vault.js';
import { WorkItemStore } from '../vault/work-items.js';
import { allWorkEvents } from './work-events.js';
import type { LaneRules } from './work-policy.js';
import { goldKeys } from './work-results.js';

export type { BatchReport, ClerkReport, KeyingReport } from '../abstraction/keying/report.js';

/** How much the people of the manual lane keyed and how well, by the rules of the workspace: names of staff, counts and shares, nothing of a chart. */
export function workReport(vault: Vault, { policy, context }: Pick<LaneRules, 'policy' | 'context'>): KeyingReport {
  const events = allWorkEvents(vault);
  const work = [...new WorkItemStore(vault.db).all()]
    .filter(({ gold, standing }) => !gold && standing.keyers.length > 0)
    .map((item) => ({ item, keys: foldItem(item, events.get(item.id) ?? [], policy).keys }));
  return keyingReport(work, goldKeys(vault, policy), context);
}
