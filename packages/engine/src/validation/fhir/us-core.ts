import { CHOICE_NAMES } from './definitions.js';
import { compileInvariant, type Invariant } from './path-evaluator.js';
import { isObject, type Json } from './structure.js';
import { US_CORE_EXTENSIONS, US_CORE_PROFILES, type UsCoreProfile, type UsCoreRule } from './us-core-rules.js';
import type { FhirFindings } from './verdict.js';

const BASE = 'http://hl7.org/fhir/us/core/StructureDefinition/';
const VERSION = '6.1.0';

interface Compiled extends UsCoreRule {
  readonly holds: Invariant;
}

const compiled = (rules: readonly UsCoreRule[]): Compiled[] =>
  rules.map((rule) => ({ ...rule, holds: compileInvariant(rule.expression, CHOICE_NAMES) }));
const profiles = new Map<string, { readonly profile: UsCoreProfile; readonly rules: readonly Compiled[] }>(
  US_CORE_PROFILES.map((profile) => [profile.name, { profile, rules: compiled(profile.rules) }]),
);
const extensions = new Map<string, readonly Compiled[]>(
  Object.entries(US_CORE_EXTENSIONS).map(([name, rules]) => [BASE + name, compiled(rules)]),
);

/** What US Core 6.1.0 asks of a resource that claims its profiles. A claim of another version is not judged, and that is said. */
export function checkUsCore(resource: Json, path: string, line: number, findings: FhirFindings): void {
  const meta = isObject(resource.meta) ? resource.meta : {};
  for (const claim of Array.isArray(meta.profile) ? meta.profile : []) {
    if (typeof claim !== 'string') continue;
    const [url = '', version] = claim.split('|');
    if (!url.startsWith(BASE)) {
      findings.leaveOut('profiles that are not of US Core', 'their definitions are not at hand');
      continue;
    }
    const known = profiles.get(url.slice(BASE.length));
    if (version !== undefined && version !== VERSION)
      findings.leaveOut('claims of another US Core version', `only ${VERSION} is known`);
    else if (known === undefined)
      findings.leaveOut('US Core profiles that 6.1.0 does not have or the table lacks', 'no rules at hand');
    else checkProfile(resource, path, line, known.profile, known.rules, findings);
  }
  eachExtension(resource, path, (extension, where) => {
    for (const rule of extensions.get(String(extension.url)) ?? [])
      if (rule.holds(extension, { resource, root: resource }) === false)
        tell(findings, rule.key, where, line, `The extension does not meet US Core: ${rule.key}.`, rule.expression);
  });
}

function checkProfile(
  resource: Json,
  path: string,
  line: number,
  profile: UsCoreProfile,
  rules: readonly Compiled[],
  findings: FhirFindings,
): void {
  const { name } = profile;
  if (resource.resourceType !== profile.type) {
    tell(findings, 'uc-type', path, line, `${name} is no profile of this resource type.`, profile.type);
    return;
  }
  for (const element of profile.mandatory)
    for (const where of absentFrom(resource, element.split('.'), path))
      tell(findings, 'uc-mandatory', where, line, `${name} demands this element.`, element);
  for (const rule of rules) {
    findings.fired++;
    if (rule.holds(resource, { resource, root: resource }) === false)
      tell(findings, rule.key, path, line, `The rule ${rule.key} of ${name} does not hold.`, rule.expression);
  }
}

/** Places where a mandatory element is absent; its extension (data-absent-reason) counts as there. */
function absentFrom(parent: Json, steps: readonly string[], path: string): string[] {
  const [step = '', ...rest] = steps;
  const names = step.split('|');
  const name = names.find((one) => parent[one] !== undefined || parent[`_${one}`] !== undefined);
  if (name === undefined) {
    // A nested element is asked for where its parent is; the parent has its own line if it is mandatory.
    const optional = rest.length > 0 && !(step === 'text' && rest[0] === 'status');
    return optional ? [] : [`${path}.${names[0]}`];
  }
  if (rest.length === 0) return [];
  const value = parent[name];
  const items = Array.isArray(value) ? value : [value];
  return items.flatMap((item, i) => {
    if (!isObject(item) || Object.keys(item).every((key) => key === 'extension')) return [];
    return absentFrom(item, rest, `${path}.${name}${Array.isArray(value) ? `[${i}]` : ''}`);
  });
}

function eachExtension(value: unknown, path: string, found: (extension: Json, where: string) => void): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) eachExtension(item, `${path}[${i}]`, found);
    return;
  }
  if (!isObject(value)) return;
  for (const [key, member] of Object.entries(value)) {
    if (typeof member !== 'object' || member === null || key === 'contained') continue;
    if (key === 'extension' && Array.isArray(member))
      member.forEach((one, i) => {
        if (isObject(one)) found(one, `${path}.extension[${i}]`);
      });
    // Extensions of extensions have names, not URLs of their own.
    if (key !== 'extension') eachExtension(member, `${path}.${key}`, found);
  }
}

function tell(findings: FhirFindings, rule: string, where: string, line: number, message: string, asks: string): void {
  findings.add({ layer: 'us-core', severity: 'error', rule, where, line, message, hint: `It asks: ${asks}` });
}
