import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChartEntry, chartEntries, type Resource } from './chart-entries.js';
import { blueButtonSees, KINDS, type Kind, medplumSees, type Seen } from './importers.js';
import { readNdjson } from './openemr-run.js';

/** What an importer keeps of an entry, beside that it is there. */
interface Importer {
  readonly name: string;
  readonly sees: (xml: string) => Seen[];
  /** Kinds of which it keeps no identifier: compared by codes and date. */
  readonly nameless: ReadonlySet<Kind>;
  /** Every code with its translations, or only the code of the value set that C-CDA asks for. */
  readonly translations: boolean;
  readonly negations: ReadonlySet<Kind>;
  readonly statuses: ReadonlySet<Kind>;
  readonly values: ReadonlySet<Kind>;
  readonly ends: ReadonlySet<Kind>;
  /** Kinds of which it reads no date that is a moment. */
  readonly undated: ReadonlySet<Kind>;
  /** Kinds of which it leaves out what is negated. */
  readonly positive: ReadonlySet<Kind>;
  /** Makes a day of a month or a year (datetime.ts). */
  readonly daysOnly: boolean;
}

const MEASURED: readonly Kind[] = ['result', 'vital'];

export const IMPORTERS: readonly Importer[] = [
  {
    name: '@medplum/ccda',
    sees: medplumSees,
    // Reads the ids of these kinds for a resource id only (ccda-to-fhir.ts, mapId).
    nameless: new Set(['allergy', 'medication']),
    translations: true,
    // Makes every statement a positive one and every problem as active as its act: nothing of it can be held against a document.
    negations: new Set(),
    statuses: new Set(),
    values: new Set(MEASURED),
    ends: new Set(['problem']),
    // Reads the effectiveTime of a procedure for a period alone (ccda-to-fhir.ts, processProcedure).
    undated: new Set(['procedure']),
    positive: new Set(),
    daysOnly: true,
  },
  {
    name: '@amida-tech/blue-button',
    sees: blueButtonSees,
    nameless: new Set(),
    translations: false,
    negations: new Set(['problem', 'allergy', 'immunization']),
    statuses: new Set(['problem', 'allergy', 'result', 'vital', 'procedure']),
    values: new Set([...MEASURED, 'medication']),
    ends: new Set(['problem']),
    undated: new Set(),
    // On purpose: a drug that is not taken is none of the patient's (lib/parser/ccda/sections/medications.js).
    positive: new Set(['medication']),
    daysOnly: false,
  },
];

export interface Comparison {
  /** Entries of the chart, and entries that the importer sees, by kind. */
  readonly counts: Readonly<Record<Kind, readonly [chart: number, importer: number]>>;
  /** Entries that the importer sees with a code: codes that it does not see are not compared. */
  readonly coded: Readonly<Record<Kind, number>>;
  /** Kind and what is wrong: no value of a chart. */
  readonly differences: readonly string[];
}

const same = (left: readonly string[], right: readonly string[]): boolean =>
  JSON.stringify([...new Set(left)].sort()) === JSON.stringify([...new Set(right)].sort());

/**
 * A stated day, month or year; times of day pass through zones in each importer's own way and are compared by being there. An importer that makes a day of a month
 * is held to the year.
 */
function sameDate({ daysOnly }: Importer, chart: string | undefined, seen: string | undefined): boolean {
  if (chart === undefined || seen === undefined) return chart === seen;
  const length = daysOnly && chart.length < 10 ? 4 : chart.length;
  return chart.includes('T') || seen.slice(0, length) === chart.slice(0, length);
}

function differencesOf(importer: Importer, wanted: ChartEntry, seen: Seen): string[] {
  const found: string[] = [];
  const say = (what: string, isSame: boolean): void => {
    if (!isSame) found.push(`${wanted.kind}: ${what} differs`);
  };
  const { kind } = wanted;
  say(
    'code',
    importer.translations ? same(wanted.codes, seen.codes) : seen.codes.every((c) => wanted.codes.includes(c)),
  );
  say('date', (importer.undated.has(kind) && seen.date === undefined) || sameDate(importer, wanted.date, seen.date));
  if (importer.ends.has(kind)) say('end', sameDate(importer, wanted.end, seen.end));
  if (importer.negations.has(kind)) say('negation', wanted.negated === (seen.negated ?? false));
  if (importer.statuses.has(kind)) say('status', wanted.status === seen.status);
  if (importer.values.has(kind)) {
    say('value', (wanted.value === undefined ? undefined : Number(wanted.value)) === seen.value);
    if (wanted.unit !== undefined) say('unit', wanted.unit === seen.unit);
  }
  return found;
}

