import { makeLabValues, makeVaccinations, pickPanels, type Vaccination } from '../clinical-facts.js';
import { monthsLater } from '../dates.js';
import { type Block, draft, field, type Line, marked, type PageContent } from '../page-content.js';
import {
  insurancePlan,
  medicalRecordNumber,
  memberNumber,
  type PageContext,
  phoneNumber,
  providerNumber,
  someDigits,
  streetAddress,
  town,
} from '../page-context.js';
import { GIVEN_NAMES } from '../vocabulary/people.js';
import { letterhead, patientBanner, signature } from './letterhead.js';

export function immunizationRecord(context: PageContext, given?: readonly Vaccination[]): PageContent {
  const { random, day } = context;
  const items = given ?? makeVaccinations(context, random.int(5, 18));
  const [codes, makers, sites, doses] = [
    random.chance(0.5),
    random.chance(0.5),
    random.chance(0.4),
    random.chance(0.4),
  ];
  const header: Line[] = [
    ['Vaccine'],
    ...(codes ? [['CVX']] : []),
    ['Date'],
    ['Lot #'],
    ...(makers ? [['Mfr']] : []),
    ...(doses ? [['Dose']] : []),
    ...(sites ? [['Site']] : []),
  ];
  const rows = items.map((item): Line[] => {
    const fact = draft('immunization');
    return [
      [field(fact, 'vaccine', item.name)],
      ...(codes ? [[field(fact, 'code', item.cvx, 'code')]] : []),
      [field(fact, 'date', day(item.day).text, 'date')],
      [field(fact, 'lot', item.lot, 'identifier')],
      ...(makers ? [[field(fact, 'manufacturer', item.maker)]] : []),
      ...(doses ? [[field(fact, 'dose', item.dose, 'dose'), ' ', field(fact, 'dose_unit', 'mL')]] : []),
      ...(sites ? [[field(fact, 'site', item.site)]] : []),
    ];
  });
  return {
    blocks: [
      ...letterhead(context),
      {
        block: 'title',
        line: [random.pick(['IMMUNIZATION RECORD', 'Vaccine Administration Record', 'Immunization History'])],
      },
      ...patientBanner(context),
      { block: 'table', header: true, ruled: random.chance(0.7), rows: [header, ...rows] },
      ...signature(context),
    ],
  };
}

export function labReport(context: PageContext): PageContent {
  const { random, visit, provider, day } = context;
  const codes = random.chance(0.4);
  const collected = day(visit).text;
  const tables = pickPanels(random, random.int(1, 3)).flatMap(({ title, tests }): Block[] => {
    const rows = makeLabValues(random, tests.slice(0, random.int(Math.min(5, tests.length), tests.length))).map(
      ({ test, value, flag, range }): Line[] => {
        const fact = draft('result', {}, { date: collected });
        return [
          ...(codes ? [[field(fact, 'code', test.loinc, 'code')]] : []),
          [field(fact, 'test', test.name)],
          [field(fact, 'value', value, 'number')],
          flag === '' ? [] : [field(fact, 'flag', flag)],
          [field(fact, 'reference_range', range, 'number')],
          [field(fact, 'unit', test.unit)],
        ];
      },
    );
    const header: Line[] = [...(codes ? [['LOINC']] : []), ['Test'], ['Result'], ['Flag'], ['Reference'], ['Units']];
    return [
      { block: 'heading', line: [title] },
      { block: 'table', header: true, ruled: random.chance(0.3), rows: [header, ...rows] },
    ];
  });
  const specimen = `${random.pick([...'ABDHKMRSTW'])}${random.pick([...'ACEHLNPSX'])}${someDigits(random, 6)}${random.pick([...'ABCEFHJ'])}`;
  return {
    blocks: [
      {
        block: 'title',
        line: [random.pick(['LABORATORY REPORT', 'Final Laboratory Results', 'Regional Reference Laboratory'])],
      },
      ...patientBanner(context),
      {
        block: 'paragraph',
        line: [
          'Specimen: ',
          marked('identifier', specimen),
          '   Collected: ',
          day(visit),
          '   Reported: ',
          day(monthsLater(visit, 1)),
        ],
      },
      {
        block: 'paragraph',
        line: ['Ordering provider: ', provider, '   NPI: ', marked('identifier', providerNumber(random))],
      },
      ...tables,
    ],
  };
}

export function registrationForm(context: PageContext): PageContent {
  const { random, person, visit, day } = context;
  const id = (text: string): Line => [marked('identifier', text)];
  const phone = (): Line => [marked('phone', phoneNumber(random))];
  const kin = `${random.pick(GIVEN_NAMES[random.pick(['F', 'M'] as const)])} ${person.family}`;
  const rows: Line[][] = [
    [['Last name:'], [person.family], ['First name:'], [person.given]],
    [['Date of birth:'], [day(person.birth)], ['Sex:'], [person.sex === 'F' ? 'Female' : 'Male']],
    [['Chart number:'], id(person.mrn), ['Old chart number:'], id(medicalRecordNumber(random))],
    // 9xx is not given out as a Social Security Number (SSA, POMS RM 10201.035).
    [
      ['SSN:'],
      id(`9${someDigits(random, 2)}-${someDigits(random, 2)}-${someDigits(random, 4)}`),
      ['Marital status:'],
      [random.pick(['Single', 'Married', 'Divorced', 'Widowed'])],
    ],
    [['Street:'], [streetAddress(random)], ['City, State, ZIP:'], [town(random)]],
    [['Home phone:'], phone(), ['Cell phone:'], phone()],
    [
      ['Employer:'],
      [random.pick(['Self-employed', 'Retired', 'Acme Tool & Die', 'County Schools', 'Harbor Freight Lines', 'none'])],
      ['Work phone:'],
      phone(),
    ],
  ];
  const insurance: Line[][] = [
    [['Insurance:'], [insurancePlan(random)], ['Member ID:'], id(memberNumber(random))],
    [
      ['Group #:'],
      id(someDigits(random, random.int(5, 7))),
      ['Effective:'],
      [day(monthsLater(visit, -random.int(3, 60)))],
    ],
    [
      ['Subscriber:'],
      [random.pick(['Self', 'Spouse', 'Parent'])],
      ['Copay:'],
      [marked('number', `$${random.pick(['10.00', '20.00', '25.00', '35.00'])}`)],
    ],
  ];
  const ruled = random.chance(0.5);
  const table = (all: Line[][]): Block => ({ block: 'table', header: false, ruled, rows: all });
  return {
    blocks: [
      ...letterhead(context),
      {
        block: 'title',
        line: [random.pick(['PATIENT REGISTRATION', 'New Patient Information Form', 'REGISTRATION FORM'])],
      },
      table(rows),
      { block: 'heading', line: ['INSURANCE INFORMATION'] },
      table(insurance),
      { block: 'heading', line: ['EMERGENCY CONTACT'] },
      table([
        [
          ['Name:'],
          [kin],
          ['Relationship:'],
          [random.pick(['Spouse', 'Mother', 'Father', 'Son', 'Daughter', 'Friend'])],
        ],
        [['Phone:'], phone(), ['Alternate:'], phone()],
      ]),
      ...signature(context),
    ],
  };
}
