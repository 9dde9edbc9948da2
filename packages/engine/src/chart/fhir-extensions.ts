/** Canonical URLs of FHIR extensions that the written output uses and its readers understand. */

/** Why a mandatory element has no value (FHIR R4, extension-data-absent-reason). */
export const DATA_ABSENT_REASON_EXTENSION = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';

/** Code system of reasons, also used as a coding where a CodeableConcept is mandatory (US Core 6.1, "Missing Data"). */
export const DATA_ABSENT_REASON_SYSTEM = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';

/**
 * The date-time as the source wrote it, where FHIR's type cannot hold it: a time without a zone in a `dateTime`
 * (FHIR R4 2.24.0.1: "If hours and minutes are specified, a time zone SHALL be populated"), any time in a `date`, a partial `instant`.
 * `valueString` holds the text; the element beside it holds as much of it as its type allows.
 */
export const WALL_CLOCK_EXTENSION = 'urn:chartlift:fhir:wall-clock-time';
