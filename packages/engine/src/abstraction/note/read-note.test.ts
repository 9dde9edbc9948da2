import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoteSuggestion } from '../../artifacts/note-suggestion.js';
import { noteOf } from './note.js';
import { readNote } from './read-note.js';

const found = (text: string, kind: string): NoteSuggestion[] =>
  readNote(text).suggestions.filter((one) => one.kind === kind);
const texts = (text: string, kind: string): string[] => found(text, kind).map((one) => one.text);

describe('problems and findings', () => {
  it('are terms of the dictionary with the words that belong to them', () => {
    expect(
      texts('He has severe left knee pain, type 2 diabetes and a fracture of the right radius.', 'problem'),
    ).toEqual(['severe left knee pain', 'type 2 diabetes', 'fracture of the right radius']);
    expect(texts('Short of breath, n/v. PMH: HTN, COPD, CAD s/p CABG', 'problem')).toEqual([
      'Short of breath',
      'n/v',
      'HTN',
      'COPD',
      'CAD',
    ]);
  });

  it('are what an examination says of the body too', () => {
    expect(texts('EXAM: Neck is supple. The left wall is severely hypokinetic. LUNGS: clear', 'finding')).toEqual([
      'Neck is supple',
      'left wall is severely hypokinetic',
      'LUNGS: clear',
    ]);
  });

  it('are known by their shape and when a letter is wrong', () => {
    expect(texts('Hypertensian, asthrna, diabetis and xyzosteopathy', 'problem')).toHaveLength(4);
    expect(texts('Ms. Roe does see us all as planned, ed was closed', 'problem')).toEqual([]);
  });

  it('carry code, date and status that stand behind them', () => {
    const [gout, asthma] = found('Gout (M10.9), diagnosed in 2011. Asthma 493.90, resolved', 'problem');
    expect(gout?.fields).toEqual({ problem: 'Gout', code: 'M10.9', onset_date: '2011' });
    expect(asthma?.fields).toEqual({ problem: 'Asthma', code: '493.90', status: 'resolved' });
  });

  it('of tests and vaccines are none', () => {
    expect(texts('COVID vaccine given, HIV test done, blood pressure taken.', 'problem')).toEqual([]);
    expect(texts('Blood pressure taken.', 'finding')).toEqual([]);
  });
});

it('procedures come with their date', () => {
  expect(found('PSH: appendectomy 1998, knee arthroscopy (3/2010)', 'procedure').map((one) => one.fields)).toEqual([
    { procedure: 'appendectomy', date: '1998' },
    { procedure: 'knee arthroscopy', date: '3/2010' },
  ]);
});

describe('allergies', () => {
  const fields = (text: string): unknown => found(text, 'allergy').map((one) => one.fields);
  it('have reactions in brackets, behind a dash or a verb', () => {
    expect(
      fields('ALLERGIES: Penicillin (hives, severe), latex - rash and itching; codeine causes nausea, Foozine'),
    ).toEqual([
      { substance: 'Penicillin', reaction: 'hives', severity: 'severe' },
      { substance: 'latex', reaction: 'rash and itching' },
      { substance: 'codeine', reaction: 'nausea' },
      { substance: 'Foozine' },
    ]);
    expect(fields('He is allergic to shellfish and peanuts.')).toEqual([
      { substance: 'shellfish' },
      { substance: 'peanuts' },
    ]);
    expect(fields('ALLERGIES\n1. Sulfa drugs: rash (moderate)\n2. Aspirin, which causes hives')).toEqual([
      { substance: 'Sulfa drugs', reaction: 'rash', severity: 'moderate' },
      { substance: 'Aspirin', reaction: 'hives' },
    ]);
    expect(fields('A penicillin allergy with hives.')).toEqual([{ substance: 'penicillin', reaction: 'hives' }]);
  });

  it('take the status where the note states one, and none from words about something else', () => {
    expect(
      fields('ALLERGIES: Penicillin (hives, severe, active); latex - inactive, codeine: nausea - Resolved'),
    ).toEqual([
      { substance: 'Penicillin', reaction: 'hives', severity: 'severe', status: 'active' },
      { substance: 'latex', status: 'inactive' },
      { substance: 'codeine', reaction: 'nausea', status: 'resolved' },
    ]);
    expect(fields('ALLERGIES\n1. Sulfa drugs: rash, status: active')).toEqual([
      { substance: 'Sulfa drugs', reaction: 'rash', status: 'active' },
    ]);
    expect(fields('She is allergic to latex, active smoker.')).toEqual([{ substance: 'latex' }]);
    expect(fields('ALLERGIES: Latex (rash)')).toEqual([{ substance: 'Latex', reaction: 'rash' }]);
  });

  it.each(['NKDA', 'Allergies: none.', 'No known drug allergies.', 'ALLERGIES\nNo known allergies', 'Allergies: NKA'])(
    '%s says that there are none',
    (text) => expect(found(text, 'allergy').map((one) => one.negation)).toEqual(['negated']),
  );

  it('keep their reactions from being problems', () => {
    expect(texts('Allergies: aspirin (hives)', 'problem')).toEqual([]);
  });
});

