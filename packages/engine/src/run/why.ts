import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Decimal } from '../base/decimal.js';
import type { DispositionName } from '../base/disposition.js';
import { MigrationError } from '../base/error.js';
import type { Issue } from '../base/issue.js';
import { formatLocator, type Locator, parseLocator } from '../base/locator.js';
import type { ChartFragment } from '../chart/chart.js';
import { RELEASE_DISPLAY_EXTENSION, TRANSLATED_BY_EXTENSION } from '../chart/fhir-extensions.js';
import { sharedWithReleaseCodings } from '../chart/release-codings.js';
import { ChartBuilder } from '../mapping/chart-builder.js';
import { type CompiledMapping, compileMapping } from '../mapping/compile.js';
import { type CellUse, explainCell, explainElement } from '../mapping/explain.js';
import { laneJoin } from '../project/lane-join.js';
import { mappingEnvironment } from '../project/mapping-setup.js';
import { type Project, readProject, stagedTables } from '../project/workspace.js';
import { rowFate } from '../reconciliation/row-ledger.js';
import type { ReleaseCodes } from '../terminology/store/release-codes.js';
import type { StagedTable } from '../vault/contract.js';
import type { Vault } from '../vault/vault.js';
import { readClaims } from './run-claims.js';
import { openReleasesOf, type UsedRelease, usedReleases } from './run-releases.js';
import type { RunSummary } from './run-summary.js';
import { finishedRun } from './runs.js';

/** Where a row ended in a run. */
export interface Fate {
  readonly run: string;
  readonly disposition: DispositionName;
  /** Spec (delivered), rule (excluded), issue code (quarantined), or why it is in the archive. */
  readonly reason: string;
}

export interface ExplainedColumn {
  readonly locator: string;
  readonly column: string;
  /** False: NULL or an empty text. */
  readonly filled: boolean;
  /** Only with `showValues`. */
  readonly value?: string | null;
  /** The column is part of the key of these specs: it goes into ids. */
  readonly keyOf: readonly string[];
  readonly uses: readonly CellUse[];
}

/** A source row or cell: what it feeds and where its row ended. */
export interface ExplainedCell {
  readonly kind: 'cell' | 'row';
  readonly locator: string;
  /** Null before the first finished run. */
  readonly fate: Fate | null;
  readonly columns: readonly ExplainedColumn[];
  /** Issues of this place in that run. */
  readonly issues: readonly Issue[];
}

/** A resource or one of its elements: the row and the cells that it was made of. */
export interface ExplainedElement {
  readonly kind: 'element';
  /** `Type/id`. */
  readonly resource: string;
  readonly path: string | null;
  readonly spec: string;
  readonly patient: string | null;
  /** Locators of the row and of the detail rows. */
  readonly rows: readonly string[];
  readonly cells: readonly Omit<ExplainedColumn, 'uses' | 'keyOf'>[];
  /** Displays and translations in it that no cell holds: loaded releases added them. */
  readonly added: readonly AddedByRelease[];
  /** The releases that are loaded are not those of the newest finished run: what they add may differ from what it wrote. */
  readonly releasesDiffer: boolean;
  /** Only with `showValues`: the element as JSON. */
  readonly value?: unknown;
}

/** What a loaded release added to a resource. */
export interface AddedByRelease {
  /** Path within the resource: `code.coding[1]`. */
  readonly path: string;
  readonly what: 'display' | 'translation';
  /** Release, and for a translation the map's flags: `gem-i9-i10 2018; approximate`. */
  readonly release: string;
}

export type Explanation = ExplainedCell | ExplainedElement;

export interface WhyRequest {
  readonly dir: string;
  readonly vault: Vault;
  /** `source/table/row[/column]`, or `Type/id[#path]`. */
  readonly place: string;
  /** Default: the newest finished run. */
  readonly run?: string;
  /** Shows values; an audit event is written first. */
  readonly showValues: boolean;
  /** Folder of loaded terminology releases; absent or null: none are loaded. */
  readonly terminology?: string | null;
}

