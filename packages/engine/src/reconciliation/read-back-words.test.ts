import { describe, expect, it } from 'vitest';
import type { Chart, ChartFragment } from '../chart/chart.js';
import type { Resource } from '../chart/fhir.js';
import { ccdaTarget } from '../targets/ccda/writer.js';
import { sampleChart, sampleSettings } from '../testing/sample-chart.js';
import { readBackCcda } from './ccda/compare.js';

const chart = sampleChart(1) as unknown as Chart;

/** The sample chart with one more resource of the patient, written and read again. */
function readBack(resource: Record<string, unknown>) {
  const id = '3a6c1c1e-6d0f-4f0a-9f43-0d1c3f1f2a10';
  const origin = { ...chart.fragments[0]!.origin, row: 990_001 };
  const fragment = { resource: { id, ...resource } as unknown as Resource, origin } as ChartFragment;
  const more: Chart = { ...chart, fragments: [...chart.fragments, fragment] };
  const { outputs, carried, issues } = ccdaTarget.write(more, sampleSettings);
  expect(carried).toContain(`${String(resource.resourceType)}/${id}`);
  const text = outputs[0]!.text;
  const read = (document: string) => readBackCcda(more, sampleSettings, document, new Set(carried), issues).differences;
  return { text, differences: read(text), read };
}
const patient = { reference: `Patient/${chart.patient.id}` };
const GTS = 'http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation';

describe('what only words tell', () => {
  it('is a timing code that no period says', () => {
    const timing = (code: string, repeat?: object) => ({
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      subject: patient,
      medicationCodeableConcept: { text: 'Levothyroxine' },
      dosageInstruction: [
        { timing: { code: { text: 'Qmorning', coding: [{ system: GTS, code }] }, ...(repeat ? { repeat } : {}) } },
      ],
    });
    const morning = { frequency: 1, period: 1, periodUnit: 'd', when: ['MORN'] };
    const said = readBack(timing('AM', morning));
    expect(said.differences).toEqual([]);
    const element = 'MedicationRequest.dosageInstruction.timing.code.coding.code';
    expect(said.read(said.text.replaceAll('Qmorning', 'nothing')).map((one) => one.element)).toContain(element);
    expect(readBack(timing('QD', morning)).differences).toEqual([]);
    const twice = readBack(timing('BID'));
    expect(twice.differences).toEqual([]);
    const changed = twice.text.replace('<period value="12" unit="h"/>', '<period value="8" unit="h"/>');
    expect(changed).not.toBe(twice.text);
    expect(twice.read(changed).map((one) => one.element)).toContain(element);
  });

  it('is the name of a relationship beside the text of its own, and who ordered a vaccine', () => {
    const coverage = readBack({
      resourceType: 'Coverage',
      status: 'active',
      beneficiary: patient,
      payor: [{ display: 'Acme Health' }],
      relationship: {
        text: 'S',
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship', code: 'self', display: 'Oneself' },
        ],
      },
    });
    expect(coverage.differences).toEqual([]);
    const immunization = readBack({
      resourceType: 'Immunization',
      status: 'completed',
      patient,
      vaccineCode: { text: 'Influenza' },
      occurrenceDateTime: '2024-10-01',
      performer: [
        { actor: { display: 'Nadia Orderly' }, function: { coding: [{ code: 'OP' }] } },
        { actor: { display: 'Ivo Giver' }, function: { coding: [{ code: 'AP' }] } },
      ],
    });
    expect(immunization.differences).toEqual([]);
  });
});
