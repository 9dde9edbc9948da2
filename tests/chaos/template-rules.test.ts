import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ccdaTarget } from '../../packages/engine/src/targets/ccda/writer.js';
import { randomChart, testSettings } from '../../packages/engine/src/testing/charts.js';
import { seededRandom } from '../../packages/engine/src/testing/dump-generator.js';
import { MutableText, wholeDocument } from '../../packages/engine/src/testing/element-mutation.js';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import { AgreementBench } from '../../packages/engine/src/validation/own/template/agreement-bench.js';
import { createValidator } from '../../packages/engine/src/validation/validator.js';

/** Mutated documents in all; CHARTLIFT_SEED chooses others. */
const mutations = Number(process.env.CHARTLIFT_MUTATIONS ?? 5000);
const seed = Number(process.env.CHARTLIFT_SEED ?? 1);

const artefacts = sharedPath('ccda');
const folder = sharedPath('data', 'ccda');

const written = (from: number): string[] =>
  ccdaTarget
    .write(randomChart(from, 120), { ...testSettings, encounterDocuments: true })
    .outputs.flatMap((output) => (output.kind === 'file' && output.path.endsWith('.xml') ? [String(output.text)] : []));

it.skipIf(!artefacts || !folder)(
  artefacts && folder
    ? `own template rules and HL7's Schematron agree on ${mutations} mutated documents`
    : sharedReason("HL7's artefacts and documents"),
  async () => {
    const validator = await createValidator({ artefacts });
    const files = readdirSync(folder!, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'));
    const untouched = new AgreementBench(validator);
    const good = [
      ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((from) => written(from + seed)),
      ...files.flatMap((name) => wholeDocument(readFileSync(join(folder!, name), 'utf8')) ?? []),
    ].filter((text) => text.length < 400_000 && untouched.judge(text));
    const mutated = new AgreementBench(validator);
    const random = seededRandom(seed);
    const sources = good.map((text) => new MutableText(text));
    for (let round = 0; round < mutations; round += 1)
      mutated.judge(sources[round % sources.length]!.mutate(random).text);
    validator.dispose();
    console.log(`untouched: ${untouched.summary()}\nmutated: ${mutated.summary()}`);
    expect(untouched.disagreements()).toEqual([]);
    expect(mutated.disagreements()).toEqual([]);
    expect(mutated.documents).toBeGreaterThan(mutations * 0.9);
  },
);
