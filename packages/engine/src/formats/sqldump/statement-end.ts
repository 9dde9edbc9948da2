import { NEED, type StringMode } from './tuple.js';

/**
 * Index of the delimiter that ends the statement at `start`, outside strings and comments ({@link NEED} when it is not in `bytes`),
 * and whether a conditional comment is still open there.
 */
export function statementEnd(
  bytes: Buffer,
  start: number,
  delimiter: string,
  mode: StringMode,
  conditional: boolean,
): { readonly end: number; readonly conditional: boolean } {
  const end = bytes.length;
  const first = delimiter.charCodeAt(0);
  let open = conditional;
  for (let pos = start; pos < end; pos++) {
    const byte = bytes[pos]!;
    if (byte === first && bytes.toString('latin1', pos, pos + delimiter.length) === delimiter)
      return { end: pos, conditional: open };
    if (byte === 39 || byte === 34 || byte === 96) {
      pos = stringEnd(bytes, pos, byte, mode);
      if (pos === NEED) break;
    } else if (byte === 47 && bytes[pos + 1] === 42) {
      if (isConditional(bytes, pos)) {
        open = true;
        pos++;
      } else {
        const close = bytes.indexOf('*/', pos + 2);
        if (close === -1) break;
        pos = close + 1;
      }
    } else if (byte === 42 && bytes[pos + 1] === 47 && open) {
      open = false;
      pos++;
    } else if (byte === 35 || (byte === 45 && bytes[pos + 1] === 45 && (bytes[pos + 2] ?? 33) <= 32)) {
      const close = bytes.indexOf(10, pos);
      if (close === -1) break;
      pos = close;
    }
  }
  return { end: NEED, conditional: open };
}

const isConditional = (bytes: Buffer, pos: number): boolean =>
  bytes[pos + 2] === 33 || (bytes[pos + 2] === 77 && bytes[pos + 3] === 33);

/** Index of the closing quote of the string at `start`. */
function stringEnd(bytes: Buffer, start: number, quote: number, mode: StringMode): number {
  const escapes = mode.backslashEscapes && quote !== 96 ? 92 : -1;
  for (let pos = start + 1; pos < bytes.length; pos++) {
    const byte = bytes[pos]!;
    if (byte === escapes) pos++;
    else if (byte === quote) {
      if (bytes[pos + 1] !== quote) return pos;
      pos++;
    } else if (byte > 127 && mode.isLead?.(byte)) pos++;
  }
  return NEED;
}
