import { template } from '../../template.js';

export const MEDICAL_EQUIPMENT_SECTION = template('2.16.840.1.113883.10.20.22.2.23', '2014-06-09'); // CONF:1098-7944
export const SUPPLY_ACTIVITY = template('2.16.840.1.113883.10.20.22.4.50', '2014-06-09'); // CONF:1098-8747
export const PRODUCT_INSTANCE = template('2.16.840.1.113883.10.20.22.4.37'); // CONF:81-7901
/** Root of FDA unique device identifiers (C-CDA R2.1, Product Instance). */
export const UDI = '2.16.840.1.113883.3.3719';

/** FHIR DeviceStatus -> ActStatus. */
export const STATUSES: Readonly<Record<string, string>> = { active: 'active', inactive: 'completed' };
