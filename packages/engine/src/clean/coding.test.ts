import { describe, expect, it } from 'vitest';
import { bareCode } from './coding.js';

describe('a code that stands under no system', () => {
  it('has no blanks that FHIR forbids, and keeps the spelling of the source', () => {
    expect(bareCode('GLU')).toEqual({ code: 'GLU' });
    expect(bareCode('free  text\nhere ')).toEqual({
      code: 'free text here',
      extension: [{ url: 'urn:chartlift:fhir:source-code', valueString: 'free  text\nhere ' }],
    });
  });
});
