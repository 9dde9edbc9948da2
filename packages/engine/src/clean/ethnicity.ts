import { ethnicity as readEthnicity } from '../terminology/race-ethnicity.js';
import { demographicExtension } from './demographic-extension.js';

export const ethnicity = demographicExtension({
  name: 'ethnicity',
  describe: 'Ethnicity as the US Core extension; names, list keys and CDC codes.',
  unknown: 'ethnicity-unknown',
  categories: 1,
  read: readEthnicity,
});
