import { formatLocator } from '../../base/locator.js';
import type { Chart, ChartFragment } from '../../chart/chart.js';
import { type ReadBackResult, Tally } from '../read-back.js';
import { compareEntry } from './compare-entry.js';
import { compareHeader } from './compare-header.js';
import { idsOf, isId } from './ids.js';
import { ChartIndex, PARTY_TYPES } from './parties.js';
import { type CcdaReading, type ReadEntry, readCcda } from './reading.js';

/**
 * Reads a written C-CDA document again and compares it with the chart, both ways: every value of every resource that the writer says it carried must
 * be stated in its entry or shown in the narrative row that the entry points at, and everything that an entry states or shows must come from
 * the chart. `carried` is the writer's own list (`Type/id`): what it leaves out is the ledger's affair, not this one's.
 * Shares code tables with the writer and nothing else. Throws MigrationError `CCDA_NOT_XML` where the text is no XML.
 */
export function readBackCcda(chart: Chart, text: string, carried: ReadonlySet<string>): ReadBackResult {
  return compareReading(chart, readCcda(text), carried);
}

export function compareReading(chart: Chart, reading: CcdaReading, carried: ReadonlySet<string>): ReadBackResult {
  const tally = new Tally();
  const index = new ChartIndex(chart);
  compareHeader(chart, reading.header, tally);
  const due = chart.fragments.filter(
    ({ resource }) => carried.has(`${resource.resourceType}/${resource.id}`) && !PARTY_TYPES.has(resource.resourceType),
  );
  const { pairs, missing, left } = match(due, reading.entries);
  const whereOf = ({ origin }: ChartFragment) =>
    formatLocator({ source: origin.source, table: origin.table, row: origin.row });
  for (const [fragment, entry] of pairs) compareEntry(fragment.resource, entry, index, whereOf(fragment), tally);
  for (const fragment of missing) tally.differ('missing', whereOf(fragment), fragment.resource.resourceType);
  const known = extraTexts(chart, index);
  left.forEach((entry, i) => {
    if (!isFrame(entry) && !isKnown(entry, known))
      tally.differ('extra', `document of ${chart.patient.id}, section ${entry.section}, entry ${i + 1}`, entry.kind);
  });
  return tally.result();
}

/** Each resource with its entry: by the resource's own id first, then by its identifiers, since several resources of one row share those. */
function match(due: readonly ChartFragment[], entries: readonly ReadEntry[]) {
  const byId = new Map<string, ReadEntry[]>();
  for (const entry of entries)
    for (const id of entry.ids)
      for (const key of [id, id.replace(/^[^^]*\^/, '*^')]) byId.set(key, [...(byId.get(key) ?? []), entry]);
  const used = new Set<ReadEntry>();
  const found = new Map<ChartFragment, ReadEntry>();
  const take = (fragment: ChartFragment, wanted: readonly string[]): void => {
    for (const id of wanted) {
      const entry = (byId.get(id) ?? []).find((e) => !used.has(e) && e.ids.some((read) => isId(read, id)));
      if (!entry) continue;
      used.add(entry);
      found.set(fragment, entry);
      return;
    }
  };
  for (const fragment of due) take(fragment, [idsOf(fragment.resource).own]);
  for (const fragment of due) if (!found.has(fragment)) take(fragment, idsOf(fragment.resource).others);
  return {
    pairs: [...found],
    missing: due.filter((fragment) => !found.has(fragment)),
    left: entries.filter((entry) => !used.has(entry)),
  };
}

/** An organizer without a resource of its own, which only groups others by their time. */
const isFrame = (entry: ReadEntry): boolean => entry.kind.startsWith('organizer');

/** Values of the patient's own record: some stand in entries of their own (birth sex, gender identity). */
function extraTexts(chart: Chart, index: ChartIndex): ReadonlySet<string> {
  const texts = new Set<string>();
  index.texts(`Patient/${chart.patient.id}`, texts);
  return texts;
}

function isKnown(entry: ReadEntry, known: ReadonlySet<string>): boolean {
  const values = entry.facts.filter((fact) => /^value\./.test(fact.name) && !/\.(display|null)$/.test(fact.name));
  return values.length > 0 && values.every(({ value }) => known.has(value) || known.has(value.replace(/^.*\|/, '')));
}
