// HL7's files taken into the store of this machine, once a validator takes them.

export { type FetchRequest, fetchArtefacts } from '../validation/store/fetch.js';
export { type AddedArtefacts, addArtefacts } from '../validation/store/install.js';