it('social history has topic and statement', () => {
  const [smoke, drink, home] = found(
    'SOCIAL HISTORY: Former smoker. No alcohol use. Lives with a cat.',
    'social-history',
  );
  expect(smoke?.fields).toEqual({ topic: 'tobacco', statement: 'Former smoker.' });
  expect([drink?.fields.topic, drink?.negation]).toEqual(['alcohol', 'negated']);
  expect(home?.fields.topic).toBe('living situation');
});

it('family history has the relative', () => {
  expect(
    found('FH: Mother with glaucoma. Gout (father), croup in a brother. No lupus.', 'family-history').map((one) => [
      one.fields.relative,
      one.fields.problem,
      one.negation,
    ]),
  ).toEqual([
    ['Mother', 'glaucoma', 'affirmed'],
    ['father', 'Gout', 'affirmed'],
    ['brother', 'croup', 'affirmed'],
    [undefined, 'lupus', 'negated'],
  ]);
});

describe('laws', () => {
  const word = fc.constantFrom(
    ...[
      'no',
      'denies',
      'fever',
      'pain',
      'of',
      'the',
      'allergic',
      'to',
      'penicillin',
      '(hives)',
      'PMH:',
      'FAMILY HISTORY',
      '\n',
      '\n\n',
      ', ',
      '. ',
      ';',
      '[ ]',
      '[x]',
      '-',
      '+cough',
    ],
    ...[
      'mother',
      'with',
      'smokes',
      '120/80',
      's/p',
      'CABG',
      '2009',
      '1.',
      'ALLERGIES:',
      'NKDA',
      '\u2022',
      'x\u0301',
      '\ud83d\ude00',
      '\ud800',
      '\r\n',
      '\t',
      '===',
      '# A',
      ':',
      '/',
      'is',
      'normal',
      'and',
      'ruled',
      'out',
    ],
  );
  const text = fc.oneof(
    fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );

  it('every span is of the text, and every text is its slice', () => {
    fc.assert(
      fc.property(text, (note) => {
        const { sections, suggestions } = readNote(note);
        const isWithin = ([from, to]: readonly [number, number]): boolean =>
          from >= 0 && from < to && to <= note.length;
        for (const { span, title } of sections)
          if (!isWithin(span) || !note.slice(...span).includes(title)) return false;
        return suggestions.every(
          ({ span, text: says, fields, spans }) =>
            isWithin(span) &&
            note.slice(...span) === says &&
            Object.keys(fields).join() === Object.keys(spans).join() &&
            Object.entries(spans).every(
              ([name, at]) =>
                isWithin(at) && (['topic', 'severity', 'status'].includes(name) || note.slice(...at) === fields[name]),
            ),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('sentences lie one after the other and tokens hold every sign', () => {
    fc.assert(
      fc.property(text, (given) => {
        const note = noteOf(given);
        let end = 0;
        for (const { span } of note.sentences) {
          if (span[0] < end || span[1] <= span[0]) return false;
          end = span[1];
        }
        const signs = given.replace(/\s/g, '').length;
        return note.tokens.reduce((sum, token) => sum + token.end - token.start, 0) === signs;
      }),
      { numRuns: 300 },
    );
  });

  it('takes a long line and deep brackets in its stride', () => {
    for (const part of ['(', 'no ', 'a.', ', ', 'pain ', 'A: ', '[x] ', '1) '])
      expect(() => readNote(part.repeat(4000))).not.toThrow();
  });
});

it('names of loaded releases are problems too', () => {
  const names = { isProblem: (phrase: string) => phrase.toLowerCase() === 'blue drum' };
  const [blue] = readNote('PLAN: she has a blue drum today.', names).suggestions;
  expect([blue?.kind, blue?.text]).toEqual(['problem', 'blue drum']);
  expect(readNote('PLAN: she has a blue drum today.').suggestions).toEqual([]);
});
