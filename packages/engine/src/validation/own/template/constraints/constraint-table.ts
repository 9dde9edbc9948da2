import type { CdaTemplate } from '../../../../formats/cda/templates/template.js';

/**
 * Statements of one template. `constraints` has one a line: `[should ]CONF demand`, the demand as `parseDemand` reads it; without
 * `should` it is a SHALL. `at`: the parts of the template's element that they speak about; absent: the element itself.
 */
export interface ConstraintTable {
  readonly template: CdaTemplate;
  readonly at?: string;
  readonly constraints: string;
  /** Of a later guide than R2.1, so that R2.1's Schematron does not ask it. */
  readonly later?: true;
}
