import type { Issue } from '../../base/issue.js';
import { formatLocator } from '../../base/locator.js';
import type { Chart, ChartFragment, ChartSettings } from '../../chart/chart.js';
import type { Resource } from '../../chart/fhir.js';
import { type ReadBackResult, Tally, type Unheld } from '../read-back.js';
import { compareEntry, isShown } from './compare-entry.js';
import { compareHeader } from './compare-header.js';
import { encounterChart } from './encounter-chart.js';
import { idsOf, isId } from './ids.js';
import { ChartValues } from './known.js';
import { oneLine, tsText } from './leaves.js';
import { ChartIndex, PARTY_TYPES } from './parties.js';
import { FIXED_CODES, SECTIONS } from './placement.js';
import { type CcdaReading, type ReadEntry, readCcda } from './reading.js';
import { RowUse } from './row-use.js';
import { Supplements } from './supplements.js';
import { onlyMembers, onlyParts, partCodes, partsOf, partText } from './value-rules.js';

/** Code of the issue by which a writer says that an element has no place in its format. */
const NO_PLACE = /-no-place$/;

/**
 * Reads a written C-CDA document again and compares it with the chart, both ways: every value of every resource that the writer says it carried must
 * be stated in its entry or shown in the narrative row that the entry points at, and everything that an entry states or shows must come from
 * the chart. `carried` is the writer's own list (`Type/id`): what it leaves out is the ledger's affair, not this one's. Elements that `issues` say have
 * no place (`...-no-place`) are counted as not held; a loss that nobody declared is a difference.
 * `beside`: the documents of files that the text refers to (what they say counts as said by the entry that refers to them) and documents about single
 * encounters, each compared with what the chart ties to its encounter.
 * `unheld` hears of every value that the document has no place for. Shares code tables with the writer and nothing else. Throws MigrationError `CCDA_NOT_XML` where the text is no XML.
 */
export function readBackCcda(
  chart: Chart,
  settings: ChartSettings,
  text: string,
  carried: ReadonlySet<string>,
  issues: readonly Issue[] = [],
  beside: readonly string[] = [],
  unheld: Unheld | null = null,
): ReadBackResult {
  const supplements = new Supplements(beside);
  const tally = new Tally(unheld);
  compareDocument(chart, settings, readCcda(text), carried, issues, supplements, tally, true);
  for (const reading of supplements.encounters) {
    const part = encounterChart(chart, reading, tally);
    if (part) compareDocument(part, settings, reading, carried, issues, supplements, tally, false);
    else tally.differ('extra', `document of ${chart.patient.id}`, 'document');
  }
  return tally.result();
}

