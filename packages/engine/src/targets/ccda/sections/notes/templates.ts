import { datedTemplate, template } from '../../template.js';

// Both first appeared in the C-CDA R2.1 Companion Guide and have no R1.1 form.
export const NOTES_SECTION = datedTemplate('2.16.840.1.113883.10.20.22.2.65', '2016-11-01'); // CONF:3250-16933
export const NOTE_ACTIVITY = datedTemplate('2.16.840.1.113883.10.20.22.4.202', '2016-11-01'); // CONF:3250-16934

export const EXTERNAL_DOCUMENT = template('2.16.840.1.113883.10.20.22.4.115', '2014-06-09'); // CONF:1098-31931

/** LOINC code of any note (CONF:3250-16940); also the section code of notes whose kind has no LOINC code. */
export const NOTE = { code: '34109-9', display: 'Note' } as const;
