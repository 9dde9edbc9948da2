import { expect, it } from 'vitest';
import * as templates from '../../packages/engine/src/formats/cda/templates.js';
import { ccdaTarget } from '../../packages/engine/src/targets/ccda/writer.js';
import { randomChart, testSettings } from '../../packages/engine/src/testing/charts.js';
import { DocumentTree } from '../../packages/engine/src/validation/own/document-tree.js';
import { STATEMENTS } from '../../packages/engine/src/validation/own/template/constraints/statements.js';
import { unpairedIds } from '../../packages/engine/src/validation/own/template/paired-ids.js';
import { brokenStatements } from '../../packages/engine/src/validation/own/template/statement-check.js';

/** Participations of the Policy Activity and the sections with optional entries have no statements of their own that are not asked elsewhere. */
const WITHOUT_STATEMENTS = new Set([
  '2.16.840.1.113883.10.20.22.4.87',
  '2.16.840.1.113883.10.20.22.4.89',
  '2.16.840.1.113883.10.20.22.4.90',
]);

it('all that the writer writes is stated by a template table, and breaks no SHALL of it', () => {
  const known = new Set(Object.values(templates).flatMap((one) => one.extensions.map((date) => `${one.root}:${date}`)));
  const stated = new Set(STATEMENTS.map((group) => group.template.root));
  const written = new Set<string>();
  const broken = new Set<string>();
  for (let seed = 1; seed <= 8; seed += 1) {
    const settings = { ...testSettings, encounterDocuments: true };
    for (const output of ccdaTarget.write(randomChart(seed, 120), settings).outputs) {
      if (output.kind !== 'file' || !output.path.endsWith('.xml')) continue;
      const tree = DocumentTree.read(String(output.text))!;
      for (const id of tree.named('templateId')) written.add(`${id.attr('root')}:${id.attr('extension') ?? ''}`);
      for (const [{ rule, severity }] of brokenStatements(tree, false)) if (severity === 'error') broken.add(rule);
      for (const id of unpairedIds(tree)) broken.add(id.attr('root') ?? '');
    }
  }
  expect(written.size).toBeGreaterThan(120);
  expect([...written].filter((id) => !known.has(id))).toEqual([]);
  expect(
    [...written].filter((id) => !stated.has(id.split(':')[0]!) && !WITHOUT_STATEMENTS.has(id.split(':')[0]!)),
  ).toEqual([]);
  expect([...broken]).toEqual([]);
});
