// Validation of C-CDA documents, milliseconds of CPU a document: XSD and Schematron, then all layers, beside what libxml2 alone takes to parse the same bytes and
// check them by the same compiled schema, each document three times in turn. HL7's files from CHARTLIFT_CCDA_ARTEFACTS or the shared folder beside the checkout
// (CHARTLIFT_SHARED); groups of documents that are not there are left out and said.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { XmlDocument } from 'libxml2-wasm';
import { convertFhirToCcda } from '../packages/engine/dist/conversion/convert-fhir.js';
import { ccdaTarget } from '../packages/engine/dist/targets/ccda/writer.js';
import { findArtefacts } from '../packages/engine/dist/validation/artefacts.js';
import { createValidator } from '../packages/engine/dist/validation/validator.js';
import { FindingList, LAYERS } from '../packages/engine/dist/validation/verdict.js';
import { XsdCheck } from '../packages/engine/dist/validation/xsd.js';
import { cpuSeconds, median, printLoad } from './measure.mjs';
import { makeCharts } from './practice.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const shared = [process.env.CHARTLIFT_SHARED, resolve(root, '../shared')].find((path) => path && existsSync(path));
const artefacts = process.env.CHARTLIFT_CCDA_ARTEFACTS ?? (shared && join(shared, 'ccda'));
if (!artefacts || !existsSync(artefacts)) {
  console.log("Validation: not measured, HL7's files are not at hand (CHARTLIFT_CCDA_ARTEFACTS)");
  process.exit(0);
}

const OTHERS = LAYERS.filter((layer) => !['document', 'xsd', 'schematron'].includes(layer));
const validator = await createValidator({ artefacts });
const files = findArtefacts(artefacts);
const schema = files.xsd && XsdCheck.compile(files.xsd, files.directory);

/** libxml2 alone: the bytes parsed and checked by the schema. */
function parseAndCheck(bytes) {
  const document = XmlDocument.fromBuffer(bytes);
  try {
    schema?.run(document, null, new FindingList(0, true));
  } finally {
    document.dispose();
  }
}

const xmlBelow = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.xml'))
    .sort()
    .map((name) => readFileSync(join(folder, name)));

async function ownDocuments() {
  const { charts, settings, dispose } = await makeCharts(Number(process.env.BENCH_PATIENTS ?? 100));
  dispose();
  return charts.flatMap((chart) => ccdaTarget.write(chart, settings).outputs.map(({ text }) => Buffer.from(text)));
}

/** Synthea's patients as our writer makes them: the largest documents at hand. */
function syntheaDocuments(archive) {
  const folder = mkdtempSync(join(tmpdir(), 'chartlift-bench-'));
  try {
    if (spawnSync('tar', ['-xJf', archive, '-C', folder]).status !== 0) return null;
    const inputs = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
    return inputs
      .map((input) => convertFhirToCcda([input], { asOf: '2024-04-27' }))
      .flatMap(({ documents }) => documents.map(({ xml }) => Buffer.from(xml)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timed(work) {
  const started = cpuSeconds();
  work();
  return (cpuSeconds() - started) * 1000;
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

function measure(title, documents) {
  const contestants = {
    'XSD and Schematron': (bytes) => validator.validate(bytes, { without: OTHERS }),
    'all layers': (bytes) => validator.validate(bytes),
    'libxml2: parse and XSD alone': parseAndCheck,
  };
  // What is no XML at all says nothing of speed.
  const readable = documents.filter((bytes) => !validator.validate(bytes, { without: OTHERS }).refused);
  const kilobytes = readable.reduce((sum, bytes) => sum + bytes.length, 0) / 1000;
  console.log(`\n${title}: ${readable.length} documents, ${Math.round(kilobytes / readable.length)} kB on average`);
  const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (const bytes of readable)
    for (const [name, work] of Object.entries(contestants))
      times[name].push(median([0, 1, 2].map(() => timed(() => work(bytes)))));
  const sums = {};
  for (const [name, all] of Object.entries(times)) {
    sums[name] = all.reduce((sum, one) => sum + one, 0);
    const sorted = [...all].sort((a, b) => a - b);
    console.log(
      `  ${name.padEnd(30)} ${at(sorted, 0.5).toFixed(1)} ms at p50, ${at(sorted, 0.95).toFixed(1)} at p95, ${sorted.at(-1).toFixed(1)} at the most; ${((sums[name] / kilobytes) * 100).toFixed(1)} ms per 100 kB`,
    );
  }
  const bare = sums['libxml2: parse and XSD alone'];
  console.log(
    `  ratio to libxml2 alone: XSD and Schematron ${(sums['XSD and Schematron'] / bare).toFixed(2)}, all layers ${(sums['all layers'] / bare).toFixed(2)}`,
  );
}

const own = await ownDocuments();
for (const bytes of own.slice(0, 30)) {
  validator.validate(bytes);
  parseAndCheck(bytes);
}
measure('Own documents of the synthetic practice', own);
for (const [title, path, read] of [
  ["Vendors' documents", shared && join(shared, 'data/ccda/vendor'), xmlBelow],
  ["ONC's documents", shared && join(shared, 'data/ccda/onc-cures'), xmlBelow],
  ['Own documents of Synthea patients', shared && join(shared, 'data/synthea/ma10/fhir.tar.xz'), syntheaDocuments],
]) {
  const documents = path && existsSync(path) ? read(path) : null;
  if (documents && documents.length > 0) measure(title, documents);
  else console.log(`\n${title}: not at hand`);
}
printLoad();
validator.dispose();
