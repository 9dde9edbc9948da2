import { formatLocator } from '../../base/locator.js';
import type { Chart, ChartFragment, ChartSettings } from '../../chart/chart.js';
import type { Resource } from '../../chart/fhir.js';
import { type ReadBackResult, Tally } from '../read-back.js';
import { compareEntry, leavesOfResource } from './compare-entry.js';
import { compareHeader } from './compare-header.js';
import { idsOf, isId } from './ids.js';
import { oneLine } from './leaves.js';
import { NarrativeWords } from './narrative-words.js';
import { ChartIndex, PARTY_TYPES } from './parties.js';
import { FIXED_CODES } from './placement.js';
import { type CcdaReading, type ReadEntry, readCcda } from './reading.js';
import { onlyMembers, onlyParts, partCodes, partsOf } from './value-rules.js';

/**
 * Reads a written C-CDA document again and compares it with the chart, both ways: every value of every resource that the writer says it carried must
 * be stated in its entry or shown in the narrative row that the entry points at, and everything that an entry states or shows must come from
 * the chart. `carried` is the writer's own list (`Type/id`): what it leaves out is the ledger's affair, not this one's.
 * Shares code tables with the writer and nothing else. Throws MigrationError `CCDA_NOT_XML` where the text is no XML.
 */
export function readBackCcda(
  chart: Chart,
  settings: ChartSettings,
  text: string,
  carried: ReadonlySet<string>,
): ReadBackResult {
  return compareReading(chart, settings, readCcda(text), carried);
}

export function compareReading(
  chart: Chart,
  settings: ChartSettings,
  reading: CcdaReading,
  carried: ReadonlySet<string>,
): ReadBackResult {
  const tally = new Tally();
  const index = new ChartIndex(chart);
  const due = chart.fragments.filter(
    ({ resource }) => carried.has(`${resource.resourceType}/${resource.id}`) && !PARTY_TYPES.has(resource.resourceType),
  );
  const matches = match(due, reading.entries);
  compareHeader(chart, settings, reading, tally);
  const rows = new Map<string, { where: string; type: string; known: ReadonlySet<string>[] }>();
  for (const fragment of due) {
    const where = whereOf(fragment);
    const type = fragment.resource.resourceType;
    const own = matches.own.get(fragment);
    const parts = matches.parts.get(fragment) ?? [];
    if (!own && parts.length === 0) {
      if (onlyMembers(fragment.resource)) tally.notHeld(`${type}.hasMember`);
      else tally.differ('missing', where, type);
      continue;
    }
    for (let i = parts.length; i < partsOf(fragment.resource).length; i++)
      tally.differ('missing', where, `${type} part`);
    const known = compareEntry({ resource: fragment.resource, where, own, parts }, index, tally);
    for (const entry of [...(own ? [own] : []), ...parts.map(([, e]) => e)])
      for (const row of entry.rows) {
        const held = rows.get(row);
        if (held) held.known.push(known);
        else rows.set(row, { where, type, known: [known] });
      }
  }
  const words = new NarrativeWords();
  for (const [row, { where, type, known }] of rows) {
    if (words.unexplained(oneLine(row), known) === 0) tally.same();
    else tally.differ('extra', where, `${type} narrative`);
  }
  compareSpans(reading.entries, matches.own, index, tally, `document of ${chart.patient.id}`);
  compareRest(chart, matches.left, index, tally);
  return tally.result();
}

const whereOf = ({ origin }: ChartFragment): string =>
  formatLocator({ source: origin.source, table: origin.table, row: origin.row });

/** An organizer's time begins and ends with its members', or is its own resource's. */
function compareSpans(
  entries: readonly ReadEntry[],
  own: Matches['own'],
  index: ChartIndex,
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
    if (owner)
      for (const leaf of leavesOfResource(owner.resource, index)) if (leaf.kind === 'date') times.push(...leaf.stated);
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
  const known = new Set<string>();
  index.patientTexts(known);
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
 * Each resource with its entry: by the resource's own id first, then by its identifiers, since several resources of one row share those. Parts that
 * have entries of their own are known by their codes among the entries that are left.
 */
function match(due: readonly ChartFragment[], entries: readonly ReadEntry[]): Matches {
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
  const used = new Set<ReadEntry>();
  const own = new Map<ChartFragment, ReadEntry>();
  const take = (fragment: ChartFragment, wanted: readonly string[]): void => {
    for (const id of wanted) {
      const entry = (byId.get(id) ?? []).find((e) => !used.has(e) && e.ids.some((read) => isId(read, id)));
      if (!entry) continue;
      used.add(entry);
      own.set(fragment, entry);
      return;
    }
  };
  for (const fragment of due) take(fragment, [idsOf(fragment.resource).own]);
  for (const fragment of due)
    if (!own.has(fragment) && !(onlyParts(fragment.resource) && isVital(fragment.resource)))
      take(fragment, idsOf(fragment.resource).others);
  const parts = new Map<ChartFragment, (readonly [Resource, ReadEntry])[]>();
  for (const fragment of due)
    for (const part of partsOf(fragment.resource)) {
      const entry = entryOfPart(part, entries, used);
      if (!entry) continue;
      used.add(entry);
      parts.set(fragment, [...(parts.get(fragment) ?? []), [part, entry]]);
    }
  return { own, parts, left: entries.filter((entry) => !used.has(entry)) };
}

const isVital = (resource: Resource): boolean => JSON.stringify(resource.category ?? '').includes('"vital-signs"');

function entryOfPart(
  part: Resource,
  entries: readonly ReadEntry[],
  used: ReadonlySet<ReadEntry>,
): ReadEntry | undefined {
  const codes = partCodes(part).join('\n');
  const text = String((part.code as { text?: string } | undefined)?.text ?? '').trim();
  return entries.find((entry) => {
    if (used.has(entry) || entry.kind.startsWith('organizer')) return false;
    const read = (name: string) =>
      [...new Set(entry.facts.filter((f) => f.name === name).map((f) => f.value))].sort().join('\n');
    if (codes !== '') return read('code.code') === codes || read('value.code') === codes;
    return text !== '' && (read('code.text') === text || read('value.text') === text);
  });
}
