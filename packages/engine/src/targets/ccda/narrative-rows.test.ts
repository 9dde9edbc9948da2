import { XmlDocument, type XmlElement } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { randomChart, testSettings } from '../../testing/charts.js';
import { ccdaTarget } from './writer.js';

const NAMESPACES = { c: 'urn:hl7-org:v3', xsi: 'http://www.w3.org/2001/XMLSchema-instance' };
const STATEMENT =
  'self::c:act or self::c:encounter or self::c:observation or self::c:procedure or self::c:substanceAdministration or self::c:supply';
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const all = (from: XmlElement, path: string): XmlElement[] => from.find(path, NAMESPACES) as XmlElement[];
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();
const at = (from: XmlElement, name: string): string | undefined => from.attr(name)?.value;

/** Text of a row, its cells apart. */
const rowText = (row: XmlElement): string =>
  all(row, 'c:td')
    .map((cell) => plain(cell.content))
    .join(' ');

/** Organizers have no text that could point at a row (CDA R2), and sections without entries have none that could. */
const UNPOINTED = /^(family|team|assessment)-\d+$/;
/** What has no name: a reader would take the row for it, so the entry points at nothing. */
const isNameless = (row: XmlElement): boolean =>
  /^(medication|immunization|procedure)-/.test(at(row, 'ID') ?? '') && plain(all(row, 'c:td')[0]?.content ?? '') === '';

/** Sex at birth: its status is the template's. */
const SEX = '.22.4.200';

/** Year, month and day of an HL7 time as people read them. */
const dateWords = (time: string): string[] => {
  const [, year, month, day] = /^(\d{4})(\d\d)?(\d\d)?/.exec(time) ?? [];
  return [year!, month && MONTHS[Number(month) - 1]!.toLowerCase(), day && String(Number(day))].filter(
    (word): word is string => word !== undefined && word !== '',
  );
};

/** What one statement says of itself and its row does not, each as `template: element`; `seen` counts what was asked. */
function unsaid(statement: XmlElement, row: XmlElement, byId: Map<string, XmlElement>, seen: Map<string, number>) {
  const text = rowText(row);
  const template = all(statement, 'c:templateId')[0];
  const kind = `${statement.name} ${template ? at(template, 'root')!.split('.').slice(-2).join('.') : ''}`;
  const missing: string[] = [];
  const ask = (what: string, holds: boolean): void => {
    seen.set(what, (seen.get(what) ?? 0) + 1);
    if (!holds) missing.push(`${kind}: ${what}`);
  };
  const codes =
    'c:code|c:value|c:routeCode|c:targetSiteCode|c:approachSiteCode|c:interpretationCode|c:consumable//c:code';
  for (const code of all(statement, codes)) {
    const [original] = all(code, 'c:originalText');
    const [reference] = original ? all(original, 'c:reference') : [];
    const cell = reference && byId.get(at(reference, 'value')!.slice(1));
    if (reference)
      ask(
        `${code.name} stands in the row`,
        cell !== undefined && text.includes(plain(cell.content)) && plain(cell.content) !== '',
      );
    if (original && plain(original.content) !== '')
      ask(`words of ${code.name}`, text.includes(plain(original.content)));
    const type = code.attrs.find((one) => one.name === 'type')?.value;
    const value = at(code, 'value');
    if (code.name === 'value' && type === 'PQ' && value !== undefined) {
      const place = text.indexOf(value.toLowerCase());
      ask('number', place >= 0);
      if (at(code, 'unit') !== undefined) ask('unit', /^\s*\S/.test(text.slice(place + value.length)));
    }
    if (code.name === 'value' && type === 'ST') ask('text', text.includes(plain(code.content)));
  }
  for (const time of all(statement, 'c:effectiveTime|c:effectiveTime/c:low|c:effectiveTime/c:high')) {
    const value = at(time, 'value');
    if (value !== undefined)
      ask(
        'date',
        dateWords(value).every((word) => text.includes(word)),
      );
  }
  if (at(statement, 'negationInd') === 'true') ask('negation', /\b(not|no|refuted|refused)\b/.test(text));
  const titles = all(row, 'ancestor::c:table[1]/c:thead/c:tr/c:th').map((title) => title.content);
  const status = titles.indexOf('Status');
  if (status >= 0 && all(statement, 'c:statusCode').length > 0 && !(template && at(template, 'root')!.endsWith(SEX)))
    ask('status', plain(all(row, 'c:td')[status]?.content ?? '') !== '');
  return missing;
}

describe('narrative rows', () => {
  it('say each name, value, date, negation and status of the entry that points at them, and each is pointed at', () => {
    const seen = new Map<string, number>();
    const missing = new Set<string>();
    let rows = 0;
    for (let seed = 1; seed <= 14; seed++) {
      const [summary] = ccdaTarget.write(randomChart(seed, 60), testSettings).outputs;
      const document = XmlDocument.fromString(summary!.text);
      try {
        const root = document.root;
        const byId = new Map(all(root, '//*[@ID]').map((element) => [at(element, 'ID')!, element]));
        const pointedAt = new Set<string>();
        for (const reference of all(root, '//c:entry//c:reference[@value]')) {
          const target = byId.get(at(reference, 'value')!.slice(1));
          for (const row of target ? all(target, 'ancestor-or-self::c:tr') : []) pointedAt.add(at(row, 'ID') ?? '');
        }
        for (const row of all(root, '//c:tbody/c:tr')) {
          rows++;
          if (!pointedAt.has(at(row, 'ID') ?? '') && !UNPOINTED.test(at(row, 'ID') ?? '') && !isNameless(row))
            missing.add(`a row that no entry points at: ${at(row, 'ID')?.replace(/\d+/g, '')}`);
        }
        for (const statement of all(root, `//c:entry//*[${STATEMENT}][c:text/c:reference]`)) {
          const target = byId.get(at(all(statement, 'c:text/c:reference')[0]!, 'value')!.slice(1));
          if (target?.name === 'tr') for (const one of unsaid(statement, target, byId, seen)) missing.add(one);
        }
      } finally {
        document.dispose();
      }
    }
    expect([...missing]).toEqual([]);
    expect(rows).toBeGreaterThan(300);
    for (const what of [
      'date',
      'number',
      'unit',
      'status',
      'negation',
      'value stands in the row',
      'code stands in the row',
    ])
      expect(seen.get(what) ?? 0, what).toBeGreaterThan(10);
  });
});
