import { damagedXml, type XmlCursor } from './xml-cursor.js';
import { XmlToken } from './xml-token.js';

/** Version, encoding where it is stated, and standalone (0 none, 1 yes, 2 no). */
export function declarationText(cursor: XmlCursor): string {
  let text = `<?xml version="${cursor.text()}"`;
  if (cursor.peek() === XmlToken.encoding) {
    cursor.take(1);
    text += ` encoding="${cursor.text()}"`;
  }
  const standalone = cursor.byte();
  if (standalone > 2) throw damagedXml('a declaration neither standalone nor not');
  if (standalone > 0) text += ` standalone="${standalone === 1 ? 'yes' : 'no'}"`;
  return `${text}?>`;
}

/** Name, and system id, public id and internal subset where they are stated. */
export function doctypeText(cursor: XmlCursor): string {
  let text = `<!DOCTYPE ${cursor.text()}`;
  const part = (token: number): string | null => {
    if (cursor.peek() !== token) return null;
    cursor.take(1);
    return cursor.text();
  };
  const system = part(XmlToken.doctypeSystem);
  const publicId = part(XmlToken.doctypePublic);
  const subset = part(XmlToken.doctypeSubset);
  if (publicId !== null) text += ` PUBLIC "${publicId}" "${system ?? ''}"`;
  else if (system !== null) text += ` SYSTEM "${system}"`;
  if (subset !== null) text += ` [${subset}]`;
  return `${text}>`;
}
