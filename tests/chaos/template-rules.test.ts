import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ccdaTarget } from '../../packages/engine/src/targets/ccda/writer.js';
import { randomChart, testSettings } from '../../packages/engine/src/testing/charts.js';
import { seededRandom } from '../../packages/engine/src/testing/dump-generator.js';
import { MutableText } from '../../packages/engine/src/testing/element-mutation.js';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import {
  type Agreement,
  brokenByOwnRules,
  brokenBySchematron,
  compare,
  OTHER_EDITION,
} from '../../packages/engine/src/validation/own/template/agreement-bench.js';
import { createValidator } from '../../packages/engine/src/validation/validator.js';

/** Mutated documents in all. CHARTLIFT_SEED chooses others; CHARTLIFT_REPORT=1 prints the statements on which the two disagree. */
const mutations = Number(process.env.CHARTLIFT_MUTATIONS ?? 2000);
const seed = Number(process.env.CHARTLIFT_SEED ?? 1);

const artefacts = sharedPath('ccda');
const folder = sharedPath('data', 'ccda');

function written(from: number): string[] {
  const settings = { ...testSettings, encounterDocuments: true };
  return ccdaTarget
    .write(randomChart(from, 120), settings)
    .outputs.flatMap((output) => (output.kind === 'file' && output.path.endsWith('.xml') ? [String(output.text)] : []));
}

/** HL7's examples are mostly single sections or entries: they are put into a document, so that both can judge them. */
function whole(text: string): string | null {
  const body = text.replace(/^\uFEFF?\s*(<\?xml[^>]*\?>)?/, '').replace(/<\?[^>]*\?>/g, '');
  const root = /<([A-Za-z]\w*)[\s>]/.exec(body.replace(/<!--[\s\S]*?-->/g, ''))?.[1];
  if (root === 'ClinicalDocument') return body;
  if (root !== 'section') return null;
  return `<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><component><structuredBody><component>${body.slice(body.indexOf('<section'))}</component></structuredBody></component></ClinicalDocument>`;
}

it.skipIf(!artefacts || !folder)(
  artefacts && folder ? `${mutations} mutated documents` : sharedReason("HL7's artefacts and documents"),
  async () => {
    const validator = await createValidator({ artefacts });
    const files = readdirSync(folder!, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'));
    const texts = [
      ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((from) => written(from)),
      ...files.flatMap((name) => whole(readFileSync(join(folder!, name), 'utf8')) ?? []),
    ].filter((text) => text.length < 400_000 && !OTHER_EDITION.test(text));
    const untouched = new Map<string, Agreement>();
    const mutated = new Map<string, Agreement>();
    let judged = 0;
    const good: string[] = [];
    for (const text of texts) {
      const theirs = brokenBySchematron(validator, text);
      if (!theirs) continue;
      good.push(text);
      compare(theirs, brokenByOwnRules(text), untouched);
    }
    const random = seededRandom(seed);
    const sources = good.map((text) => new MutableText(text));
    for (let round = 0; round < mutations; round += 1) {
      const mutation = sources[round % sources.length]!.mutate(random);
      const theirs = brokenBySchematron(validator, mutation.text);
      if (!theirs) continue;
      judged += 1;
      compare(theirs, brokenByOwnRules(mutation.text), mutated);
    }
    validator.dispose();
    for (const [name, found] of [
      ['untouched', untouched],
      ['mutated', mutated],
    ] as const) {
      let both = 0;
      let theirs = 0;
      let ours = 0;
      for (const [key, one] of [...found].sort()) {
        both += one.both;
        theirs += one.theirs;
        ours += one.ours;
        if (process.env.CHARTLIFT_REPORT && one.theirs + one.ours > 0) console.log(name, key, JSON.stringify(one));
      }
      console.log(
        `${name}: ${name === 'mutated' ? judged : good.length} documents, ${found.size} statements broken; by both ${both}, Schematron alone ${theirs}, own rules alone ${ours}`,
      );
    }
    expect(judged).toBeGreaterThan(mutations / 2);
  },
);
