import { describe, expect, it } from 'vitest';
import { profileInputOfSource } from '../analysis/profile-input.js';
import { openSource } from '../sources/registry.js';
import { openemrLabels, type PhiLabels, syntheaLabels } from '../testing/phi-labels.js';
import { sharedPath, sharedReason } from '../testing/shared.js';
import { profileSource } from './profile-source.js';

interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly missed: readonly string[];
  readonly shouted: readonly string[];
}

async function scoreOf(path: string, labels: Readonly<Record<string, PhiLabels>>): Promise<Score> {
  const opened = await openSource([path], {}, { onIssue: () => {} });
  await using source = opened.source;
  const input = await profileInputOfSource(source, { name: 'labelled', snapshotAt: '2026-06-30' });
  const { profile } = await profileSource({ ...input, tables: input.tables.filter(({ name }) => name in labels) });
  let found = 0;
  const [missed, shouted]: [string[], string[]] = [[], []];
  for (const table of profile.tables) {
    const label = labels[table.name];
    if (!label) continue;
    for (const column of table.columns) {
      if (column.filled === 0 || label.either.includes(column.name)) continue;
      const where = `${table.name}.${column.name}`;
      const isPhi = label.phi.includes(column.name);
      if (isPhi && column.phi) found++;
      else if (isPhi) missed.push(where);
      else if (column.phi) shouted.push(where);
    }
  }
  return { precision: found / (found + shouted.length), recall: found / (found + missed.length), missed, shouted };
}

const cases = [
  ['OpenEMR', sharedPath('data', 'openemr', 'openemr-gold-1000pt.sql.gz'), openemrLabels],
  ['Synthea CSV', sharedPath('data', 'synthea', 'ma10', 'csv'), syntheaLabels],
] as const;

describe('PHI recognition, column by column against labels', () => {
  for (const [name, path, labels] of cases)
    it.skipIf(path === null)(
      path === null ? `${name}: ${sharedReason(name)}` : `misses nothing and shouts seldom: ${name}`,
      async () => {
        const score = await scoreOf(path ?? '', labels);
        expect(score.missed).toEqual([]);
        expect(score.precision, score.shouted.join(' ')).toBeGreaterThanOrEqual(0.95);
      },
    );
});
