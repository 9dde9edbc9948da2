import { sampleOf, samplingPlan } from '../abstraction/keying/acceptance.js';
import { sameValue } from '../abstraction/keying/compare-keys.js';
import { DEFAULT_GOLD, scoreKey, takesGold } from '../abstraction/keying/gold.js';
import { keyingPolicy } from '../abstraction/keying/policy.js';
import { secondLooks } from '../abstraction/keying/second-look.js';
import {
  DEFAULT_KEYING,
  FULL_DOUBLE_ENTRY,
  type KeyingSettings,
  SINGLE_ENTRY,
} from '../abstraction/keying/settings.js';
import { type ErrorModel, MAIN_CASE, OTHER_CASES } from '../synthetic/keyers/error-model.js';
import {
  type KeyingEngine,
  type SimulationOptions,
  type SimulationResult,
  simulateKeying,
} from '../synthetic/keyers/simulate.js';
import { keyingReaders } from './keying-readers.js';

export {
  DEFAULT_KEYING,
  type ErrorModel,
  FULL_DOUBLE_ENTRY,
  type KeyingSettings,
  MAIN_CASE,
  OTHER_CASES,
  SINGLE_ENTRY,
  type SimulationResult,
};

/** The engine's own comparison and policy, as the simulation drives them. `looks`: whether people are told to look again before they give their answer. */
export function simulatedEngine(settings: KeyingSettings, looks: boolean): KeyingEngine {
  const readers = keyingReaders({ dateOrder: 'mdy', latestYear: 2026 });
  const context = { settings, readers };
  return {
    policy: (machine) => keyingPolicy({ ...context, machine }),
    secondLooks: looks
      ? (entries, machine) => secondLooks(entries, machine, { ...context, documentDate: '2025-12-31', birthDate: null })
      : null,
    score: (truth, keyed) => scoreKey(truth, keyed, readers),
    same: (kind, field, a, b) => sameValue(kind, field, a, b, readers),
    plan: (lot) => samplingPlan(lot),
    sample: sampleOf,
    countEntries: settings.countEntries,
    isGold: (batch, item) => takesGold(batch, item, DEFAULT_GOLD.rate),
  };
}

/** Keying by made-up people under a policy: see docs/guide/double-entry.md for what is assumed and what comes out. */
export function keyingSimulation(
  settings: KeyingSettings,
  options: Omit<SimulationOptions, 'model' | 'quality'> & {
    readonly model?: ErrorModel;
    readonly looks?: boolean;
    readonly quality?: boolean;
  },
): SimulationResult {
  const { model = MAIN_CASE, looks = true, quality = true } = options;
  return simulateKeying(simulatedEngine(settings, looks), { ...options, model, quality });
}
