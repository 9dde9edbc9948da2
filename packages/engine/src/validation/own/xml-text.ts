import { codeTable } from '../../base/code-table.js';

const ENTITIES: Readonly<Record<string, string>> = codeTable({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" });

/** Text with its references resolved, for a well-formed document without DOCTYPE. */
export function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-z]+));/g, (all, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? all;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
}

/** An attribute's value as a parser makes it (XML 1.0 sections 2.11 and 3.3.3, no DTD): line ends and tabs are blanks, references what they stand for. */
export const attributeText = (written: string): string =>
  unescaped(/[\t\r\n]/.test(written) ? written.replace(/\r\n|[\t\r\n]/g, ' ') : written);