/** One structured document with the chart, or the part of a chart, that it must hold. `whole`: all scans of the chart must be referred to. */
function compareDocument(
  chart: Chart,
  settings: ChartSettings,
  read: CcdaReading,
  carried: ReadonlySet<string>,
  issues: readonly Issue[],
  supplements: Supplements,
  tally: Tally,
  whole: boolean,
): void {
  const reading = { ...read, entries: supplements.join(read.entries) };
  const declared = issues.filter((issue) => NO_PLACE.test(issue.code)).map((issue) => issue.element ?? '');
  const index = new ChartIndex(chart);
  const blank = issues.filter((issue) => issue.code === 'ccda-code-blank').map((issue) => issue.where ?? '');
  const values = new ChartValues(index, new Set(declared), new Set(blank));
  const due = chart.fragments.filter(
    ({ resource }) => carried.has(`${resource.resourceType}/${resource.id}`) && !PARTY_TYPES.has(resource.resourceType),
  );
  const matches = match(due, reading.entries, values);
  compareHeader(chart, settings, reading, values, tally, undefined, whole);
  const rows = new RowUse(reading);
  for (const fragment of due) {
    const { resource } = fragment;
    const where = whereOf(fragment);
    const own = matches.own.get(fragment);
    const parts = matches.parts.get(fragment) ?? [];
    if (own || parts.length > 0) {
      for (let i = parts.length; i < partsDue(resource, index).length; i++)
        tally.differ('missing', where, `${resource.resourceType} part`);
      const known = compareEntry({ resource, where, own, parts }, values, tally);
      for (const entry of [...(own ? [own] : []), ...parts.map(([, e]) => e)])
        for (const row of entry.rows) rows.use(row, where, resource.resourceType, known);
    } else if (onlyMembers(resource)) tally.notHeld(`${resource.resourceType}.hasMember`, where);
    else {
      const entry = rows.entryOf(resource, values);
      if (entry)
        rows.use(
          entry.rows[0]!,
          where,
          resource.resourceType,
          compareEntry({ resource, where, own: entry, parts: [] }, values, tally),
        );
      else tally.differ('missing', where, resource.resourceType);
    }
  }
  compareToldApart(due, chart, rows, values, tally);
  const referring = new Map<ChartFragment, ReadEntry[]>();
  for (const fragment of due) {
    const entry = matches.own.get(fragment);
    const further = (matches.parts.get(fragment) ?? []).map(([, part]) => part);
    referring.set(fragment, entry ? [entry, ...further] : further);
  }
  if (whole) supplements.compare(chart, settings, referring, values, tally);
  rows.compare(tally, `document of ${chart.patient.id}`);
  compareSpans(reading.entries, matches.own, values, tally, `document of ${chart.patient.id}`);
  compareRest(chart, matches.left, index, tally);
}

/** Sections that tell in words what stands elsewhere as data: LOINC code, whose words they are, and what of them must all be shown. */
const TOLD_APART: readonly (readonly [section: string, type: string, paths: RegExp])[] = [
  ['29299-5', 'Encounter', /^reason(Code\.text|Reference$)/], // why the patient came
  ['42349-1', 'ServiceRequest', /^reason(Code\.text|Reference$)/], // why the patient is referred
];

/** All that such a section says is of the resources whose words it has, and what it is there for is all said. */
function compareToldApart(
  due: readonly ChartFragment[],
  chart: Chart,
  rows: RowUse,
  values: ChartValues,
  tally: Tally,
): void {
  for (const [section, type, paths] of TOLD_APART) {
    const fragments = due.filter(({ resource }) => resource.resourceType === type);
    const owners = fragments.map((fragment) => ({ where: whereOf(fragment), known: values.known(fragment.resource) }));
    const told = rows.claim(section, type, owners);
    if (told.length === 0) continue;
    const row = oneLine(told.join('\n'));
    // Of several orders only those that refer the patient are told: the ones of which the section shows anything.
    for (const { resource, origin } of fragments) {
      const leaves = values.leaves(resource).filter((leaf) => paths.test(leaf.path));
      if (fragments.length > 1 && !leaves.some((leaf) => isShown(leaf, row))) continue;
      for (const leaf of leaves)
        if (!isShown(leaf, row)) tally.differ('not-shown', whereOf({ resource, origin }), `${type}.${leaf.path}`);
    }
  }
  // Support contacts in words, where a document cannot have them as participants: a section without a code.
  const { patientOrigin: origin, patient } = chart;
  const resource = patient as unknown as Resource;
  rows.claim('', 'Patient', [{ where: whereOf({ resource, origin }), known: values.known(resource) }]);
}

const whereOf = ({ origin }: ChartFragment): string =>
  formatLocator({ source: origin.source, table: origin.table, row: origin.row });

