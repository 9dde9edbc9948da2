// HL7's files in the store of this machine.

export { type FetchRequest, fetchArtefacts } from '../validation/store/fetch.js';
export { type AddedArtefacts, addArtefacts } from '../validation/store/install.js';
export {
  addressOf,
  LICENCE as ARTEFACT_LICENCE,
  PUBLISHED as PUBLISHED_ARTEFACTS,
} from '../validation/store/published.js';
export { type StoredArtefacts, type StoredFile, storedArtefacts, storeFolder } from '../validation/store/store.js';
