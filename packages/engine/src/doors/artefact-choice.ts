// Which of HL7's files a command uses.

export { type ChosenArtefacts, chooseArtefacts } from '../validation/store/chosen.js';
