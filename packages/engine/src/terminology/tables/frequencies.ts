/** One line: GTS code or '' | frequency | period | period unit | extra | spellings (folded). Codes: HL7 v3 GTSAbbreviation 2.16.840.1.113883.5.1022. */
export interface Frequency {
  readonly code?: string;
  readonly frequency?: number;
  readonly frequencyMax?: number;
  readonly period?: number;
  readonly periodMax?: number;
  readonly periodUnit?: string;
  readonly when?: string;
}

const day = { period: 1, periodUnit: 'd' } as const;

/** What the words mean beyond doubt. `qd` and `od` (once daily; `od` is also "right eye" as a route) mean once a day as a frequency. */
const meanings: readonly (readonly [Frequency, string])[] = [
  // GTS PM is "every afternoon"; writers mean the evening as often: no time of day is added.
  [{ code: 'PM', frequency: 1, ...day }, 'qpm;q pm;pm;p m'],
  [
    { code: 'QD', frequency: 1, ...day },
    'qd;q d;od;daily;once daily;once a day;every day;1x day;1 time a day;1 time per day;one time daily;1 time daily;one time a day;x1 daily;qday;q day;each day;per day;once per day;1 daily',
  ],
  [
    { code: 'BID', frequency: 2, ...day },
    'bid;b i d;twice daily;twice a day;2 times a day;2 times daily;two times a day;two times daily;2x day;2x daily;2 times per day;bd',
  ],
  [
    { code: 'TID', frequency: 3, ...day },
    'tid;t i d;three times a day;three times daily;3 times a day;3 times daily;3x day;3x daily;3 times per day;thrice daily;tds',
  ],
  [
    { code: 'QID', frequency: 4, ...day },
    'qid;q i d;four times a day;four times daily;4 times a day;4 times daily;4x day;4x daily;4 times per day;qds',
  ],
  [{ code: 'QOD', frequency: 1, period: 2, periodUnit: 'd' }, 'qod;q o d;every other day;every 2 days'],
  [
    { code: 'AM', frequency: 1, ...day, when: 'MORN' },
    'qam;q am;every morning;in the morning;each morning;a m;am;once daily in the morning;every day in the morning',
  ],
  [{ frequency: 1, ...day, when: 'EVE' }, 'every evening;in the evening;each evening;once daily in the evening'],
  [
    { frequency: 1, ...day, when: 'HS' },
    'qhs;q hs;hs;h s;at bedtime;bedtime;every night at bedtime;nightly at bedtime;once daily at bedtime;q bedtime',
  ],
  [{ frequency: 1, ...day, when: 'NIGHT' }, 'nightly;every night;qnight;at night;nocte'],
  [
    { code: 'WK', frequency: 1, period: 1, periodUnit: 'wk' },
    'weekly;once weekly;once a week;every week;qweek;q week;q1week;qwk;q wk;1 time a week;one time a week;every 7 days',
  ],
  [
    { code: 'MO', frequency: 1, period: 1, periodUnit: 'mo' },
    'monthly;once monthly;once a month;every month;qmonth;q month;q1month;qmo',
  ],
  [{ frequency: 2, period: 1, periodUnit: 'wk' }, 'twice weekly;twice a week;2 times a week;two times a week;2x week'],
  [
    { frequency: 3, period: 1, periodUnit: 'wk' },
    'three times a week;three times weekly;3 times a week;3 times weekly;3x week;tiw',
  ],
  [{ frequency: 1, period: 1, periodUnit: 'a' }, 'yearly;once a year;annually;every year'],
  [{ when: 'AC' }, 'ac;a c;before meals;before each meal'],
  [{ when: 'PC' }, 'pc;p c;after meals;after each meal'],
];

export const frequencyByName = new Map<string, Frequency>();
for (const [meaning, names] of meanings) for (const name of names.split(';')) frequencyByName.set(name, meaning);
