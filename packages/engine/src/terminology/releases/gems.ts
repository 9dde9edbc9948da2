import { icd9, icd10 } from '../code-shapes.js';
import { mostlyShaped } from './columns.js';
import type { ReleaseFormat } from './format.js';
import { icd9Procedure } from './icd9.js';

/**
 * General Equivalence Mappings: source code, target code and five digits: approximate, no map, combination, scenario, choice list; codes without points, target
 * `NoDx` or `NoPCS` where there is none (CMS, "Diagnosis Code Set General Equivalence Mappings" documentation and user's guide, 2018).
 */
const LINE = /^([A-Z0-9]{2,7}) +([A-Z0-9]{2,7}|NoDx|NoPCS) +([01])([01])([01])(\d)(\d)\s*$/i;

const ICD9 = 'http://hl7.org/fhir/sid/icd-9-cm';
const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';
const ICD9_PROCEDURES = 'urn:oid:2.16.840.1.113883.6.104';
const PCS = 'http://www.cms.gov/Medicare/Coding/ICD10';

const pcs = (text: string): string | null => (/^[0-9A-HJ-NP-Z]{7}$/.test(text) ? text : null);

type Side = readonly [system: string, codeOf: (plain: string) => string | null];
const diagnosis9: Side = [ICD9, icd9];
const diagnosis10: Side = [ICD10, icd10];
const procedure9: Side = [ICD9_PROCEDURES, icd9Procedure];
const procedure10: Side = [PCS, pcs];

function gem(name: string, title: string, file: RegExp, example: string, from: Side, to: Side): ReleaseFormat {
  return {
    name,
    title,
    expects: `${example} (CMS)`,
    system: from[0],
    parts: [{ part: 'map', needs: true }],
    recognise: ({ name: offered, head }) => (file.test(offered) && mostlyShaped(head, LINE) ? 'map' : null),
    version: (parts) => /(20\d\d)/.exec(parts[0]?.file.name ?? '')?.[1] ?? null,
    async load({ writer, parts, read }) {
      for (const part of parts) {
        for await (const { at, lines } of read.lines(part)) {
          lines.forEach((line, i) => {
            if (line.trim() === '') return;
            const match = LINE.exec(line);
            const fromCode = match ? from[1](match[1] ?? '') : null;
            const none = match !== null && (match[4] === '1' || /^No/i.test(match[2] ?? ''));
            const toCode = match ? (none ? '' : to[1](match[2] ?? '')) : null;
            if (!match || fromCode === null || toCode === null) {
              writer.damage(read.where(part, at + i));
              return;
            }
            const flags = {
              approximate: match[3] ?? '',
              'no-map': none ? '1' : '0',
              combination: match[5] ?? '',
              scenario: match[6] ?? '',
              'choice-list': match[7] ?? '',
            };
            writer.mapping({ fromSystem: from[0], fromCode, toSystem: to[0], toCode, flags });
          });
        }
      }
      return null;
    },
  };
}

export const gems: readonly ReleaseFormat[] = [
  gem('gem-i9-i10', 'GEMs ICD-9-CM to ICD-10-CM', /(^|[_-])I9gem/i, '2018_I9gem.txt', diagnosis9, diagnosis10),
  gem('gem-i10-i9', 'GEMs ICD-10-CM to ICD-9-CM', /(^|[_-])I10gem/i, '2018_I10gem.txt', diagnosis10, diagnosis9),
  gem('gem-i9-pcs', 'GEMs ICD-9-CM procedures to PCS', /gem_i9pcs/i, 'gem_i9pcs.txt', procedure9, procedure10),
  gem('gem-pcs-i9', 'GEMs PCS to ICD-9-CM procedures', /gem_pcsi9/i, 'gem_pcsi9.txt', procedure10, procedure9),
];
