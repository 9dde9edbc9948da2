// HL7's files on this machine: where they lie, and which of them a command uses.

export { storeFolder } from '../base/data-folder.js';
export { type ChosenArtefacts, chooseArtefacts } from '../validation/store/chosen.js';
export {
  addressOf,
  LICENCE as ARTEFACT_LICENCE,
  PUBLISHED as PUBLISHED_ARTEFACTS,
} from '../validation/store/published.js';
export { type StoredArtefacts, type StoredFile, storedArtefacts } from '../validation/store/store.js';
