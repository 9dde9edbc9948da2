import { race as readRace } from '../terminology/race-ethnicity.js';
import { demographicExtension } from './demographic-extension.js';

export const race = demographicExtension({
  name: 'race',
  describe: 'Race as the US Core extension; names, list keys and CDC codes, several separated by | or ;.',
  unknown: 'race-unknown',
  categories: 5,
  read: readRace,
});
