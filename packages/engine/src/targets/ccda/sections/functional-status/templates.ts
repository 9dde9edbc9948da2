import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const FUNCTIONAL_STATUS_SECTION = template(table.FUNCTIONAL_STATUS_SECTION);
export const MENTAL_STATUS_SECTION = template(table.MENTAL_STATUS_SECTION);
export const FUNCTIONAL_STATUS_OBSERVATION = template(table.FUNCTIONAL_STATUS_OBSERVATION);
export const ASSESSMENT_SCALE_OBSERVATION = template(table.ASSESSMENT_SCALE_OBSERVATION);

/** LOINC code of the Functional Status Observation (CONF:1098-31522). */
export const FUNCTIONAL_STATUS = '54522-8';
