import { MigrationError } from '../base/error.js';
import type { ChartBuilder } from '../mapping/chart-builder.js';

export interface PatientSelection {
  /** In key order. */
  readonly keys: readonly string[];
  readonly total: number;
  /** True when patients were left out on purpose. */
  readonly partial: boolean;
}

/** The patients of a run. A sample is spread evenly over the key order, so the same sample comes out each time. */
export function selectPatients(
  builder: ChartBuilder,
  request: { readonly sample?: number; readonly patients?: readonly string[] },
): PatientSelection {
  const all = [...builder.patientKeys()];
  if (request.patients) {
    const known = new Set(all);
    const unknown = request.patients.filter((key) => !known.has(key)).length;
    if (unknown > 0) {
      throw new MigrationError(`${unknown} of the patients asked for are not there, or are excluded by a rule`, {
        code: 'PATIENT_UNKNOWN',
        kind: 'usage',
        where: '--patients',
        hint: 'Give keys of the patient table as the mapping names them (the column under `key:` of the Patient spec).',
      });
    }
    const wanted = new Set(request.patients);
    const keys = all.filter((key) => wanted.has(key));
    return { keys, total: keys.length, partial: keys.length < all.length };
  }
  if (request.sample === undefined || request.sample >= all.length)
    return { keys: all, total: all.length, partial: false };
  const step = all.length / request.sample;
  const keys = Array.from({ length: request.sample }, (_, i) => all[Math.floor(i * step)]!);
  return { keys, total: keys.length, partial: true };
}

/** Ranges of at most `size` keys. */
export function* chartsOf(keys: readonly string[], size: number): IterableIterator<readonly string[]> {
  for (let at = 0; at < keys.length; at += size) yield keys.slice(at, at + size);
}
