/** Order of the parts of a date in its text; `nn` where day and month can only be told by other values of the column. */
type Order = 'ymd' | 'nny' | 'dny' | 'ndy' | 'ynd' | 'stamp';

/** How values of one shape are read as dates. */
export interface DateShape {
  /** Format as the profile names it; for `nny` that of month first. */
  readonly format: string;
  readonly order: Order;
  readonly read: (trimmed: string) => DateReading | null;
}

/** Reused by every reading: copy what is kept. */
export interface DateReading {
  /** As written; two digits stay two digits. */
  year: number;
  /** First and second of the numbers that are month and day; with a stated order the month and the day. */
  first: number;
  second: number;
  timed: boolean;
  shortYear: boolean;
}

const reading: DateReading = { year: 0, first: 0, second: 0, timed: false, shortYear: false };

/** First three letters of month names, folded: English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Turkish, Romanian. */
const monthsByLanguage = [
  'jan feb mar apr may jun jul aug sep oct nov dec',
  'jan feb mrz apr mai jun jul aug sep okt nov dez',
  'jan fev mar avr mai jui jul aou sep oct nov dec',
  'ene feb mar abr may jun jul ago sep oct nov dic',
  'gen feb mar apr mag giu lug ago set ott nov dic',
  'jan fev mar abr mai jun jul ago set out nov dez',
  'jan feb maa apr mei jun jul aug sep okt nov dec',
  'sty lut mar kwi maj cze lip sie wrz paz lis gru',
  'oca sub mar nis may haz tem agu eyl eki kas ara',
  'ian feb mar apr mai iun iul aug sep oct noi dec',
];
const monthNumbers: ReadonlyMap<string, number> = new Map(
  monthsByLanguage.flatMap((line) => line.split(' ').map((name, i): [string, number] => [name, i + 1])),
);

const monthOf = (word: string): number =>
  monthNumbers.get(word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().slice(0, 3)) ?? 0;

const clock = String.raw`(?:[T ,]+\s*(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,:]\d{1,9})?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[A-Z]{3,4}|[+-]\d{2}:?\d{2})?)?`;
const whole = (body: string): RegExp => new RegExp(`^${body}${clock}$`);

/** Format name, order, expression. Groups: the three parts in the order of the text, then hour, minute, second. */
const families: readonly (readonly [string, Order, RegExp])[] = [
  ['yyyy-mm-dd', 'ymd', whole(String.raw`(\d{4})-(\d{1,2})-(\d{1,2})`)],
  ['yyyy/mm/dd', 'ymd', whole(String.raw`(\d{4})/(\d{1,2})/(\d{1,2})`)],
  ['yyyy.mm.dd', 'ymd', whole(String.raw`(\d{4})\.(\d{1,2})\.(\d{1,2})\.?`)],
  ['mm/dd/yyyy', 'nny', whole(String.raw`(\d{1,2})/(\d{1,2})/(\d{4})`)],
  ['mm-dd-yyyy', 'nny', whole(String.raw`(\d{1,2})-(\d{1,2})-(\d{4})`)],
  ['mm.dd.yyyy', 'nny', whole(String.raw`(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\.?`)],
  ['mm/dd/yy', 'nny', whole(String.raw`(\d{1,2})/(\d{1,2})/(\d{2})`)],
  ['mm-dd-yy', 'nny', whole(String.raw`(\d{1,2})-(\d{1,2})-(\d{2})`)],
  ['mm.dd.yy', 'nny', whole(String.raw`(\d{1,2})\.(\d{1,2})\.(\d{2})`)],
  ['dd-mon-yyyy', 'dny', whole(String.raw`(\d{1,2})(?:st|nd|rd|th|\.)?[-/ ]?(?:of )?(\p{L}{3,12})\.?[-/ ,]*(\d{4})`)],
  ['dd-mon-yy', 'dny', whole(String.raw`(\d{1,2})[-/ ]?(\p{L}{3,12})\.?[-/ ](\d{2})`)],
  ['mon dd yyyy', 'ndy', whole(String.raw`(\p{L}{3,12})\.?[-/ ]+(\d{1,2})(?:st|nd|rd|th)?[-/ ,]+(\d{4})`)],
  ['yyyy-mon-dd', 'ynd', whole(String.raw`(\d{4})[-/ ](\p{L}{3,12})[-/ ](\d{1,2})`)],
].map(([name, order, body]) => [name, order, new RegExp((body as RegExp).source, 'u')] as [string, Order, RegExp]);

