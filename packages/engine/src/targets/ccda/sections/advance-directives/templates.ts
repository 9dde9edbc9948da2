import { template } from '../../template.js';

export const ADVANCE_DIRECTIVES_SECTION_OPTIONAL = template('2.16.840.1.113883.10.20.22.2.21', '2015-08-01'); // CONF:1198-7928
export const ADVANCE_DIRECTIVES_SECTION = template('2.16.840.1.113883.10.20.22.2.21.1', '2015-08-01'); // CONF:1198-30227
export const ADVANCE_DIRECTIVE_OBSERVATION = template('2.16.840.1.113883.10.20.22.4.48', '2015-08-01'); // CONF:1198-8655
/** The translation that every Advance Directive Observation has (CONF:1198-32842 to 32844). */
export const ADVANCE_DIRECTIVE =
  '<translation code="75320-2" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Advance directive"/>';

/** What tells that a consent is an advance directive: FHIR consentscope, consentcategorycodes, and LOINC. */
export const DIRECTIVES: ReadonlySet<string> = new Set(['adr', 'acd', 'dnr', 'hcd', 'polst', '42348-3', '75320-2']);
