import { template } from '../../template.js';

export const RESULTS_SECTION_OPTIONAL = template('2.16.840.1.113883.10.20.22.2.3', '2015-08-01'); // CONF:1198-7116
export const RESULTS_SECTION = template('2.16.840.1.113883.10.20.22.2.3.1', '2015-08-01'); // CONF:1198-7108
export const RESULT_ORGANIZER = template('2.16.840.1.113883.10.20.22.4.1', '2015-08-01'); // CONF:1198-7126
export const RESULT_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.2', '2015-08-01'); // CONF:1198-7136