/** An organizer's time begins and ends with its members', or is its own resource's. */
function compareSpans(
  entries: readonly ReadEntry[],
  own: Matches['own'],
  values: ChartValues,
  tally: Tally,
  where: string,
): void {
  const owners = new Map([...own].map(([fragment, entry]) => [entry, fragment]));
  entries.forEach((entry, i) => {
    if (entry.members === 0) return;
    const times = entries
      .slice(i + 1, i + 1 + entry.members)
      .flatMap((e) => e.facts.filter((f) => /^time(\.|$)/.test(f.name)).map((f) => f.value));
    const owner = owners.get(entry);
    if (owner) for (const leaf of values.leaves(owner.resource)) if (leaf.kind === 'date') times.push(...leaf.stated);
    for (const { name, value } of entry.facts)
      if (/^time(\.|$)/.test(name)) {
        if (times.includes(value)) tally.same();
        else tally.differ('extra', `${where}, section ${entry.section}`, `${entry.kind} ${name}`);
      }
    for (const { name, value } of entry.facts)
      if (name === 'code.code' && !owner) {
        // A group without a resource is named as its template wants, or as its only member.
        const members = entries
          .slice(i + 1, i + 1 + entry.members)
          .flatMap((e) => e.facts.filter((f) => f.name === 'code.code').map((f) => f.value));
        if (FIXED_CODES.has(value.slice(value.lastIndexOf('|') + 1)) || members.includes(value)) tally.same();
        else tally.differ('extra', `${where}, section ${entry.section}`, `${entry.kind} ${name}`);
      }
  });
}

/** Entries that no resource owns: groups, and what the patient's own record says (birth sex). Anything else was invented. */
function compareRest(chart: Chart, left: readonly ReadEntry[], index: ChartIndex, tally: Tally): void {
  const known = index.patientTexts();
  left.forEach((entry, i) => {
    const grouping = entry.kind.startsWith('organizer') && !entry.facts.some((fact) => fact.name.startsWith('value.'));
    const values = entry.facts.filter((fact) => /^value\./.test(fact.name) && !/\.display$/.test(fact.name));
    const own =
      values.length > 0 && values.every(({ value }) => known.has(value) || known.has(value.replace(/^.*\|/, '')));
    if (!grouping && !own)
      tally.differ('extra', `document of ${chart.patient.id}, section ${entry.section}, entry ${i + 1}`, entry.kind);
  });
}

interface Matches {
  readonly own: ReadonlyMap<ChartFragment, ReadEntry>;
  readonly parts: ReadonlyMap<ChartFragment, readonly (readonly [Resource, ReadEntry])[]>;
  readonly left: readonly ReadEntry[];
}

/**
 * Each resource with its entry, by the resource's own id and its identifiers. Several resources may share one (rows that become several resources;
 * a note that is identified by its report): then the one whose values the entry holds best has it, and the others look among the
 * entries that are left. A wrong pair cannot pass: its values are compared all the same. Parts that have entries of their own are known by their codes.
 */
