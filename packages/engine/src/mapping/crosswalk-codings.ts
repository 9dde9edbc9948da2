import type { Crosswalk } from '../artifacts/crosswalk.js';
import { stableId, uuidToOid } from '../base/stable-id.js';

export interface CodingValue {
  readonly extension?: readonly { readonly url: string; readonly valueString: string }[];
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

/** System of a source's own codes under a crosswalk: one for each source and crosswalk of a workspace. */
const localCodeSystem = (idNamespace: string, source: string, crosswalk: string): string =>
  `urn:oid:${uuidToOid(stableId(idNamespace, 'crosswalk', source, crosswalk))}`;

/** A crosswalk as codings: target codes first, then the source's own code. */
export class CrosswalkCodings {
  private readonly cache = new Map<string, { known: boolean; codings: readonly CodingValue[] }>();
  private readonly system: string;

  constructor(
    private readonly crosswalk: Crosswalk,
    idNamespace: string,
    source: string,
  ) {
    this.system = localCodeSystem(idNamespace, source, crosswalk.name);
  }

  get name(): string {
    return this.crosswalk.name;
  }

  codings(text: string): { known: boolean; codings: readonly CodingValue[] } {
    const cached = this.cache.get(text);
    if (cached) return cached;
    const rows = this.crosswalk.find(text);
    const codings: CodingValue[] = [];
    for (const row of rows ?? []) {
      if (row.equivalence === 'unmatched') continue;
      codings.push({
        system: row.targetSystem,
        code: row.targetCode,
        ...(row.targetDisplay ? { display: row.targetDisplay } : {}),
      });
    }
    const display = rows?.find((r) => r.sourceDisplay !== '')?.sourceDisplay;
    codings.push({ system: this.system, code: text, ...(display ? { display } : {}) });
    const result = { known: rows !== null, codings };
    // Free text may have no end of values: known codes are few.
    if (result.known || this.cache.size < 10_000) this.cache.set(text, result);
    return result;
  }
}
