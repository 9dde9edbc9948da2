import {
  type Medication,
  makeAllergens,
  makeMedications,
  makeProblems,
  medicationPieces,
  type Problem,
} from '../clinical-facts.js';
import { monthsLater, randomDay, vagueDate } from '../dates.js';
import { draft, field, type Line, marked, type PageContent } from '../page-content.js';
import { fullName, type PageContext, someDigits, streetAddress, town } from '../page-context.js';
import { letterhead, patientBanner, signature } from './letterhead.js';

/** `given` instead of made-up medications. */
export function medicationList(context: PageContext, given?: readonly Medication[]): PageContent {
  const { random } = context;
  const items = given ?? makeMedications(context, random.int(6, 16));
  const [codes, stops, doses] = [random.chance(0.35), random.chance(0.4), random.chance(0.5)];
  const header: Line[] = [
    ['Medication'],
    ['Strength'],
    ...(codes ? [['NDC']] : []),
    ['Started'],
    ...(stops ? [['Stopped']] : []),
    ['Directions'],
  ];
  const rows = items.map((item): Line[] => {
    const m = medicationPieces(context, item, item.stop && stops ? { temporality: 'historical' } : {});
    const directions: Line =
      doses && item.dose !== '' ? [...m.dose, ' ', m.route, ' ', m.frequency] : [m.route, ' ', m.frequency];
    return [
      [m.drug],
      m.strength,
      ...(codes ? [[m.code]] : []),
      m.start ? [m.start] : [],
      ...(stops ? [m.stop ? [m.stop] : []] : []),
      directions,
    ];
  });
  return {
    blocks: [
      ...letterhead(context),
      {
        block: 'title',
        line: [
          random.pick([
            'MEDICATION LIST',
            'Current Medications',
            'Active Medication List',
            'MEDICATION RECONCILIATION',
          ]),
        ],
      },
      ...patientBanner(context),
      { block: 'table', header: true, ruled: random.chance(0.6), rows: [header, ...rows] },
      ...signature(context),
    ],
  };
}

export function problemList(context: PageContext, given?: readonly Problem[]): PageContent {
  const { random, visit, person, day } = context;
  const items = given ?? makeProblems(random, random.int(6, 18));
  const rows = items.map(({ code, name }): Line[] => {
    const status = random.pick(['active', 'active', 'active', 'resolved', 'inactive']);
    const fact = draft('problem', status === 'active' ? {} : { temporality: 'historical' });
    const since = randomDay(random, Math.min(visit[0] - 1, Math.max(person.birth[0] + 1, 1985)), visit[0] - 1);
    const onset = random.chance(0.3) ? vagueDate(random, since) : day(since).text;
    return [
      [field(fact, 'code', code, 'code')],
      [field(fact, 'problem', name)],
      [field(fact, 'onset_date', onset, 'date')],
      [field(fact, 'status', status)],
    ];
  });
  return {
    blocks: [
      ...letterhead(context),
      { block: 'title', line: [random.pick(['PROBLEM LIST', 'Patient Problems', 'Diagnoses'])] },
      ...patientBanner(context),
      {
        block: 'table',
        header: true,
        ruled: random.chance(0.5),
        rows: [[['ICD-10'], ['Problem'], ['Onset'], ['Status']], ...rows],
      },
      ...signature(context),
    ],
  };
}

export function allergySheet(
  context: PageContext,
  given?: readonly { substance: string; reaction: string; severity: string }[],
): PageContent {
  const { random, visit, day } = context;
  const items = given ?? makeAllergens(random, random.int(2, 9));
  const rows = items.map(({ substance, reaction, severity }): Line[] => {
    const fact = draft('allergy');
    const since = day(monthsLater(visit, -random.int(2, 200))).text;
    return [
      [field(fact, 'substance', substance)],
      [field(fact, 'severity', severity)],
      [field(fact, 'onset_date', since, 'date')],
      [field(fact, 'reaction', reaction)],
    ];
  });
  const denied = draft('allergy', { negation: 'negated' }, { negated: 'yes' });
  const past = draft('allergy', { temporality: 'historical' });
  const notes: Line[] = [
    [
      'No known ',
      field(
        denied,
        'substance',
        random.pick(['latex allergy', 'food allergies', 'contrast allergy', 'insect allergies']),
      ),
      '.',
    ],
    [
      'Childhood reaction to ',
      field(past, 'substance', random.pick(['eggs', 'milk', 'cefaclor', 'penicillin'])),
      ', outgrown.',
    ],
  ];
  return {
    blocks: [
      ...letterhead(context),
      {
        block: 'title',
        line: [random.pick(['ALLERGIES AND INTOLERANCES', 'Allergy List', 'ALLERGY / ADVERSE REACTION RECORD'])],
      },
      ...patientBanner(context),
      {
        block: 'table',
        header: true,
        ruled: random.chance(0.6),
        rows: [[['Allergen'], ['Severity'], ['Noted'], ['Reaction']], ...rows],
      },
      ...notes.slice(0, random.int(0, 2)).map((line) => ({ block: 'paragraph', line }) as const),
      ...signature(context),
    ],
  };
}

export function prescription(context: PageContext): PageContent {
  const { random, person, visit, day } = context;
  const items = makeMedications(context, random.int(1, 3));
  return {
    blocks: [
      ...letterhead(context),
      {
        block: 'paragraph',
        line: [
          'DEA # ',
          marked(
            'identifier',
            `${random.pick(['A', 'B', 'F', 'M'])}${random.pick([...'ABCDEFGH'])}${deaDigits(someDigits(random, 6))}`,
          ),
          '   Lic. # ',
          marked('identifier', someDigits(random, 6)),
        ],
      },
      { block: 'paragraph', line: ['Name: ', fullName(person), '   DOB: ', day(person.birth)] },
      { block: 'paragraph', line: ['Address: ', streetAddress(random), ', ', town(random), '   Date: ', day(visit)] },
      ...items.flatMap((item): PageContent['blocks'] => {
        const m = medicationPieces(context, item);
        const quantity = marked('number', String(random.pick([10, 14, 20, 30, 60, 90])));
        return [
          { block: 'gap' },
          { block: 'heading', line: ['Rx: ', m.drug, ' ', ...m.strength, ' ', m.form] },
          {
            block: 'paragraph',
            line: ['Sig: ', ...(item.dose === '' ? [] : ['take ', ...m.dose, ' ']), m.route, ' ', m.frequency],
          },
          {
            block: 'paragraph',
            line: ['Disp: #', quantity, '   Refills: ', marked('number', String(random.int(0, 11)))],
          },
        ];
      }),
      ...signature(context),
    ],
  };
}

/** Six digits and the check digit of a DEA number: digits 1, 3, 5 and twice digits 2, 4, 6 (21 CFR 1301; DEA registration numbers). */
function deaDigits(six: string): string {
  const at = (i: number): number => Number(six[i]);
  return `${six}${(at(0) + at(2) + at(4) + 2 * (at(1) + at(3) + at(5))) % 10}`;
}
