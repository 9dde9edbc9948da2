import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
// @ts-expect-error plain script without declarations
import { checkLayers as check } from './check-layers.mjs';

const checkLayers = check as (root: string) => string[];

describe('check-layers', () => {
  let root: string;
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'layers-'));
    put(
      'layers.json',
      JSON.stringify({
        packages: { engine: { dir: 'engine', mayImport: [] }, cli: { dir: 'cli', mayImport: ['engine'] } },
        engine: { base: [], mapping: ['base'], clean: ['base'] },
      }),
    );
    put('engine/base/cell.ts', 'export type Cell = string;\n');
    put('engine/mapping/spec.ts', "import type { Cell } from '../base/cell.js';\nexport type Spec = Cell;\n");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('passes a tree that keeps the law', () => expect(checkLayers(root)).toEqual([]));

  it('catches a planted wrong-way import, also of a type only', () => {
    put('engine/base/wrong.ts', "import type { Spec } from '../mapping/spec.js';\nexport type Wrong = Spec;\n");
    expect(checkLayers(root)).toEqual(['engine/base/wrong.ts: base may not import mapping']);
  });

  it('catches one stage importing another, across lines and by dynamic import', () => {
    put(
      'engine/clean/date.ts',
      "export const a = 1;\nimport {\n  type Spec,\n} from '../mapping/spec.js';\nexport type B = Spec;\n",
    );
    put('engine/clean/late.ts', "export const load = () => import('../mapping/spec.js');\n");
    expect(checkLayers(root)).toEqual([
      'engine/clean/date.ts: clean may not import mapping',
      'engine/clean/late.ts: clean may not import mapping',
    ]);
  });

  it('catches a planted cycle', () => {
    put('engine/base/a.ts', "import { b } from './b.js';\nexport const a = () => b;\n");
    put('engine/base/b.ts', "import { a } from './a.js';\nexport const b = () => a;\n");
    expect(checkLayers(root)).toEqual([expect.stringContaining('import cycle: engine/base/a.ts -> engine/base/b.ts')]);
  });

  it('catches an engine that imports a face, and a face that goes round the door', () => {
    put('engine/base/face.ts', "import { main } from '@chartlift/cli';\nexport const x = main;\n");
    put(
      'cli/deep.ts',
      "import { x } from '../engine/base/face.js';\nimport '@chartlift/engine/dist/base/cell.js';\nexport const y = x;\n",
    );
    const problems = checkLayers(root);
    expect(problems).toContain('engine/base/face.ts: package engine may not import package cli');
    expect(problems).toContain('cli/deep.ts: reaches into package engine by path');
    expect(problems.some((problem) => problem.includes('through its index or a door'))).toBe(true);
  });

  it('lets a face through a door, and a door see the whole engine', () => {
    put(
      'layers.json',
      JSON.stringify({
        packages: { engine: { dir: 'engine', mayImport: [] }, cli: { dir: 'cli', mayImport: ['engine'] } },
        engine: { base: [], mapping: ['base'], doors: ['*'] },
      }),
    );
    put('engine/run.ts', 'export const run = 1;\n');
    put('engine/doors/run.ts', "export { run } from '../run.js';\nexport type { Spec } from '../mapping/spec.js';\n");
    put('cli/run.ts', "import { run } from '@chartlift/engine/run';\nexport const x = run;\n");
    expect(checkLayers(root)).toEqual([]);
    put('engine/mapping/out.ts', "export { run } from '../doors/run.js';\n");
    put('cli/shut.ts', "export const y = () => import('@chartlift/engine/mapping');\n");
    expect(checkLayers(root)).toEqual([
      'cli/shut.ts: import engine through its index or a door, not @chartlift/engine/mapping',
      'engine/mapping/out.ts: mapping may not import doors',
    ]);
  });

  it('ignores imports in comments and catches overlong files', () => {
    put(
      'engine/base/doc.ts',
      "/** import x from '../mapping/spec.js' */\n// import y from '../mapping/spec.js'\nexport const z = 1;\n",
    );
    put('engine/base/long.ts', 'export {};\n'.repeat(501));
    expect(checkLayers(root)).toEqual([expect.stringContaining('engine/base/long.ts: 502 lines')]);
  });

  it('holds for this repository', () => {
    expect(checkLayers(resolve(dirname(fileURLToPath(import.meta.url)), '..'))).toEqual([]);
  });
});
