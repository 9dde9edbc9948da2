import { describe, expect, it } from 'vitest';
import { onlyCompared, patternToPath, rewriteLookups, staticProblem, substitute, unionBranches } from './xpath-text.js';

describe('XPath text', () => {
  it('splits unions at the top only', () => {
    expect(unionBranches("a | b[c|d] | e[@x='|']")).toEqual(['a', 'b[c|d]', "e[@x='|']"]);
  });
  it('turns match patterns into paths', () => {
    expect(['a/b', '/a', '//a', '@x'].map(patternToPath)).toEqual(['//a/b', '/a', '//a', '//@x']);
  });
  it('rewrites a look-up only where it is the right side of =', () => {
    const lookup = (file: string, path: string) => [file, path];
    const rewritten = rewriteLookups("a and @b=document('v.xml')/x/@y or c", lookup);
    expect(rewritten).toBe(
      "a and boolean((@b)[contains('|v.xml|/x/@y|',concat('|',.,'|')) and not(contains(.,'|'))]) or c",
    );
    expect(() => rewriteLookups("count(document('v.xml')/x) > 1", lookup)).toThrow('right side');
    expect(() => rewriteLookups("@b != document('v.xml')/x", lookup)).toThrow('right side');
  });
  it('takes the whole operand before the look-up', () => {
    const rewritten = rewriteLookups("not(x) or a/b[@k='1']/@c = document('v')/y", () => ['1']);
    expect(rewritten).toContain("boolean((a/b[@k='1']/@c)[");
    expect(rewritten.startsWith('not(x) or ')).toBe(true);
  });
  it('substitutes variables outside of literals', () => {
    expect(substitute("$a = '$a' and $ab", new Map([['a', '1']]))).toBe("1 = '$a' and $ab");
  });
  it('knows when a variable is only compared', () => {
    expect(onlyCompared('x[@r=$v]', 'v')).toBe(true);
    expect(onlyCompared('count($v) = 1', 'v')).toBe(false);
    expect(onlyCompared('$v = true()', 'v')).toBe(false);
    expect(onlyCompared('$v/@x = 1', 'v')).toBe(false);
  });
  it('finds unknown functions and prefixes', () => {
    const ns = { cda: 'urn:hl7-org:v3' };
    expect(staticProblem('count(cda:a) and (b or c)', ns)).toBeNull();
    expect(staticProblem('tokenize(a)', ns)).toContain('tokenize');
    expect(staticProblem('x:a', ns)).toContain('prefix x');
  });
});
