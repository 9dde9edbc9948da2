import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const DISCHARGE_DIAGNOSIS_SECTION = template(table.DISCHARGE_DIAGNOSIS_SECTION);
export const DISCHARGE_DIAGNOSIS = template(table.HOSPITAL_DISCHARGE_DIAGNOSIS);
export const DISCHARGE_MEDICATIONS_SECTION = template(table.DISCHARGE_MEDICATIONS_SECTION);
export const DISCHARGE_MEDICATION = template(table.DISCHARGE_MEDICATION);
