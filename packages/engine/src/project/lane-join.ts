import type { Chart } from '../chart/chart.js';
import type { Dosage } from '../chart/fhir.js';
import { cleaners } from '../clean/registry.js';
import { JOIN_DECISION, type JoinVerdict, joinLanes, type OpenContradiction } from '../linkage/join-lanes.js';
import type { Vault } from '../vault/vault.js';

/** What people decided about contradictions between the lanes: the last decision on each pair. Kept pairs in order of name. */
export function joinDecisions(vault: Vault): ReadonlyMap<string, JoinVerdict> {
  const last = new Map<string, JoinVerdict>();
  for (const { subject, value } of vault.decisions(JOIN_DECISION)) {
    const verdict = verdictOf(value);
    if (verdict === null) last.delete(subject);
    else last.set(subject, verdict);
  }
  return new Map([...last].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A verdict as somebody gave it, or as the answer of a work item, which names the item too; null: it was taken back. */
function verdictOf(value: unknown): JoinVerdict | null {
  const given = typeof value === 'object' && value !== null ? (value as { value?: unknown }).value : value;
  return given === 'electronic' || given === 'manual' || given === 'apart' ? given : null;
}

/** Brings the two lanes of each chart together, by the decisions of this vault. `onOpen` is told each contradiction that nobody has decided. */
export function laneJoin(vault: Vault, onOpen?: (pair: OpenContradiction) => void): (chart: Chart) => Chart {
  const decisions = joinDecisions(vault);
  const sig = cleaners.get('sig');
  const readDirections = (text: string): Dosage | null => {
    const { value, findings = [] } = sig?.clean([text], {}, {}) ?? { value: undefined };
    return value === undefined || findings.length > 0 ? null : (value as Dosage);
  };
  const verdict = (subject: string): JoinVerdict | null => decisions.get(subject) ?? null;
  return (chart) => joinLanes(chart, { readDirections, verdict, ...(onOpen ? { onOpen } : {}) });
}
