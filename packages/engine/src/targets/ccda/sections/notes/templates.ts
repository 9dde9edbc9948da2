import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

// Both first appeared in the C-CDA R2.1 Companion Guide and have no R1.1 form.
export const NOTES_SECTION = template(table.NOTES_SECTION);
export const NOTE_ACTIVITY = template(table.NOTE_ACTIVITY);

export const EXTERNAL_DOCUMENT = template(table.EXTERNAL_DOCUMENT_REFERENCE);

/** LOINC code of any note (CONF:3250-16940); also the section code of notes whose kind has no LOINC code. */
export const NOTE = { code: '34109-9', display: 'Note' } as const;
