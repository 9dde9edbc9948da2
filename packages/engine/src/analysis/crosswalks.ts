import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  type Crosswalk,
  type CrosswalkRow,
  formatCrosswalk,
  parseCrosswalk,
  readCrosswalks,
} from '../artifacts/crosswalk.js';
import { readMappingFiles } from '../artifacts/mapping-files.js';
import { MigrationError } from '../base/error.js';
import type { CodeSuggestion, LocalTerm, TermKind } from '../crosswalk/contract.js';
import { readListFile } from '../crosswalk/list-file.js';
import { localValues } from '../crosswalk/local-values.js';
import { type CodeNeed, codeNeeds, placeOf, type ValueRef } from '../crosswalk/needs.js';
import { isShareable } from '../crosswalk/shareable.js';
import { CodeSuggester } from '../crosswalk/suggester.js';
import type { TerminologyStore } from '../terminology/store/contract.js';
import { standingOf } from '../terminology/store/lookups.js';
import type { Vault } from '../vault/vault.js';

export interface SuggestRequest {
  readonly dir: string;
  readonly vault: Vault;
  readonly store: TerminologyStore;
  /** Of these crosswalks (or proposed names) only; all where absent. */
  readonly name?: string;
  /** URI; the best of the need's systems that is loaded where absent. */
  readonly system?: string;
  readonly kind?: TermKind;
  /** Values of one column, the most urgent first. */
  readonly limit: number;
  /** Also values that may be about a person. */
  readonly all?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface SuggestedValue {
  readonly value: string;
  /** Text that was looked for, where it is not the value itself. */
  readonly text: string;
  /** What most of its rows have beside it, which was looked at too. */
  readonly beside: { readonly unit: string | null; readonly specimen: string | null; readonly context: string | null };
  /** What differs between its rows, so that one code may not do: `unit`, `specimen`, `text`. */
  readonly mixed: readonly string[];
  readonly rows: number;
  readonly patients: number | null;
  readonly suggestions: readonly CodeSuggestion[];
}

export interface SuggestedColumn extends Pick<CodeNeed, 'spec' | 'element' | 'kind' | 'risk'> {
  readonly table: string;
  /** `(SQL)` where the spec computes the value. */
  readonly column: string;
  /** What to write into the spec beside `crosswalk`. */
  readonly expression: ValueRef;
  readonly crosswalk: string;
  /** False: no spec names the crosswalk yet; it would be new. */
  readonly used: boolean;
  readonly system: string | null;
  readonly distinct: number;
  /** Values that the crosswalk has already. */
  readonly decided: number;
  /** Values left out because they may be about a person. */
  readonly withheld: number;
  /** Why nothing is suggested; null where something could be. */
  readonly problem: string | null;
  readonly values: readonly SuggestedValue[];
}

/** Codes for values that want one and have none, the most harmful and frequent columns first. Nothing is written. Every code is of a loaded release. */
export function suggestCrosswalks(request: SuggestRequest): SuggestedColumn[] {
  const { dir, vault, store } = request;
  const { crosswalks } = readCrosswalks(dir);
  const needs = codeNeeds(readMappingFiles(dir).specs, crosswalks)
    .filter(({ crosswalk, proposed }) => request.name === undefined || request.name === (crosswalk ?? proposed))
    .sort((a, b) => b.risk - a.risk);
  return needs.map((need, i) => {
    request.onProgress?.(i, needs.length);
    return suggestColumn(request, need, crosswalks.get(need.crosswalk ?? need.proposed), store, vault);
  });
}

function suggestColumn(
  request: SuggestRequest,
  need: CodeNeed,
  crosswalk: Crosswalk | undefined,
  store: TerminologyStore,
  vault: Vault,
): SuggestedColumn {
  const loaded = (uri: string): boolean =>
    store.releases.some(({ system, concepts }) => system === uri && concepts > 0);
  const wanted = request.system === undefined ? need.systems : [request.system];
  const system = wanted.find(loaded) ?? null;
  const { values, problem, cut } = localValues(vault, need);
  const open = values.filter(({ value }) => !crosswalk?.find(value));
  const kind = request.kind ?? need.kind;
  const suggester = system === null ? null : new CodeSuggester(store, system, kind);
  const known = new Map<string, boolean>();
  const isKnown = (word: string): boolean => {
    const before = known.get(word) ?? suggester?.knows(word) ?? false;
    known.set(word, before);
    return before;
  };
  const shown = request.all
    ? open
    : open.filter((one) => isShareable(one, isKnown) && isShareable({ ...one, value: one.term.text }, isKnown));
  const why =
    problem ??
    (cut ? 'the column has more values than a list' : null) ??
    (system !== null
      ? null
      : wanted.length === 0
        ? 'no system is known for the element: give --system'
        : `no release of ${wanted.join(' or ')} is loaded`);
  const { spec, element, risk } = need;
  return {
    ...{ spec, element, ...placeOf(need), kind, risk, system, expression: need.value },
    crosswalk: need.crosswalk ?? need.proposed,
    used: need.crosswalk !== null,
    distinct: values.length,
    decided: values.length - open.length,
    withheld: open.length - shown.length,
    problem: why,
    values: shown.slice(0, request.limit).map(({ value, term, mixed, rows, patients }) => ({
      ...{ value, text: term.text, ...besideOf(term), mixed, rows, patients },
      suggestions: suggester?.suggest(term, 5) ?? [],
    })),
  };
}

export interface ListRequest {
  readonly path: string;
  /** Column with the names; the one that is called so where absent. */
  readonly column?: string;
  readonly store: TerminologyStore;
  readonly system: string;
  readonly kind: TermKind;
  readonly limit: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Codes for the values of a CSV that somebody made of them, in its order; needs no workspace. Errors: CROSSWALK_LIST, CROSSWALK_NOT_LOADED. */
export function suggestForList({ path, column, store, system, kind, limit, onProgress }: ListRequest): SuggestedColumn {
  if (!store.releases.some((release) => release.system === system && release.concepts > 0))
    throw new MigrationError('No release of that system is loaded', {
      code: 'CROSSWALK_NOT_LOADED',
      kind: 'usage',
      hint: 'See chartlift terminology list; load one with chartlift terminology add.',
    });
  const list = readListFile(readFileSync(path, 'utf8'), basename(path), column ?? null, kind);
  const suggester = new CodeSuggester(store, system, kind);
  const values = list.values.slice(0, limit).map(({ value, term, mixed, rows, patients }, i) => {
    onProgress?.(i, Math.min(limit, list.values.length));
    return {
      value,
      text: term.text,
      ...besideOf(term),
      mixed,
      rows,
      patients,
      suggestions: suggester.suggest(term, 5),
    };
  });
  return {
    ...{
      spec: '',
      element: '',
      table: basename(path),
      column: list.column,
      expression: { column: list.column },
      kind,
      risk: 1,
    },
    ...{ crosswalk: basename(path), used: false, system, distinct: list.values.length, decided: 0, withheld: 0 },
    ...{ problem: null, values },
  };
}

const besideOf = ({ unit, specimen, context }: LocalTerm): Pick<SuggestedValue, 'beside'> => ({
  beside: { unit: unit ?? null, specimen: specimen ?? null, context: context ?? null },
});

export interface CrosswalkState {
  readonly name: string;
  readonly rows: number;
  readonly unmatched: number;
  /** Rows that nobody signed. */
  readonly undecided: number;
  /** Decided rows that a second person saw. */
  readonly reviewed: number;
  /** Codes that the newest loaded release does not have, and codes that it says are retired. */
  readonly unknown: readonly string[];
  readonly retired: readonly string[];
  /** Rows of systems of which no release is loaded. */
  readonly unchecked: number;
}

/** What there is of crosswalks in a workspace, held against the loaded releases. */
export function showCrosswalks(dir: string, store: TerminologyStore): CrosswalkState[] {
  return [...readCrosswalks(dir).crosswalks.values()].map(({ name, rows }) => {
    const matched = rows.filter(({ equivalence }) => equivalence !== 'unmatched');
    const standings = matched.map(
      (row) => [row.targetCode, standingOf(store, row.targetSystem, row.targetCode).standing] as const,
    );
    const codes = (standing: string): string[] => [
      ...new Set(standings.filter(([, s]) => s === standing).map(([code]) => code)),
    ];
    return {
      name,
      rows: rows.length,
      unmatched: rows.length - matched.length,
      undecided: rows.filter(({ decidedBy }) => decidedBy === '').length,
      reviewed: rows.filter(({ reviewedBy }) => reviewedBy).length,
      // No release has a category either: a target is a code that may be looked up.
      unknown: [...codes('unknown'), ...codes('category')],
      retired: codes('retired'),
      unchecked: standings.filter(([, standing]) => standing === 'not-loaded').length,
    };
  });
}

/** Rows of a crosswalk of a workspace; empty where there is none yet. Error: CROSSWALK_NAME, CROSSWALK_DAMAGED (a file with lines that cannot be read is not written over). */
export function crosswalkRows(dir: string, name: string): readonly CrosswalkRow[] {
  const path = fileOf(dir, name);
  if (!existsSync(path)) return [];
  const { crosswalk, issues } = parseCrosswalk(name, readFileSync(path, 'utf8'), `crosswalk/${name}.csv`);
  const first = issues[0];
  if (first)
    throw new MigrationError('The crosswalk has lines that cannot be read', {
      code: 'CROSSWALK_DAMAGED',
      where: first.where,
      hint: `${first.message} Mend the file before it is changed.`,
    });
  return crosswalk.rows;
}

/** Writes a crosswalk file whole or not at all. */
export function writeCrosswalk(dir: string, name: string, rows: readonly CrosswalkRow[]): string {
  const path = fileOf(dir, name);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const partial = `${path}.partial`;
  writeFileSync(partial, formatCrosswalk(rows), { mode: 0o600 });
  renameSync(partial, path);
  return path;
}

function fileOf(dir: string, name: string): string {
  if (!/^[a-z0-9][a-z0-9_.-]*$/i.test(name) || name.includes('..'))
    throw new MigrationError('This is no name of a crosswalk', {
      code: 'CROSSWALK_NAME',
      kind: 'usage',
      hint: 'Letters, digits, points and hyphens, as in crosswalk/NAME.csv.',
    });
  return join(dir, 'crosswalk', `${name}.csv`);
}
