import { isPlainText } from '../../terminology/words/plain-text.js';
import { identifierShape, isPersonName } from '../phi/value-guess.js';

/** True where a text is made of common words and is no identifier, date or name of a person by its looks: a room or a plan may be named after anybody. */
export const mayBeTold = (text: string): boolean =>
  identifierShape(text) === null &&
  !isPersonName(text) &&
  isPlainText(text) &&
  !/\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|@|\d{6}/.test(text);
