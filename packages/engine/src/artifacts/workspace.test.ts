import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MigrationError } from '../base/error.js';
import { mappingSpecSchema } from './mapping-spec.js';
import { scopePlanSchema } from './scope-plan.js';
import { readScopePlan, readWorkspaceConfig, writeScopePlan, writeWorkspaceConfig } from './workspace.js';
import { checkYaml, parseYaml } from './yaml-artifact.js';

describe('workspace artifacts', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'chartlift-artifacts-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const fault = (work: () => unknown): MigrationError => {
    try {
      work();
    } catch (error) {
      if (error instanceof MigrationError) return error;
    }
    throw new Error('no MigrationError');
  };

  it('writes and reads, and keeps comments', () => {
    writeWorkspaceConfig(dir, { chartlift: 'workspace/1', name: 'North Clinic' });
    const path = join(dir, 'chartlift.yaml');
    writeFileSync(path, `# ours\n${readFileSync(path, 'utf8')}timeZone: America/New_York # as agreed\n`);
    writeWorkspaceConfig(dir, { dateOrder: 'mdy', custodian: { name: 'North Clinic', address: { city: 'Salem' } } });
    expect(readWorkspaceConfig(dir)).toEqual({
      chartlift: 'workspace/1',
      name: 'North Clinic',
      timeZone: 'America/New_York',
      dateOrder: 'mdy',
      custodian: { name: 'North Clinic', address: { city: 'Salem' } },
    });
    expect(readFileSync(path, 'utf8')).toMatch(/^# ours.*# as agreed/s);
    writeWorkspaceConfig(dir, { dateOrder: undefined });
    expect(readWorkspaceConfig(dir).dateOrder).toBeUndefined();
  });

  it('replaces the parts of a scope plan and keeps the comments of the rest', () => {
    writeScopePlan(dir, { chartlift: 'scope/1', unlisted: 'archive', tables: {} });
    writeFileSync(
      join(dir, 'scope.yaml'),
      'chartlift: scope/1\nunlisted: fail\ntables:\n  lists: { decision: migrate } # problems\n  log: { decision: archive }\n',
    );
    writeScopePlan(dir, { tables: { lists: { decision: 'migrate' }, users: { decision: 'reference' } } });
    expect(readScopePlan(dir).tables).toEqual({ lists: { decision: 'migrate' }, users: { decision: 'reference' } });
    expect(readFileSync(join(dir, 'scope.yaml'), 'utf8')).toContain('# problems');
  });

  it('does not write what it would not read', () => {
    writeWorkspaceConfig(dir, { chartlift: 'workspace/1', name: 'x' });
    expect(fault(() => writeWorkspaceConfig(dir, { name: '' })).code).toBe('ARTIFACT_INVALID');
    expect(readWorkspaceConfig(dir).name).toBe('x');
  });

  it('tells a folder without a workspace from a missing file', () => {
    expect(fault(() => readWorkspaceConfig(dir)).code).toBe('WORKSPACE_MISSING');
    writeWorkspaceConfig(dir, { chartlift: 'workspace/1', name: 'x' });
    expect(fault(() => readScopePlan(dir)).code).toBe('ARTIFACT_MISSING');
  });

  it.each<[string, string, string]>([
    ['chartlift: scope/1\nunlisted: maybe\ntables: {}\n', 'scope.yaml:2:11', 'unlisted: must be "archive" or "fail"'],
    [
      'chartlift: scope/1\nunlisted: fail\ntables:\n  lists: { decison: migrate }\n',
      'scope.yaml:4:10',
      'tables.lists.decision: must be',
    ],
    [
      'chartlift: scope/1\nunlisted: fail\ntables:\n  lists:\n    decision: drop\n    resaon: x\n',
      'scope.yaml:6:5',
      'unknown key "resaon"',
    ],
    ['chartlift: scope/1\nunlisted: fail\ntables: {\n', 'scope.yaml:4:1', 'not valid YAML'],
    ['chartlift: scope/1\nunlisted: fail\nunlisted: fail\ntables: {}\n', 'scope.yaml:3:1', 'duplicate key'],
    ['', 'scope.yaml:1:1', 'must be object'],
  ])('names the place of a mistake: %j', (text, where, message) => {
    const error = fault(() => parseYaml(text, 'scope.yaml', scopePlanSchema));
    expect(error.where).toBe(where);
    expect(error.message).toContain(message);
  });

  it('finds the mistake inside a union', () => {
    const text = [
      'chartlift: mapping/1',
      'resource: Condition',
      'from: lists',
      'elements:',
      '  code.text: title',
      '  clinicalStatus: { column: activity, mapp: { "1": active } }',
    ].join('\n');
    const result = checkYaml(text, 'mapping/x.yaml', mappingSpecSchema);
    expect(result).toEqual({
      ok: false,
      problems: [
        {
          file: 'mapping/x.yaml',
          line: 6,
          column: 39,
          path: 'elements.clinicalStatus.mapp',
          message: 'unknown key "mapp"',
        },
      ],
    });
  });

  it('does not expand aliases without bound', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.replace(/./g, (c) => `${c}: &${c} [${Array(10).fill(`*${String.fromCharCode(c.charCodeAt(0) - 1)}`)}]\n`)}`;
    expect(checkYaml(bomb, 'x.yaml', scopePlanSchema).ok).toBe(false);
  });
});
