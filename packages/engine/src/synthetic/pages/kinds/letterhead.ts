import type { Block, Line } from '../page-content.js';
import { marked } from '../page-content.js';
import { fullName, type PageContext, phoneNumber, providerNumber, streetAddress, town } from '../page-context.js';

/** Clinic, address, phones. */
export function letterhead({ random, clinic }: PageContext): Block[] {
  const phones: Line = [
    'Phone: ',
    marked('phone', phoneNumber(random)),
    '  Fax: ',
    marked('phone', phoneNumber(random)),
  ];
  return [
    { block: 'title', line: [random.chance(0.3) ? clinic.toUpperCase() : clinic] },
    { block: 'paragraph', line: [streetAddress(random), ', ', town(random)] },
    { block: 'paragraph', line: phones },
    { block: 'gap' },
  ];
}

/** Who the page is about: name, birth, number, day. */
export function patientBanner(context: PageContext): Block[] {
  const { random, person, visit, day } = context;
  const name = random.chance(0.5) ? `${person.family}, ${person.given}` : fullName(person);
  const [birth, mrn] = [day(person.birth), marked('identifier', person.mrn)];
  if (random.chance(0.5))
    return [
      { block: 'paragraph', line: ['Patient: ', name, '   DOB: ', birth, '   MRN: ', mrn, '   Date: ', day(visit)] },
      { block: 'gap' },
    ];
  return [
    {
      block: 'table',
      header: false,
      ruled: random.chance(0.4),
      rows: [
        [['Patient name:'], [name], ['Chart #:'], [mrn]],
        [['Date of birth:'], [birth], ['Date of service:'], [day(visit)]],
      ],
    },
  ];
}

export function signature(context: PageContext): Block[] {
  const { random, provider, visit, day } = context;
  const npi = random.chance(0.4) ? ['  NPI: ', marked('identifier', providerNumber(random))] : [];
  return [
    { block: 'gap' },
    {
      block: 'paragraph',
      line: [random.pick(['Electronically signed by ', 'Signed: ', '']), provider, '  ', day(visit), ...npi],
    },
  ];
}
