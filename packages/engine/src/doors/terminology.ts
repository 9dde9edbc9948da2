// Releases of code systems on this machine: added, listed, searched.

export { addTerminology, type TerminologyRequest } from '../analysis/terminology-add.js';
export type { Added, AddedRelease } from '../terminology/releases/add.js';
export type {
  Concept,
  Found,
  LoadedRelease,
  ReleaseMapping,
  TerminologyStore,
} from '../terminology/store/contract.js';
export { removeReleases } from '../terminology/store/install.js';
export {
  type CodeStanding,
  codeLookup,
  codesOfNdc,
  icd10OfIcd9,
  standingOf,
  systemOf,
} from '../terminology/store/lookups.js';
export { terminologyFolder } from '../terminology/store/place.js';
export { openTerminologyStore } from '../terminology/store/store.js';
