import { describe, expect, it } from 'vitest';
import { toldComment, toldType } from './told-declaration.js';

const people = { tells: (word: string) => /^(?:beth|ruddock)$/i.test(word) };

describe('what is told of a declaration', () => {
  it.each([
    ['references list_options.option_id', 'references list_options.option_id'],
    ['The colour of the short letters in the system', 'The colour of the short letters in the system'],
    ['as Quorben wants it (871-46-9035)', 'as … wants it (…)'],
    ['ask Zyx Wolda, zw@example.org or 871-555-0917', 'ask … or …'],
    ['added 2012-03-04 for chart M1234567', 'added … for chart …'],
    ['for Beth Ruddock', 'for …'],
    // German writes all nouns so: a lone one is no name there.
    ['Kennung der Vertragsstelle laut Einlesung', 'Kennung der Vertragsstelle laut Einlesung'],
  ])('a comment: %s', (comment, told) => {
    expect(toldComment(comment, people)).toBe(told);
  });

  it('is a list of values without those that may be somebody', () => {
    expect(toldType("enum('Yes','No','Quorben','871-46-9035','o''clock')", people)).toBe(
      "enum('Yes','No','…','…','o''clock')",
    );
    expect(toldType('varchar(20)', people)).toBe('varchar(20)');
  });
});
