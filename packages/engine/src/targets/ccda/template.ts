import { inOnePiece } from './xml.js';

/**
 * The templateId elements of one template: the R1.1 id without extension first, then the R2.1 id with its date.
 * C-CDA R2.1 section 1.7 (backwards compatibility) asks for both.
 */
export function template(root: string, extension?: string): string {
  const bare = `<templateId root="${root}"/>`;
  return inOnePiece(extension === undefined ? bare : `${bare}${datedTemplate(root, extension)}`);
}

/** A template that first appeared with a date: it has no R1.1 form. */
export function datedTemplate(root: string, extension: string): string {
  return inOnePiece(`<templateId root="${root}" extension="${extension}"/>`);
}

/** The R1.1 form alone of what `template` gives: for an entry that is what R1.1 asks for, and not what R2.1 does. */
export const firstForm = (templates: string): string => templates.slice(0, templates.indexOf('/>') + 2);
