import type { TableActivity } from '../../artifacts/source-profile.js';
import { escapeHtml } from '../html.js';

const MOST_YEARS = 30;
const BAR = 5;
const HEIGHT = 20;

/** Rows by year as small bars, up to `latest` (a year) and at most 30 of them, with the years in words. */
export function sparkline(activity: TableActivity | null, latest: string): string {
  if (activity === null) return '<span class="zero">–</span>';
  const past = Object.entries(activity.years)
    .filter(([year, count]) => count > 0 && year <= latest)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const [first, last] = [past[0]?.[0], past.at(-1)?.[0]];
  if (first === undefined || last === undefined) return '<span class="zero">–</span>';
  const start = Math.max(Number(first), Number(last) - MOST_YEARS + 1);
  const counts = Array.from({ length: Number(last) - start + 1 }, (_, i) => activity.years[String(start + i)] ?? 0);
  const most = Math.max(1, ...counts);
  const bars = counts
    .map((count, i) => {
      if (count === 0) return '';
      const height = Math.max(1.5, (count / most) * HEIGHT);
      return `<rect x="${i * BAR}" y="${(HEIGHT - height).toFixed(1)}" width="${BAR - 1}" height="${height.toFixed(1)}"/>`;
    })
    .join('');
  const years = first === last ? first : `${first}–${last}`;
  const width = counts.length * BAR;
  return `<span class="spark"><svg viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" role="img" aria-label="${escapeHtml(`rows by ${activity.column}, ${years}`)}">${bars}</svg> ${years}</span>`;
}
