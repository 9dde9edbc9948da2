import { expect, it } from 'vitest';
import { chartOf, coding, concept, quantity, testSettings } from '../../../../testing/charts.js';
import { section, XmlQuery } from '../../../../testing/xml-query.js';
import { ccdaTarget } from '../../writer.js';

it('tells a note that several measurements share once', () => {
  const sign = (id: string, code: string): Record<string, unknown> => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    category: [{ coding: [coding('http://terminology.hl7.org/CodeSystem/observation-category', 'vital-signs')] }],
    code: concept(code, coding('http://loinc.org', code)),
    effectiveDateTime: '2020-01-01',
    valueQuantity: quantity('70', 'kg'),
    note: [{ text: 'Standing scale' }],
  });
  const chart = chartOf({ id: 'p1' }, [sign('w', '29463-7'), sign('h', '8302-2')]);
  const document = new XmlQuery(ccdaTarget.write(chart, testSettings).outputs[0]!.text);
  const table = document.all(`${section('4.1')}/c:text`)[0]!;
  expect(table.split('Standing scale')).toHaveLength(2);
});
