import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue/catalogue.js';
import { saidName } from './description.js';

catalogue();

describe('a description read as a name', () => {
  it.each([
    ['The unique identifier of the allergen', 'allergen | identifier number'.split(' | ')],
    ['The date the allergy was noted for this patient. This may be null.', ['patient', 'allergy', 'noted', 'date']],
    ['The category value that indicates the severity of the reaction, i.e. high or low', ['reaction', 'severity']],
    ['The date and time when the immunization was administered', ['immunization', 'administer', 'date']],
    ['Foreign key to the patient table', ['patient']],
    ['ID of the provider who ordered the medication', ['order', 'medication', 'by', 'provider']],
    ['The name of the (current) pharmacy that fills it', ['pharmacy', 'name']],
    ['Indicates whether the patient is deceased', ['patient', 'deceased']],
  ])('%s', (text, ideas) => {
    const read = saidName(text).map((word) => word.readings[0]?.join(' '));
    for (const idea of ideas) expect(read.join(' ')).toContain(idea);
    expect(read.at(-1)).toContain(ideas.at(-1));
  });

  it('is nothing where there is nothing', () => {
    expect(saidName('')).toEqual([]);
    expect(saidName('  ...  ')).toEqual([]);
  });
});
