import { damagedXml, type XmlCursor } from './xml-cursor.js';
import { XmlToken } from './xml-token.js';

/** Names and qualified names of one document; both count from 1, name 0 is empty. */
export class XmlNames {
  private names: string[] = [''];
  private qualified: string[] = [''];

  name(id: number): string {
    const found = this.names[id];
    if (found === undefined) throw damagedXml('a name that is not defined');
    return found;
  }

  tag(id: number): string {
    const found = id === 0 ? undefined : this.qualified[id];
    if (found === undefined) throw damagedXml('a qualified name that is not defined');
    return found;
  }

  /** Takes in what follows a token that {@link isDefinition}. */
  define(token: number, cursor: XmlCursor): void {
    switch (token) {
      case XmlToken.name:
        this.names.push(cursor.text());
        return;
      case XmlToken.qualifiedName: {
        // The name of the namespace: its declaration is an attribute of its own.
        this.name(cursor.mb32());
        const prefix = this.name(cursor.mb32());
        const local = this.name(cursor.mb32());
        this.qualified.push(prefix === '' ? local : `${prefix}:${local}`);
        return;
      }
      case XmlToken.forgetNames:
        this.names = [''];
        this.qualified = [''];
        return;
      default:
        cursor.take(cursor.mb32());
    }
  }
}
