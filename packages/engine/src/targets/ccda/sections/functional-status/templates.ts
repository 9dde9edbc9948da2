import { template } from '../../template.js';

export const FUNCTIONAL_STATUS_SECTION = template('2.16.840.1.113883.10.20.22.2.14', '2014-06-09'); // CONF:1098-7920
export const MENTAL_STATUS_SECTION = template('2.16.840.1.113883.10.20.22.2.56', '2015-08-01'); // CONF:1198-28293
export const FUNCTIONAL_STATUS_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.67', '2014-06-09'); // CONF:1098-13889
export const ASSESSMENT_SCALE_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.69'); // CONF:81-14436

/** LOINC code of the Functional Status Observation (CONF:1098-31522). */
export const FUNCTIONAL_STATUS = '54522-8';
