import type { Grade } from '../../score.js';

/** Lowest points of each letter, of 100: the ranges of the ONC's public tool. */
const RANGES: readonly (readonly [number, Grade])[] = [
  [95, 'A+'],
  [90, 'A-'],
  [85, 'B+'],
  [80, 'B-'],
  [70, 'C'],
  [0, 'D'],
];

/** Letter of points from 0 to 100. */
export const gradeOf = (points: number): Grade => RANGES.find(([lowest]) => points >= lowest)?.[1] ?? 'D';

/** Points of the rules that could be judged: the mean of their shares of what passed, each rule weighing the same; null where none could. */
export function pointsOf(shares: readonly number[]): number | null {
  if (shares.length === 0) return null;
  return Math.round((shares.reduce((sum, share) => sum + share, 0) * 100) / shares.length);
}
