import { template } from '../../template.js';

export const VITAL_SIGNS_SECTION = template('2.16.840.1.113883.10.20.22.2.4.1', '2015-08-01'); // CONF:1198-7273
export const VITAL_SIGNS_ORGANIZER = template('2.16.840.1.113883.10.20.22.4.26', '2015-08-01'); // CONF:1198-7281
export const VITAL_SIGN_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.27', '2014-06-09'); // CONF:1098-7299
