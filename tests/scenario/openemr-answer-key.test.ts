import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMappingFiles } from '../../packages/engine/src/artifacts/mapping-files.js';
import type {
  ElementsSpec,
  ListSpec,
  MappingSpec,
  ValueSpec,
} from '../../packages/engine/src/artifacts/mapping-spec.js';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import { presetFolder } from './staged-practice.js';

const path = sharedPath('data', 'openemr', 'answer-key.tsv');

/** What a spec makes of the columns of its tables: `table.column` to element paths without indexes. */
class ColumnTargets {
  readonly mapped = new Map<string, Set<string>>();
  readonly archived = new Set<string>();
  /** Columns that only conditions, keys and joins read. */
  readonly read = new Set<string>();

  add(spec: MappingSpec): void {
    const tables = new Map([[spec.from, spec.from]]);
    for (const join of spec.join ?? []) {
      if ('pivot' in join) continue;
      tables.set(join.as ?? join.table, join.table);
      this.note(this.read, join.on, tables, spec.from);
    }
    for (const key of [spec.key ?? [], spec.patient ?? []].flat()) this.note(this.read, key, tables, spec.from);
    if (spec.patient) this.put(spec.patient, tables, spec.from, `${spec.resource}.subject`);
    if (spec.key) for (const key of [spec.key].flat()) this.put(key, tables, spec.from, `${spec.resource}.identifier`);
    for (const rule of spec.exclude ?? []) this.note(this.read, rule.where, tables, spec.from);
    if (spec.where) this.note(this.read, spec.where, tables, spec.from);
    for (const name of spec.archive_only ?? []) this.note(this.archived, name, tables, spec.from);
    this.elements(spec.elements, spec.resource, tables, spec.from);
    for (const variant of spec.variants ?? []) {
      if (variant.when) this.note(this.read, variant.when, tables, spec.from);
      this.elements(variant.elements, spec.resource, tables, spec.from);
    }
  }

  private elements(elements: ElementsSpec, at: string, tables: Map<string, string>, own: string): void {
    for (const [name, value] of Object.entries(elements))
      this.value(value, `${at}.${name.replace(/\[\d+\]/g, '')}`, tables, own);
  }

  private value(value: ValueSpec, at: string, tables: Map<string, string>, own: string): void {
    if (typeof value === 'string') this.put(value, tables, own, at);
    else if (Array.isArray(value)) for (const one of value) this.value(one, at, tables, own);
    else {
      if (value.when) this.note(this.read, value.when, tables, own);
      if ('column' in value && value.column) this.put(value.column, tables, own, at);
      if ('columns' in value) for (const column of value.columns) this.put(column, tables, own, at);
      if ('sql' in value && value.sql) this.put(value.sql, tables, own, at);
      if ('template' in value)
        for (const m of value.template.matchAll(/\{([^}]+)\}/g)) this.put(m[1]!, tables, own, at);
      if ('first' in value) for (const one of value.first) this.value(one, at, tables, own);
      if ('elements' in value) this.elements(value.elements, at, tables, own);
      if ('list' in value) this.rows(value, at, tables);
    }
  }

  private rows({ list }: ListSpec, at: string, above: Map<string, string>): void {
    const tables = new Map(above);
    const [table, alias] = list.from.split(' ');
    tables.set(alias ?? table!, table!);
    for (const join of list.join ?? []) if (!('pivot' in join)) tables.set(join.as ?? join.table, join.table);
    this.note(this.read, list.where, tables, table!);
    if (list.elements) this.elements(list.elements, at, tables, table!);
    if (list.item) this.value(list.item, at, tables, table!);
  }

  private columns(text: string, tables: Map<string, string>, own: string): string[] {
    const bare = text.replace(/'[^']*'/g, '');
    const found = [...bare.matchAll(/\b(\w+)\.(\w+)\b/g)].map((m) => `${tables.get(m[1]!) ?? m[1]}.${m[2]}`);
    return /^\w+$/.test(text) ? [`${own}.${text}`] : found;
  }
  private put(text: string, tables: Map<string, string>, own: string, at: string): void {
    for (const column of this.columns(text, tables, own)) {
      if (!this.mapped.has(column)) this.mapped.set(column, new Set());
      this.mapped.get(column)!.add(at);
    }
  }
  private note(into: Set<string>, text: string, tables: Map<string, string>, own: string): void {
    for (const column of this.columns(text, tables, own)) into.add(column);
  }
}

describe.skipIf(path === null)(
  `preset openemr beside an independent answer key${path === null ? ` (${sharedReason('data/openemr/answer-key.tsv')})` : ''}`,
  () => {
    it('sends the listed columns where the key says', () => {
      const targets = new ColumnTargets();
      for (const spec of readMappingFiles(presetFolder('openemr')).specs) targets.add(spec);
      const rows = readFileSync(path!, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t'));
      let element = 0;
      let resource = 0;
      let ignored = 0;
      let ignoreRows = 0;
      let steering = 0;
      let steeringRows = 0;
      let scored = 0;
      const differing: string[] = [];
      for (const [table, column, target] of rows as [string, string, string][]) {
        const name = `${table}.${column}`;
        const ours = [...(targets.mapped.get(name) ?? [])];
        if (target === 'IGNORE') {
          ignoreRows += 1;
          if (ours.length === 0) ignored += 1;
          else differing.push(`${name}: key IGNORE, preset ${ours.join(' ')}`);
        } else if (target === 'DISCRIMINATOR' || target === 'ROW-FILTER') {
          steeringRows += 1;
          if (targets.read.has(name) || ours.length > 0) steering += 1;
          else differing.push(`${name}: key ${target}, preset does not read it`);
        } else {
          scored += 1;
          const answers = target.split(' / ').map((t) => t.trim());
          // Equal paths, or one of them a part of the other: `code.coding` and `code.coding.code`.
          const plain = (text: string) =>
            text.replace(/\.(subject|patient|beneficiary)$/, '.subject').replace('Patient.id', 'Patient.identifier');
          const fits = (a: string, b: string) => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
          if (answers.some((a) => ours.some((o) => fits(plain(o), plain(a))))) element += 1;
          else
            differing.push(
              `${name}: key ${target}, preset ${ours.join(' ') || (targets.archived.has(name) ? 'archive-only' : 'nothing')}`,
            );
          if (answers.some((a) => ours.some((o) => o.split('.')[0] === a.split('.')[0]))) resource += 1;
        }
      }
      console.log(
        `answer key: element ${element}/${scored}, resource ${resource}/${scored}, ignored as told ${ignored}/${ignoreRows}, steering columns read ${steering}/${steeringRows}\n${differing.join('\n')}`,
      );
      expect(element / scored).toBeGreaterThan(0.88);
      expect(ignored).toBe(ignoreRows);
      // result_data_type is not trusted (S by default even for numbers); pnotes stays in the archive.
      expect(steering).toBeGreaterThanOrEqual(steeringRows - 2);
    });
  },
);