/** The documents of a run beside the resources of their charts, which its FHIR output has; smallest documents first. */
export function documentsOf(out: string): { readonly xml: string; readonly resources: readonly Resource[] }[] {
  const all = [...readNdjson(join(out, 'fhir')).values()].flat() as Resource[];
  const charts = new Map<string, Resource[]>();
  const patients = new Map<string, string>();
  for (const one of all) {
    const subject = (one.subject ?? one.patient) as { readonly reference?: string } | undefined;
    const reference = subject?.reference ?? '';
    if (!charts.has(reference)) charts.set(reference, []);
    charts.get(reference)!.push(one);
    if (one.resourceType === 'Patient')
      for (const { system, value } of (one.identifier ?? []) as { system?: string; value: string }[])
        patients.set(
          `<id root="${system?.replace('urn:oid:', '')}" extension="${value}"/>`,
          `Patient/${String(one.id)}`,
        );
  }
  return (
    readdirSync(join(out, 'ccda'))
      .filter((name) => name.endsWith('.xml'))
      .map((name) => readFileSync(join(out, 'ccda', name), 'utf8'))
      // Continuity of Care Documents: the others hold a part of the chart.
      .filter((xml) => xml.includes('<code code="34133-9"'))
      .sort((a, b) => a.length - b.length)
      .map((xml) => {
        const role = xml.slice(xml.indexOf('<patientRole'), xml.indexOf('<patient>'));
        const id = (role.match(/<id [^>]*>/g) ?? []).find((one) => patients.has(one));
        return { xml, resources: charts.get(patients.get(id ?? '') ?? '') ?? [] };
      })
  );
}

/** A document as an importer takes it, against the resources of its chart. */
export function compareImport(importer: Importer, xml: string, resources: readonly Resource[]): Comparison {
  const wanted = chartEntries(resources).filter((one) => !one.negated || !importer.positive.has(one.kind));
  const seen = importer.sees(xml);
  const counts = Object.fromEntries(
    KINDS.map((kind) => [
      kind,
      [wanted.filter((one) => one.kind === kind).length, seen.filter((one) => one.kind === kind).length],
    ]),
  ) as unknown as Comparison['counts'];
  const differences: string[] = KINDS.filter((kind) => counts[kind][0] !== counts[kind][1]).map(
    (kind) => `${kind}: ${counts[kind][0]} in the chart, ${counts[kind][1]} seen`,
  );
  const left = new Set(seen);
  for (const one of wanted) {
    const byId = one.ids.length > 0 && !importer.nameless.has(one.kind);
    const candidates = [...left].filter(
      (other) => other.kind === one.kind && (!byId || one.ids.some((id) => other.ids.includes(id))),
    );
    // The best of those that may be meant: an entry without an id of its own is as good as another that says the same.
    const ranked = candidates.map((other) => ({ other, wrong: differencesOf(importer, one, other) }));
    ranked.sort((a, b) => a.wrong.length - b.wrong.length);
    const best = ranked[0];
    if (!best) differences.push(`${one.kind}: not seen`);
    else {
      left.delete(best.other);
      differences.push(...best.wrong);
    }
  }
  for (const other of left) differences.push(`${other.kind}: seen and not in the chart`);
  const coded = Object.fromEntries(
    KINDS.map((kind) => [kind, seen.filter((one) => one.kind === kind && one.codes.length > 0).length]),
  ) as unknown as Comparison['coded'];
  return { counts, coded, differences };
}

/** Differences of each importer over documents of a run, and the entries that it saw by kind. */
export function importAll(
  documents: ReturnType<typeof documentsOf>,
): { readonly name: string; readonly differences: readonly string[]; readonly seen: Record<Kind, number> }[] {
  const warn = console.warn;
  // @medplum/ccda says of every kind of value that it does not know that it does not.
  console.warn = () => {};
  try {
    return IMPORTERS.map((importer) => {
      const seen = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
      const differences = documents.flatMap(({ xml, resources }) => {
        const one = compareImport(importer, xml, resources);
        for (const kind of KINDS) seen[kind] += one.counts[kind][1];
        return one.differences;
      });
      return { name: importer.name, differences, seen };
    });
  } finally {
    console.warn = warn;
  }
}
