import { SeededRandom } from './random.js';
import { larkspurTables } from './schema.js';
import type { SyntheticTable } from './table.js';
import {
  ALLERGENS,
  CITIES,
  COMPLAINTS,
  DRUGS,
  FAMILY,
  GIVEN,
  PROBLEMS,
  REACTIONS,
  STREETS,
  TESTS,
  VACCINES,
} from './vocabulary.js';

/**
 * A dirty synthetic practice in a made-up legacy system, "Larkspur": local codes, EAV, dates as text in two orders of separators, zero dates, free-text allergies,
 * soft-deleted and inactive rows, RTF and HTML notes, duplicate charts, test patients, orphans. `truth` says what a correct migration must find.
 */
export interface SyntheticPractice {
  readonly tables: readonly SyntheticTable[];
  readonly truth: PracticeTruth;
  readonly takenAt: string;
}

/** Known truth, by counts of source rows. */
export interface PracticeTruth {
  readonly patients: number;
  readonly testPatients: number;
  readonly deletedPatients: number;
  /** The same person entered twice: chart numbers of both. */
  readonly duplicatePairs: number;
  /** Rows by kind that must reach a chart. */
  readonly delivered: Readonly<
    Record<
      'problems' | 'allergies' | 'medications' | 'immunizations' | 'vitals' | 'results' | 'notes' | 'visits',
      number
    >
  >;
  /** Rows of patients that do not exist. */
  readonly orphans: number;
  readonly zeroDates: number;
}

const pad = (n: number, width = 2): string => String(n).padStart(width, '0');

