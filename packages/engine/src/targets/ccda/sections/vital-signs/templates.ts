import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const VITAL_SIGNS_SECTION = template(table.VITAL_SIGNS_SECTION);
export const VITAL_SIGNS_ORGANIZER = template(table.VITAL_SIGNS_ORGANIZER);
export const VITAL_SIGN_OBSERVATION = template(table.VITAL_SIGN_OBSERVATION);
