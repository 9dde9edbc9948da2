import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openByteSource } from '../../base/byte-source.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { isContainer, openContainer } from '../xpress/container.js';
import { assembleSets } from './assembly.js';
import { readMedia } from './media.js';
import type { NamedMedia } from './media-groups.js';

interface ManifestEntry {
  readonly file: string;
  readonly kind: string;
  readonly families: number | null;
  readonly sets: number | null;
}

const folder = sharedPath('data/mssql');
const manifest: ManifestEntry[] =
  folder === null ? [] : JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

async function read(file: string): Promise<NamedMedia & { readonly chunks: { checked: number; failed: number } }> {
  await using bytes = await openByteSource(join(folder ?? '', file));
  if (!isContainer(await bytes.slice(0, 8))) {
    return { name: file, description: await readMedia(bytes), chunks: { checked: 0, failed: 0 } };
  }
  const container = await openContainer(bytes);
  const description = await readMedia(container);
  const chunks = await container.verify();
  expect([container.truncated, container.problems]).toEqual([false, []]);
  return { name: file, description, chunks };
}

describe.skipIf(folder === null)(
  `real backups (${folder === null ? sharedReason('data/mssql') : 'read in place'})`,
  () => {
    const backups = manifest.filter((entry) => entry.kind !== 'MDF');

    it('walk to their end with every checksum right', async () => {
      const kinds: Record<string, number> = {};
      let chunks = 0;
      for (const entry of backups) {
        const { description, chunks: counts } = await read(entry.file);
        expect([entry.file, description.problems, description.blocks.failed]).toEqual([entry.file, [], 0]);
        expect(description.endedAt).toBe(description.byteLength);
        expect([description.families, description.sets.length]).toEqual([entry.families, entry.sets]);
        expect(counts.failed).toBe(0);
        chunks += counts.checked;
        for (const set of description.sets) {
          kinds[set.kind] = (kinds[set.kind] ?? 0) + 1;
          expect([entry.file, set.whole, set.config?.finishedAt]).toEqual([entry.file, true, expect.any(String)]);
          const stated = set.config?.files.reduce((sum, file) => sum + file.statedPages, 0) ?? 0;
          if (description.families === 1 && set.kind !== 'log') expect(set.pages).toBeGreaterThanOrEqual(stated);
        }
      }
      expect(kinds).toEqual({ full: 50, differential: 2, log: 14 });
      expect(chunks).toBeGreaterThan(200);
    });

    it('join as stripes and as differential and base', async () => {
      const named = async (pattern: RegExp): Promise<NamedMedia[]> =>
        Promise.all(backups.filter((entry) => pattern.test(entry.file)).map((entry) => read(entry.file)));
      const stripes = assembleSets(await named(/RestoreTimeStripe1?\.bak$/));
      expect([stripes.base.parts.length, stripes.incomplete]).toEqual([2, false]);
      const overlay = assembleSets(await named(/History_(FULL|DIFF)/));
      expect(overlay.differential?.head.startedAt).toBe('2017-05-18T04:18:26');
      expect(overlay.runs.map((run) => run.layer)).toEqual(['base', 'differential']);
      const alone = backups.filter((entry) => entry.families === 2 && !/RestoreTime/.test(entry.file));
      expect(alone.length).toBeGreaterThan(0);
      for (const entry of alone) {
        const { findings } = assembleSets([await read(entry.file)]);
        expect(findings.map((finding) => finding.code)).toEqual(['stripe-missing']);
      }
    });
  },
);
