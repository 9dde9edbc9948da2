import { expect, it } from 'vitest';
import { cleaners } from './registry.js';

it('becomes the statement beside the words, and nothing where an allergen is named', () => {
  const cleaner = cleaners.get('no-known-allergy');
  const clean = (text: string) => cleaner?.clean([text], {}, {} as never);
  expect(clean('Negadas')?.value).toEqual({
    system: 'http://snomed.info/sct',
    code: '716186003',
    display: 'No known allergy',
  });
  expect(clean('NKDA')?.value).toMatchObject({ code: '409137002' });
  expect(clean('Penicillin')?.value).toBeUndefined();
});
