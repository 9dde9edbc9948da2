import { template } from '../../template.js';

export const IMMUNIZATIONS_SECTION = template('2.16.840.1.113883.10.20.22.2.2.1', '2015-08-01'); // CONF:1198-9015
export const IMMUNIZATION_ACTIVITY = template('2.16.840.1.113883.10.20.22.4.52', '2015-08-01'); // CONF:1198-8828
export const IMMUNIZATION_INFORMATION = template('2.16.840.1.113883.10.20.22.4.54', '2014-06-09'); // CONF:1098-9004
export const REFUSAL_REASON = template('2.16.840.1.113883.10.20.22.4.53'); // CONF:81-8993
export const REACTION_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.9', '2014-06-09'); // CONF:1098-7323
