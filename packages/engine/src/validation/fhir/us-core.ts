import { CHOICE_NAMES } from './definitions.js';
import { compileInvariant, type Invariant } from './path-evaluator.js';
import { isObject, type Json } from './structure.js';
import { US_CORE_EXTENSIONS, US_CORE_PROFILES, type UsCoreProfile, type UsCoreRule } from './us-core-rules.js';
import { FhirFindings } from './verdict.js';

const BASE = 'http://hl7.org/fhir/us/core/StructureDefinition/';
const VERSION = '6.1.0';

interface Compiled extends UsCoreRule {
  readonly holds: Invariant;
}

const compiled = (rules: readonly UsCoreRule[]): Compiled[] =>
  rules.map((rule) => ({ ...rule, holds: compileInvariant(rule.expression, CHOICE_NAMES) }));
interface CompiledProfile {
  readonly profile: UsCoreProfile;
  readonly rules: readonly Compiled[];
  /** Steps of each mandatory path. */
  readonly mandatory: readonly (readonly [path: string, steps: readonly string[]])[];
}
const profiles = new Map<string, CompiledProfile>(
  US_CORE_PROFILES.map((profile) => [
    profile.name,
    {
      profile,
      rules: compiled(profile.rules),
      mandatory: profile.mandatory.map((path) => [path, path.split('.')]),
    },
  ]),
);
const extensions = new Map<string, readonly Compiled[]>(
  Object.entries(US_CORE_EXTENSIONS).map(([name, rules]) => [BASE + name, compiled(rules)]),
);

/** What US Core 6.1.0 asks of a resource that claims its profiles. A claim of another version is not judged, and that is said. */
export function checkUsCore(resource: Json, path: string, line: number, findings: FhirFindings): void {
  const meta = isObject(resource.meta) ? resource.meta : {};
  const claims = (Array.isArray(meta.profile) ? meta.profile : []).filter((claim) => typeof claim === 'string');
  if (!claims.some((claim) => claim.startsWith(BASE)) && !/\.contained\[\d+\]$/.test(path))
    checkUnclaimed(resource, path, line, findings);
  let isClaimed = false;
  for (const claim of claims) {
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
    else {
      isClaimed = true;
      checkProfile(resource, path, line, known, findings);
    }
  }
  if (isClaimed) findings.usCoreClaimed++;
  eachExtension(resource, path, (extension, where) => {
    for (const rule of extensions.get(String(extension.url)) ?? [])
      if (rule.holds(extension, { resource, root: resource }) === false)
        tell(findings, rule.key, where, line, `The extension does not meet US Core: ${rule.key}.`, rule.expression);
  });
}

/** Rules that say which resources a profile is meant for. */
const MEANT_FOR: ReadonlySet<string> = new Set(['uc-category', 'uc-code']);
const byType = new Map<string, string[]>();
for (const { name, type } of US_CORE_PROFILES) byType.set(type, [...(byType.get(type) ?? []), name]);

/**
 * The profile that a resource without a claim would be meant for: the only one of its type, or the one of most rules whose category and code it has. null where
 * none is meant for it.
 */
function meantFor(resource: Json): string | null {
  const names = byType.get(String(resource.resourceType)) ?? [];
  if (names.length === 1) return names[0] ?? null;
  let best: { readonly name: string; readonly rules: number } | null = null;
  for (const name of names) {
    const rules = profiles.get(name)?.rules ?? [];
    const telling = rules.filter((rule) => MEANT_FOR.has(rule.key));
    const fits = telling.length > 0 && telling.every((r) => r.holds(resource, { resource, root: resource }) === true);
    if (fits && rules.length > (best?.rules ?? 0)) best = { name, rules: rules.length };
  }
  return best?.name ?? null;
}

/** A resource that claims nothing breaks nothing, but who needs US Core should know: one warning with what it lacks. */
function checkUnclaimed(resource: Json, path: string, line: number, findings: FhirFindings): void {
  const name = meantFor(resource);
  const known = name === null ? undefined : profiles.get(name);
  if (known === undefined) return;
  const scratch = new FhirFindings(20);
  checkProfile(resource, path, line, known, scratch);
  if (scratch.kept.length === 0) return;
  const asks = scratch.kept.map(({ rule, where }) => (rule === 'uc-mandatory' ? where.slice(path.length + 1) : rule));
  const lacks = [...new Set(asks.map((one) => one.replaceAll(/\[\d+\]/g, '')))].join(', ');
  const kind = `${String(resource.resourceType)}: ${lacks}`;
  findings.usCoreUnmet[kind] = (findings.usCoreUnmet[kind] ?? 0) + 1;
  findings.add({
    layer: 'us-core',
    severity: 'warning',
    rule: 'us-core-unmet',
    where: path,
    line,
    message: `The resource claims no US Core profile and does not meet ${name}.`,
    hint: `It lacks: ${lacks}`,
  });
}

function checkProfile(
  resource: Json,
  path: string,
  line: number,
  { profile, rules, mandatory }: CompiledProfile,
  findings: FhirFindings,
): void {
  const { name } = profile;
  if (resource.resourceType !== profile.type) {
    tell(findings, 'uc-type', path, line, `${name} is no profile of this resource type.`, profile.type);
    return;
  }
  for (const [element, steps] of mandatory)
    for (const where of absentFrom(resource, steps, path))
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
    return rest.length > 0 ? [] : [`${path}.${names[0]}`];
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
