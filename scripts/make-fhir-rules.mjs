// Writes packages/engine/src/validation/fhir/r4-rules.ts from HL7's own FHIR R4 definitions (CC0), the same files that make-element-table.mjs
// reads. Run by hand: node scripts/make-fhir-rules.mjs DIR
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const dir = process.argv[2];
if (!dir) throw new Error('usage: node scripts/make-fhir-rules.mjs DIR');
const resources = (file) => JSON.parse(readFileSync(join(dir, file), 'utf8')).entry.map((e) => e.resource);
const table = readFileSync('packages/engine/src/chart/element-table.ts', 'utf8');
const owners = new Set(table.split('\n').map((line) => line.split(' ')[0]));
const sets = new Map();
const systems = new Map();
for (const file of ['valuesets.json', 'v3-codesystems.json', 'v2-tables.json']) {
  for (const r of resources(file)) {
    if (r.resourceType === 'ValueSet') sets.set(r.url, r);
    if (r.resourceType === 'CodeSystem') systems.set(r.url, r);
  }
}
const flat = (concepts) => (concepts ?? []).flatMap((c) => [c.code, ...flat(c.concept)]);
/** `system#code` of a value set that can be listed from the definitions; null where it cannot. */
function codings(url) {
  const set = sets.get(url.split('|')[0]);
  if (!set?.compose?.include || set.compose.exclude) return null;
  const found = [];
  for (const part of set.compose.include) {
    if (part.filter || part.valueSet) return null;
    const codes = part.concept ? part.concept.map((c) => c.code) : flat(systems.get(part.system)?.concept);
    if (codes.length === 0) return null;
    found.push(...codes.map((code) => [part.system, code]));
  }
  return found;
}
const bundle = new Map();
const mandatory = new Map();
const choices = new Set();
const invariants = [];
const listed = [];
const unlisted = [];
// Asked of every element or resource: the walk itself asks them (see structure.ts).
// ref-1 is asked where references are followed (references.ts).
const EVERYWHERE = new Set(['ref-1', 'ele-1', 'ext-1', 'dom-2', 'dom-3', 'dom-4', 'dom-5', 'dom-6']);
// R4's own expression compares a concept with a string and is never met where a category is; this is what its text says.
const MENDED = {
  'con-3':
    "clinicalStatus.exists() or verificationStatus.coding.where(system='http://terminology.hl7.org/CodeSystem/condition-ver-status' and code='entered-in-error').exists() or category.coding.where(code='problem-list-item').empty()",
};
const inTable = (path) => path.split('.')[0] === 'Bundle' || owners.has(path.split('.')[0]);
for (const definition of [...resources('profiles-types.json'), ...resources('profiles-resources.json')]) {
  if (definition.resourceType !== 'StructureDefinition' || definition.derivation === 'constraint') continue;
  if (!['complex-type', 'resource'].includes(definition.kind)) continue;
  for (const element of definition.snapshot.element) {
    if (!inTable(element.path)) continue;
    for (const { key, severity, expression } of element.constraint ?? []) {
      if (EVERYWHERE.has(key)) continue;
      const line = `${element.path} ${key} ${severity} ${MENDED[key] ?? expression}`;
      if (!invariants.includes(line)) invariants.push(line);
    }
    const dot = element.path.lastIndexOf('.');
    if (dot < 0) continue;
    const owner = element.path.slice(0, dot);
    const name = element.path.slice(dot + 1);
    if (name.endsWith('[x]')) choices.add(`${owner}.${name.slice(0, -3)}`);
    if (element.min > 0) mandatory.set(owner, [...(mandatory.get(owner) ?? []), name]);
    const code = element.type?.[0]?.code;
    if (element.binding?.strength === 'required' && code && !owner.startsWith('Bundle')) {
      const found = codings(element.binding.valueSet);
      const inElementTable =
        code === 'code' && new RegExp(`^${owner.replaceAll('.', '\\.')} .*\\b${name}=code\\(`, 'm').test(table);
      if (inElementTable) continue;
      if (found && found.length <= 400) {
        const bySystem = new Map();
        for (const [system, c] of found) bySystem.set(system, [...(bySystem.get(system) ?? []), c]);
        for (const [system, codes] of bySystem) listed.push(`${element.path} ${code} ${system} ${codes.join(',')}`);
      } else unlisted.push(`${element.path} ${element.binding.valueSet.split('|')[0]}`);
    }
    if (element.path.startsWith('Bundle.')) {
      const type = element.contentReference
        ? `@${element.contentReference.slice(1)}`
        : code === 'BackboneElement' || code === 'Element'
          ? `@${element.path}`
          : code.startsWith('http://hl7.org/fhirpath/')
            ? 'string'
            : code;
      const codes =
        type === 'code' && element.binding?.strength === 'required' ? codings(element.binding.valueSet) : null;
      bundle.set(owner, [
        ...(bundle.get(owner) ?? []),
        `${name}=${type}${codes ? `(${codes.map(([, c]) => c).join(',')})` : ''}${element.max === '1' ? '' : '*'}`,
      ]);
    }
  }
}
const quote = (text) => `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;
writeFileSync(
  'packages/engine/src/validation/fhir/r4-rules.ts',
  `/**
 * Rules of FHIR R4 (4.0.1) that the element table does not hold. Made by scripts/make-fhir-rules.mjs from HL7's StructureDefinitions, ValueSets and
 * CodeSystems (FHIR R4, CC0 1.0, https://hl7.org/fhir/R4/license.html); do not edit.
 */

/** Elements of Bundle, in the form of the element table. */
export const BUNDLE_ELEMENTS = ${quote([...bundle].map(([o, e]) => `${o} ${e.join(' ')}`).join('\n'))};

/** \`Owner name name[x]\`: elements with a minimum of 1. */
export const MANDATORY_ELEMENTS = ${quote([...mandatory].map(([o, e]) => `${o} ${e.join(' ')}`).join('\n'))};

/** \`Owner.base\` of every choice of types; at most one of its elements may be there. */
export const CHOICES = ${quote([...choices].join('\n'))};

/** \`path key severity FHIRPath\`; those of every element and resource (ele-1, ext-1, dom-*) are not repeated here. */
export const INVARIANTS = ${quote(invariants.join('\n'))};

/** \`path type system code,code\`: required bindings that can be listed and that the element table does not hold. */
export const REQUIRED_BINDINGS = ${quote(listed.join('\n'))};

/** \`path value-set\`: required bindings whose codes cannot be listed from HL7's definitions; they are not checked. */
export const UNLISTED_BINDINGS = ${quote(unlisted.join('\n'))};
`,
);
