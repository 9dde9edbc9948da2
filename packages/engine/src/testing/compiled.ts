import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The engine compiled to JavaScript in a folder of its own, for tests that need real processes to kill. */
export interface CompiledEngine {
  /** Path of a compiled module: `module('vault/vault.js')`. */
  module(name: string): string;
  remove(): void;
}

/** Compiles without type checks (under two seconds); apart from `dist`, so that tests never read a stale or half-written build. */
export function compileEngine(): CompiledEngine {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
  // Below node_modules, so that packages resolve.
  const cache = join(root, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const dir = mkdtempSync(join(cache, 'chartlift-test-'));
  writeFileSync(join(dir, 'package.json'), '{ "type": "module" }\n');
  const options = [
    '--outDir',
    dir,
    '--noCheck',
    '--composite',
    'false',
    '--incremental',
    'false',
    '--declaration',
    'false',
  ];
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, '-p', join(root, 'packages', 'engine'), '--tsBuildInfoFile', 'null', ...options],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`the engine does not compile: ${stdout}`);
  return { module: (name) => join(dir, name), remove: () => rmSync(dir, { recursive: true, force: true }) };
}
