import { describe, expect, it } from 'vitest';
import { Disposition, strongerDisposition } from '../base/disposition.js';
import { DispositionTable } from './dispositions.js';

describe('DispositionTable', () => {
  it('ranks the fates of a row as the ledger does', () => {
    const { all } = new DispositionTable(['b-rule', 'a-rule']);
    for (let code = 1; code < all.length - 1; code += 1) {
      const [kind, next] = [Disposition[all[code]!.kind], Disposition[all[code + 1]!.kind]];
      expect(strongerDisposition(next, kind)).toBe(kind);
    }
    expect(all.filter((d) => d.kind === 'excluded').map((d) => d.name)).toEqual([
      'a-rule',
      'b-rule',
      'not-in-this-run',
      'scope-drop',
    ]);
  });
});
