import { fold } from '../terminology/code-table.js';
import { type Frequency, frequencyByName } from '../terminology/tables/frequencies.js';

const units: Readonly<Record<string, string>> = {
  h: 'h',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  hourly: 'h',
  d: 'd',
  day: 'd',
  days: 'd',
  wk: 'wk',
  wks: 'wk',
  week: 'wk',
  weeks: 'wk',
  mo: 'mo',
  month: 'mo',
  months: 'mo',
  min: 'min',
  mins: 'min',
  minute: 'min',
  minutes: 'min',
};
const words: Readonly<Record<string, string>> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  eight: '8',
  ten: '10',
  twelve: '12',
};

/** How often, beyond doubt; null when it is not understood. Takes `b.i.d.`, `q6h`, `Q4-6H`, `every 8 hours`, `3 times a day`. */
export function readFrequency(text: string): Frequency | null {
  const folded = fold(text.replace(/(\d)\s*-\s*(\d)/g, '$1 to $2'));
  const known = frequencyByName.get(folded);
  if (known) return known;
  const plain = folded.replace(/\b(one|two|three|four|five|six|eight|ten|twelve)\b/g, (word) => words[word]!);
  const again = frequencyByName.get(plain);
  if (again) return again;
  const every = /^(?:q|every|each)\s*(\d{1,3})(?:\s*(?:to|or)\s*(\d{1,3}))?\s*([a-z]+)$/.exec(plain);
  if (every) {
    const unit = units[every[3]!];
    if (unit === undefined || every[1] === '0') return null;
    const code =
      every[2] === undefined && unit === 'h' && ['1', '2', '3', '4', '6', '8'].includes(every[1]!)
        ? `Q${every[1]}H`
        : undefined;
    return {
      ...(code === undefined ? {} : { code }),
      frequency: 1,
      period: Number(every[1]),
      ...(every[2] === undefined ? {} : { periodMax: Number(every[2]) }),
      periodUnit: unit,
    };
  }
  const times =
    /^(\d{1,2})(?:\s*to\s*(\d{1,2}))?\s*(?:x|times)\s*(?:a|per|every|each)?\s*(day|daily|week|weekly|month|monthly)$/.exec(
      plain,
    );
  if (!times || times[1] === '0') return null;
  return {
    frequency: Number(times[1]),
    ...(times[2] === undefined ? {} : { frequencyMax: Number(times[2]) }),
    period: 1,
    periodUnit: times[3]!.startsWith('da') ? 'd' : times[3]!.startsWith('w') ? 'wk' : 'mo',
  };
}

const gts = 'http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation';

/** FHIR Timing of a frequency: `repeat`, and the GTS abbreviation where there is one; the words stay as text. */
export function timingOf(frequency: Frequency, text: string) {
  const { code, when, ...repeat } = frequency;
  return {
    repeat: { ...repeat, ...(when === undefined ? {} : { when: [when] }) },
    code: { ...(code === undefined ? {} : { coding: [{ system: gts, code }] }), text },
  };
}