const ELEMENT = /^([A-Z][A-Za-z]+)\/([0-9a-f]{8}-[0-9a-f-]{27})(?:#(.+))?$/;

/**
 * The way of one source cell or one target value. Errors: WHY_PLACE, PLACE_UNKNOWN, RESOURCE_UNKNOWN, RUN_UNKNOWN, NOTHING_STAGED, MAPPING_INVALID,
 * TERMINOLOGY_CHANGED.
 */
export async function explain(request: WhyRequest): Promise<Explanation> {
  const { dir, vault, place, showValues } = request;
  const project = readProject(dir);
  const tables = stagedTables(vault);
  const folder = request.terminology ?? null;
  const used = await usedReleases(folder);
  using releases = await openReleasesOf(folder, used);
  const codes = releases?.codes ?? null;
  const mapping = compileMapping(project.specs, mappingEnvironment(project, vault.sources(), tables, codes));
  if (showValues) vault.audit({ action: 'view', outcome: 'success', object: place });
  const element = ELEMENT.exec(place);
  if (element) {
    const path = element[3] ?? null;
    const found = explainTarget({ mapping, vault, codes }, `${element[1]}/${element[2]}`, path, showValues);
    const last = finishedSummary(vault, request.run);
    return { ...found, releasesDiffer: last !== null && !isSame(last.releases ?? [], used) };
  }
  const locator = parseLocator(place);
  if (!locator || locator.row === undefined) {
    throw new MigrationError('This is no place that can be explained', {
      code: 'WHY_PLACE',
      kind: 'usage',
      hint: 'Give source/table/row, source/table/row/column, or a resource as Condition/ID or Condition/ID#code.text. The report and issues.ndjson name places so.',
    });
  }
  return explainSource(project, mapping, request, locator, findTable(tables, locator));
}

function findTable(tables: readonly StagedTable[], { source, table }: Locator): StagedTable {
  const found = tables.find((one) => one.source === source && one.name === table);
  if (found) return found;
  const names = tables.filter((one) => one.source === source).map((one) => one.name);
  throw unknownPlace(
    `${source}/${table}`,
    names.length > 0
      ? 'There is no such table in this source; `chartlift scope show` lists all.'
      : `Staged sources: ${[...new Set(tables.map((one) => one.source))].join(', ')}.`,
  );
}

const unknownPlace = (where: string, hint: string): MigrationError =>
  new MigrationError('There is no such place in what was staged', {
    code: 'PLACE_UNKNOWN',
    kind: 'usage',
    where,
    hint,
  });

async function explainSource(
  project: Project,
  mapping: CompiledMapping,
  { dir, vault, run, showValues }: WhyRequest,
  locator: Locator,
  table: StagedTable,
): Promise<ExplainedCell> {
  const row = locator.row!;
  const cells = vault.row(table, row);
  if (!cells) throw unknownPlace(formatLocator(locator), `The table has ${table.rows} rows.`);
  const wanted = table.columns.filter(({ name }) => locator.column === undefined || name === locator.column);
  if (wanted.length === 0)
    throw unknownPlace(
      formatLocator(locator),
      `Columns of this table: ${table.columns.map((column) => column.name).join(', ')}.`,
    );
  const columns = wanted.map(({ name }): ExplainedColumn => {
    const place = { ...locator, column: name };
    const keyOf = mapping.specs
      .filter(({ table: driving }) => driving.sqlName === table.sqlName)
      .filter((spec) => [spec.spec.key].flat().includes(name))
      .map((spec) => spec.spec.id);
    return { ...cellOf(table, place, cells, showValues), keyOf, uses: explainCell(mapping, vault.db, place) };
  });
  const last = finishedSummary(vault, run);
  const fate = last && {
    run: last.run,
    ...rowFate(project.scope, table.source, table.name, row, readClaims(vault, last.run, table.source, table.name)),
  };
  const issues = last ? await issuesAt(join(dir, last.out, 'issues.ndjson'), formatLocator(locator)) : [];
  const kind = locator.column === undefined ? 'row' : 'cell';
  return { kind, locator: formatLocator(locator), fate, columns, issues };
}

/** The run that is asked for, else the newest finished one; null before the first. */
const finishedSummary = (vault: Vault, run: string | undefined): RunSummary | null =>
  run === undefined && !vault.runs().some((one) => one.state === 'done') ? null : finishedRun(vault, run).summary;

const isSame = (one: readonly UsedRelease[], other: readonly UsedRelease[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

function cellOf(table: StagedTable, place: Locator, cells: readonly unknown[], showValues: boolean) {
  const cell = cells[table.columns.findIndex((column) => column.name === place.column)] ?? null;
  const filled = cell !== null && cell !== '';
  const locator = formatLocator(place);
  return { locator, column: place.column!, filled, ...(showValues ? { value: shown(cell) } : {}) };
}

function shown(cell: unknown): string | null {
  if (cell === null) return null;
  return cell instanceof Uint8Array ? `${cell.length} bytes` : String(cell);
}

/** Issues of a place and of what lies in it; empty where the file was moved away. */
async function issuesAt(file: string, place: string): Promise<Issue[]> {
  if (!existsSync(file)) return [];
  const found: Issue[] = [];
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    // The place stands in the line as it is; parsing every line of a long file would take much longer.
    if (!line.includes(place)) continue;
    const issue = JSON.parse(line) as Issue;
    if (issue.where === place || issue.where.startsWith(`${place}/`)) found.push(issue);
  }
  return found;
}

interface Charts {
  readonly mapping: CompiledMapping;
  readonly vault: Vault;
  readonly codes: ReleaseCodes | null;
}

function explainTarget(
  { mapping, vault, codes }: Charts,
  resource: string,
  path: string | null,
  showValues: boolean,
): Omit<ExplainedElement, 'releasesDiffer'> {
  const { fragment: built, patient } = findFragment(mapping, vault, resource);
  const checked = codes === null ? [built] : sharedWithReleaseCodings([built], codes).shared;
  const fragment = checked[0] ?? built;
  const { origin } = fragment;
  // What the database and a page both say is one entry, made of the rows of both.
  const origins = [origin, ...(fragment.merged ?? []).map((other) => other.origin)];
  const type = fragment.resource.resourceType;
  const rows = origins.flatMap(({ source, table, row, details }) =>
    [{ table, row }, ...details].map((one) => formatLocator({ source, table: one.table, row: one.row })),
  );
  // An index names one of several: the mapping makes them all by the same element.
  const plain = path?.replace(/\[\d+\]/g, '') ?? null;
  const element = plain === null ? type : `${type}.${plain}`;
  const made = origins.flatMap((one) => explainElement(mapping, vault.db, one, element));
  const cells = made.flatMap((text) => {
    const place = parseLocator(text);
    const table = place && mapping.env.tables.find((one) => one.source === place.source && one.name === place.table);
    if (!place || !table || place.row === undefined || place.column === undefined) return [];
    return [cellOf(table, place, vault.row(table, place.row) ?? [], showValues)];
  });
  const value = showValues ? { value: valueAt(fragment.resource, plain) } : {};
  const added = [...addedIn(fragment.resource, '')].filter(
    (one) => path === null || isWithin(one.path, path) || isWithin(path, one.path),
  );
  return { kind: 'element', resource, path, spec: origin.spec, patient, rows, cells, added, ...value };
}

/** Whether a path is a place or lies in it; a step without an index is any of its list. */
function isWithin(path: string, place: string): boolean {
  const plain = (step: string): string => step.replace(/\[\d+\]$/, '');
  const inner = path.split('.');
  return place.split('.').every((step, i) => {
    const own = inner[i] ?? '';
    return own === step || plain(own) === step || own === plain(step);
  });
}

const ADDED_BY: Readonly<Record<string, AddedByRelease['what']>> = {
  [RELEASE_DISPLAY_EXTENSION]: 'display',
  [TRANSLATED_BY_EXTENSION]: 'translation',
};

/** The marks of releases on the codings of a resource. */
function* addedIn(node: unknown, path: string): Generator<AddedByRelease> {
  if (Array.isArray(node)) for (const [i, item] of node.entries()) yield* addedIn(item, `${path}[${i}]`);
  else if (typeof node === 'object' && node !== null && !(node instanceof Decimal))
    for (const [name, member] of Object.entries(node)) {
      const below = path === '' ? name : `${path}.${name}`;
      if (name !== 'extension') yield* addedIn(member, below);
      else
        for (const { url, valueString } of member as readonly { url: string; valueString?: string }[]) {
          const what = ADDED_BY[url];
          if (what !== undefined) yield { path, what, release: valueString ?? '' };
        }
    }
}

/** Ids are made one way only, so the charts are made until one holds the resource. */
function findFragment(
  mapping: CompiledMapping,
  vault: Vault,
  resource: string,
): { fragment: ChartFragment; patient: string | null } {
  const builder = new ChartBuilder(mapping, vault.db);
  const join = laneJoin(vault);
  const isIt = ({ resource: one }: ChartFragment): boolean => `${one.resourceType}/${one.id}` === resource;
  for (const key of builder.patientKeys()) {
    const chart = join(builder.build(key));
    const patient = `Patient/${chart.patient.id}`;
    if (patient === resource)
      return { fragment: { resource: chart.patient, origin: chart.patientOrigin } as ChartFragment, patient };
    const fragment = chart.fragments.find(isIt);
    if (fragment) return { fragment, patient };
  }
  for (const fragment of builder.buildShared()) if (isIt(fragment)) return { fragment, patient: null };
  throw new MigrationError('No chart holds this resource', {
    code: 'RESOURCE_UNKNOWN',
    kind: 'usage',
    where: resource,
    hint: 'Take type and id from a file of the newest run; a resource of an older mapping may be gone.',
  });
}

function valueAt(resource: unknown, path: string | null): unknown {
  if (path === null) return resource;
  let found: unknown[] = [resource];
  for (const step of path.split('.'))
    found = found.flatMap((node) => {
      const next = (node as Record<string, unknown> | null)?.[step];
      return next === undefined ? [] : Array.isArray(next) ? next : [next];
    });
  return found.length > 1 ? found : (found[0] ?? null);
}
