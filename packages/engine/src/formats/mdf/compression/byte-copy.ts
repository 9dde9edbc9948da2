/** Below this length a loop is faster than the call that copies. */
const LOOP_LIMIT = 48;

/** Copies [start, end) of `from` to `at` of `to` and returns where it ends there. */
export function copyBytes(from: Buffer, start: number, end: number, to: Buffer, at: number): number {
  if (end - start > LOOP_LIMIT) return at + from.copy(to, at, start, end);
  let position = at;
  for (let i = start; i < end; i++) to[position++] = from[i] ?? 0;
  return position;
}

/** Fills [start, end) with one byte. */
export function padBytes(to: Buffer, start: number, end: number, byte: number): void {
  if (end - start > LOOP_LIMIT) to.fill(byte, start, end);
  else for (let i = start; i < end; i++) to[i] = byte;
}
