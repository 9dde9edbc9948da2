import { describe, expect, it } from 'vitest';
import { noteOf } from './note.js';

const sentences = (text: string): string[] => {
  const note = noteOf(text);
  return note.sentences.map(({ span }) => note.text.slice(...span).replace(/\s+/g, ' '));
};
const titles = (text: string): string[] => noteOf(text).sections.map(({ title, kind }) => `${title} = ${kind}`);

describe('sentences', () => {
  it('go on over hard line ends and not over the items of a list', () => {
    const wrapped = [
      'The child has been well since the spring and has had no more of the spells that',
      'Grandmother described at the last visit. She eats and sleeps. Her teacher has no',
      'concerns.',
    ].join('\n');
    expect(sentences(wrapped)).toEqual([
      'The child has been well since the spring and has had no more of the spells that Grandmother described at the last visit.',
      'She eats and sleeps.',
      'Her teacher has no concerns.',
    ]);
    expect(sentences('- gout\n- hay fever\n* croup\n1. mumps\n2) measles\n\u2022 rickets')).toEqual([
      'gout',
      'hay fever',
      'croup',
      'mumps',
      'measles',
      'rickets',
    ]);
    expect(sentences('Gout\nHay fever\nCroup in 2004')).toEqual(['Gout', 'Hay fever', 'Croup in 2004']);
  });

  it('are not ended by abbreviations, decimals, initials and doses', () => {
    expect(
      sentences('Seen by Dr. J. Doe at 10.30 a.m. with a temp. of 38.5 and 2.5 mg p.o. b.i.d. of it. He left.'),
    ).toEqual(['Seen by Dr. J. Doe at 10.30 a.m. with a temp. of 38.5 and 2.5 mg p.o. b.i.d. of it.', 'He left.']);
  });

  it('of forms keep a box with its words', () => {
    expect(sentences('[x] fever\n[ ] cough')).toEqual(['[x] fever', '[ ] cough']);
  });
});

describe('sections', () => {
  it('have titles in capitals, with a colon, underlined, numbered, in Markdown, and short ones', () => {
    expect(titles('CHIEF COMPLAINT\n\nItch.\n\nHPI:\n\nTwo days.')).toEqual([
      'CHIEF COMPLAINT = chief-complaint',
      'HPI = history-of-present-illness',
    ]);
    expect(titles('Past Medical History: gout\nMeds: none\nA/P: rest')).toEqual([
      'Past Medical History = past-medical-history',
      'Meds = medications',
      'A/P = assessment',
    ]);
    expect(titles('Social History\n--------------\nlives alone\n\n## Family History\nnone\n\n**Plan:** rest')).toEqual([
      'Social History = social-history',
      'Family History = family-history',
      'Plan = plan',
    ]);
    expect(titles('1. ALLERGIES: none\n2. MEDICATIONS: none')).toEqual([
      'ALLERGIES = allergies',
      'MEDICATIONS = medications',
    ]);
    expect(titles('SH - smokes\nPMH - gout')).toEqual(['SH = social-history', 'PMH = past-medical-history']);
  });

  it('survive OCR, and end where a title that nobody knows begins', () => {
    expect(titles('PH YSICAL EXAM\n\nWell.')).toEqual(['PH YSICAL EXAM = physical-exam']);
    expect(titles('FAMILY HlSTORY:\nGout')).toEqual(['FAMILY HlSTORY = family-history']);
    expect(titles('FAMILY HISTORY: gout\nHOUSEHOLD PETS: two cats')).toEqual([
      'FAMILY HISTORY = family-history',
      'HOUSEHOLD PETS = null',
    ]);
  });

  it('are not begun by labels of systems, by words in a sentence, or by items in capitals', () => {
    expect(titles('EXAM:\nHEENT: well\nLUNGS: clear\nPlease note the plan: rest')).toEqual(['EXAM = physical-exam']);
    expect(titles('The plan is rest.\nall: of them')).toEqual([]);
  });

  it('span title and body', () => {
    const text = 'CC: itch\nsince May\n\nPLAN: rest  ';
    expect(noteOf(text).sections.map(({ span }) => text.slice(...span))).toEqual(['CC: itch\nsince May', 'PLAN: rest']);
  });
});
