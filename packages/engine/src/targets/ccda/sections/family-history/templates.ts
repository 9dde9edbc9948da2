import { template } from '../../template.js';

export const FAMILY_HISTORY_SECTION = template('2.16.840.1.113883.10.20.22.2.15', '2015-08-01'); // CONF:1198-7932
export const FAMILY_HISTORY_ORGANIZER = template('2.16.840.1.113883.10.20.22.4.45', '2015-08-01'); // CONF:1198-8604
export const FAMILY_HISTORY_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.46', '2015-08-01'); // CONF:1198-8599
export const AGE_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.31'); // CONF:81-7899
export const DEATH_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.47'); // CONF:81-8623
