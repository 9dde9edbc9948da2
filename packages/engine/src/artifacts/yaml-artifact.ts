import { type Document, isMap, isNode, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { MigrationError } from '../base/error.js';

/** One mistake in a YAML artifact; `line` and `column` count from 1. */
export interface YamlProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Where in the document: `tables.lists.decision`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

/** A parsed artifact that still knows where in the file everything stands. */
export interface YamlArtifact<T> {
  readonly value: T;
  /** Line and column of the value at a path, of its key when `ofKey`, or of the nearest parent that is there. */
  position(path: readonly PropertyKey[], ofKey?: boolean): { readonly line: number; readonly column: number };
}

export type YamlResult<T> =
  | { readonly ok: true; readonly artifact: YamlArtifact<T> }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] };

/** Checks YAML text against a schema; every mistake with its place. Never throws for bad text. */
export function checkYaml<T>(text: string, file: string, schema: z.ZodType<T>): YamlResult<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => {
      const { line, col } = lines.linePos(error.pos[0]);
      return { file, line, column: col, path: '', message: syntaxMessage(error.code) };
    });
    return { ok: false, problems };
  }
  const position: YamlArtifact<T>['position'] = (path, ofKey = false) => {
    const { line, col } = lines.linePos(offsetOf(document, path, ofKey));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  let plain: unknown;
  try {
    plain = document.toJS();
  } catch {
    // Aliases that expand without bound (maxAliasCount).
    return { ok: false, problems: [{ file, line: 1, column: 1, path: '', message: 'too many aliases' }] };
  }
  const result = schema.safeParse(plain);
  if (result.success) return { ok: true, artifact: { value: result.data, position } };
  const problems = result.error.issues.flatMap((issue) =>
    flatten(issue, []).map(({ path, message, ofKey }) => ({
      file,
      ...position(path, ofKey),
      path: path.join('.'),
      message,
    })),
  );
  return { ok: false, problems };
}

/** As {@link checkYaml}; throws a MigrationError that names file, line and column of the first mistake, and how many more there are. */
export function parseYaml<T>(text: string, file: string, schema: z.ZodType<T>): YamlArtifact<T> {
  const result = checkYaml(text, file, schema);
  if (result.ok) return result.artifact;
  const [first] = result.problems as [YamlProblem];
  const more = result.problems.length > 1 ? ` (and ${result.problems.length - 1} more)` : '';
  throw new MigrationError(`${first.path === '' ? '' : `${first.path}: `}${first.message}${more}`, {
    code: 'ARTIFACT_INVALID',
    where: `${file}:${first.line}:${first.column}`,
    hint: 'Mend that line of the file and run this again.',
  });
}

interface Flat {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly ofKey: boolean;
}

/** Of a union the branch that came furthest speaks: its mistakes lie deepest in the document. */
function flatten(issue: z.core.$ZodIssue, base: readonly PropertyKey[]): Flat[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: `unknown key "${key}"`, ofKey: true }));
  }
  if (issue.code === 'invalid_union') {
    const depth = (found: readonly Flat[]): number =>
      Math.max(...found.map((f) => f.path.length - (f.ofKey ? 0.5 : 0)));
    const branches = issue.errors.map((errors) => errors.flatMap((e) => flatten(e, path))).filter((b) => b.length > 0);
    const best = branches.sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
    if (best && depth(best) > path.length) return best;
    return [{ path, message: 'has none of the allowed shapes', ofKey: false }];
  }
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    return [{ path, message: issue.message, ofKey: true }];
  }
  return [{ path, message: messageOf(issue), ofKey: false }];
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `must be ${issue.expected}`;
  if (issue.code === 'invalid_value') return `must be ${issue.values.map((v) => JSON.stringify(v)).join(' or ')}`;
  return issue.message;
}

const syntaxMessage = (code: string): string => `not valid YAML (${code.toLowerCase().replaceAll('_', ' ')})`;

const startOf = (node: unknown): number | undefined => (isNode(node) ? (node as Node).range?.[0] : undefined);

function offsetOf(document: Document, path: readonly PropertyKey[], ofKey: boolean): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    const pair = isMap(parent) ? parent.items.find((p) => String(p.key) === String(last)) : undefined;
    const wantsKey = ofKey && length === path.length;
    const offset = startOf(wantsKey ? pair?.key : document.getIn(path.slice(0, length), true)) ?? startOf(pair?.key);
    if (offset !== undefined) return offset;
  }
  return startOf(document.contents) ?? 0;
}
