import { parseXml } from '../../formats/xml/xml-parser.js';
import { cpt, cvx } from '../code-shapes.js';
import { firstLines, mostlyShaped } from './columns.js';
import type { LoadContext, ReleaseFormat, ReleasePart } from './format.js';

/**
 * CDC's flat files: fields between bars, padded with blanks, no header, UTF-16 in some years.
 * cvx.txt: code, short description, full name, notes, status, is no vaccine, last update. mvx.txt: code, name, notes, status, last update.
 * cpt.txt: CPT code, its description, CVX short description, CVX code, map comment, last update, CPT code id.
 * Source: CDC IIS code sets, "CVX", "MVX", "CPT codes mapped to CVX".
 */
const CVX_LINE = /^\d{1,4} *\|[^|]+\|[^|]*\|[^|]*\| *(Active|Inactive|Never Active|Non-US|Pending) *\|/i;
const MVX_LINE = /^[A-Z0-9]{2,4} *\|[^|]+\|[^|]*\| *(Active|Inactive) *\|/i;
const CPT_LINE = /^[0-9A-Z]{5} *\|[^|]*\|[^|]*\| *\d{1,4} *\|/i;

const RETIRED = /^(inactive|never active)$/i;

const CVX = 'http://hl7.org/fhir/sid/cvx';

/** `2024/06/13`, `6/13/2024` as `2024-06-13`; empty where it is no date. */
function isoDate(text: string): string {
  const ymd = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})/.exec(text);
  const mdy = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})/.exec(text);
  const [year, month, day] = ymd ? [ymd[1], ymd[2], ymd[3]] : mdy ? [mdy[3], mdy[1], mdy[2]] : [];
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : '';
}

/** Hands over each line's fields; gives the last date of a column. */
async function each(
  { writer, parts, read }: LoadContext,
  least: number,
  dated: number,
  take: (fields: readonly string[]) => boolean,
): Promise<string | null> {
  let newest = '';
  for (const part of parts) {
    for await (const { at, lines } of read.lines(part)) {
      lines.forEach((line, i) => {
        if (line.trim() === '') return;
        const fields = line.split('|').map((field) => field.trim());
        const date = isoDate(fields[dated] ?? '');
        if (date > newest) newest = date;
        if (fields.length < least || !take(fields)) writer.damage(read.where(part, at + i));
      });
    }
  }
  return newest === '' ? null : newest;
}

const dateInName = (parts: readonly ReleasePart[]): string | null => {
  const date = /(20\d\d)(\d\d)(\d\d)/.exec(parts[0]?.file.name ?? '');
  return date ? `${date[1]}-${date[2]}-${date[3]}` : null;
};

export const cvxCodes: ReleaseFormat = {
  name: 'cvx',
  title: 'CVX vaccines',
  expects: 'cvx.txt (CDC, fields between bars), or its XML',
  system: CVX,
  parts: [{ part: 'cvx' }, { part: 'xml' }],
  recognise: ({ name, head }) => {
    if (/^\s*(<\?xml[^>]*>)?\s*<CVXCodes[\s>]/.test(head)) return 'xml';
    return /cvx/i.test(name) && mostlyShaped(head, CVX_LINE) ? 'cvx' : null;
  },
  version: dateInName,
  load: (context) => {
    // Both hold the same.
    const first = context.parts[0];
    if (first?.part === 'xml') return fromXml(context, first);
    return each(
      { ...context, parts: context.parts.slice(0, 1) },
      5,
      6,
      ([code = '', short = '', full = '', notes = '', status = '', nonvaccine = '', updated = '']) => {
        const standard = cvx(code);
        if (standard === null || short === '') return false;
        context.writer.concept({
          code: standard,
          display: short,
          synonyms: [full],
          retired: RETIRED.test(status),
          attributes: { status, notes, nonvaccine, updated },
        });
        return true;
      },
    );
  },
};

/** CDC's "XML-new": CVXCodes of CVXInfo, each with ShortDescription, FullVaccinename, CVXCode, Notes, Status, LastUpdated. */
async function fromXml({ writer, read }: LoadContext, part: ReleasePart): Promise<string | null> {
  let newest = '';
  const root = parseXml(await read.text(part));
  for (const [i, info] of root.elements().entries()) {
    const told = (name: string): string => info.child(name)?.ownText() ?? '';
    const code = cvx(told('CVXCode'));
    const [status, notes, updated] = [told('Status'), told('Notes'), told('LastUpdated')];
    if (code === null || told('ShortDescription') === '') {
      writer.damage(read.where(part, i + 1));
      continue;
    }
    const date = isoDate(updated);
    if (date > newest) newest = date;
    writer.concept({
      ...{ code, display: told('ShortDescription'), synonyms: [told('FullVaccinename')] },
      retired: RETIRED.test(status),
      attributes: { status, notes, updated },
    });
  }
  return newest === '' ? null : newest;
}

export const mvxCodes: ReleaseFormat = {
  name: 'mvx',
  title: 'MVX manufacturers',
  expects: 'mvx.txt (CDC, fields between bars)',
  system: 'http://hl7.org/fhir/sid/mvx',
  parts: [{ part: 'mvx', needs: true }],
  recognise: ({ name, head }) =>
    /mvx/i.test(name) && firstLines(head, 40).length > 0 && mostlyShaped(head, MVX_LINE) ? 'mvx' : null,
  version: dateInName,
  load: (context) =>
    each(context, 4, 4, ([code = '', name = '', notes = '', status = '', updated = '']) => {
      if (!/^[A-Z0-9]{2,4}$/i.test(code) || name === '') return false;
      const retired = /^inactive$/i.test(status);
      context.writer.concept({ code, display: name, retired, attributes: { status, notes, updated } });
      return true;
    }),
};

export const cptToCvx: ReleaseFormat = {
  name: 'cpt-cvx',
  title: 'CPT mapped to CVX',
  expects: 'cpt.txt (CDC, CPT codes mapped to CVX)',
  system: 'http://www.ama-assn.org/go/cpt',
  parts: [{ part: 'map', needs: true }],
  recognise: ({ name, head }) => (/cpt/i.test(name) && mostlyShaped(head, CPT_LINE) ? 'map' : null),
  version: dateInName,
  load: (context) =>
    // The descriptions of CPT are the AMA's; the map needs none of them.
    each(context, 4, 5, ([from = '', , , to = '', comment = '']) => {
      const fromCode = cpt(from);
      const toCode = cvx(to);
      if (fromCode === null || toCode === null) return false;
      const fromSystem = 'http://www.ama-assn.org/go/cpt';
      const flags: Record<string, string> = comment === '' ? {} : { comment };
      context.writer.mapping({ fromSystem, fromCode, toSystem: CVX, toCode, flags });
      context.writer.mapping({ fromSystem: CVX, fromCode: toCode, toSystem: fromSystem, toCode: fromCode, flags });
      return true;
    }),
};