function match(due: readonly ChartFragment[], entries: readonly ReadEntry[], values: ChartValues): Matches {
  const byId = entriesById(entries);
  const claims = new Map<ReadEntry, ChartFragment[]>();
  const own = new Map<ChartFragment, ReadEntry>();
  const used = new Set<ReadEntry>();
  const pair = (fragment: ChartFragment, entry: ReadEntry): void => {
    own.set(fragment, entry);
    used.add(entry);
  };
  for (const fragment of due) {
    const found = new Set(
      claimableIds(fragment.resource).flatMap((id) =>
        (byId.get(id) ?? []).filter((e) => e.ids.some((read) => isId(read, id))),
      ),
    );
    for (const entry of found) claims.set(entry, [...(claims.get(entry) ?? []), fragment]);
  }
  // Entries that one resource alone claims first, so that they do not stand in the choice of others.
  for (const [entry, [first, ...others]] of claims) if (others.length === 0 && !own.has(first!)) pair(first!, entry);
  for (const [entry, fragments] of claims) {
    if (used.has(entry)) continue;
    const all = fragments.filter((fragment) => !own.has(fragment));
    // A panel that only names its members has nothing to lose, an observation has.
    const saying = all.filter(({ resource }) => !onlyMembers(resource));
    const open = saying.length > 0 ? saying : all;
    // Whoever would lose most by taking another entry of the section.
    const others = entries.filter((e) => e !== entry && !used.has(e) && !claims.has(e) && e.section === entry.section);
    const best = bestOf(open, (fragment) => {
      const elsewhere = others.reduce((most, e) => Math.max(most, likeness(fragment.resource, e, values)), 0);
      return likeness(fragment.resource, entry, values) - elsewhere + 1000;
    });
    if (best) pair(best, entry);
  }
  for (const fragment of due) {
    if (own.has(fragment) || onlyMembers(fragment.resource) || !claimedByOthers(fragment, byId, used)) continue;
    const left = entries.filter(
      (entry) => !used.has(entry) && entry.section === own.get(rival(fragment, byId, own)!)?.section,
    );
    const entry = bestOf(left, (e) => likeness(fragment.resource, e, values));
    if (entry) pair(fragment, entry);
  }
  const parts = new Map<ChartFragment, (readonly [Resource, ReadEntry])[]>();
  for (const fragment of due)
    for (const part of partsDue(fragment.resource, values.index)) {
      const whole = own.get(fragment);
      const among = entriesAmong(fragment.resource, whole, entries);
      const entry =
        fragment.resource.resourceType === 'CareTeam'
          ? among.find((member) => !used.has(member))
          : (entryOfPart(part, among, used, values) ?? unnamedPart(part, whole, entries, used));
      if (!entry) continue;
      used.add(entry);
      parts.set(fragment, [...(parts.get(fragment) ?? []), [part, entry]]);
    }
  // Further files of a note are entries of their own that share its place in the narrative.
  for (const [fragment, whole] of own) {
    if (!/(^| )4\.202( |$)/.test(whole.kind)) continue;
    const from = entries.indexOf(whole) + 1;
    for (let i = from; entries[i]?.kind === whole.kind && entries[i]?.rows[0] === whole.rows[0]; i++) {
      const entry = entries[i]!;
      if (used.has(entry) || entry.rows.length === 0 || entry.ids.some((id) => whole.ids.includes(id))) break;
      used.add(entry);
      parts.set(fragment, [...(parts.get(fragment) ?? []), [fragment.resource, entry]]);
    }
  }
  return { own, parts, left: entries.filter((entry) => !used.has(entry)) };
}

function entriesById(entries: readonly ReadEntry[]): Map<string, ReadEntry[]> {
  const byId = new Map<string, ReadEntry[]>();
  const note = (key: string, entry: ReadEntry) => {
    const held = byId.get(key);
    if (held) held.push(entry);
    else byId.set(key, [entry]);
  };
  for (const entry of entries)
    for (const id of entry.ids) {
      note(id, entry);
      if (id.includes('^')) note(id.replace(/^[^^]*\^/, '*^'), entry);
    }
  return byId;
}

const claimedByOthers = (
  fragment: ChartFragment,
  byId: ReadonlyMap<string, readonly ReadEntry[]>,
  used: ReadonlySet<ReadEntry>,
): boolean => claimableIds(fragment.resource).some((id) => byId.get(id)?.some((e) => used.has(e)));

/** Ids by which a resource may have an entry; one that is written by its parts alone shares no id with them. */
function claimableIds(resource: Resource): string[] {
  const { own, others } = idsOf(resource);
  return [own, ...(onlyParts(resource) && isVital(resource) ? [] : others)];
}

/** The resource that has the entry which this one claims too. */
function rival(
  fragment: ChartFragment,
  byId: ReadonlyMap<string, readonly ReadEntry[]>,
  own: ReadonlyMap<ChartFragment, ReadEntry>,
): ChartFragment | undefined {
  const ids = idsOf(fragment.resource);
  const entries = [ids.own, ...ids.others].flatMap((id) => byId.get(id) ?? []);
  for (const [other, entry] of own) if (entries.includes(entry)) return other;
  return undefined;
}

