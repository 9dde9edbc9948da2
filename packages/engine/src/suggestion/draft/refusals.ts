import type { ColumnProfile, SourceProfile, TableProfile } from '../../artifacts/source-profile.js';
import type { Candidate } from '../suggestion.js';
import { topResource } from '../table-resources.js';
import { type TableView, tableName } from '../table-view.js';
import { nameWords } from '../words.js';
import { isFlag } from './column-cleaning.js';
import { type Form, formOf } from './forms.js';

/** Names of things: what somebody has, gets or is measured for. */
const THING =
  /\.(?:code|vaccineCode|medicationCodeableConcept|reaction\.manifestation|condition)(?:\.(?:text|coding))?$/;

/** What such an element is beside: its kind, place, class, and where somebody lives. A number there is a number of a list, and no word. */
const LABEL =
  /\.(?:type|reasonCode|serviceType|category|class|specialty|bodySite|site|severity|relationship|manufacturer|method|conclusion|route)(?:\.|$)|\.address\.(?:city|state|country|district)$|\.extension\(|\.name(?:\.(?:text|given|family|prefix|suffix))?$/;

/** Of the patient alone: of their mother, a guarantor, a spouse it says nothing. */
const OWN = /^Patient\.(?:id|identifier|name(?:\..+)?|birthDate|gender|telecom|address\..+|maritalStatus)$/;

const KIN = new Set(
  'mother father parent spouse husband wife guardian guarantor kin child sibling brother sister emergency'.split(' '),
);
const STAFF = new Set(
  'doctor physician provider practitioner nurse clinician prescriber staff employee user surgeon therapist operator reporter author technician'.split(
    ' ',
  ),
);

/** Whether a column cannot be what its name suggests, by what its values are, by whom it names and by where it leads. Nothing is drafted of it then. */
export function isRefused(
  column: ColumnProfile,
  candidate: Candidate,
  table: TableProfile,
  profile: SourceProfile,
  views: readonly TableView[],
): boolean {
  const { target } = candidate;
  const form = formOf(target);
  if (!form || candidate.reasons.some((reason) => reason.startsWith('confirmed'))) return false;
  const ideas = nameIdeas(column.name);
  const said = new Set(ideas);
  if (isFlag(column) && !TAKES_FLAGS.has(form.how[0] ?? '') && !isLetterOf(column, form)) return true;
  if (THING.test(target) && (isOfStaff(column, table, ideas, profile, views) || isStatus(ideas) || isPerson(column)))
    return true;
  if (/\.(?:description|title|conclusion)$/.test(target) && (column.phi?.kind === 'name' || isPerson(column)))
    return true;
  if (target.endsWith('.coding') && column.kind === 'decimal') return true;
  if (form.how[0] === 'telecom' && isNoNumber(column)) return true;
  if (form.how[0] === 'ref' && isForeignUser(column, table, said, profile)) return true;
  if ((LABEL.test(target) || isThingText(target)) && isNumber(column) && isWord(form)) return true;
  if (OWN.test(target) && ideas.some((idea) => KIN.has(idea))) return true;
  if (target === 'Encounter.type' && said.has('discharge')) return true;
  if (/\.(?:type|category|class)$/.test(target) && isOneOfAKind(column)) return true;
  if (target.endsWith('(patient-mothersMaidenName)') && !said.has('maiden')) return true;
  return isBloodGroup(column, said) && !/(?:note|value\w*|code)(?:\.|$)/.test(target);
}

const TAKES_FLAGS = new Set([
  'boolean',
  'map',
  'gender',
  'marital-status',
  'integer',
  'decimal',
  'result',
  'ref',
  'smoking-status',
]);
/** N is "normal" of a result as well as "no". */
const isLetterOf = (column: ColumnProfile, form: Form): boolean =>
  form.how[0] === 'interpretation' && (column.values ?? []).every(({ value }) => /^[a-z]$/i.test(value.trim()));

const WORDED = new Set(
  'text code-text human-name name-part encounter-class relationship route body-site state country language race ethnicity religion'.split(
    ' ',
  ),
);
const isWord = (form: Form): boolean => WORDED.has(form.how[0] ?? '');
const isThingText = (target: string): boolean => THING.test(target) && !target.endsWith('.coding');

const isNumber = (column: ColumnProfile): boolean =>
  (column.kind === 'integer' || column.kind === 'decimal') && column.codes.length === 0;

/** "… by" and words of the staff say who did something. */
function isOfStaff(
  column: ColumnProfile,
  table: TableProfile,
  ideas: readonly string[],
  profile: SourceProfile,
  views: readonly TableView[],
): boolean {
  if (ideas.at(-1) === 'by' || column.phi?.reasons.includes('the name says who did something')) return true;
  const last = ideas.filter((idea) => idea !== 'name' && idea !== 'number' && idea !== 'identifier').at(-1) ?? '';
  if (STAFF.has(last)) return true;
  return profile.joins.some((join) => {
    if (join.from.table !== table.name || join.from.columns.join() !== column.name || join.score < 0.6) return false;
    const to = views.find((view) => view.table.name === join.to.table);
    return to !== undefined && ['Practitioner', 'PractitionerRole'].includes(topResource(to.odds));
  });
}

/** Words (`home`, `mobile`) are a way to be reached and no number: no shape of theirs has a digit or an at sign. */
const isNoNumber = ({ patterns }: ColumnProfile): boolean =>
  patterns.length > 0 && patterns.every(({ pattern }) => !/[9@]/.test(pattern));

const USERS = new Set('user staff employee personnel person people member account login operator'.split(' '));

/** A user's number stands in small lists of doctors as well; it leads to users, and to no others. */
function isForeignUser(
  column: ColumnProfile,
  table: TableProfile,
  said: ReadonlySet<string>,
  profile: SourceProfile,
): boolean {
  if (!said.has('user')) return false;
  const to = profile.joins.find((join) => join.from.table === table.name && join.from.columns.join() === column.name);
  return to !== undefined && !to.declared && !nameIdeas(tableName(to.to.table)).some((idea) => USERS.has(idea));
}

const isStatus = (ideas: readonly string[]): boolean => ideas.at(-1) === 'status';

/** Names of people by what the values are; a name by its heading alone may be a disease's. */
const isPerson = ({ phi }: ColumnProfile): boolean => phi?.kind === 'given-name' || phi?.kind === 'family-name';

const GROUP = /^(?:a|b|ab|o|0)\s*(?:[+-]|pos\w*|neg\w*|rh.*)?$/i;

const MANY = 20;

/** A kind of which each row has another is a number of the row (`VisitCode`). */
const isOneOfAKind = ({ distinct, filled }: ColumnProfile): boolean =>
  filled >= MANY && distinct.count >= filled * 0.95;

/** A, B, AB and O, in which "group" is neither that of an origin nor that of a policy. */
function isBloodGroup(column: ColumnProfile, said: ReadonlySet<string>): boolean {
  if (said.has('blood') && (said.has('group') || said.has('type'))) return true;
  const values = column.values ?? [];
  return (
    values.length >= 3 &&
    values.some(({ value }) => /^ab/i.test(value)) &&
    values.every(({ value }) => GROUP.test(value.trim()))
  );
}

const nameIdeas = (name: string): readonly string[] =>
  nameWords(name).flatMap((word) => word.readings[0] ?? [word.text]);

/**
 * The same suggestion where the name says which part of a person's name it is (`name_first`, `LastName`) or a name of before (`maiden_name`); null where a whole
 * name only repeats its parts.
 */
export function namePart(column: ColumnProfile, candidate: Candidate, others: readonly Candidate[]): Candidate | null {
  const whole = /^(Patient|Practitioner|RelatedPerson)\.name(?:\.text)?$/.exec(candidate.target);
  if (!whole) return candidate;
  const ideas = nameIdeas(column.name);
  const has = (...words: readonly string[]): boolean => ideas.some((idea) => words.includes(idea));
  if (has('maiden')) return { ...candidate, target: `${whole[1]}.name.maiden` };
  if (has('first', 'given', 'middle')) return { ...candidate, target: `${whole[1]}.name.given` };
  if (has('last', 'family', 'surname')) return { ...candidate, target: `${whole[1]}.name.family` };
  const parts = (part: string): boolean => others.some((other) => other.target.endsWith(`.name.${part}`));
  if (!candidate.target.endsWith('.name.text')) return candidate;
  return parts('family') && parts('given') ? null : candidate;
}
