import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { assertionOf } from './context.js';
import { mentionsOf } from './mentions.js';
import { noteOf } from './note.js';

/** What a text says of the first occurrence of a phrase, in three words. */
const said = (text: string, phrase: string): string => {
  const [first] = mentionsOf(noteOf(text), phrase);
  return first === undefined ? 'not there' : `${first.negation} ${first.temporality} ${first.experiencer}`;
};
const negation = (text: string, phrase: string): string => said(text, phrase).split(' ')[0] ?? '';

describe('negation', () => {
  it.each([
    ['The boy denies any tummy cramps, itching or hay fever.', 'hay fever'],
    ['There is no evidence of a stress fracture.', 'stress fracture'],
    ['Ultrasound negative for gallstones or sludge.', 'sludge'],
    ['She is free of tremor.', 'tremor'],
    ['Cyanosis is absent.', 'cyanosis'],
    ['Measles was ruled out.', 'measles'],
    ['Clubbing and koilonychia are not seen.', 'clubbing'],
    ['Rash: none', 'rash'],
    ['Hematuria - denies', 'hematuria'],
    ['(-) orthopnea', 'orthopnea'],
    ['wheeze (-)', 'wheeze'],
    ['[ ] vertigo  [x] tinnitus', 'vertigo'],
    ['+cough, -hemoptysis', 'hemoptysis'],
    ['Sputum -ve for tubercle bacilli.', 'tubercle bacilli'],
    ['The film does not show a pneumothorax.', 'pneumothorax'],
    ['This was not consistent with gout or pseudogout.', 'pseudogout'],
    ['Without warmth,\nredness, or drainage', 'drainage'],
    ['He has never had shingles.', 'shingles'],
    ['No change in gait, tremor or speech.', 'change in gait'],
    ['Neither fever nor chills.', 'chills'],
    ['She dcnies cramps.', 'cramps'],
    ['Withour ascites.', 'ascites'],
    ['She denies any known burns or bites.', 'bites'],
    ['No reported falls.', 'falls'],
    ['Negative drawer sign.', 'drawer sign'],
    ['Strep negative.', 'strep'],
    ['Her nausea and vomiting resolved.', 'nausea'],
  ])('%s | %s', (text, phrase) => expect(negation(text, phrase)).toBe('negated'));

  it.each([
    ['No fever but a dry cough.', 'dry cough'],
    ['No fever, except for night sweats.', 'night sweats'],
    ['Denies nausea. Reports heartburn.', 'heartburn'],
    ['Not only asthma but eczema.', 'asthma'],
    ['No change in the lung nodule.', 'lung nodule'],
    ['No increase in ascites.', 'ascites'],
    ['He does not deny hearing loss.', 'hearing loss'],
    ['She denies vomiting and has had a headache.', 'headache'],
    ['No wheezes, he has a murmur.', 'murmur'],
    ['Gram negative sepsis.', 'sepsis'],
    ['[ ] vertigo  [x] tinnitus', 'tinnitus'],
    ['ABDOMEN: no masses. LUNGS: crackles', 'crackles'],
    ['ABDOMEN no masses LUNGS: crackles', 'crackles'],
    ['Right ventricular wall thickness is normal.', 'wall thickness'],
    ['The pain is not relieved by rest, nausea follows.', 'pain'],
    ['He did not take his inhaler because of tremor.', 'tremor'],
  ])('affirms: %s | %s', (text, phrase) => expect(negation(text, phrase)).toBe('affirmed'));

  it.each([
    ['Possible appendicitis.', 'appendicitis'],
    ['Rule out meningitis.', 'meningitis'],
    ['r/o celiac sprue', 'celiac sprue'],
    ['A small fracture cannot be excluded.', 'fracture'],
    ['Cannot rule out mastoiditis.', 'mastoiditis'],
    ['Sarcoidosis is unlikely.', 'sarcoidosis'],
    ['Findings concerning for lymphoma vs infection', 'infection'],
  ])('doubts: %s | %s', (text, phrase) => expect(negation(text, phrase)).toBe('possible'));
});

