import type { XmlElement } from '../../formats/xml/xml-element.js';
import type { Reading } from './reading.js';

/** HL7 v3 RoleCode: the related person is the patient. */
const SELF = new Set(['SELF', 'ONESELF']);

/** Whether a statement, or the section that it stands in, names a related person as its subject (CDA R2 4.3.4.1): a newborn, a fetus, a relative. */
export function isAboutSomebodyElse(part: XmlElement): boolean {
  const role = part.child('subject')?.child('relatedSubject');
  return role !== undefined && !SELF.has(role.child('code')?.attribute('code') ?? '');
}

/** Lists a statement about somebody else, whole: as a resource of the patient it would say of one person what is true of another. */
export function leaveOut(statement: XmlElement, reading: Reading): null {
  statement.markAll();
  reading.lose(statement, 'its subject is a related person: it says nothing of the patient');
  return null;
}
