import { MigrationError } from '../base/error.js';
import type { TargetDriver } from './contract.js';

/** A target before it is asked for: its writer is loaded when something is to be written. */
export interface TargetEntry {
  readonly name: string;
  /** It also writes what belongs to no patient. */
  readonly writesShared: boolean;
  load(): Promise<TargetDriver>;
}

/** All targets by name. A new target is one folder and one entry here. */
export const targets: ReadonlyMap<string, TargetEntry> = new Map(
  (
    [
      { name: 'ccda', writesShared: false, load: async () => (await import('./ccda/writer.js')).ccdaTarget },
      { name: 'fhir', writesShared: true, load: async () => (await import('./fhir/target.js')).fhirTarget },
    ] satisfies TargetEntry[]
  ).map((entry) => [entry.name, entry]),
);

/** The target of that name. Error TARGET_UNKNOWN with the names there are. */
export function targetNamed(name: string): TargetEntry {
  const target = targets.get(name);
  if (target) return target;
  throw new MigrationError('There is no target of that name', {
    code: 'TARGET_UNKNOWN',
    kind: 'usage',
    where: '--target',
    hint: `Targets: ${[...targets.keys()].join(', ')}.`,
  });
}
