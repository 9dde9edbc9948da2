import type { Chart, ChartFragment, ChartSettings } from '../../chart/chart.js';
import type { Resource } from '../../chart/fhir.js';
import type { Tally } from '../read-back.js';
import { compareHeader } from './compare-header.js';
import type { Fact } from './found.js';
import type { ChartValues } from './known.js';
import { tsText } from './leaves.js';
import { type CcdaReading, type ReadEntry, readCcda } from './reading.js';

/** What a document of a file says where the source has no title for it. */
const UNTITLED = 'Scanned document';

/** Documents beside a patient's summary. An unstructured one must be referred to by an entry, and what it says counts as said by that entry. */
export class Supplements {
  readonly #byId = new Map<string, CcdaReading>();
  /** Structured documents beside the summary: each is about an encounter. */
  readonly encounters: CcdaReading[] = [];

  constructor(texts: readonly string[]) {
    for (const text of texts) {
      const reading = readCcda(text);
      if (reading.file === null) this.encounters.push(reading);
      else this.#byId.set(headerValue(reading, 'id'), reading);
    }
  }

  /** The entries with the facts of the documents that they refer to. */
  join(entries: readonly ReadEntry[]): readonly ReadEntry[] {
    if (this.#byId.size === 0) return entries;
    return entries.map((entry) => {
      const facts = this.#of(entry).flatMap(factsOf);
      return facts.length === 0 ? entry : { ...entry, facts: [...entry.facts, ...facts] };
    });
  }

  /** Compares the headers with the chart and the dates with what each document is about. Documents that nothing refers to are extra. */
  compare(
    chart: Chart,
    settings: ChartSettings,
    own: ReadonlyMap<ChartFragment, readonly ReadEntry[]>,
    values: ChartValues,
    tally: Tally,
  ): void {
    const left = new Set(this.#byId.values());
    for (const [fragment, entries] of own)
      for (const entry of entries)
        for (const reading of this.#of(entry)) {
          left.delete(reading);
          compareHeader(chart, settings, reading, values, tally, {
            resource: fragment.resource,
            time: dayOf(fragment.resource),
          });
        }
    for (const _ of left) tally.differ('extra', `document of ${chart.patient.id}`, 'document');
  }

  #of(entry: ReadEntry): CcdaReading[] {
    return entry.facts
      .filter(({ name }) => name === 'document.id')
      .map(({ value }) => this.#byId.get(value))
      .filter((reading) => reading !== undefined);
  }
}

const headerValue = ({ header }: CcdaReading, name: string): string =>
  header.find((fact) => fact.name === name)?.value ?? '';

function factsOf(reading: CcdaReading): Fact[] {
  const title = headerValue(reading, 'title');
  return [
    ...(reading.file === null
      ? []
      : [
          { name: 'document.file', value: reading.file.data },
          { name: 'document.mediaType', value: reading.file.mediaType },
        ]),
    ...(title === UNTITLED ? [] : [{ name: 'document.title', value: title }]),
    ...reading.header
      .filter(({ name }) => /^code\.(code|display)$/.test(name))
      .map(({ name, value }) => ({ name: `document.${name}`, value })),
  ];
}

/** When the file was made, as a header can state it: to the day or finer (CONF:81-10127). */
function dayOf(resource: Resource): string | null {
  for (const name of ['date', 'issued', 'effectiveDateTime']) {
    const stamp = typeof resource[name] === 'string' ? tsText(resource[name]) : null;
    if (stamp !== null) return stamp.length >= 8 ? stamp : null;
  }
  return null;
}
