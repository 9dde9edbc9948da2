/** Canonical URLs of FHIR extensions that the written output uses and its readers understand. */

/** Why a mandatory element has no value (FHIR R4, extension-data-absent-reason). */
export const DATA_ABSENT_REASON_EXTENSION = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';

/** Code system of reasons, also used as a coding where a CodeableConcept is mandatory (US Core 6.1, "Missing Data"). */
export const DATA_ABSENT_REASON_SYSTEM = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';

/**
 * The date-time as the source wrote it, where FHIR's type cannot hold it: a time without a zone in a `dateTime`
 * (FHIR R4 2.24.0.1: "If hours and minutes are specified, a time zone SHALL be populated"), any time in a `date`, a partial `instant`.
 * `valueString` holds the text; the element beside it holds as much of it as its type allows. An end before its start (R4 per-1) stands here too.
 */
export const WALL_CLOCK_EXTENSION = 'urn:chartlift:fhir:wall-clock-time';

/** A text in an element whose type cannot hold it, e.g. words in a `url`: `valueString`, and the element has no value. */
export const STATED_TEXT_EXTENSION = 'urn:chartlift:fhir:stated-text';

/** On a resource: `clinicalStatus` of what is entered in error, where R4 forbids it (con-5, ait-2); `valueCodeableConcept`. */
export const STATED_STATUS_EXTENSION = 'urn:chartlift:fhir:stated-clinical-status';

/** On a Condition: `abatement[x]` beside a status that denies it, or beside none, where R4 forbids it (con-4); `value[x]`. */
export const STATED_ABATEMENT_EXTENSION = 'urn:chartlift:fhir:stated-abatement';

/** On a Coding: the code as the source spells it, where the standard spelling is another or it is no code; `valueString`. */
export const SOURCE_CODE_EXTENSION = 'urn:chartlift:fhir:source-code';

/** On a Coding without `system`: the system that the source states for a code which cannot be one of it; `valueUri`. */
export const STATED_SYSTEM_EXTENSION = 'urn:chartlift:fhir:stated-system';

/** On a HumanName: the name by which somebody is called beside the given ones (CDA qualifier CL); `valueString`. */
export const CALL_ME_NAME_EXTENSION = 'urn:chartlift:fhir:call-me-name';

/** On a Coding whose source has no words for it: the loaded release that its `display` was taken from, `loinc 2.78`; `valueString`. */
export const RELEASE_DISPLAY_EXTENSION = 'urn:chartlift:fhir:display-from-release';

/** On a Coding that a loaded map gave for another code of the same concept: the map's release and flags, `gem-i9-i10 2018; approximate`; `valueString`. */
export const TRANSLATED_BY_EXTENSION = 'urn:chartlift:fhir:translated-by';

/**
 * On `Provenance.entity.what`: where on the document a fact stands; `valueString`, a fragment as PDF (RFC 8118: `page=`) and media fragments (W3C Media Fragments URI 1.0,
 * 4.2.2: `xywh=`, in pixels) write it: `page=2&xywh=120,340,400,32`.
 */
export const PAGE_PLACE_EXTENSION = 'urn:chartlift:fhir:page-place';
