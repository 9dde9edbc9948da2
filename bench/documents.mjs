// C-CDA documents a second, beside @medplum/ccda on the same charts in the same run. The peer gets the FHIR bundle of the same chart with a Composition
// that lists its resources by section, parsed beforehand; both end with the XML
// text in one piece (counting its bytes makes the engine join what it had only noted down as joined).
import { convertCcdaToXml, convertFhirToCcda } from '@medplum/ccda';
import { ccdaTarget } from '../packages/engine/dist/targets/ccda/writer.js';
import { fhirTarget } from '../packages/engine/dist/targets/fhir/target.js';
import { median, printLoad, printRace, race } from './measure.mjs';
import { makeCharts } from './practice.mjs';

const SECTIONS = {
  AllergyIntolerance: '48765-2',
  MedicationRequest: '10160-0',
  Condition: '11450-4',
  Immunization: '11369-6',
  Procedure: '47519-4',
  Encounter: '46240-8',
};

function sectionOf(resource) {
  if (resource.resourceType !== 'Observation') return SECTIONS[resource.resourceType];
  const category = resource.category?.[0]?.coding?.[0]?.code;
  return { 'vital-signs': '8716-3', 'social-history': '29762-2', laboratory: '30954-2' }[category];
}

/** The bundle as the peer wants it: a Composition first, urn-free references. */
function peerBundle(chart, settings) {
  const file = fhirTarget.write(chart, settings).outputs.find((output) => output.kind === 'file');
  const resources = JSON.parse(file.text)
    .entry.map((entry) => entry.resource)
    .filter((resource) => resource.resourceType !== 'Provenance');
  const sections = new Map();
  for (const resource of resources) {
    const code = sectionOf(resource);
    if (!code) continue;
    if (!sections.has(code)) sections.set(code, []);
    sections.get(code).push({ reference: `${resource.resourceType}/${resource.id}` });
  }
  const composition = {
    resourceType: 'Composition',
    id: 'bench',
    status: 'final',
    type: { coding: [{ system: 'http://loinc.org', code: '34133-9' }] },
    subject: { reference: `Patient/${chart.patient.id}` },
    date: settings.asOf,
    author: [{ display: 'bench' }],
    title: 'Summary',
    section: [...sections].map(([code, entry]) => ({
      title: code,
      code: { coding: [{ system: 'http://loinc.org', code }] },
      entry,
    })),
  };
  return {
    resourceType: 'Bundle',
    type: 'document',
    entry: [composition, ...resources].map((resource) => ({ resource })),
  };
}

const count = Number(process.env.BENCH_PATIENTS ?? 200);
const { charts, settings, dispose } = await makeCharts(count);
const bundles = charts.map((chart) => peerBundle(chart, settings));
let ours = 0;
let theirs = 0;
const statements = { ours: 0, theirs: 0 };
const STATEMENT = /<(?:act|encounter|observation|organizer|procedure|substanceAdministration|supply) /g;
const statementsOf = (xml) => xml.match(STATEMENT)?.length ?? 0;
for (const chart of charts) statements.ours += statementsOf(ccdaTarget.write(chart, settings).outputs[0].text);
for (const bundle of bundles) statements.theirs += statementsOf(convertCcdaToXml(convertFhirToCcda(bundle)));
const rounds = 21;
// Both engines are compiled while they run; ours has more code and is warm after some 3,000 documents.
const warmUps = 15;
const rates = race(
  {
    chartlift: () => {
      for (const chart of charts) ours += Buffer.byteLength(ccdaTarget.write(chart, settings).outputs[0].text);
    },
    '@medplum/ccda': () => {
      for (const bundle of bundles) theirs += Buffer.byteLength(convertCcdaToXml(convertFhirToCcda(bundle)));
    },
  },
  charts.length,
  rounds,
  warmUps,
);
const fragments = charts.reduce((sum, chart) => sum + chart.fragments.length, 0) / charts.length;
printRace(
  `C-CDA documents, ${charts.length} charts with ${fragments.toFixed(0)} resources on average, one thread`,
  'documents',
  rates,
);
const each = (bytes) => bytes / (rounds + warmUps) / charts.length;
const size = (name, bytes, count) => {
  const perSecond = (median(rates[name]) * each(bytes)) / 1e6;
  return `${name} ${Math.round(each(bytes) / 1024)} KiB, ${(count / charts.length).toFixed(1)} clinical statements a document, ${perSecond.toFixed(0)} MB/CPU s`;
};
console.log(`  ${size('chartlift', ours, statements.ours)}; ${size('@medplum/ccda', theirs, statements.theirs)}`);
printLoad();
dispose();
