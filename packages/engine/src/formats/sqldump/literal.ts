import type { Cell } from '../../base/cell.js';
import { UTF8 } from '../text/charset.js';
import { bytesCell, introduced, type ValueFinding, type ValueReader } from './value-reader.js';

/** 1 for bytes a number may be made of: digits, point, minus and plus at its start. */
export const byteClass: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte >= 48 && byte <= 57) || byte === 45 || byte === 46 || byte === 43 ? 1 : 0,
);

/** What the rarer literals need of the row parser. */
export interface LiteralContext {
  readonly bytes: Buffer;
  readonly end: number;
  readonly row: Cell[];
  finding: ValueFinding;
  readonly mode: { readonly backslashEscapes: boolean; readonly ansiQuotes: boolean };
  quoted(start: number, quote: number, reader: ValueReader | null, width: number): number;
}

const NEED = -1;
const BAD = -2;

/**
 * Hex and bit literals, introducers, TRUE and FALSE, double-quoted strings; everything else up to the next comma or the
 * closing parenthesis is an expression, kept as it is written and reported.
 */
export function literal(context: LiteralContext, start: number, reader: ValueReader | null, width: number): number {
  const { bytes } = context;
  const first = bytes[start]!;
  if (first === 34 && !context.mode.ansiQuotes) return endOfValue(context, context.quoted(start, 34, reader, width));
  const end = expressionEnd(context, start);
  if (end < 0) return end;
  const as = reader ?? ANY;
  const text = bytes.toString('latin1', start, Math.min(end, start + 64));
  const special = specialLiteral(context, start, end, text, as, width);
  return special !== 0 ? special : keepExpression(context, start, end, as, width);
}

/** The structure pass decodes nothing, but must judge literals just like the pass that does. */
const ANY: ValueReader = { kind: 'binary', charset: UTF8, fallback: null };

function endOfValue(context: LiteralContext, after: number): number {
  if (after < 0) return after;
  let pos = after;
  while (pos < context.end && context.bytes[pos]! <= 32) pos++;
  if (pos >= context.end) return NEED;
  if (context.bytes[pos] === 44 || context.bytes[pos] === 41) return pos;
  return BAD;
}

/** Letters, `_`, `@`, `(`, `-`, a digit: an expression may begin with these; after a quote it is a damaged string. */
const EXPRESSION_START = /^[A-Za-z_@(\-\d]/;

function keepExpression(
  context: LiteralContext,
  start: number,
  end: number,
  reader: ValueReader,
  width: number,
): number {
  const { bytes } = context;
  if (!EXPRESSION_START.test(String.fromCharCode(bytes[start]!))) return BAD;
  let stop = end;
  while (stop > start && bytes[stop - 1]! <= 32) stop--;
  const word = bytes.toString('latin1', start, Math.min(stop, start + 8)).toUpperCase();
  if (word === 'NULL') {
    context.row[width] = null;
    return end;
  }
  if (word === 'DEFAULT') {
    context.row[width] = null;
    context.finding = 'sql-default';
    return end;
  }
  context.row[width] = reader.charset.decode(bytes, start, stop) ?? bytes.toString('latin1', start, stop);
  context.finding = 'sql-expression';
  return end;
}

/** The end of the value when it is one of the known literals, else 0. */
function specialLiteral(
  context: LiteralContext,
  start: number,
  end: number,
  text: string,
  reader: ValueReader,
  width: number,
): number {
  const { bytes, row } = context;
  if (/^(true|false)\s*$/i.test(text)) {
    const yes = /^t/i.test(text);
    row[width] = reader.kind === 'boolean' ? yes : reader.kind === 'text' ? (yes ? '1' : '0') : yes ? 1 : 0;
    return end;
  }
  if (/^0x[0-9a-f]/i.test(text)) {
    const hex = bytes.toString('latin1', start + 2, end).trim();
    if (!/^[0-9a-f]+$/i.test(hex)) return 0;
    row[width] = bytesCell(reader, Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex'), context);
    return end;
  }
  if (/^(x|unhex *\( *)'/i.test(text)) {
    const hex = /^(?:x|unhex *\( *)'([0-9a-f]*)'[\s)]*$/i.exec(bytes.toString('latin1', start, end));
    if (!hex || hex[1]!.length % 2) return 0;
    row[width] = bytesCell(reader, Buffer.from(hex[1]!, 'hex'), context);
    return end;
  }
  const bits = /^(?:b'([01]*)'|0b([01]+))\s*$/i.exec(bytes.toString('latin1', start, Math.min(end, start + 80)));
  if (bits) {
    const digits = bits[1] ?? bits[2] ?? '';
    const padded = digits.padStart(Math.ceil(digits.length / 8) * 8, '0');
    row[width] = bytesCell(
      reader,
      Buffer.from(padded.match(/.{8}/g)?.map((b) => Number.parseInt(b, 2)) ?? []),
      context,
    );
    return end;
  }
  const prefix = /^(?:_([a-z0-9]+)|n)\s*(?='|0x|x'|b')/i.exec(text);
  if (prefix) {
    const inner = introduced(reader, (prefix[1] ?? 'utf8').toLowerCase());
    const at = start + prefix[0].length;
    if (bytes[at] !== 39) return specialLiteral(context, at, end, text.slice(prefix[0].length), inner, width);
    const after = context.quoted(at, 39, inner, width);
    const rest = after < 0 ? '' : bytes.toString('latin1', after, end);
    return after >= 0 && /^\s*(collate\s+\w+\s*)?$/i.test(rest) ? end : 0;
  }
  if (/^'/.test(text)) {
    const after = context.quoted(start, 39, reader, width);
    if (after >= 0 && /^\s*collate\s+\w+\s*$/i.test(bytes.toString('latin1', after, end))) return end;
    context.finding = null;
  }
  return 0;
}

/** Index of the comma or closing parenthesis that ends the value at `start`, past nested parentheses and strings. */
function expressionEnd(context: LiteralContext, start: number): number {
  const { bytes, end } = context;
  let depth = 0;
  for (let pos = start; pos < end; pos++) {
    const byte = bytes[pos]!;
    if (byte === 39 || byte === 34 || byte === 96) {
      const after = byte === 96 ? bytes.indexOf(96, pos + 1) + 1 : context.quoted(pos, byte, null, 0);
      if (after <= 0) return after === BAD ? BAD : NEED;
      pos = after - 1;
    } else if (byte === 40) depth++;
    else if (byte === 41) {
      if (depth === 0) return pos;
      depth--;
    } else if (byte === 44 && depth === 0) return pos > start ? pos : BAD;
    // A statement does not end inside a row: this one was cut, or a string lost a quote.
    else if (byte === 59) return BAD;
  }
  return NEED;
}
