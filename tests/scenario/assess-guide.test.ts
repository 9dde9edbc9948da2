import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makePractice } from '../../packages/engine/src/synthetic/practice.js';
import { guideProblems } from './guide-commands.js';
import { writeDump } from './practice-workspace.js';

const GUIDE = readFileSync(resolve(import.meta.dirname, '../../docs/guide/assess.md'), 'utf8');

describe('the guide to an assessment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chartlift-guide-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('shows what the commands print', () => {
    // Releases that somebody loaded on this machine would change what is printed.
    process.env.CHARTLIFT_TERMINOLOGY = join(folder, 'releases');
    writeDump(join(folder, 'larkspur.sql'), makePractice(200));
    const { commands, problems } = guideProblems(GUIDE, folder);
    expect(problems).toEqual([]);
    expect(commands).toBe(5);
  });
});
