import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXml } from '../xml/xml-parser.js';
import { readCda } from './cda-document.js';
import { parseHl7Time } from './hl7-time.js';
import { NarrativeIds, narrativeHtml, narrativeText } from './narrative.js';

describe('parseHl7Time', () => {
  it.each([
    ['2012', '2012', null],
    ['201208', '2012-08', null],
    ['20120806', '2012-08-06', null],
    ['201208061415', '2012-08-06T14:15', null],
    ['20120806141530.123-0500', '2012-08-06T14:15:30.123-05:00', null],
    ['20120806141530+00', '2012-08-06T14:15:30+00:00', null],
    ['2012-08-06T14:15:30Z', '2012-08-06T14:15:30Z', null],
    ['20120806-0500', '2012-08-06', 'zone-on-a-date'],
    ['2012080614', '2012-08-06', 'hour-without-minutes'],
    ['2012-08', '2012-08', null],
    ['2012-08-06', '2012-08-06', null],
    ['20120806T1415', '2012-08-06T14:15', null],
    ['20120806141530-05:00', '2012-08-06T14:15:30-05:00', null],
  ])('reads %s', (value, text, rest) => {
    expect(parseHl7Time(value)).toEqual({ text, rest });
  });

  it.each([
    '',
    '0000',
    '20121301',
    '20120230',
    '201208062515',
    '20120806141599',
    '8/6/2012',
    'unknown',
    '20120806141530-9900',
  ])('refuses %s', (value) => {
    expect(parseHl7Time(value)).toBeNull();
  });

  it('keeps every digit that is stated', () => {
    const two = (from: number, to: number) => fc.integer({ min: from, max: to }).map((n) => String(n).padStart(2, '0'));
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2100 }),
        two(1, 12),
        two(1, 28),
        two(0, 23),
        two(0, 59),
        two(0, 59),
        fc.nat(3),
        (year, month, day, hour, minute, second, cut) => {
          const value = `${year}${month}${day}${hour}${minute}${second}`.slice(0, [8, 12, 14, 6][cut]);
          expect(parseHl7Time(value)!.text.replace(/\D/g, '')).toBe(value);
        },
      ),
    );
  });
});

describe('narrative', () => {
  const block = parseXml(
    '<text><table><thead><tr><th>Drug</th></tr></thead><tbody><tr ID="r1"><td>Aspirin<br/>81&#160;mg</td><td><content ID="c1" styleCode="Bold">daily</content></td></tr></tbody></table><paragraph onclick="x()">a &lt;script&gt; <linkHtml href="javascript:alert(1)">b</linkHtml></paragraph></text>',
  );

  it('gives the text of what an id names', () => {
    const ids = new NarrativeIds();
    ids.add(block);
    expect(ids.text('#c1')).toBe('daily');
    expect(ids.text('r1')).toBe('Aspirin\n81 mg daily');
    expect(ids.text('#none')).toBeNull();
  });

  it('becomes XHTML that says the same and runs nothing', () => {
    const html = narrativeHtml(block);
    expect(html).toContain('<b id="c1">daily</b>');
    expect(html).not.toMatch(/script>|javascript|onclick/);
    expect(narrativeText(parseXml(html.replace('<br/>', '<br/>')))).toBe(narrativeText(block));
  });
});

describe('readCda', () => {
  it('refuses what is no CDA document', () => {
    expect(() => readCda('<Bundle xmlns="http://hl7.org/fhir"/>')).toThrow(
      expect.objectContaining({ code: 'NOT_CDA' }),
    );
  });
});
