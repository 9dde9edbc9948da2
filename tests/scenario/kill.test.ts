import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { killRuns, killStaging } from './kill-rounds.js';
import { Surroundings } from './practice-workspace.js';

// The chaos suite does the same fifty times: npm run test:chaos.
let root: string;
let around: Surroundings;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'chartlift-kill-'));
  around = new Surroundings(root);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('stage goes on after kill -9 and ends as if nothing had happened', async () => {
  expect(await killStaging(around, 4, 4 * 1024 * 1024)).toMatchObject({ kills: 4 });
});

it('run is taken up after kill -9 and writes the same bytes', async () => {
  expect(await killRuns(around, 4, 8, 2)).toMatchObject({ kills: 4 });
});
