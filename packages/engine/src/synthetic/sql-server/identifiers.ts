import { SeededRandom } from '../random.js';

/** Sixteen bytes that depend on the seed and the purpose only. */
export function seededGuid(seed: number, purpose: string): Buffer {
  let state = seed | 0;
  for (let i = 0; i < purpose.length; i++) state = Math.imul(state ^ purpose.charCodeAt(i), 0x01000193) | 0;
  const random = new SeededRandom(state);
  return Buffer.from(Array.from({ length: 16 }, () => random.int(0, 255)));
}

/** Object ids as a server deals them out: steps of 16,000,057 from 245,575,913 within 31 bits (observed). */
export class ObjectIds {
  private last = 229_575_856;

  next(): number {
    this.last += 16_000_057;
    if (this.last > 0x7fffffff) this.last -= 0x7fffffff;
    return this.last;
  }
}

const FIRST_ROWSET = 72_057_594_038_321_152n;
const FIRST_UNIT = 72_057_594_042_318_848n;
const STEP = 65_536n;

/** Rowset and allocation unit ids of user tables: steps of 65,536 from 2^56 on (observed). */
export class StorageIds {
  private rowset = FIRST_ROWSET;
  private unit = FIRST_UNIT;

  nextRowset(): bigint {
    const id = this.rowset;
    this.rowset += STEP;
    return id;
  }

  nextUnit(): bigint {
    const id = this.unit;
    this.unit += STEP;
    return id;
  }
}
