import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const IMMUNIZATIONS_SECTION = template(table.IMMUNIZATIONS_SECTION);
export const IMMUNIZATION_ACTIVITY = template(table.IMMUNIZATION_ACTIVITY);
export const IMMUNIZATION_INFORMATION = template(table.IMMUNIZATION_MEDICATION_INFORMATION);
export const REFUSAL_REASON = template(table.IMMUNIZATION_REFUSAL_REASON);
export const REACTION_OBSERVATION = template(table.REACTION_OBSERVATION);
