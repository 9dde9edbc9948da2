import type { Assertion } from '../../../artifacts/note-suggestion.js';
import { pickSome } from '../clinical-facts.js';
import { draft, field, type Line, type Mark, marked } from '../page-content.js';
import type { PageContext } from '../page-context.js';
import { PROBLEM_LIST, PROCEDURE_LIST, RELATIVES, SYMPTOMS } from '../vocabulary/problems.js';

/** A name in running text: small letters, except where it has its own capitals. */
export const inSentence = (name: string): string =>
  /^[A-Z][a-z]/.test(name) && !/^(?:Lyme|Crohn|Bell|Parkinson|Alzheimer|Hashimoto|Factor)/.test(name)
    ? name[0]!.toLowerCase() + name.slice(1)
    : name;

const problem = (name: string, assertion: Partial<Assertion>): Mark =>
  field(draft('problem', assertion, assertion.negation === 'negated' ? { negated: 'yes' } : {}), 'problem', name);

/** a, b and c. */
function listed(marks: readonly Mark[], last: string): Line {
  return marks.flatMap((mark, i) =>
    i === 0 ? [mark] : i === marks.length - 1 ? [marks.length > 2 ? `, ${last} ` : ` ${last} `, mark] : [', ', mark],
  );
}

const subject = ({ person }: PageContext): { he: string; He: string; his: string } =>
  person.sex === 'F' ? { he: 'she', He: 'She', his: 'her' } : { he: 'he', He: 'He', his: 'his' };

/** "Denies fever, chills, or cough." Negated, of the patient, now. */
export function denial(context: PageContext): Line {
  const { random } = context;
  const { He } = subject(context);
  const marks = pickSome(random, SYMPTOMS, random.int(1, 4)).map((name) => problem(name, { negation: 'negated' }));
  const opening = random.pick([
    `${He} denies `,
    'Denies ',
    'No ',
    'Patient denies ',
    'Negative for ',
    'There is no ',
    `${He} has had no `,
  ]);
  return [opening, ...listed(marks, 'or'), '.'];
}

export function complaint(context: PageContext): Line {
  const { random } = context;
  const { He } = subject(context);
  const marks = pickSome(random, SYMPTOMS, random.int(1, 2)).map((name) => problem(name, {}));
  const opening = random.pick([
    `${He} reports `,
    'Complains of ',
    'Presents with ',
    `${He} has been having `,
    'Positive for ',
    'C/o ',
  ]);
  const since = marked('number', String(random.int(2, 14)));
  const ending = random.pick<Line>([
    ['for the past ', since, ' days.'],
    ['x ', since, ' weeks.'],
    ['since the last visit.'],
  ]);
  return [opening, ...listed(marks, 'and'), ' ', ...ending];
}

export function suspicion(context: PageContext): Line {
  const { random } = context;
  const [, name] = random.pick(PROBLEM_LIST);
  const mark = problem(inSentence(name), { negation: 'possible' });
  return random.pick<Line>([
    ['Possible ', mark, ', will follow clinically.'],
    ['Cannot exclude ', mark, '.'],
    ['Findings are suspicious for ', mark, '.'],
    ['Likely ', mark, '; work-up ordered.'],
    ['Rule out ', mark, '.'],
  ]);
}

export function history(context: PageContext): Line {
  const { random, person, visit } = context;
  const [, name] = random.pick(PROBLEM_LIST);
  const fact = draft('problem', { temporality: 'historical' });
  const mark = field(fact, 'problem', inSentence(name));
  const year = field(
    fact,
    'onset_date',
    String(random.int(Math.min(visit[0] - 1, person.birth[0] + 2), visit[0] - 1)),
    'date',
  );
  return random.pick<Line>([
    ['History of ', mark, ' in ', year, '.'],
    ['Past history of ', mark, ', diagnosed ', year, '.'],
    ['Had ', mark, ' in ', year, ', resolved.'],
    ['Remote history of ', mark, ' (', year, ').'],
  ]);
}

export function conditional(context: PageContext): Line {
  const mark = problem(context.random.pick(SYMPTOMS), { temporality: 'hypothetical' });
  return context.random.pick<Line>([
    ['Return if ', mark, ' develops.'],
    ['Call the office for ', mark, '.'],
    ['Go to the ED should ', mark, ' occur.'],
  ]);
}

export function familyHistory(context: PageContext): Line {
  const { random } = context;
  const negated = random.chance(0.3);
  const fact = draft(
    'family-history',
    { experiencer: 'family', ...(negated ? { negation: 'negated' } : {}) },
    negated ? { negated: 'yes' } : {},
  );
  const relative = random.pick(RELATIVES);
  const [, name] = random.pick(PROBLEM_LIST);
  const mark = field(fact, 'problem', inSentence(name));
  if (negated) return ['No ', mark, ' in ', field(fact, 'relative', relative), '.'];
  const Relative = relative[0]!.toUpperCase() + relative.slice(1);
  return random.pick<Line>([
    [field(fact, 'relative', Relative), ' with ', mark, '.'],
    [field(fact, 'relative', Relative), ': ', mark, ', age ', marked('number', String(random.int(30, 88))), '.'],
    [field(fact, 'relative', Relative), ' had ', mark, '.'],
  ]);
}

export function surgery(context: PageContext): Line {
  const { random, visit, person } = context;
  const fact = draft('procedure', { temporality: 'historical' });
  const year = String(random.int(Math.min(visit[0] - 1, person.birth[0] + 5), visit[0] - 1));
  return [field(fact, 'procedure', random.pick(PROCEDURE_LIST)), ', ', field(fact, 'date', year, 'date')];
}

export function socialHistory(context: PageContext): Line {
  const { random } = context;
  const one = (topic: string, text: string): Mark => field(draft('social-history', {}, { topic }), 'statement', text);
  const packs = `${random.pick(['1/2', '1', '1.5', '2'])} ppd x ${random.int(3, 40)} years`;
  const tobacco = random.pick([
    `Current smoker, ${packs}.`,
    `Former smoker, quit in ${random.int(1985, 2019)}.`,
    'Never smoker.',
    'Denies tobacco use.',
  ]);
  const alcohol = random.pick([
    `${random.int(1, 14)} drinks per week.`,
    'Social alcohol use.',
    'No alcohol.',
    'Denies alcohol use.',
  ]);
  const work = random.pick([
    'Works as a welder.',
    'Retired teacher.',
    'Truck driver.',
    'Works in retail.',
    'Unemployed.',
    'Registered nurse.',
    'Farmer.',
  ]);
  return [one('tobacco', tobacco), ' ', one('alcohol', alcohol), ' ', one('occupation', work)];
}

/** "No known drug allergies", or what there is. */
export function allergySentence(context: PageContext, substance: string, reaction: string): Line {
  const fact = draft('allergy');
  return context.random.pick<Line>([
    [field(fact, 'substance', substance), ' - ', field(fact, 'reaction', reaction)],
    [field(fact, 'substance', substance), ' (', field(fact, 'reaction', reaction), ')'],
    [field(fact, 'substance', substance), ' causes ', field(fact, 'reaction', reaction)],
  ]);
}
