import type { CdaTemplate } from '../../formats/cda/templates/template.js';
import { inOnePiece } from './xml.js';

/**
 * The templateId elements of one template: for what R1.1 had the id without extension first, then the id with its date.
 * C-CDA R2.1 section 1.7 (backwards compatibility) asks for both.
 */
export const template = ({ root, extensions }: CdaTemplate): string =>
  inOnePiece(
    extensions.map((date) => `<templateId root="${root}"${date === '' ? '' : ` extension="${date}"`}/>`).join(''),
  );

/** The R1.1 form alone of what `template` gives: for an entry that is what R1.1 asks for, and not what R2.1 does. */
export const firstForm = (templates: string): string => templates.slice(0, templates.indexOf('/>') + 2);