function bestOf<T>(items: readonly T[], score: (item: T) => number): T | undefined {
  let best: T | undefined;
  let most = -1;
  for (const item of items) {
    const points = items.length === 1 ? 0 : score(item);
    if (points > most) [best, most] = [item, points];
  }
  return best;
}

/** How many values of the resource the entry states or shows. */
function likeness(resource: Resource, entry: ReadEntry, values: ChartValues): number {
  const row = oneLine(entry.rows.join('\n'));
  const stated = new Set(entry.facts.map((fact) => fact.value));
  const own = entry.ids.includes(idsOf(resource).own) ? 0.5 : 0;
  return (
    values.leaves(resource).filter((leaf) => leaf.stated.some((text) => stated.has(text)) || isShown(leaf, row))
      .length + own
  );
}

/** Parts that must have an entry: of a care team, the members that can be named. */
const partsDue = (resource: Resource, index: ChartIndex): Resource[] =>
  partsOf(resource).filter((part) => {
    if (part.resourceType !== 'CareTeam participant') return true;
    const member = part.member as { reference?: unknown; identifier?: { value?: unknown } } | undefined;
    return (
      index.nameOf(member) !== '' ||
      index.get(member?.reference) !== undefined ||
      typeof member?.identifier?.value === 'string'
    );
  });

const isVital = (resource: Resource): boolean => JSON.stringify(resource.category ?? '').includes('"vital-signs"');

/** Where the parts of a resource may stand: in its own group where it has one, else in the sections of its type. */
function entriesAmong(
  { resourceType }: Resource,
  own: ReadEntry | undefined,
  entries: readonly ReadEntry[],
): readonly ReadEntry[] {
  if (own && own.members > 0) {
    const start = entries.indexOf(own) + 1;
    return entries.slice(start, start + own.members);
  }
  return entries.filter(({ section }) => SECTIONS[resourceType]?.includes(section) !== false);
}

function entryOfPart(
  part: Resource,
  entries: readonly ReadEntry[],
  used: ReadonlySet<ReadEntry>,
  values: ChartValues,
): ReadEntry | undefined {
  const codes = partCodes(part).join('\n');
  const text = partText(part);
  const fits = (entry: ReadEntry): boolean => {
    if (used.has(entry) || entry.kind.startsWith('organizer')) return false;
    const read = (name: string) =>
      [...new Set(entry.facts.filter((f) => f.name === name).map((f) => f.value))].sort().join('\n');
    if (codes !== '') return ['code.code', 'value.code', 'consumable.code.code'].some((name) => read(name) === codes);
    return text !== '' && ['code.text', 'value.text', 'consumable.code.text'].some((name) => read(name) === text);
  };
  // The same measurement may be there for several moments.
  const moment = tsText(String(part.effectiveDateTime ?? ''));
  const isThen = ({ facts }: ReadEntry): boolean =>
    (facts.find(({ name }) => name === 'time')?.value ?? null) === moment;
  if (part.resourceType === 'ImmunizationRecommendation part')
    return bestOf(entries.filter(fits), (entry) => likeness(part, entry, values));
  return entries.find((entry) => isThen(entry) && fits(entry)) ?? entries.find(fits);
}

/** A part that nothing names stands among the unnamed entries that follow its resource's own; which of them does not matter to what it must hold. */
function unnamedPart(
  part: Resource,
  own: ReadEntry | undefined,
  entries: readonly ReadEntry[],
  used: ReadonlySet<ReadEntry>,
): ReadEntry | undefined {
  if (!own || partCodes(part).length > 0 || partText(part) !== '') return undefined;
  const named = ({ facts }: ReadEntry): boolean => facts.some(({ name }) => /^code\.(code|text)$/.test(name));
  for (let i = entries.indexOf(own) + 1; entries[i]?.section === own.section; i++) {
    const entry = entries[i]!;
    if (!used.has(entry) && entry.ids.every((id) => !id.includes('^')) && !named(entry)) return entry;
  }
  return undefined;
}
