import type { AllocationUnit } from './allocation-unit.js';
import type { RowLayout } from './column-layout.js';
import { EXTENT_PAGES, PAGE_BYTES, PAGE_TYPE, PageWriter, type Protection, pageChecksum } from './page-writer.js';
import { RECORD } from './record.js';
import { RowEncoder } from './row-encoder.js';
import type { SpecValue } from './spec.js';

const turn = (word: number, by: number): number => (by ? (word << by) | (word >>> (32 - by)) : word);

/**
 * Fills whole extents with one page of rows over and over; only page id and the first column, an int that numbers the rows from 1, change.
 * The pages are made when they are asked for. Gives the number of rows.
 */
export function writeRepeatedPages(
  unit: AllocationUnit,
  layout: RowLayout,
  rows: Iterable<readonly SpecValue[]>,
  extents: number,
  collation: number,
  protection: Protection,
): number {
  if (protection === 'torn') throw new Error('repeated pages have checksums or none');
  const { template, places } = templatePage(unit, layout, rows, collation, protection);
  const sum = pageChecksum(template);
  const file = unit.fileOf({ file: template.readUInt16LE(36), page: 0 });
  const firsts = unit.takeRuledExtents(extents);
  let at = 0;
  while (at < firsts.length) {
    const first = firsts[at]!;
    let length = 1;
    while (firsts[at + length] === first + length * EXTENT_PAGES) length += 1;
    const before = at * EXTENT_PAGES;
    file.putRuled({
      first,
      count: length * EXTENT_PAGES,
      render: (page, target, to) => {
        template.copy(target, to);
        target.writeUInt32LE(page, to + 32);
        let checksum = sum ^ turn(page, 15);
        let number = (before + page - first) * places.length;
        for (const place of places) {
          number += 1;
          target.writeUInt32LE(number, to + place);
          checksum ^= turn(number, 15 - (place >> 9));
        }
        if (protection === 'checksum') target.writeUInt32LE(checksum >>> 0, to + 60);
      },
    });
    at += length;
  }
  return extents * EXTENT_PAGES * places.length;
}

/** A full page whose numbers are zero, and where its rows keep them. */
function templatePage(
  unit: AllocationUnit,
  layout: RowLayout,
  rows: Iterable<readonly SpecValue[]>,
  collation: number,
  protection: Protection,
): { template: Buffer; places: number[] } {
  const refuse = (): Buffer => {
    throw new Error('repeated rows have no long values');
  };
  const encoder = new RowEncoder(layout, collation, { text: refuse, max: refuse, overflow: refuse });
  const options = { kind: RECORD.primary, columnCount: layout.columnCount, uniquifier: 0 };
  const writer = new PageWriter({ file: 1, page: 0 }, PAGE_TYPE.data).owner(unit.id).fixedLength(layout.fixedEnd);
  writer.lsn(unit.lsn);
  for (const row of rows) {
    const record = encoder.encode([0, ...row.slice(1)], options);
    // numbers must lie on whole words for the checksum to be turned in one piece
    const padded = Buffer.concat([record, Buffer.alloc((4 - (record.length % 4)) % 4)]);
    if (writer.add(padded) < 0) break;
  }
  const template = writer.seal(protection);
  const places = Array.from({ length: writer.slotCount }, (_, slot) => writer.offsetOf(slot) + 4);
  if (template.length !== PAGE_BYTES || places.length === 0) throw new Error('no row fits the page');
  return { template, places };
}
