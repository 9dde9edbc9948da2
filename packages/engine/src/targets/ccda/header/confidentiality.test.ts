import { describe, expect, it } from 'vitest';
import { chartOf, coding, testSettings } from '../../../testing/charts.js';
import { XmlQuery } from '../../../testing/xml-query.js';
import { ccdaTarget } from '../writer.js';

const V3 = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';

describe('confidentiality of the document', () => {
  const label = (code: string, system = V3) => ({ security: [coding(system, code)] });
  const encounter = (id: string, meta: object) => ({ resourceType: 'Encounter', id, status: 'finished', meta });
  const level = (resources: Record<string, unknown>[], patient = {}, settings = {}): string[] => {
    const chart = chartOf({ id: 'p1', ...patient }, resources);
    const { outputs } = ccdaTarget.write(chart, { ...testSettings, ...settings });
    return new XmlQuery(outputs[0]!.text).all(
      '/c:ClinicalDocument/c:confidentialityCode/@*[local-name()="code" or local-name()="nullFlavor"]',
    );
  };

  it('is unknown where nothing is labelled', () => {
    expect(level([])).toEqual(['UNK']);
    expect(level([encounter('e1', label('R', 'urn:other'))])).toEqual(['UNK']);
    expect(level([encounter('e1', label('top secret'))])).toEqual(['UNK']);
  });

  it('is the most restrictive label of anything in it, and never below that of the workspace', () => {
    expect(level([encounter('e1', label('N')), encounter('e2', label('R')), encounter('e3', label('L'))])).toEqual([
      'R',
    ]);
    expect(level([encounter('e1', label('N'))], { meta: label('V') })).toEqual(['V']);
    expect(level([], {}, { confidentiality: 'N' })).toEqual(['N']);
    expect(level([encounter('e1', label('L'))], {}, { confidentiality: 'N' })).toEqual(['N']);
    const scan = { resourceType: 'DocumentReference', id: 'd1', status: 'current' };
    const securityLabel = [{ coding: label('R').security }];
    expect(level([{ ...scan, securityLabel }], {}, { confidentiality: 'N' })).toEqual(['R']);
  });
});
