import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCrosswalk, readCrosswalks } from '../artifacts/crosswalk.js';
import { ENTRY_KINDS, KEYING_FORMS } from '../artifacts/keying-form.js';
import { parseMappingFile, readMappingFiles } from '../artifacts/mapping-files.js';
import { readScopePlan, readWorkspaceConfig, writeScopePlan, writeWorkspaceConfig } from '../artifacts/workspace.js';
import { resourceTypes } from '../chart/elements.js';
import { applyManualPreset, applyPreset, listPresets, presetFolder } from './presets.js';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'preset-'));
  writeScopePlan(dir, { chartlift: 'scope/1', unlisted: 'archive', tables: {} });
  writeWorkspaceConfig(dir, { chartlift: 'workspace/1', name: 'X' });
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('presets', () => {
  it('are whole: each reads without a complaint', () => {
    expect(listPresets().length).toBeGreaterThan(0);
    for (const { name } of listPresets()) {
      const folder = presetFolder(name);
      expect([name, readMappingFiles(folder).issues, readCrosswalks(folder).issues]).toEqual([name, [], []]);
      const files = new Set(readMappingFiles(folder).specs.map((spec) => spec.file));
      expect(files.size).toBe(readdirSync(join(folder, 'mapping')).length);
    }
  });

  it('of documents take every type of resource that charts hold, and none is left out of the plan', () => {
    for (const name of ['ccda', 'fhir']) {
      const folder = presetFolder(name);
      const types = readMappingFiles(folder).specs.map((spec) => spec.resource);
      expect([name, types.sort()]).toEqual([name, resourceTypes().sort()]);
      const plan = readScopePlan(folder).tables;
      expect(types.filter((type) => plan[type]?.decision !== 'migrate')).toEqual([]);
    }
  });

  it('fill a workspace, change nothing twice, and keep what was changed by hand', () => {
    const first = applyPreset(dir, 'larkspur');
    expect(first.written).toContain('mapping/patient.yaml');
    expect(first.written).toContain('scope.yaml');
    expect(readWorkspaceConfig(dir)).toMatchObject({ preset: 'larkspur', dateOrder: 'mdy' });
    expect(applyPreset(dir, 'larkspur')).toMatchObject({ written: [], kept: [] });
    const file = join(dir, 'mapping/patient.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `${text}note: mine\n`);
    expect(applyPreset(dir, 'larkspur')).toMatchObject({ written: [], kept: ['mapping/patient.yaml'] });
    expect(applyPreset(dir, 'larkspur', { force: true })).toMatchObject({
      written: ['mapping/patient.yaml'],
      kept: [],
    });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('that stand beside another take nothing of it, and decisions of the plan stay', () => {
    applyPreset(dir, 'larkspur');
    const { tables } = readScopePlan(dir);
    writeScopePlan(dir, { tables: { ...tables, 'manual/vital': { decision: 'archive', by: 'person' } } });
    const before = readFileSync(join(dir, 'preset.yaml'), 'utf8');
    const first = applyManualPreset(dir);
    expect(first.kept).toEqual([]);
    expect(first.written).toContain('mapping/manual-document.yaml');
    expect(readWorkspaceConfig(dir)).toMatchObject({ preset: 'larkspur' });
    expect(readFileSync(join(dir, 'preset.yaml'), 'utf8')).toBe(before);
    const plan = readScopePlan(dir).tables;
    expect(plan).toMatchObject({ ...tables, 'manual/problem': { decision: 'migrate' } });
    expect(plan['manual/vital']).toEqual({ decision: 'archive', by: 'person' });
    expect(applyManualPreset(dir)).toEqual({ preset: 'manual', written: [], kept: [] });
  });

  it('of the manual lane have a spec and a decision for each of its tables, and read every column', () => {
    const { specs } = readMappingFiles(presetFolder('manual'));
    const plan = readScopePlan(presetFolder('manual')).tables;
    const staged = ['document', 'page', 'item', ...ENTRY_KINDS.map((kind) => kind.replaceAll('-', '_'))];
    expect(Object.keys(plan)).toEqual(staged.map((name) => `manual/${name}`));
    // Pages go along with their documents.
    expect(specs.map((spec) => spec.from).sort()).toEqual(staged.filter((name) => name !== 'page').sort());
    for (const kind of ENTRY_KINDS) {
      const spec = specs.find(({ from }) => from === kind.replaceAll('-', '_'));
      const text = JSON.stringify([spec?.elements, spec?.variants, spec?.quarantine]);
      expect([kind, KEYING_FORMS[kind].filter(({ name }) => !new RegExp(`\\b${name}\\b`).test(text))]).toEqual([
        kind,
        [],
      ]);
    }
  });

  it('that do not exist are refused with the list and the nearest name', () => {
    expect(() => applyPreset(dir, 'larkspurr')).toThrow(
      expect.objectContaining({
        code: 'PRESET_UNKNOWN',
        hint: expect.stringMatching(/Did you mean larkspur\? Presets: .*larkspur/),
      }),
    );
  });
});

describe('the guide', () => {
  it('shows specs that can be read', () => {
    const guide = readFileSync(resolve(import.meta.dirname, '../../../../docs/guide/mapping.md'), 'utf8');
    const blocks = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map((m) => m[1]!);
    expect(blocks.length).toBeGreaterThanOrEqual(3);
    for (const [i, block] of blocks.entries()) expect(parseMappingFile(block, `guide/${i}.yaml`).issues).toEqual([]);
  });
});

describe('crosswalk files', () => {
  it('are read whole, quotes and line ends included', () => {
    const text =
      'source_code,source_display,target_system,target_code,target_display,equivalence,decided_by,decided_at,note\n"a, ""b""\nc",x,s,1,d,wider,me,2020-01-01,n\nz,,,,,unmatched,,,\n';
    const { crosswalk, issues } = parseCrosswalk('x', text, 'crosswalk/x.csv');
    expect(issues).toEqual([]);
    expect(crosswalk.rows[0]!.sourceCode).toBe('a, "b"\nc');
    expect(crosswalk.find(' Z ')?.[0]?.equivalence).toBe('unmatched');
  });

  it('name the line of what is wrong', () => {
    const bad = 'source_code,target_system,target_code,equivalence\na,s,1,alike\nb,s,1\nc,,,equal\n';
    expect(parseCrosswalk('x', bad, 'crosswalk/x.csv').issues.map((i) => i.where)).toEqual([
      'crosswalk/x.csv:2:1',
      'crosswalk/x.csv:3:1',
      'crosswalk/x.csv:4:1',
    ]);
    expect(parseCrosswalk('x', 'code\n', 'crosswalk/x.csv').issues).toHaveLength(1);
  });
});
