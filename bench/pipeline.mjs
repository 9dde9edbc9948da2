// The whole path of a patient, from staged rows to documents that are validated, read back and accounted for, in one thread. Three ways, so that the share of
// each part is seen: everything, without HL7's artefacts (no XSD, no Schematron), and C-CDA alone without them.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runMigration } from '@chartlift/engine';
import { sharedPath } from '../packages/engine/dist/testing/shared.js';
import { cpuSeconds, printLoad, printRace } from './measure.mjs';
import { makeWorkspace } from './practice.mjs';

const rounds = Number(process.env.BENCH_RUN_ROUNDS ?? 5);
const { dir, vault, dispose } = await makeWorkspace(Number(process.env.BENCH_PATIENTS ?? 200));
const artefacts = process.env.CHARTLIFT_CCDA_ARTEFACTS ?? sharedPath('ccda');
const ways = {
  ...(artefacts ? { 'C-CDA and FHIR, all layers': { targets: ['ccda', 'fhir'], artefacts } } : {}),
  'without XSD and Schematron': { targets: ['ccda', 'fhir'], artefacts: null },
  'C-CDA alone, without them': { targets: ['ccda'], artefacts: null },
};
if (!artefacts) console.log("XSD and Schematron are left out: name HL7's artefacts by CHARTLIFT_CCDA_ARTEFACTS");

try {
  const rates = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  let patients = 0;
  for (let round = 0; round <= rounds; round++) {
    for (const [name, way] of Object.entries(ways)) {
      const started = cpuSeconds();
      const summary = await runMigration({ dir, vault, plainOutput: true, workers: 0, ...way });
      const seconds = cpuSeconds() - started;
      rmSync(join(dir, summary.out), { recursive: true });
      patients = summary.patients;
      if (round > 0) rates[name].push(patients / seconds);
    }
  }
  printRace(`Whole path, ${patients} patients, one thread`, 'patients', rates);
  printLoad();
} finally {
  dispose();
}
