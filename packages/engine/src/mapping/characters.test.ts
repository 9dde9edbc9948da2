import { describe, expect, it } from 'vitest';
import { Decimal } from '../base/decimal.js';
import { withoutForbidden } from './characters.js';

describe('characters that no target can hold', () => {
  it('gives back the very value that has none', () => {
    const value = { text: 'a\tb\r\nc é 🩺\u0085', list: ['x'], amount: Decimal.parse('1.50'), flag: false };
    expect(withoutForbidden(value)).toBe(value);
  });

  it('takes them out at any depth, joins no words, and leaves nothing empty', () => {
    expect(withoutForbidden('be\u0007ll\u0000')).toBe('bell');
    expect(withoutForbidden('two\u000bwords')).toBe('two words');
    expect(withoutForbidden('lone \ud800')).toBe('lone');
    expect(withoutForbidden('\u0001')).toBeUndefined();
    expect(withoutForbidden({ family: 'A\u0001b', given: ['\u0002', 'C'], text: '\u0003' })).toEqual({
      family: 'Ab',
      given: ['C'],
    });
  });
});
