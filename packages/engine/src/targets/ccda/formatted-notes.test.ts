import { describe, expect, it } from 'vitest';
import { cleaners } from '../../clean/registry.js';
import { readBackCcda } from '../../reconciliation/ccda/compare.js';
import { renderCcda } from '../../rendering/document.js';
import { chartOf, testSettings } from '../../testing/charts.js';
import { HARD_NOTES, noteResource } from '../../testing/hard-notes.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { createValidator } from '../../validation/validator.js';
import { ccdaTarget } from './writer.js';

const clean = (name: string, source: string, args: Readonly<Record<string, unknown>>): unknown =>
  cleaners.get(name)?.clean([source], args, { latestYear: 2026 }).value;
const artefacts = sharedPath('ccda');

function written(sources: readonly string[]) {
  const identifier = [{ system: 'urn:oid:2.999.2', value: '1' }];
  const patient = {
    id: 'p1',
    identifier,
    name: [{ family: 'Roe', given: ['Ada'] }],
    gender: 'female',
    birthDate: '1980-01-02',
  };
  const chart = chartOf(
    patient,
    sources.map((source, i) => noteResource(source, i, clean)),
  );
  const { outputs, carried } = ccdaTarget.write(chart, testSettings);
  return { chart, carried, xml: outputs[0]?.text ?? '' };
}

describe('notes with formatting, from the source to the document', () => {
  const { chart, carried, xml } = written(HARD_NOTES.map((note) => note.source));

  it('are read back as the chart has them', () => {
    const { differences, compared } = readBackCcda(chart, testSettings, xml, new Set(carried));
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(50);
  });

  it('have their looks and tables in the narrative, and their text once', () => {
    for (const mark of [
      '<content styleCode="Bold">Chief complaint:</content>',
      '<content styleCode="Italics">pain</content>',
      '<content styleCode="Underline">left</content>',
      '<td>120/80<br/>sitting</td>',
      '<td><content styleCode="Bold">Drug</content></td>',
    ])
      expect(xml.split(mark)).toHaveLength(2);
    expect(renderCcda(xml).html.match(/<details/g)).toHaveLength(HARD_NOTES.length - 1);
  });

  it('keep the plain text where the file says something else', () => {
    const resource = noteResource('{\\rtf1 {\\b one}}', 1, clean) as { content: { attachment: { data: unknown } }[] };
    resource.content[0]!.attachment.data = Buffer.from('two').toString('base64');
    const other = chartOf({ id: 'p1', gender: 'female' }, [resource as unknown as Record<string, unknown>]);
    const [file] = ccdaTarget.write(other, testSettings).outputs;
    expect(file?.text).toContain('-text">two</paragraph>');
  });

  it.skipIf(artefacts === null)(`are valid${artefacts === null ? ` (${sharedReason('ccda')})` : ''}`, async () => {
    const validator = await createValidator({ artefacts });
    const { findings } = validator.validate(xml);
    validator.dispose();
    expect(findings.filter((finding) => finding.severity === 'error')).toEqual([]);
  });
});
