import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isAlias, isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Issue } from '../base/issue.js';
import { type MappingSpec, mappingSpecSchema, resourceTablesSchema } from './mapping-spec.js';

export type SpecPath = readonly PropertyKey[];
type Locate = (path: SpecPath, part?: 'key' | 'value') => string;

const positions = new WeakMap<MappingSpec, Locate>();

/** `file:line:column` of a part of a spec, by its path of keys and indexes; the file alone for specs that were not read from YAML. */
export function locateInSpec(spec: MappingSpec, path: SpecPath, part: 'key' | 'value' = 'value'): string {
  return positions.get(spec)?.(path, part) ?? spec.file;
}

/** The node for a path, or its nearest ancestor that exists. */
function offsetOf(document: Document, path: SpecPath, part: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const [i, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find(
        (p) => isNode(p.key) && String((p.key as { value?: unknown }).value) === String(step),
      );
      if (!pair) break;
      const last = i === path.length - 1;
      const at = last && part === 'key' ? pair.key : (pair.value ?? pair.key);
      offset = isNode(at) ? (at.range?.[0] ?? offset) : offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (!isNode(node)) break;
      offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

interface FlatIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  readonly depth: number;
}

/** The one complaint that helps: of a union, the branch that came furthest (an unknown key of the nearest form, not "invalid input"). */
function flatten(issue: z.core.$ZodIssue, base: SpecPath): FlatIssue[] {
  const path = [...base, ...issue.path];
  if (issue.code !== 'invalid_union') {
    const keys = issue.code === 'unrecognized_keys' ? { keys: issue.keys } : {};
    return [{ path, message: issue.message, depth: path.length, ...keys }];
  }
  const branches = issue.errors.map((errors) => errors.flatMap((e) => flatten(e, path)));
  const typeOnly = (b: FlatIssue[]) =>
    b.some((f) => f.depth === path.length && /expected (string|array|object|record)/.test(f.message));
  const missing = (b: FlatIssue[]) =>
    b.filter((f) => f.depth === path.length + 1 && /received undefined/.test(f.message)).length;
  const useful = branches.filter((b) => b.length > 0 && !typeOnly(b));
  const pool = useful.length > 0 ? useful : branches;
  const score = (b: FlatIssue[]) => Math.max(0, ...b.map((f) => f.depth)) - 10 * missing(b) - b.length;
  return pool.reduce<FlatIssue[]>((best, b) => (best.length === 0 || score(b) > score(best) ? b : best), []);
}

/** Reads a file of one spec. `file` is its path in the workspace; the spec's id is the file name without .yaml. Every complaint names file:line:column. */
export function parseMappingFile(text: string, file: string): { spec: MappingSpec | null; issues: Issue[] } {
  const { specs, issues } = parseMappingSpecs(text, file);
  return { spec: specs[0] ?? null, issues };
}

/** The same of a file of one spec, or of one that stands for many (`resources`). */
function parseMappingSpecs(text: string, file: string): { specs: MappingSpec[]; issues: Issue[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${Math.max(1, line)}:${Math.max(1, col)}`;
  };
  const issues: Issue[] = document.errors.map((e) => ({
    severity: 'error',
    code: 'mapping-yaml',
    where: at(e.pos[0]),
    message: e.message.split('\n')[0]!.replace(/ at line \d+.*$/, ''),
    hint: 'Mend the YAML: spaces instead of tabs, and quotes around text that holds ": " or begins with a special character.',
  }));
  if (issues.length > 0) return { specs: [], issues };
  const locate: Locate = (path, part = 'value') => at(offsetOf(document, path, part));
  const plain: unknown = document.toJS({ maxAliasCount: 100 });
  const isMany = typeof plain === 'object' && plain !== null && 'resources' in plain;
  const parsed = isMany ? resourceTablesSchema.safeParse(plain) : mappingSpecSchema.safeParse(plain);
  if (!parsed.success) {
    const seen = new Set<string>();
    for (const flat of parsed.error.issues.flatMap((i) => flatten(i, []))) {
      const where = flat.keys ? locate([...flat.path, flat.keys[0]!], 'key') : locate(flat.path);
      const name = flat.path.map(String).join(' > ') || 'the file';
      const message = flat.keys ? `Unknown key ${flat.keys.join(', ')} in ${name}.` : `${name}: ${flat.message}.`;
      if (seen.has(where + message)) continue;
      seen.add(where + message);
      issues.push({
        severity: 'error',
        code: 'mapping-invalid',
        where,
        message,
        hint: 'docs/guide/mapping.md lists the forms of a value and the keys of a spec.',
      });
    }
    return { specs: [], issues };
  }
  const { data } = parsed;
  if ('resources' in data) {
    const specs = specsOfTables(data, file);
    for (const spec of specs) positions.set(spec, locate);
    return { specs, issues };
  }
  const id = file
    .split('/')
    .pop()!
    .replace(/\.ya?ml$/, '');
  const spec: MappingSpec = { ...data, id, file };
  positions.set(spec, locate);
  return { specs: [spec], issues };
}

function specsOfTables(tables: z.infer<typeof resourceTablesSchema>, file: string): MappingSpec[] {
  const { resources, shared = [], patient, source, archive_only, body, key } = tables;
  const spec = (resource: string, owner: string | undefined): MappingSpec => ({
    chartlift: 'mapping/1',
    id: resource,
    file,
    resource,
    from: resource,
    key,
    body,
    elements: {},
    optional: [resource],
    ...(source === undefined ? {} : { source }),
    ...(owner === undefined ? {} : { patient: owner }),
    ...(archive_only === undefined ? {} : { archive_only }),
  });
  return [
    ...resources.map((type) => spec(type, type === 'Patient' ? key : patient)),
    ...shared.map((type) => spec(type, undefined)),
  ];
}

/**
 * Reads `dir`/mapping/*.yaml, in file-name order (that order is the order of a chart's fragments). A file that cannot be read as a spec becomes issues
 * (where = file:line:column) and no spec; an absent folder gives nothing.
 */
export function readMappingFiles(dir: string): { specs: MappingSpec[]; issues: Issue[] } {
  const folder = join(dir, 'mapping');
  const specs: MappingSpec[] = [];
  const issues: Issue[] = [];
  if (!existsSync(folder)) return { specs, issues };
  for (const file of readdirSync(folder).sort()) {
    if (!/\.ya?ml$/.test(file)) continue;
    const read = parseMappingSpecs(readFileSync(join(folder, file), 'utf8'), `mapping/${file}`);
    specs.push(...read.specs);
    issues.push(...read.issues);
  }
  return { specs, issues };
}
