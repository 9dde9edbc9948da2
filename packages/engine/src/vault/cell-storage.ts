import type { Cell } from '../base/cell.js';

/** What SQLite is given or gives back, integers as bigint. */
export type Stored = null | number | bigint | string | Uint8Array;

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

/**
 * A cell as kept in a column without affinity, so that it comes back exactly: integers as INTEGER (a JavaScript number would be bound
 * as REAL), numbers of a float column as REAL, booleans as 0/1. Integers beyond 64 bits signed and not-a-number, which SQLite
 * cannot hold, as text.
 */
export function encodeCell(cell: Cell | undefined, cellType: string): Stored {
  switch (typeof cell) {
    case 'string':
      return cell;
    case 'number':
      if (cellType !== 'float' && Number.isSafeInteger(cell) && !Object.is(cell, -0)) return BigInt(cell);
      return Number.isNaN(cell) ? 'NaN' : cell;
    case 'bigint':
      return cell >= LEAST && cell <= MOST ? cell : cell.toString();
    case 'boolean':
      return cell ? 1n : 0n;
    default:
      return cell ?? null;
  }
}

/** The reverse of {@link encodeCell}: integers within 2^53 as number, beyond as bigint. */
export function decodeCell(stored: Stored, cellType: string): Cell {
  if (typeof stored === 'bigint') {
    if (cellType === 'boolean' && (stored === 0n || stored === 1n)) return stored === 1n;
    const number = Number(stored);
    return Number.isSafeInteger(number) ? number : stored;
  }
  if (typeof stored === 'string') {
    if (cellType === 'integer' && /^-?[1-9][0-9]{18,38}$/.test(stored)) {
      const integer = BigInt(stored);
      return integer < LEAST || integer > MOST ? integer : stored;
    }
    return cellType === 'float' && stored === 'NaN' ? Number.NaN : stored;
  }
  // SQLite's binding gives a Buffer, which is not equal to the Uint8Array that was staged.
  return stored === null
    ? null
    : typeof stored === 'number'
      ? stored
      : new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
}
