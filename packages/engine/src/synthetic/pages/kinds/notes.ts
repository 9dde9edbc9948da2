import type { SeededRandom } from '../../random.js';
import { makeAllergens, makeMedications, makeProblems, medicationSentence } from '../clinical-facts.js';
import { monthsLater } from '../dates.js';
import { type Block, draft, field, type Line, marked, type PageContent } from '../page-content.js';
import { fullName, type PageContext } from '../page-context.js';
import { letterhead, patientBanner, signature } from './letterhead.js';
import {
  allergySentence,
  complaint,
  conditional,
  denial,
  familyHistory,
  history,
  inSentence,
  socialHistory,
  surgery,
  suspicion,
} from './statements.js';
import { makeVitals, vitalSentence } from './vitals.js';

const times = (random: SeededRandom, least: number, most: number, make: () => Line): Line =>
  Array.from({ length: random.int(least, most) }, make).flatMap((line, i) => (i === 0 ? line : [' ', ...line]));

const heading = ({ random }: PageContext, names: readonly string[]): Block => ({
  block: 'heading',
  line: [random.pick(names)],
});
const paragraph = (line: Line): Block => ({ block: 'paragraph', line });
const bullets = (lines: readonly Line[], numbered: boolean): Block[] =>
  lines.map((line, i) => ({ block: 'paragraph', line, mark: numbered ? `${i + 1}.` : '-' }));

function age({ person, visit }: PageContext): Line {
  const years =
    visit[0] - person.birth[0] - (visit[1] * 31 + visit[2] < person.birth[1] * 31 + person.birth[2] ? 1 : 0);
  return [marked('number', `${years}-year-old`), person.sex === 'F' ? ' female' : ' male'];
}

function allergies(context: PageContext): Block[] {
  const { random } = context;
  if (random.chance(0.35)) {
    const fact = draft('allergy', { negation: 'negated' }, { negated: 'yes' });
    return [
      paragraph(
        random.pick<Line>([
          ['No known ', field(fact, 'substance', 'drug allergies'), '.'],
          [field(fact, 'substance', 'NKDA')],
          ['No known ', field(fact, 'substance', 'allergies'), '.'],
        ]),
      ),
    ];
  }
  return makeAllergens(random, random.int(1, 3)).map(({ substance, reaction }) =>
    paragraph(allergySentence(context, substance, reaction)),
  );
}

function assessment(context: PageContext): Block[] {
  const { random } = context;
  const lines = makeProblems(random, random.int(2, 4)).map(({ code, name }): Line => {
    const fact = draft('problem');
    const withCode = random.chance(0.4) ? [' (', field(fact, 'code', code, 'code'), ')'] : [];
    const [medication] = makeMedications(context, 1);
    const plan: Line = random.pick<() => Line>([
      () => ['stable, continue current treatment.'],
      () => ['continue ', ...medicationSentence(context, medication!), '.'],
      () => ['start ', ...medicationSentence(context, medication!), '.'],
      () => [
        'stop ',
        field(draft('medication', { temporality: 'historical' }, { status: 'stopped' }), 'drug', medication!.drug),
        '.',
      ],
      () => ['recheck in ', marked('number', String(random.int(2, 12))), ' weeks.'],
      () => ['not at goal. Labs ordered.'],
    ])();
    return [field(fact, 'problem', name), ...withCode, ': ', ...plan];
  });
  return bullets(lines, random.chance(0.7));
}

export function progressNote(context: PageContext): PageContent {
  const { random, visit, day } = context;
  return {
    blocks: [
      ...(random.chance(0.7) ? letterhead(context) : []),
      { block: 'title', line: [random.pick(['PROGRESS NOTE', 'Progress Note', 'OFFICE VISIT', 'Clinic Note'])] },
      ...patientBanner(context),
      heading(context, ['CHIEF COMPLAINT', 'CC:', 'Chief Complaint', 'Reason for visit']),
      paragraph(complaint(context)),
      heading(context, ['HISTORY OF PRESENT ILLNESS', 'HPI:', 'History of Present Illness', 'SUBJECTIVE']),
      paragraph([
        fullName(context.person),
        ' is a ',
        ...age(context),
        ' here for follow-up. ',
        ...complaint(context),
        ' ',
        ...times(random, 1, 2, () => denial(context)),
        ' ',
        ...history(context),
      ]),
      heading(context, ['PAST MEDICAL HISTORY', 'PMH:', 'Past Medical History']),
      ...bullets(
        makeProblems(random, random.int(2, 4)).map(({ name }) => [field(draft('problem'), 'problem', name)]),
        false,
      ),
      ...(random.chance(0.5)
        ? [
            heading(context, ['PAST SURGICAL HISTORY', 'PSH:', 'Surgical History']),
            ...bullets([surgery(context), surgery(context)], false),
          ]
        : []),
      heading(context, ['FAMILY HISTORY', 'FH:', 'Family History']),
      paragraph(times(random, 1, 3, () => familyHistory(context))),
      heading(context, ['SOCIAL HISTORY', 'SH:', 'Social History']),
      paragraph(socialHistory(context)),
      heading(context, ['MEDICATIONS', 'CURRENT MEDICATIONS', 'Meds:', 'Current Medications']),
      ...bullets(
        makeMedications(context, random.int(2, 5)).map((item) => medicationSentence(context, item)),
        random.chance(0.5),
      ),
      heading(context, ['ALLERGIES', 'Allergies:', 'DRUG ALLERGIES']),
      ...allergies(context),
      heading(context, ['VITALS', 'Vital Signs:', 'OBJECTIVE']),
      paragraph(vitalSentence(context, makeVitals(random), visit)),
      heading(context, ['ASSESSMENT AND PLAN', 'A/P:', 'Assessment & Plan', 'IMPRESSION']),
      ...assessment(context),
      paragraph([
        ...(random.chance(0.5) ? [...suspicion(context), ' '] : []),
        ...conditional(context),
        ' Follow up ',
        day(monthsLater(visit, random.int(1, 6))),
        '.',
      ]),
      ...signature(context),
    ],
  };
}