/** `yyyymmdd`, `yyyymmddhhmm`, `yyyymmddhhmmss` with a fraction or zone, as HL7 v2 writes times (v2.5.1 section 2.A.77). */
const stamp = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?(?:\.\d{1,6})?(?:[+-]\d{4})?)?$/;
const weekday = /^\p{L}{2,9}\.?,? (?=\p{L}|\d)/u;

const isZero = (digits: string | undefined): boolean => digits === undefined || /^0*$/.test(digits);

function fill(
  year: string,
  first: number,
  second: number,
  hour?: string,
  minute?: string,
  second60?: string,
): DateReading | null {
  reading.year = Number(year);
  reading.shortYear = year.length === 2;
  reading.first = first;
  reading.second = second;
  // 12:00 AM is midnight; 12:00 without a mark is noon, and half of the sources that write 12 mean the former.
  reading.timed = !(isZero(hour) || (hour === '12' && minute === '00')) || !isZero(minute) || !isZero(second60);
  return reading;
}

/** The shape's reader where values of that shape may be dates; null where they are none. `sample` is one value of the shape, trimmed. */
export function dateShapeOf(sample: string): DateShape | null {
  if (sample.length < 6 || sample.length > 40) return null;
  const digitsOnly = /^\d+$/.test(sample);
  if (digitsOnly || /^\d{12,14}[.+-]/.test(sample)) {
    if (!stamp.test(sample) || sample.length < 8) return null;
    return {
      format: sample.length === 8 ? 'yyyymmdd' : sample.length === 12 ? 'yyyymmddhhmm' : 'yyyymmddhhmmss',
      order: 'stamp',
      read: (text) => {
        const found = stamp.exec(text);
        return found && fill(found[1]!, Number(found[2]), Number(found[3]), found[4], found[5], found[6]);
      },
    };
  }
  for (const [format, order, body] of families) {
    const match = body.exec(sample) ?? body.exec(sample.replace(weekday, ''));
    if (!match) continue;
    return fixedReader(sample, format, order) ?? { format, order, read: (text) => readBy(body, order, text) };
  }
  return null;
}

function readBy(body: RegExp, order: Order, text: string): DateReading | null {
  const found = body.exec(text) ?? body.exec(text.replace(weekday, ''));
  if (!found) return null;
  const [, a = '', b = '', c = '', hour, minute, second] = found;
  switch (order) {
    case 'ymd':
      return fill(a, Number(b), Number(c), hour, minute, second);
    case 'dny':
      return monthOf(b) === 0 ? null : fill(c, monthOf(b), Number(a), hour, minute, second);
    case 'ndy':
      return monthOf(a) === 0 ? null : fill(c, monthOf(a), Number(b), hour, minute, second);
    case 'ynd':
      return monthOf(b) === 0 ? null : fill(a, monthOf(b), Number(c), hour, minute, second);
    default:
      return fill(c, Number(a), Number(b), hour, minute, second);
  }
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function number(text: string, at: number, length: number): number {
  let n = 0;
  for (let i = at; i < at + length; i++) n = n * 10 + text.charCodeAt(i) - 48;
  return n;
}

/** Values of one shape have their digits in the same places: three numbers and a clock without letters are read by place, many times faster. */
function fixedReader(sample: string, format: string, order: Order): DateShape | null {
  if (order !== 'ymd' && order !== 'nny') return null;
  if (!/^[\d\-/. :T,Z]+$/.test(sample)) return null;
  const runs: { at: number; length: number }[] = [];
  for (let i = 0; i < sample.length; i++) {
    if (!isDigit(sample.charCodeAt(i))) continue;
    const at = i;
    while (i < sample.length && isDigit(sample.charCodeAt(i))) i++;
    runs.push({ at, length: i - at });
  }
  const [a, b, c, ...time] = runs;
  if (!a || !b || !c) return null;
  const [year, first, second] = order === 'ymd' ? [a, b, c] : [c, a, b];
  const read = (text: string): DateReading => {
    reading.year = number(text, year.at, year.length);
    reading.shortYear = year.length === 2;
    reading.first = number(text, first.at, first.length);
    reading.second = number(text, second.at, second.length);
    let clockSum = 0;
    for (const run of time) clockSum += number(text, run.at, Math.min(run.length, 9));
    reading.timed = clockSum !== 0;
    return reading;
  };
  return { format, order, read };
}