describe('temporality and experiencer', () => {
  it.each([
    ['History of rickets.', 'rickets', 'affirmed historical patient'],
    ['PMH: gout, psoriasis', 'psoriasis', 'affirmed historical patient'],
    ['Past Medical History\n- gout\n- psoriasis\n', 'psoriasis', 'affirmed historical patient'],
    ['A man with a history of gout who presents with toe pain.', 'toe pain', 'affirmed recent patient'],
    ['She has a 3 week history of cough.', 'cough', 'affirmed recent patient'],
    ['His acne started 2 years ago.', 'acne', 'affirmed recent patient'],
    ['Shingles, resolved.', 'shingles', 'affirmed historical patient'],
    ['A two-day history of vomiting.', 'vomiting', 'affirmed recent patient'],
    ['Family history of gout.', 'gout', 'affirmed historical family'],
    ['Stroke 2 years ago, with a limp.', 'stroke', 'affirmed historical patient'],
    ['Return for bleeding, chest tightness; or syncope.', 'syncope', 'affirmed hypothetical patient'],
    ['Call if she develops a rash.', 'rash', 'affirmed hypothetical patient'],
    ['Her mother had lupus.', 'lupus', 'affirmed recent family'],
    ['Lupus in her mother.', 'lupus', 'affirmed recent family'],
    ['Her mother reports that she has croup.', 'croup', 'affirmed recent patient'],
    ['Accompanied by her mother for eczema.', 'eczema', 'affirmed recent patient'],
    ['FAMILY HISTORY: No colon cancer. Glaucoma.', 'colon cancer', 'negated historical family'],
    ['FH:\nGlaucoma\n\nEXAM\nPallor', 'pallor', 'affirmed recent patient'],
    ['His wife had influenza.', 'influenza', 'affirmed recent other'],
  ])('%s | %s', (text, phrase, expected) => expect(said(text, phrase)).toBe(expected));
});

it('affirms what stands in no sentence, and never throws', () => {
  const note = noteOf('   ');
  expect(assertionOf(note, [0, 2])).toEqual({ negation: 'affirmed', temporality: 'recent', experiencer: 'patient' });
  expect(assertionOf(note, [50, 20])).toEqual(assertionOf(note, [0, 2]));
  expect(mentionsOf(noteOf('a (b) c'), '(b)')).toHaveLength(1);
  expect(mentionsOf(noteOf('a b'), '  ')).toEqual([]);
});

const rows = sharedPath('data', 'notes', 'negex-half.tsv');
it.skipIf(rows === null)(
  `keeps its accuracy on annotated sentences${rows === null ? ` (${sharedReason('negex-half.tsv')})` : ''}`,
  () => {
    if (rows === null) return;
    const count = { right: 0, missed: 0, wrong: 0, times: 0, whose: 0, rows: 0 };
    for (const line of readFileSync(rows, 'utf8').split(/\r?\n/).slice(1)) {
      const [number, condition, sentence, says, when, whose] = line.split('\t');
      if (number === undefined || condition === undefined || sentence === undefined) continue;
      // The half that nothing was tuned on.
      const hash = createHash('sha256').update(`half1${number}${sentence}`).digest();
      if (hash.readUInt32BE(0) % 2 === 0) continue;
      const [found] = mentionsOf(noteOf(sentence), condition);
      if (found === undefined) continue;
      count.rows++;
      const isNegated = says?.trim() === 'Negated';
      if (isNegated && found.negation === 'negated') count.right++;
      else if (isNegated) count.missed++;
      else if (found.negation === 'negated') count.wrong++;
      const expected = { Recent: 'recent', Historical: 'historical', 'Not particular': 'hypothetical' }[
        when?.trim() ?? ''
      ];
      if (found.temporality === expected) count.times++;
      if ((whose?.trim() === 'Patient') === (found.experiencer === 'patient')) count.whose++;
    }
    expect(count.rows).toBeGreaterThan(500);
    expect((2 * count.right) / (2 * count.right + count.missed + count.wrong)).toBeGreaterThanOrEqual(0.96);
    expect(count.times / count.rows).toBeGreaterThan(0.88);
    expect(count.whose / count.rows).toBeGreaterThan(0.98);
  },
);
