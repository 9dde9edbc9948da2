/** A fixed value and the CONF number of the statement that fixes it. */
export type Fixed = readonly [value: string, conf: string];

/**
 * What a C-CDA template fixes: facts of the specification that the writer puts into documents and the template rules ask of them.
 * CONF numbers are those of the guide, with its prefix.
 */
export interface CdaTemplate {
  readonly root: string;
  /** Extensions of its templateId elements in the order in which they are written; '' is the id of R1.1, or of a template that has no date. */
  readonly extensions: readonly string[];
  /** The element that carries it. */
  readonly element: string;
  /** Templates whose statements it takes over. */
  readonly extends?: readonly CdaTemplate[];
  /** CONF of the templateId. */
  readonly templateId: string;
  readonly classCode?: Fixed;
  readonly moodCode?: Fixed;
  readonly code?: Fixed;
  readonly codeSystem?: Fixed;
  readonly statusCode?: Fixed;
}

/** Full root of a template of C-CDA from the end of it. */
export const ccda = (end: string): string => `2.16.840.1.113883.10.20.22.${end}`;

export const LOINC = '2.16.840.1.113883.6.1';
export const SNOMED = '2.16.840.1.113883.6.96';
export const ACT_CODE = '2.16.840.1.113883.5.4';
export const ACT_CLASS = '2.16.840.1.113883.5.6';

/** The date by which an edition of the template is known; '' where it has none, and any extension will do. */
export const dateOf = (template: CdaTemplate): string => template.extensions.at(-1) ?? '';
