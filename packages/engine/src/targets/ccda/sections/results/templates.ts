import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const RESULTS_SECTION_OPTIONAL = template(table.RESULTS_SECTION_ENTRIES_OPTIONAL);
export const RESULTS_SECTION = template(table.RESULTS_SECTION);
export const RESULT_ORGANIZER = template(table.RESULT_ORGANIZER);
export const RESULT_OBSERVATION = template(table.RESULT_OBSERVATION);
