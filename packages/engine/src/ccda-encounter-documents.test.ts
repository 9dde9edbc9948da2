import { describe, expect, it } from 'vitest';
import { stableId } from './base/stable-id.js';
import { readBackOf } from './read-backs.js';
import { ccdaTarget } from './targets/ccda/writer.js';
import { chartOf, coding, concept, testSettings } from './testing/charts.js';
import { section, XmlQuery } from './testing/xml-query.js';

const uuid = (name: string): string => stableId('6ba7b811-9dad-11d1-80b4-00c04fd430c8', name);
const settings = { ...testSettings, encounterDocuments: true };
const LOINC = 'http://loinc.org';
const patient = {
  id: uuid('p'),
  name: [{ family: 'Doe', given: ['Jane'] }],
  birthDate: '1970-01-02',
  gender: 'female',
};
const encounter = (id: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  resourceType: 'Encounter',
  id: uuid(id),
  status: 'finished',
  period: { start: '2024-03-04T09:00:00-05:00' },
  reasonCode: [concept('Cough for a week')],
  ...more,
});
const note = (id: string, of: string, code = '11506-3', text = 'Lungs are clear.'): Record<string, unknown> => ({
  resourceType: 'DocumentReference',
  id: uuid(id),
  status: 'current',
  type: concept('Note', coding(LOINC, code, 'Note')),
  date: '2024-03-04',
  context: { encounter: [{ reference: `Encounter/${uuid(of)}` }] },
  content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(text).toString('base64') } }],
});
const problem = (id: string, of: string): Record<string, unknown> => ({
  resourceType: 'Condition',
  id: uuid(id),
  code: concept(`problem ${id}`),
  encounter: { reference: `Encounter/${uuid(of)}` },
});

const chart = chartOf(patient, [
  encounter('e1'),
  encounter('e2'),
  encounter('e3', { status: 'planned' }),
  note('n1', 'e1'),
  note('n2', 'e2', '11488-4', 'Seen with a resident.'),
  problem('bronchitis', 'e1'),
  problem('gout', 'e2'),
]);
const written = ccdaTarget.write(chart, settings);
const [progress, consult] = written.outputs.slice(1).map(({ text }) => new XmlQuery(text));

describe('documents about encounters', () => {
  it('are written only where the settings ask for them', () => {
    expect(ccdaTarget.write(chart, testSettings).outputs).toHaveLength(1);
    expect(written.outputs.map((o) => o.kind === 'file' && o.supplement === true)).toEqual([false, true, true]);
    expect(written.outputs[0]).toEqual(ccdaTarget.write(chart, testSettings).outputs[0]);
  });

  it('are of the kind that the notes are, each a set of its own', () => {
    const kinds = [progress, consult].map((d) => d!.all('/c:ClinicalDocument/c:code/@code')[0]);
    expect(kinds).toEqual(['11506-3', '11488-4']);
    expect(new Set([progress, consult].map((d) => d!.all('/c:ClinicalDocument/c:setId/@root')[0])).size).toBe(2);
  });

  it('hold what belongs to the encounter and nothing of another', () => {
    expect(progress!.xml).toContain('Lungs are clear.');
    expect(progress!.xml).toContain('problem bronchitis');
    expect(progress!.xml).not.toContain('problem gout');
    expect(progress!.all(`${section('12')}/c:text`)).toEqual(['Cough for a week']);
  });

  it('name the encounter as its entry does', () => {
    expect(progress!.all('//c:encompassingEncounter/c:id/@root')).toEqual([uuid('e1')]);
    expect(progress!.all('//c:entry/c:encounter/c:id/@root')).toEqual([uuid('e1')]);
  });

  it('read back, and a change is found', () => {
    const differences = (change: (text: string) => string): string[] =>
      readBackOf('ccda')!(chart, settings, {
        ...written,
        outputs: written.outputs.map((o, i) => (i === 1 ? { ...o, text: change(o.text) } : o)),
      }).differences.map(({ kind, element }) => `${kind} ${element}`);
    expect(differences((text) => text)).toEqual([]);
    for (const [from, to] of [
      ['Lungs are clear', 'Lungs are bad'],
      ['problem bronchitis', 'problem asthma'],
      ['Cough for', 'Fever for'],
      ['<low value="20240304', '<low value="20240305'],
      ['<family>Doe', '<family>Roe'],
    ] as const)
      expect(
        differences((text) => text.replace(from, to)),
        from,
      ).not.toEqual([]);
    expect(differences((text) => text.replaceAll(uuid('e1'), uuid('e9')))).toContain('extra document');
  });
});
