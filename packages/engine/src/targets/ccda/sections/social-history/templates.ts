import { datedTemplate, template } from '../../template.js';

export const SOCIAL_HISTORY_SECTION = template('2.16.840.1.113883.10.20.22.2.17', '2015-08-01'); // CONF:1198-7936
export const SMOKING_STATUS = template('2.16.840.1.113883.10.20.22.4.78', '2014-06-09'); // CONF:1098-14815
export const SOCIAL_HISTORY_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.38', '2015-08-01'); // CONF:1198-8550
export const TOBACCO_USE = template('2.16.840.1.113883.10.20.22.4.85', '2014-06-09'); // CONF:1098-16566
export const BIRTH_SEX_OBSERVATION = datedTemplate('2.16.840.1.113883.10.20.22.4.200', '2016-06-01'); // C-CDA Companion Guide, Birth Sex Observation

/** LOINC code of the smoking status observation (CONF:1098-31039). */
export const SMOKING_CODE = '72166-2';
/** LOINC code of tobacco use over a time (CONF:1098-19175). */
export const TOBACCO_CODE = '11367-0';
