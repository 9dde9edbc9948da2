import { isBlank } from './frame.js';

/** A key or reference as text: integers and text agree, so `5` and `'5'` name the same row. bytes are written in hexadecimal. null for blank cells. */
export function keyText(cell: unknown): string | null {
  if (isBlank(cell)) return null;
  if (typeof cell === 'string') return cell.trim();
  if (typeof cell === 'number' || typeof cell === 'bigint') return String(cell);
  return cell instanceof Uint8Array ? Buffer.from(cell).toString('hex') : null;
}
