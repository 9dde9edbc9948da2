import { NEED } from './tuple.js';

/** `INSERT INTO db.t (a, b) VALUES`. */
export interface InsertHead {
  readonly database: string | null;
  readonly table: string;
  /** null: the statement names no columns. */
  readonly columns: readonly string[] | null;
}

/** Longest head that is looked for; a table has at most 4,096 columns of 64 characters. */
const MOST = 1 << 20;

interface Token {
  readonly text: string;
  readonly quoted: boolean;
  readonly next: number;
}

/**
 * Reads an INSERT or REPLACE up to and with VALUES. `index` is where the rows begin; NEED when the head goes on beyond `bytes`;
 * null when the statement is of another shape (INSERT ... SELECT, INSERT ... SET).
 */
export function readInsertHead(bytes: Buffer, start: number): { head: InsertHead; index: number } | typeof NEED | null {
  let pos = start;
  const next = (): Token | null | typeof NEED => {
    const token = readToken(bytes, pos);
    if (token !== null && token !== NEED) pos = token.next;
    return token;
  };
  const names: string[] = [];
  let columns: string[] | null = null;
  let token = next();
  let dotted = false;
  for (;;) {
    if (token === NEED) return bytes.length - start > MOST ? null : NEED;
    if (token === null) return null;
    const word = token.quoted ? '' : token.text.toUpperCase();
    if (names.length > 0 && (word === 'VALUES' || word === 'VALUE')) break;
    if (names.length > 0 && word === 'PARTITION') {
      const skipped = readList(bytes, pos);
      if (skipped === NEED || skipped === null) return skipped;
      pos = skipped.next;
    } else if (word === '(') {
      const list = readList(bytes, token.next - 1);
      if (list === NEED || list === null || names.length === 0 || columns) return list === NEED ? NEED : null;
      columns = list.names;
      pos = list.next;
    } else if (word === '.') dotted = true;
    else if (names.length === 0) {
      if (!/^(INSERT|REPLACE|INTO|IGNORE|DELAYED|LOW_PRIORITY|HIGH_PRIORITY)$/.test(word)) names.push(token.text);
    } else if (dotted && names.length === 1) {
      names.push(token.text);
      dotted = false;
    } else return null;
    token = next();
  }
  const table = names.at(-1)!;
  return { head: { database: names.length > 1 ? names[0]! : null, table, columns }, index: pos };
}

function readList(bytes: Buffer, start: number): { names: string[]; next: number } | null | typeof NEED {
  let pos = start;
  const names: string[] = [];
  for (;;) {
    const token = readToken(bytes, pos);
    if (token === NEED || token === null) return token;
    pos = token.next;
    if (!token.quoted && token.text === ')') return { names, next: pos };
    if (!token.quoted && (token.text === ',' || token.text === '(')) continue;
    if (!token.quoted && token.text === '.') names.pop();
    else names.push(token.text);
  }
}

function readToken(bytes: Buffer, start: number): Token | null | typeof NEED {
  let pos = start;
  const end = bytes.length;
  while (pos < end && bytes[pos]! <= 32) pos++;
  if (pos >= end) return NEED;
  const first = bytes[pos]!;
  if (first === 96 || first === 34) {
    let text = '';
    for (let from = pos + 1; ; ) {
      const close: number = bytes.indexOf(first, from);
      if (close === -1 || close + 1 >= end) return NEED;
      text += bytes.toString('utf8', from, close);
      if (bytes[close + 1] !== first) return { text, quoted: true, next: close + 1 };
      text += String.fromCharCode(first);
      from = close + 2;
    }
  }
  if (first === 40 || first === 41 || first === 44 || first === 46) {
    return { text: String.fromCharCode(first), quoted: false, next: pos + 1 };
  }
  if (first === 47) {
    const close = bytes.indexOf('*/', pos);
    return close === -1 ? NEED : readToken(bytes, close + 2);
  }
  const from = pos;
  while (pos < end && isWord(bytes[pos]!)) pos++;
  if (pos >= end) return NEED;
  return pos === from ? null : { text: bytes.toString('utf8', from, pos), quoted: false, next: pos };
}

const isWord = (b: number): boolean =>
  (b >= 48 && b <= 57) || (b >= 65 && b <= 90) || (b >= 97 && b <= 122) || b === 95 || b === 36 || b > 127;
