import { ccdaTarget } from './ccda/writer.js';
import type { TargetDriver } from './contract.js';

/** All targets by name. A new target is one folder and one line here. */
export const targets: ReadonlyMap<string, TargetDriver> = new Map([ccdaTarget].map((target) => [target.name, target]));
