/** Order of all-numeric dates where a value does not tell; null: such a value has no day. */
export type DayOrder = 'mdy' | 'dmy' | 'ymd' | null;

const YEAR = '[12][0-9][0-9][0-9]';
const MONTH = '[01][0-9]';
const DAY = '[0-3][0-9]';
const digits = (count: number): string => '[0-9]'.repeat(count);

/**
 * SQL for the day of a stored date as `YYYY-MM-DD`, NULL where it states none that is sure: ISO dates and times, `YYYYMMDD` with or without time,
 * `M/D/YYYY` and its kin, seconds and milliseconds since 1970. `cell` is SQL of the value. A mapping fragment: no bound values.
 */
export function daySql(cell: string, order: DayOrder): string {
  const x = `trim(CAST(${cell} AS TEXT))`;
  const y = `replace(replace(${x}, '.', '/'), '-', '/')`;
  const rest = `substr(${y}, instr(${y}, '/') + 1)`;
  const a = `CAST(substr(${y}, 1, instr(${y}, '/') - 1) AS INTEGER)`;
  const b = `CAST(substr(${rest}, 1, instr(${rest}, '/') - 1) AS INTEGER)`;
  const year = `substr(${rest}, instr(${rest}, '/') + 1, 4)`;
  const written = (month: string, day: string): string =>
    `${year} || '-' || substr('0' || ${month}, -2) || '-' || substr('0' || ${day}, -2)`;
  const bySlash =
    `CASE WHEN ${a} NOT BETWEEN 1 AND 31 OR ${b} NOT BETWEEN 1 AND 31 OR (${a} > 12 AND ${b} > 12) THEN NULL ` +
    `WHEN ${a} > 12 THEN ${written(b, a)} WHEN ${b} > 12 THEN ${written(a, b)} WHEN ${a} = ${b} THEN ${written(a, b)} ` +
    `WHEN instr(${x}, '.') > 0 THEN ${written(b, a)}${order === 'mdy' ? ` ELSE ${written(a, b)}` : order === 'dmy' ? ` ELSE ${written(b, a)}` : ''} END`;
  const sane = (month: string, day: string): string =>
    `${month} BETWEEN '01' AND '12' AND ${day} BETWEEN '01' AND '31'`;
  return (
    `CASE WHEN ${x} GLOB '${YEAR}[-/]${MONTH}[-/]${DAY}*' THEN CASE WHEN ${sane(`substr(${x}, 6, 2)`, `substr(${x}, 9, 2)`)} THEN replace(substr(${x}, 1, 10), '/', '-') END ` +
    `WHEN ${x} GLOB '${YEAR}${MONTH}${DAY}*' AND length(${x}) IN (8, 12, 14) AND NOT ${x} GLOB '*[^0-9]*' THEN CASE WHEN ${sane(`substr(${x}, 5, 2)`, `substr(${x}, 7, 2)`)} THEN substr(${x}, 1, 4) || '-' || substr(${x}, 5, 2) || '-' || substr(${x}, 7, 2) END ` +
    `WHEN ${x} GLOB '${digits(10)}' THEN date(CAST(${x} AS INTEGER), 'unixepoch') ` +
    `WHEN ${x} GLOB '${digits(13)}' THEN date(CAST(${x} AS INTEGER) / 1000, 'unixepoch') ` +
    `WHEN ${y} GLOB '[0-9]*/[0-9]*/${YEAR}*' AND instr(${y}, '/') <= 3 AND instr(${rest}, '/') <= 3 THEN ${bySlash} END`
  );
}

/** The day that so many years lie before a snapshot, or the day itself; null where the snapshot names no day. */
export function firstDayOf(
  window: { readonly years?: number | undefined; readonly since?: string | undefined },
  snapshotAt: string,
): string | null {
  if (window.since !== undefined) return window.since;
  const day = /^(\d{4})(-\d\d-\d\d)/.exec(snapshotAt);
  return day && window.years !== undefined
    ? `${String(Number(day[1]) - window.years).padStart(4, '0')}${day[2]}`
    : null;
}
