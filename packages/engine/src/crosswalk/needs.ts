import type { Crosswalk } from '../artifacts/crosswalk.js';
import type { ElementsSpec, MappingSpec, ValueSpec } from '../artifacts/mapping-spec.js';
import type { TermKind } from './contract.js';

/** A column whose values want codes. */
export interface CodeNeed {
  readonly spec: string;
  /** FHIR path, e.g. `MedicationRequest.medicationCodeableConcept`. */
  readonly element: string;
  /** Name of the crosswalk that the spec uses; null where it uses none: one of the name `proposed` could be made. */
  readonly crosswalk: string | null;
  readonly proposed: string;
  readonly table: string;
  readonly column: string;
  /** Column with the text for people beside a local code; null where the column itself is read. */
  readonly textColumn: string | null;
  readonly unitColumn: string | null;
  readonly specimenColumn: string | null;
  readonly contextColumn: string | null;
  /** Column with the patient's key; null where rows have none of their own. */
  readonly patientColumn: string | null;
  /** The spec's own condition on rows; null where it takes all, or the column is of another table. */
  readonly where: string | null;
  readonly kind: TermKind;
  /** Systems that it may be coded in, the one that fits best first; empty where it is not known. */
  readonly systems: readonly string[];
  /** What a wrong code does to a patient: 3 for allergies and drugs, 2 for problems and results, 1 for the rest. */
  readonly risk: 1 | 2 | 3;
}

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const SNOMED = 'http://snomed.info/sct';
const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';
const UNII = 'http://fdasis.nlm.nih.gov';