export function dischargeSummary(context: PageContext): PageContent {
  const { random, visit, day } = context;
  const admitted = monthsLater(visit, -1);
  return {
    blocks: [
      { block: 'title', line: ['DISCHARGE SUMMARY'] },
      ...patientBanner(context),
      paragraph(['Admission date: ', day(admitted), '   Discharge date: ', day(visit)]),
      heading(context, ['ADMITTING DIAGNOSIS', 'Admission Diagnosis:']),
      ...bullets(
        makeProblems(random, random.int(1, 2)).map(({ name }) => [field(draft('problem'), 'problem', name)]),
        true,
      ),
      heading(context, ['HOSPITAL COURSE', 'Hospital Course:']),
      paragraph([
        'The patient is a ',
        ...age(context),
        ' who was admitted on ',
        day(admitted),
        '. ',
        ...complaint(context),
        ' ',
        ...times(random, 1, 2, () => denial(context)),
        ' ',
        ...suspicion(context),
        ' ',
        'White count was ',
        marked('number', (random.int(40, 190) / 10).toFixed(1)),
        ' and creatinine ',
        marked('number', (random.int(6, 24) / 10).toFixed(1)),
        ' on admission. The patient improved and was discharged in stable condition. ',
        ...history(context),
      ]),
      heading(context, ['FAMILY HISTORY', 'Family History:']),
      paragraph(times(random, 1, 2, () => familyHistory(context))),
      heading(context, ['DISCHARGE MEDICATIONS', 'Medications on Discharge:']),
      ...bullets(
        makeMedications(context, random.int(3, 7)).map((item) => medicationSentence(context, item)),
        true,
      ),
      heading(context, ['ALLERGIES', 'Allergies:']),
      ...allergies(context),
      heading(context, ['FOLLOW-UP', 'Follow up:', 'INSTRUCTIONS']),
      paragraph([
        ...conditional(context),
        ' Appointment with ',
        context.provider,
        ' on ',
        day(monthsLater(visit, 1)),
        '.',
      ]),
      ...signature(context),
    ],
  };
}

export function referralLetter(context: PageContext): PageContent {
  const { random, visit, day, person } = context;
  const [main] = makeProblems(random, 1);
  const fact = draft('problem');
  return {
    blocks: [
      ...letterhead(context),
      paragraph([day(visit)]),
      paragraph(['RE: ', fullName(person), ', DOB ', day(person.birth), ', MRN ', marked('identifier', person.mrn)]),
      paragraph(['Dear Colleague:']),
      paragraph([
        'Thank you for seeing this ',
        ...age(context),
        ' for ',
        field(fact, 'problem', inSentence(main!.name)),
        ' (',
        field(fact, 'code', main!.code, 'code'),
        '). ',
        ...complaint(context),
        ' ',
        ...denial(context),
      ]),
      paragraph([
        'Past history: ',
        ...times(random, 1, 3, () => history(context)),
        ' ',
        ...times(random, 1, 2, () => familyHistory(context)),
      ]),
      paragraph(['Current medications are:']),
      ...bullets(
        makeMedications(context, random.int(2, 6)).map((item) => medicationSentence(context, item)),
        false,
      ),
      paragraph(['Allergies:']),
      ...allergies(context),
      paragraph(['On examination: ', ...vitalSentence(context, makeVitals(random), visit), ' ', ...suspicion(context)]),
      paragraph(['I would appreciate your opinion. ', ...conditional(context)]),
      paragraph(['Sincerely,']),
      ...signature(context),
    ],
  };
}
