import type { Chart } from '../chart/chart.js';
import type { Dosage } from '../chart/fhir.js';
import { cleaners } from '../clean/registry.js';
import { JOIN_DECISION, type JoinVerdict, joinLanes } from '../linkage/join-lanes.js';
import type { Vault } from '../vault/vault.js';

/** What people decided about contradictions between the lanes: the last decision on each pair. Kept pairs in order of name. */
export function joinDecisions(vault: Vault): ReadonlyMap<string, JoinVerdict> {
  const last = new Map<string, JoinVerdict>();
  for (const { subject, value } of vault.decisions(JOIN_DECISION)) {
    if (value === 'electronic' || value === 'manual' || value === 'apart') last.set(subject, value);
    else last.delete(subject);
  }
  return new Map([...last].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Brings the two lanes of each chart together, by the decisions of this vault. */
export function laneJoin(vault: Vault): (chart: Chart) => Chart {
  const decisions = joinDecisions(vault);
  const sig = cleaners.get('sig');
  const readDirections = (text: string): Dosage | null => {
    const { value, findings = [] } = sig?.clean([text], {}, {}) ?? { value: undefined };
    return value === undefined || findings.length > 0 ? null : (value as Dosage);
  };
  return (chart) => joinLanes(chart, { readDirections, verdict: (subject) => decisions.get(subject) ?? null });
}
