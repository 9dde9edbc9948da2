import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedPath, sharedReason } from '../testing/shared.js';
import { createValidator } from './validator.js';

const artefacts = sharedPath('ccda');
const example = sharedPath('data', 'ccda', 'hl7-examples', 'Documents', 'CCD', 'CCD 1', 'CCD.XML');

describe('createValidator without artefacts', () => {
  it('says which layers did not run and how to get them', async () => {
    const validator = await createValidator({ artefacts: null });
    const verdict = validator.validate('<ClinicalDocument xmlns="urn:hl7-org:v3"/>');
    expect(verdict.layersSkipped.map((s) => s.layer)).toEqual(['xsd', 'schematron']);
    expect(verdict.layersSkipped.every((s) => s.hint.includes('--artefacts'))).toBe(true);
    validator.dispose();
  });

  it('refuses a folder that is not there', async () => {
    await expect(createValidator({ artefacts: '/nowhere/at/all' })).rejects.toMatchObject({
      code: 'ARTEFACTS_NOT_FOUND',
    });
  });
});

const title = artefacts && example ? 'HL7 artefacts' : sharedReason("HL7's artefacts and examples");
describe.skipIf(!artefacts || !example)(title, () => {
  it('runs every layer and every rule of the artefacts on an HL7 example', async () => {
    const validator = await createValidator({ artefacts });
    expect(validator.artefactIssues).toEqual([]);
    const verdict = validator.validate(readFileSync(example!));
    expect(verdict.layersRun).toContain('xsd');
    expect(verdict.layersRun).toContain('schematron');
    expect(verdict.notEvaluated).toEqual([]);
    expect(verdict.fired).toBeGreaterThan(200);
    validator.dispose();
  });
});
