import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { killRuns, killStaging } from '../scenario/kill-rounds.js';
import { Surroundings } from '../scenario/practice-workspace.js';

/** Kills of each kind. */
const ROUNDS = Number(process.env.CHARTLIFT_CHAOS_ROUNDS ?? 50);

let root: string;
let around: Surroundings;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'chartlift-kill-'));
  around = new Surroundings(root);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it(`stage survives ${ROUNDS} kills at random moments`, async () => {
  const report = await killStaging(around, ROUNDS, 12 * 1024 * 1024);
  console.log(`stage: ${report.kills} kills, ${report.finished} vaults equal to the undisturbed one`);
  expect(report.kills).toBe(ROUNDS);
});

for (const workers of [1, 2])
  it(`run with ${workers} worker(s) survives ${ROUNDS / 2} kills at random moments`, async () => {
    const report = await killRuns(around, ROUNDS / 2, 24, workers);
    console.log(`run: ${report.kills} kills, ${report.finished} outputs equal to the undisturbed one`);
    expect(report.kills).toBe(ROUNDS / 2);
  });
