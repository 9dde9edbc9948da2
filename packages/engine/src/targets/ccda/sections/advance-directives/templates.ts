import * as table from '../../../../formats/cda/templates.js';
import { template } from '../../template.js';

export const ADVANCE_DIRECTIVES_SECTION_OPTIONAL = template(table.ADVANCE_DIRECTIVES_SECTION_ENTRIES_OPTIONAL);
export const ADVANCE_DIRECTIVES_SECTION = template(table.ADVANCE_DIRECTIVES_SECTION);
export const ADVANCE_DIRECTIVE_OBSERVATION = template(table.ADVANCE_DIRECTIVE_OBSERVATION);
/** The translation that every Advance Directive Observation has (CONF:1198-32842 to 32844). */
export const ADVANCE_DIRECTIVE =
  '<translation code="75320-2" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Advance directive"/>';

/** What tells that a consent is an advance directive: FHIR consentscope, consentcategorycodes, and LOINC. */
export const DIRECTIVES: ReadonlySet<string> = new Set(['adr', 'acd', 'dnr', 'hcd', 'polst', '42348-3', '75320-2']);
