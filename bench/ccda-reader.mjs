// C-CDA documents of vendors to FHIR a second, beside @medplum/ccda on the same files in the same run: from XML text to FHIR resources as objects in memory, both;
// the line with the bundle as JSON is more work than the peer's, and stands there for itself. Documents that the
// peer cannot read are left out for both and counted. Needs ../shared/data/ccda/vendor (CHARTLIFT_SHARED); says so and ends where it is absent.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { convertCcdaToFhir as convertWithPeer, convertXmlToCcda } from '@medplum/ccda';
import { convertCcdaToFhir } from '../packages/engine/dist/conversion/convert-ccda.js';
import { readCcdaDocument } from '../packages/engine/dist/sources/ccda/document-reader.js';
import { printLoad, printRace, race } from './measure.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const shared = [process.env.CHARTLIFT_SHARED, resolve(root, '../shared')].find((path) => path && existsSync(path));
const folder = shared && join(shared, 'data/ccda/vendor');
if (!folder || !existsSync(folder)) {
  console.log(
    'C-CDA reader: not measured, the vendor documents are not beside this checkout (../shared/data/ccda/vendor)',
  );
  process.exit(0);
}

const peer = (text) => convertWithPeer(convertXmlToCcda(text), { ignoreUnsupportedSections: true });
const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.xml'))
  .sort()
  .map((name) => readFileSync(join(folder, name), 'utf8'));
const texts = all.filter((text) => {
  try {
    peer(text);
    return true;
  } catch {
    return false;
  }
});
const rates = race(
  {
    chartlift: () => {
      for (const text of texts) readCcdaDocument(text);
    },
    '@medplum/ccda': () => {
      for (const text of texts) peer(text);
    },
    'chartlift, bundle as JSON': () => {
      for (const text of texts) convertCcdaToFhir(text);
    },
  },
  texts.length,
  Number(process.env.BENCH_READER_ROUNDS ?? 15),
  // The compiler is done with either after some 30 rounds; half of them are left out for both.
  15,
);
printRace(
  `C-CDA documents read, ${texts.length} of ${all.length} vendor documents (the peer reads no others), one thread`,
  'documents',
  rates,
);
printLoad();
