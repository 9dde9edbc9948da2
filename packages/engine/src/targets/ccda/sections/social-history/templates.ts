import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const SOCIAL_HISTORY_SECTION = template(table.SOCIAL_HISTORY_SECTION);
export const SMOKING_STATUS = template(table.SMOKING_STATUS);
export const SOCIAL_HISTORY_OBSERVATION = template(table.SOCIAL_HISTORY_OBSERVATION);
export const TOBACCO_USE = template(table.TOBACCO_USE);
export const BIRTH_SEX_OBSERVATION = template(table.BIRTH_SEX_OBSERVATION);

/** LOINC code of the smoking status observation (CONF:1098-31039). */
export const SMOKING_CODE = '72166-2';
/** LOINC code of tobacco use over a time (CONF:1098-19175). */
export const TOBACCO_CODE = '11367-0';
