import { describe, expect, it } from 'vitest';
import { chartOf, concept, testSettings } from '../../../../testing/charts.js';
import { entry, XmlQuery } from '../../../../testing/xml-query.js';
import { ccdaTarget } from '../../writer.js';

const write = (more: Record<string, unknown>): XmlQuery => {
  const device = { resourceType: 'Device', id: 'd1', status: 'active', type: concept('Pacemaker'), ...more };
  return new XmlQuery(ccdaTarget.write(chartOf({ id: 'p1' }, [device]), testSettings).outputs[0]!.text);
};
const udi = {
  carrierHRF: '(01)00844588003288(17)141120',
  deviceIdentifier: '00844588003288',
  issuer: 'http://hl7.org/fhir/NamingSystem/gs1-di',
};

describe('the UDI Organizer', () => {
  it('states the parts of the UDI that the source states apart', () => {
    const written = write({ udiCarrier: [udi], lotNumber: '77', expirationDate: '2027-01', serialNumber: 'S 1' });
    expect(written.all(`${entry('311')}//c:value/@extension`)).toEqual(['00844588003288']);
    expect(written.all(`${entry('304')}/c:value/@root`)).toEqual(['1.3.160']);
    expect(written.all(`${entry('315')}/c:value`)).toEqual(['77']);
    expect(written.all(`${entry('319')}/c:value`)).toEqual(['S 1']);
    expect(written.all(`${entry('309')}/c:value/@value`)).toEqual(['202701']);
    expect(written.count(entry('316'))).toBe(0);
  });

  it('is not there without a UDI, nor where nothing is stated apart', () => {
    expect(write({ lotNumber: '77' }).count(entry('311'))).toBe(0);
    expect(write({ udiCarrier: [{ carrierHRF: udi.carrierHRF }] }).count(entry('311'))).toBe(0);
  });

  it('claims no issuer that the source does not name', () => {
    const written = write({ udiCarrier: [{ deviceIdentifier: '1' }], lotNumber: '77' });
    // The organizer's template demands the identifier, and so is not claimed; the parts are told all the same.
    expect([written.count(entry('311')), written.count(entry('304'))]).toEqual([0, 0]);
    expect(written.all(`${entry('315')}/c:value`)).toEqual(['77']);
  });
});