/** By resource and element: kind, systems (US Core 6.1's bindings of the element), risk. */
const CODED: readonly (readonly [RegExp, TermKind, readonly string[], 1 | 2 | 3])[] = [
  [/^AllergyIntolerance\.code$/, 'drug', [RXNORM, UNII, SNOMED], 3],
  [/^AllergyIntolerance\.reaction/, 'problem', [SNOMED], 3],
  [/^Medication\w*\.(medicationCodeableConcept|code)$/, 'drug', [RXNORM], 3],
  [/^Immunization\.vaccineCode$/, 'other', ['http://hl7.org/fhir/sid/cvx'], 2],
  [/^Condition\.code$|^FamilyMemberHistory\.condition/, 'problem', [SNOMED, ICD10], 2],
  [/^(Observation|DiagnosticReport)\.code$/, 'lab', ['http://loinc.org'], 2],
  [
    /^Procedure\.code$/,
    'problem',
    [SNOMED, 'http://www.ama-assn.org/go/cpt', 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets'],
    1,
  ],
];

const columnOf = (value: ValueSpec | undefined): string | null => {
  if (typeof value === 'string') return value;
  if (value === undefined || Array.isArray(value) || !('column' in value)) return null;
  return typeof value.column === 'string' && !('ref' in value) ? value.column : null;
};

/**
 * Columns that want codes: those that a crosswalk is named for, and texts of coded elements beside which no code is mapped. A column of a joined table is told as
 * `alias.column` in the spec and is taken where the join names its table.
 */
export function codeNeeds(specs: readonly MappingSpec[], crosswalks: ReadonlyMap<string, Crosswalk>): CodeNeed[] {
  const needs: CodeNeed[] = [];
  for (const spec of specs) {
    const visit = (elements: ElementsSpec, path: string, from: string, joins: ReadonlyMap<string, string>): void => {
      for (const [key, value] of Object.entries(elements)) {
        const element = path === '' ? key : `${path}.${key}`;
        visitValue(value, element, elements, key, from, joins);
      }
      for (const [key, value] of Object.entries(elements)) {
        if (!key.endsWith('.text')) continue;
        const base = key.slice(0, -'.text'.length);
        const column = columnOf(value);
        const isCoded = Object.keys(elements).some((one) => one === base || one.startsWith(`${base}.coding`));
        const element = path === '' ? base : `${path}.${base}`;
        if (column !== null && !isCoded && CODED.some(([shape]) => shape.test(`${spec.resource}.${element}`)))
          add(null, column, element, elements, key, from, joins);
      }
    };
    const visitValue = (
      value: ValueSpec,
      element: string,
      elements: ElementsSpec,
      key: string,
      from: string,
      joins: ReadonlyMap<string, string>,
    ): void => {
      if (typeof value === 'string') return;
      if (Array.isArray(value)) {
        for (const one of value) visitValue(one, element, elements, key, from, joins);
        return;
      }
      if ('crosswalk' in value && value.crosswalk !== undefined && 'column' in value && value.column !== undefined)
        add(value.crosswalk, value.column, element.replace(/\.coding$/, ''), elements, key, from, joins);
      if ('first' in value) for (const one of value.first) visitValue(one, element, elements, key, from, joins);
      if ('elements' in value && value.elements) visit(value.elements, element, from, joins);
      if ('list' in value && value.list) {
        const [table = '', alias] = value.list.from.split(/\s+/);
        const inner = new Map([...joins, ...joinNames(value.list.join)]);
        if (alias) inner.set(alias, table);
        if (value.list.elements) visit(value.list.elements, element, table, inner);
        if (value.list.item !== undefined) visitValue(value.list.item, element, {}, key, table, inner);
      }
    };
    const add = (
      crosswalk: string | null,
      column: string,
      element: string,
      elements: ElementsSpec,
      key: string,
      from: string,
      joins: ReadonlyMap<string, string>,
    ): void => {
      const place = resolve(column, from, joins);
      if (place === null) return;
      const path = `${spec.resource}.${element.replace(/\.coding$/, '')}`;
      const [, kind, systems, risk] = CODED.find(([shape]) => shape.test(path)) ?? [
        null,
        'other' as const,
        [],
        1 as const,
      ];
      const used = usedSystem(crosswalk === null ? undefined : crosswalks.get(crosswalk));
      const sameTable = (one: string | null): string | null => {
        const found = one === null ? null : resolve(one, from, joins);
        return found !== null && found.table === place.table && found.column !== place.column ? found.column : null;
      };
      const base = key.replace(/\.(coding|text)$/, '');
      const need: CodeNeed = {
        ...{ spec: spec.id, element: path, crosswalk, ...place, kind, risk },
        proposed: `${place.table}-${place.column}`.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
        textColumn: sameTable(columnOf(elements[`${base}.text`])),
        unitColumn: sameTable(unitOf(elements)),
        specimenColumn: sameTable(columnLike(elements, /specimen|bodySite/)),
        contextColumn: sameTable(columnLike(elements, /category|route/)),
        patientColumn:
          place.table === tableName(spec.from) && /^\w+$/.test(spec.patient ?? '') ? (spec.patient ?? null) : null,
        where: place.table === tableName(spec.from) ? (spec.where ?? null) : null,
        systems: used === null ? systems : [used, ...systems.filter((one) => one !== used)],
      };
      if (!needs.some((one) => one.table === need.table && one.column === need.column && one.crosswalk === crosswalk))
        needs.push(need);
    };
    const [table = '', alias] = (spec.from ?? '').split(/\s+/);
    const joins = joinNames(spec.join);
    if (alias) joins.set(alias, table);
    for (const elements of [spec.elements, ...(spec.variants ?? []).map((variant) => variant.elements)])
      if (elements) visit(elements, '', table, joins);
  }
  return needs;
}

const tableName = (from: string | undefined): string => (from ?? '').split(/\s+/)[0] ?? '';

function joinNames(joins: MappingSpec['join']): Map<string, string> {
  const names = new Map<string, string>();
  for (const join of joins ?? []) if ('table' in join) names.set(join.as ?? join.table, join.table);
  return names;
}

/** Table and column of a column as a spec names it; null where the name leads to a pivot or nowhere. */
function resolve(
  column: string,
  from: string,
  joins: ReadonlyMap<string, string>,
): { readonly table: string; readonly column: string } | null {
  const dot = column.lastIndexOf('.');
  if (dot < 0) return { table: from, column };
  const alias = column.slice(0, dot);
  const table = joins.get(alias) ?? (alias === from ? from : null);
  return table === null ? null : { table, column: column.slice(dot + 1) };
}

function unitOf(elements: ElementsSpec): string | null {
  for (const [key, value] of Object.entries(elements)) {
    if (!/valueQuantity/.test(key)) continue;
    if (/\.(unit|code)$/.test(key)) return columnOf(value);
    if (typeof value === 'object' && !Array.isArray(value) && 'columns' in value) return value.columns[1] ?? null;
  }
  return null;
}

function columnLike(elements: ElementsSpec, shape: RegExp): string | null {
  for (const [key, value] of Object.entries(elements)) {
    const column = shape.test(key) ? columnOf(value) : null;
    if (column !== null) return column;
  }
  return null;
}

/** System that most rows of a crosswalk lead to. */
function usedSystem(crosswalk: Crosswalk | undefined): string | null {
  const counts = new Map<string, number>();
  for (const { targetSystem } of crosswalk?.rows ?? [])
    if (targetSystem !== '') counts.set(targetSystem, (counts.get(targetSystem) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
