// Suggestions from the text of notes.

export {
  addConnectorSuggestions,
  type ConnectedReading,
  type ConnectorReport,
} from '../abstraction/note/connector/connector.js';
export type { ConnectorSettings } from '../abstraction/note/connector/settings.js';
export { decodeNote } from '../abstraction/note/decode-note.js';
export { loadedNames, type NoteNames } from '../abstraction/note/loaded-names.js';
export { releaseLexicon } from '../abstraction/note/medications/release-lexicon.js';
export { type Mention, mentionsOf } from '../abstraction/note/mentions.js';
export { noteOf } from '../abstraction/note/note.js';
export type { Note } from '../abstraction/note/note-text.js';
export { readNote } from '../abstraction/note/read-note.js';
export type {
  Assertion,
  NoteReading,
  NoteSection,
  NoteSuggestion,
  SectionKind,
  Span,
  SuggestionKind,
} from '../artifacts/note-suggestion.js';
export { connectorConfig } from '../artifacts/workspace.js';
export { loadedFolder } from '../terminology/store/place.js';