export function makePractice(patients: number, seed = 7): SyntheticPractice {
  const random = new SeededRandom(seed);
  const t = larkspurTables();
  const delivered = {
    problems: 0,
    allergies: 0,
    medications: 0,
    immunizations: 0,
    vitals: 0,
    results: 0,
    notes: 0,
    visits: 0,
  };
  let testPatients = 0;
  let deletedPatients = 0;
  let duplicatePairs = 0;
  let orphans = 0;
  let zeroDates = 0;
  const nextId = (table: SyntheticTable): number => table.rows.length + 1;
  const date = (from = 2008, to = 2023): [number, number, number] => [
    random.int(from, to),
    random.int(1, 12),
    random.int(1, 28),
  ];
  const iso = ([y, m, d]: readonly number[]): string => `${y}-${pad(m!)}-${pad(d!)}`;
  const us = ([y, m, d]: readonly number[]): string => `${pad(m!)}/${pad(d!)}/${y}`;
  const moment = (day = date()): string =>
    `${iso(day)} ${pad(random.int(8, 17))}:${random.pick(['00', '15', '30', '45'])}:00`;

  const keep = (live: boolean, kind: keyof typeof delivered): void => {
    if (live) delivered[kind] += 1;
  };

  for (let i = 0; i < patients; i++) {
    const number = 1000 + i;
    const sex = random.pick(['F', 'M'] as const);
    const isTest = i > 0 && i % 37 === 0;
    const isDeleted = !isTest && i > 0 && i % 41 === 0;
    const live = !isTest && !isDeleted;
    if (isTest) testPatients += 1;
    if (isDeleted) deletedPatients += 1;
    const [city, state, zip] = random.pick(CITIES);
    const born = date(1935, 2019);
    let lastYear = 2023;
    const livedYear = (year: number): number => Math.min(Math.max(year, born[0] + 1), lastYear);
    /** The same day in a year that the patient lived whole. */
    const lived = ([y, m, d]: readonly [number, number, number]): [number, number, number] => [livedYear(y), m, d];
    const dies = ([y, m, d]: readonly [number, number, number]): [number, number, number] => {
      const year = Math.max(y, born[0] + 2);
      lastYear = year - 1;
      return [year, m, d];
    };
    const bornText = random.chance(0.03) ? '00/00/0000' : random.chance(0.3) ? us(born).replaceAll('/', '-') : us(born);
    if (bornText.startsWith('00')) zeroDates += 1;
    const family = isTest ? 'ZZTEST' : random.pick(FAMILY);
    const row = [
      number,
      `LS${pad(number, 6)}`,
      family.toUpperCase() === family ? family : random.chance(0.3) ? family.toUpperCase() : family,
      random.pick(GIVEN[sex]),
      random.chance(0.4) ? random.pick(['A', 'J', 'R']) : null,
      bornText,
      random.chance(0.02) ? '' : sex,
      random.pick(['1', '2', '3', '9', '']),
      random.pick(['H', 'N', '']),
      random.pick(['ENG', 'SPA', '']),
      `${random.int(1, 999)} ${random.pick(STREETS)}`,
      random.chance(0.2) ? `Apt ${random.int(1, 40)}` : '',
      city,
      state,
      zip,
      random.chance(0.9) ? `(614) 555-01${pad(random.int(0, 99))}` : 'none',
      random.chance(0.5) ? `614.555.01${pad(random.int(0, 99))}` : '',
      random.chance(0.5) ? `patient${number}@example.invalid` : null,
      random.pick(['M', 'S', 'D', 'W', '']),
      random.chance(0.04) ? iso(dies(date(2020, 2023))) : '0000-00-00',
      isDeleted ? 1 : 0,
      random.int(1, 4),
    ];
    t.pat_master.rows.push(row);
    if (random.chance(0.5))
      t.pat_ext.rows.push([
        nextId(t.pat_ext),
        number,
        'SMOKE',
        random.pick(['NEVER', 'FORMER', 'CURRENT', 'ask next visit']),
      ]);
    if (random.chance(0.4)) {
      t.pat_ext.rows.push([nextId(t.pat_ext), number, 'NOK_NAME', `${random.pick(GIVEN.F)} ${family}`]);
      t.pat_ext.rows.push([nextId(t.pat_ext), number, 'NOK_PHONE', `614-555-01${pad(random.int(0, 99))}`]);
      t.pat_ext.rows.push([nextId(t.pat_ext), number, 'NOK_REL', random.pick(['SPOUSE', 'MOTHER', 'CHILD'])]);
    }
    if (random.chance(0.7))
      t.ins.rows.push([
        nextId(t.ins),
        number,
        random.int(1, 2),
        1,
        `MBR${pad(number, 7)}`,
        random.chance(0.6) ? `G${random.int(10, 99)}` : '',
        random.pick(['SELF', 'SPOUSE', 'CHILD']),
        iso(date(2018, 2022)),
        '0000-00-00',
      ]);
    for (let v = random.int(1, 4); v > 0; v--) {
      const visit = nextId(t.visit);
      const at = moment(lived(date()));
      const cancelled = random.chance(0.08);
      t.visit.rows.push([
        visit,
        number,
        random.int(1, 4),
        random.int(1, 2),
        at,
        random.pick(['OV', 'NP', 'TEL']),
        random.pick(COMPLAINTS),
        cancelled ? 'X' : 'C',
      ]);
      keep(live && !cancelled, 'visits');
      if (cancelled) continue;
      const systolic = random.int(98, 165);
      t.vit.rows.push([
        nextId(t.vit),
        number,
        visit,
        at,
        `${systolic}/${random.int(55, 99)}`,
        random.int(58, 74),
        random.chance(0.1) ? 0 : random.int(98, 260),
        random.chance(0.5) ? `${random.int(970, 1010) / 10}` : '',
        random.int(55, 105),
        random.int(12, 20),
        random.chance(0.7) ? random.int(92, 100) : null,
      ]);
      keep(live, 'vitals');
      const body = noteBody(random, at, family);
      t.note.rows.push([nextId(t.note), number, visit, at, body.type, body.text, random.chance(0.03) ? 'D' : 'S']);
      keep(live && t.note.rows.at(-1)!.at(-1) !== 'D', 'notes');
      if (random.chance(0.6)) {
        const order = nextId(t.lab_order);
        t.lab_order.rows.push([order, number, visit, at]);
        for (const [code, name, unit, low, high, places] of TESTS.slice(0, random.int(1, TESTS.length))) {
          const value = low + (high - low) * (random.next() * 1.6 - 0.3);
          const text = random.chance(0.04) ? 'QNS' : random.chance(0.03) ? `<${low}` : value.toFixed(places);
          const flag = value > high ? 'H' : value < low ? 'L' : '';
          t.lab.rows.push([
            nextId(t.lab),
            order,
            number,
            code,
            name,
            text,
            unit,
            `${low}-${high}`,
            Number.isNaN(Number(text)) ? '' : flag,
            at.slice(0, 10),
            random.chance(0.05) ? 'P' : 'F',
          ]);
          keep(live, 'results');
        }
      }
    }
    for (const [code, text] of PROBLEMS) {
      if (!random.chance(0.25)) continue;
      const state = random.pick(['A', 'A', 'A', 'I', 'R', 'D'] as const);
      const onset = random.chance(0.15)
        ? '0000-00-00'
        : random.chance(0.15)
          ? String(livedYear(random.int(1998, 2019)))
          : iso(lived(date(1998, 2022)));
      if (onset === '0000-00-00') zeroDates += 1;
      t.dx.rows.push([
        nextId(t.dx),
        number,
        code,
        '10',
        text,
        onset,
        state === 'R' ? iso(date(2023, 2023)) : '0000-00-00',
        state,
      ]);
      keep(live && state !== 'D', 'problems');
    }
    if (random.chance(0.35)) {
      const [text, code] = random.pick(ALLERGENS);
      const state = random.pick(['A', 'A', 'A', 'I', 'D'] as const);
      t.alg.rows.push([
        nextId(t.alg),
        number,
        text,
        code,
        random.pick(REACTIONS),
        random.pick(['MILD', 'MOD', 'SEV', '']),
        random.chance(0.5) ? iso(lived(date(2000, 2022))) : '0000-00-00',
        state,
      ]);
      keep(live && state !== 'D', 'allergies');
    } else if (random.chance(0.3)) {
      t.alg.rows.push([nextId(t.alg), number, 'NKDA', 'A00', '', '', '0000-00-00', 'A']);
      keep(live, 'allergies');
    }
    for (const [name, rxnorm, sig, route, ndc] of DRUGS) {
      if (!random.chance(0.3)) continue;
      const start = lived(date(2015, 2022));
      const state = random.pick(['ACT', 'ACT', 'DC', 'ERR'] as const);
      t.rx.rows.push([
        nextId(t.rx),
        number,
        random.int(1, 4),
        name,
        rxnorm,
        random.chance(0.8) ? ndc : '',
        sig,
        route,
        us(start),
        state === 'DC' ? us([lastYear, start[1], start[2]]) : '',
        state,
        random.int(1, 9) * 10,
        random.int(0, 5),
      ]);
      keep(live && state !== 'ERR', 'medications');
    }
    for (const [cvx, name] of VACCINES) {
      if (!random.chance(0.35)) continue;
      const refused = random.chance(0.08);
      t.imm.rows.push([
        nextId(t.imm),
        number,
        cvx,
        name,
        iso(lived(date(2010, 2022))),
        refused ? '' : `L${random.int(1000, 9999)}`,
        refused ? 'Y' : 'N',
        refused ? 'patient declined' : '',
      ]);
      keep(live, 'immunizations');
    }
    if (live && random.chance(0.03)) {
      duplicatePairs += 1;
      t.pat_master.rows.push([90000 + i, `LS${pad(90000 + i, 6)}`, ...row.slice(2, 20), 0, row[21]!]);
    }
    t.audit_trail.rows.push([nextId(t.audit_trail), 'front', moment(), 'VIEW']);
    t.appt.rows.push([nextId(t.appt), number, moment(), random.pick(['OV', 'NP'])]);
  }
  for (let i = 0; i < Math.max(1, Math.floor(patients / 100)); i++) {
    t.dx.rows.push([
      nextId(t.dx),
      777000 + i,
      'I10',
      '10',
      'Essential (primary) hypertension',
      '2011-01-01',
      '0000-00-00',
      'A',
    ]);
    orphans += 1;
  }
  return {
    tables: Object.values(t),
    takenAt: '2024-01-05 21:00:00',
    truth: {
      patients: patients - testPatients - deletedPatients + duplicatePairs,
      testPatients,
      deletedPatients,
      duplicatePairs,
      delivered,
      orphans,
      zeroDates,
    },
  };
}

function noteBody(random: SeededRandom, at: string, family: string): { type: string; text: string } {
  const plan = random.pick(['Continue current medication.', 'Return in 3 months.', 'Labs today – call with results.']);
  const kind = random.pick(['RTF', 'HTML', 'TXT'] as const);
  if (kind === 'RTF') {
    const escaped = [...`Pt ${family} seen ${at.slice(0, 10)}. ${plan}`]
      .map((c) => (c.charCodeAt(0) > 127 ? `\\u${c.charCodeAt(0)}?` : c))
      .join('');
    return {
      type: 'RTF',
      text: `{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\f0\\fs20 {\\b Progress note}\\par ${escaped}\\par BP recheck 5 min later: same.\\par}`,
    };
  }
  if (kind === 'HTML')
    return {
      type: 'HTML',
      text: `<p><b>Progress note</b></p><p>Pt seen. ${plan}</p><ul><li>Diet &amp; exercise</li><li>BP &lt; 130/80</li></ul>`,
    };
  return { type: 'TXT', text: `S: ${random.pick(COMPLAINTS)}\r\nO: NAD. Lungs clear.\r\nA/P: ${plan}` };
}
