import { identifierShape, isPersonName } from '../phi/value-guess.js';

/** True where a text is no identifier, date or name of a person by its looks. */
export const mayBeTold = (text: string): boolean =>
  identifierShape(text) === null &&
  !isPersonName(text) &&
  !/\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|@/.test(text);
