import { MigrationError } from '../base/error.js';
import { ccdaTarget } from './ccda/writer.js';
import type { TargetDriver } from './contract.js';
import { fhirTarget } from './fhir/target.js';

/** All targets by name. A new target is one folder and one line here. */
export const targets: ReadonlyMap<string, TargetDriver> = new Map(
  [ccdaTarget, fhirTarget].map((target) => [target.name, target]),
);

/** The target of that name. Error TARGET_UNKNOWN with the names there are. */
export function targetNamed(name: string): TargetDriver {
  const target = targets.get(name);
  if (target) return target;
  throw new MigrationError('There is no target of that name', {
    code: 'TARGET_UNKNOWN',
    kind: 'usage',
    where: '--target',
    hint: `Targets: ${[...targets.keys()].join(', ')}.`,
  });
}
