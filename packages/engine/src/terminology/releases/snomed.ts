import { verhoeffValid } from '../check-digits.js';
import { icd10 } from '../code-shapes.js';
import { headerOf } from './columns.js';
import type { FileSample, LoadContext, ReleaseFormat, ReleasePart } from './format.js';

/**
 * RF2: fields between tabs, a header, UTF-8, no quotes; a snapshot has each component once (SNOMED International, "Release File Specification", 4.2).
 * Column order is part of the specification and is checked by the header.
 */
const SCT = 'http://snomed.info/sct';
const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
const FULLY_SPECIFIED = '900000000000003001';
const PREFERRED = '900000000000548007';
const IS_A = '116680003';
/** US English and GB English language reference sets: the first that a description stands in decides the display. */
const US_ENGLISH = '900000000000509007';
const GB_ENGLISH = '900000000000508004';
/** Complex map reference set to ICD-10-CM of the US edition. */
const US_MAP = '6011000124106';

const isId = (text: string): boolean => /^[1-9]\d{5,17}$/.test(text) && verhoeffValid(text);

async function rows(
  { writer, read }: LoadContext,
  part: ReleasePart,
  least: number,
  take: (fields: readonly string[]) => boolean,
): Promise<void> {
  for await (const { at, lines } of read.lines(part, 'utf-8')) {
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? '';
      if (line === '' || (at === 1 && i === 0)) continue;
      const fields = line.split('\t');
      if (fields.length < least || !take(fields)) writer.damage(read.where(part, at + i));
    }
  }
}

function recognise({ name, head }: FileSample): string | null {
  const columns = headerOf(head);
  if (!columns.has('id', 'effectiveTime', 'active', 'moduleId')) return null;
  // Full files have each component as often as it was changed, deltas only what was.
  if (/(full|delta)/i.test(name.replace(/fullyspecified/i, ''))) return null;
  if (columns.has('definitionStatusId')) return 'concept';
  if (columns.has('conceptId', 'typeId', 'term', 'caseSignificanceId'))
    return /textdefinition/i.test(name) ? null : 'description';
  if (columns.has('sourceId', 'destinationId', 'relationshipGroup'))
    return /stated/i.test(name) ? null : 'relationship';
  if (columns.has('refsetId', 'referencedComponentId', 'acceptabilityId')) return 'language';
  if (columns.has('refsetId', 'mapTarget', 'mapAdvice', 'mapRule')) return 'map';
  return null;
}

export const snomed: ReleaseFormat = {
  name: 'snomed',
  title: 'SNOMED CT',
  expects:
    'the Snapshot files of an RF2 release: sct2_Concept, sct2_Description, and where wanted der2_cRefset_Language, sct2_Relationship, der2_iisssccRefset_ExtendedMap',
  system: SCT,
  parts: [
    { part: 'language', many: true },
    { part: 'concept', needs: true, many: true },
    { part: 'description', needs: true, many: true },
    { part: 'relationship', many: true },
    { part: 'map', many: true },
  ],
  recognise,
  version: (parts) => {
    const names = parts.map(({ file }) => /_([A-Z]{2,3}\d{0,7})_(\d{8})/i.exec(file.name)).filter((m) => m !== null);
    const newest = names.map((match) => match[2] ?? '').sort();
    const edition = names.map((match) => match[1] ?? '').find((name) => /\d/.test(name)) ?? names[0]?.[1];
    const date = newest.at(-1);
    return date ? `${date}${edition ? `-${edition}` : ''}` : null;
  },
  async load(context) {
    const { writer, parts } = context;
    /** Preferred descriptions, by their number: about 8 bytes for each of a million. */
    const preferred = new Map<string, number>();
    let version = '';
    for (const part of parts) {
      if (part.part === 'language') {
        await rows(context, part, 7, ([, , active, , refset, description = '', acceptability]) => {
          const place = refset === US_ENGLISH ? 1 : refset === GB_ENGLISH ? 2 : 3;
          if (active === '1' && acceptability === PREFERRED && place < (preferred.get(description) ?? 9))
            preferred.set(description, place);
          return true;
        });
      } else if (part.part === 'concept') {
        await rows(context, part, 5, ([id = '', time = '', active]) => {
          if (!isId(id)) return false;
          if (time > version) version = time;
          // Its names come in another file; a concept that none comes for keeps its number.
          writer.concept({ code: id, display: id, retired: active !== '1', place: 1000 });
          return true;
        });
      } else if (part.part === 'description') {
        await rows(context, part, 9, ([id = '', , active, , concept = '', language = '', type, term = '']) => {
          if (!isId(concept) || term === '') return false;
          if (active !== '1') return true;
          const isFull = type === FULLY_SPECIFIED;
          const english = language === 'en' ? 0 : 100;
          const place = english + (isFull ? 20 : (preferred.get(id) ?? 10));
          writer.described(concept, term, place, isFull ? { FSN: term } : {});
          return true;
        });
      } else if (part.part === 'relationship') {
        await rows(context, part, 10, ([, , active, , source = '', destination = '', , type]) => {
          if (active === '1' && type === IS_A) writer.relation(source, 'is-a', destination);
          return true;
        });
      } else {
        await rows(context, part, 12, (fields) => {
          const [active, refset, from = '', group = '', priority = ''] = [
            ...[fields[2], fields[4], fields[5], fields[6], fields[7]],
          ];
          if (active !== '1' || refset !== US_MAP) return true;
          const [rule = '', advice = '', target = '', , category = ''] = fields.slice(8);
          const toCode = target === '' ? '' : icd10(target.replace(/\?$/, ''));
          if (toCode === null) return false;
          const flags = { group, priority, rule, advice, category };
          writer.mapping({ fromSystem: SCT, fromCode: from, toSystem: ICD10CM, toCode, flags });
          return true;
        });
      }
    }
    return version === '' ? null : version;
  },
};
