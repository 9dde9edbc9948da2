/** What is planted of one made-up person. */
export interface OddPerson {
  readonly given: string;
  readonly family: string;
  readonly name: string;
  readonly born: string;
  readonly bornUs: string;
  readonly ssn: string;
  readonly mrn: string;
  readonly phone: string;
  readonly email: string;
  readonly street: string;
  readonly policy: string;
}

const FIRST = [
  'Zyx',
  'Quor',
  'Wrim',
  'Vlod',
  'Thrae',
  'Skaun',
  'Pfel',
  'Gwirr',
  'Bzan',
  'Mroku',
  'Jhas',
  'Dvorz',
  'Krulp',
  'Nneb',
  'Yttar',
];
const LAST = [
  'wolda',
  'benfelt',
  'quim',
  'dravic',
  'sombrek',
  'tulvane',
  'gorth',
  'pliskey',
  'nzhara',
  'vekton',
  'roumb',
  'zadril',
  'huxom',
  'jorgle',
];
export const pad = (n: number, width = 2): string => String(n).padStart(width, '0');

/** Nobody is called so: names of syllables that no language puts together, one person for each place. */
export function oddPerson(i: number): OddPerson {
  const given = `${FIRST[i % FIRST.length]}${LAST[(i * 5 + 3) % LAST.length]}`;
  const family = `${FIRST[(i * 7 + 4) % FIRST.length]}${LAST[(i * 3 + Math.floor(i / 14)) % LAST.length]}${'aeiou'[i % 5]}${'kmprt'[Math.floor(i / 5) % 5]}`;
  const [month, day] = [pad((i % 12) + 1), pad((i % 27) + 2)];
  const year = 1921 + (i % 70);
  return {
    given,
    family,
    name: `${given} ${family}`,
    born: `${year}-${month}-${day}`,
    bornUs: `${month}/${day}/${year}`,
    ssn: `${871 + (i % 20)}-${pad(46 + (i % 40))}-${7035 + i * 11}`,
    mrn: `QZ${7730918 + i * 37}`,
    phone: `(${741 + (i % 50)}) 555-${pad(3917 + i * 13, 4)}`,
    email: `${given.toLowerCase()}.${i}@example.org`,
    street: `${8713 + i} ${family} Lane`,
    policy: `WXP${44902717 + i * 53}`,
  };
}
