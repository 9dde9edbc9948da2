import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const FAMILY_HISTORY_SECTION = template(table.FAMILY_HISTORY_SECTION);
export const FAMILY_HISTORY_ORGANIZER = template(table.FAMILY_HISTORY_ORGANIZER);
export const FAMILY_HISTORY_OBSERVATION = template(table.FAMILY_HISTORY_OBSERVATION);
export const AGE_OBSERVATION = template(table.AGE_OBSERVATION);
export const DEATH_OBSERVATION = template(table.FAMILY_HISTORY_DEATH_OBSERVATION);
