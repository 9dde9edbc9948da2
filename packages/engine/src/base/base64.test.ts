import { describe, expect, it } from 'vitest';
import { isBase64 } from './base64.js';

describe('isBase64', () => {
  it.each(['', 'QUJD', 'QUI=', 'QQ==', 'QU\n JD', 'QQ== \n'])('takes %j', (text) => expect(isBase64(text)).toBe(true));
  it.each(['Q!', 'QQ===', 'Q=Q', '=QQ', 'QQ= =', 'QUJD-_'])('refuses %j', (text) => expect(isBase64(text)).toBe(false));

  it('looks at blanks once', () => {
    const start = performance.now();
    expect(isBase64(`${' '.repeat(1_000_000)}!`)).toBe(false);
    expect(isBase64(`=${' '.repeat(1_000_000)}Q`)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
