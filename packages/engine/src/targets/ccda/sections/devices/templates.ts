import { codeTable } from '../../../../base/code-table.js';
import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const MEDICAL_EQUIPMENT_SECTION = template(table.MEDICAL_EQUIPMENT_SECTION);
export const SUPPLY_ACTIVITY = template(table.NON_MEDICINAL_SUPPLY_ACTIVITY);
export const PRODUCT_INSTANCE = template(table.PRODUCT_INSTANCE);
/** Root of FDA unique device identifiers (C-CDA R2.1, Product Instance). */
export const UDI = '2.16.840.1.113883.3.3719';

/** FHIR DeviceStatus -> ActStatus. */
export const STATUSES: Readonly<Record<string, string>> = codeTable({ active: 'active', inactive: 'completed' });
