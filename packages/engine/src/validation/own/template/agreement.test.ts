import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { goodDocument } from '../../../testing/cda-document.js';
import { seededRandom } from '../../../testing/dump-generator.js';
import { MutableText, wholeDocument } from '../../../testing/element-mutation.js';
import { sharedPath, sharedReason } from '../../../testing/shared.js';
import { createValidator } from '../../validator.js';
import { AgreementBench, STATED } from './agreement-bench.js';
import { STATEMENTS } from './constraints/statements.js';

const artefacts = sharedPath('ccda');
const examples = sharedPath('data', 'ccda', 'hl7-examples');

it('the tables hold each number of a template and place once for SHALL and once for SHOULD', () => {
  expect(STATED.size).toBeGreaterThan(850);
  for (const { template, statements } of STATEMENTS) {
    const keys = statements.map((one) => `${one.should} ${one.conf}`);
    const twice = keys.filter((key, i) => keys.indexOf(key) !== i);
    expect(twice, template.root).toEqual([]);
  }
});

/** The large run is tests/chaos/template-rules.test.ts. */
it.skipIf(!artefacts || !examples)(
  artefacts && examples
    ? "the statements and HL7's Schematron say the same of mutated documents"
    : sharedReason("HL7's artefacts and examples"),
  async () => {
    const validator = await createValidator({ artefacts });
    const bench = new AgreementBench(validator);
    const files = readdirSync(examples!, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'));
    const sections = files
      .sort()
      .flatMap((name) => wholeDocument(readFileSync(join(examples!, name), 'utf8')) ?? [])
      .filter((text) => text.length < 12_000);
    const sources = [goodDocument(), ...sections].map((text) => new MutableText(text));
    const random = seededRandom(1);
    for (let round = 0; round < 350; round += 1)
      bench.judge(sources[round % 5 === 0 ? 0 : round % sources.length]!.mutate(random).text);
    validator.dispose();
    expect(bench.documents).toBeGreaterThan(300);
    expect(bench.found.size).toBeGreaterThan(150);
    expect(bench.disagreements()).toEqual([]);
  },
);
