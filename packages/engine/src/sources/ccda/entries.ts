import type { Resource } from '../../chart/fhir.js';
import { statementOf } from '../../formats/cda/cda-document.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { readAllergy } from './allergies.js';
import { readCareTeam } from './care-team.js';
import { readAuthorization, readCoverage } from './coverage.js';
import { plainCode } from './datatypes.js';
import { readDeviceSupply } from './devices.js';
import { readEncounter } from './encounters.js';
import { readFamilyMember, readRelative } from './family-history.js';
import { markFixed, statesNothing } from './fixed-parts.js';
import { readImmunization } from './immunizations.js';
import { readMedicationSupply } from './medication-supply.js';
import { INTENT } from './medication-terms.js';
import { readMedication } from './medications.js';
import { readMedia, readNote } from './notes.js';
import { readObservation } from './observations.js';
import { readPanel, readResults } from './organizers.js';
import { ANY_PROBLEM, readConcern, readProblem } from './problems.js';
import { readGoal, readInstruction, readProcedure, readRequest } from './procedures.js';
import { type Body, extend, ownExtension, type Place, type Reading } from './reading.js';
import { isAboutSomebodyElse, leaveOut } from './related-subject.js';
import { Statement } from './statement.js';
import { codeOf, hasTemplate } from './templates.js';

/** LOINC codes of the sections whose entries are read by where they stand when no template says more (C-CDA R2.1 section codes). */
const ALLERGIES = new Set(['48765-2']);
const PROBLEMS = new Set([
  '11450-4',
  '11348-0',
  '46241-6',
  '11535-2',
  '10219-4',
  '10218-6',
  '46239-0',
  '29299-5',
  '10154-3',
  '55109-3',
  '59768-2',
  '59769-0',
  '8648-8',
]);
const IMMUNIZATIONS = new Set(['11369-6']);
const RESULTS = new Set(['30954-2', '11502-2', '18748-4']);
const PAYERS = new Set(['48768-6']);
const FAMILY = new Set(['10157-6']);
const CARE_TEAM = new Set(['85847-2']);
const PROCEDURES = new Set(['47519-4', '46264-8']);

/**
 * Reads one clinical statement by its template, else by its kind, mood and section: the resource that it became, or null where it became none of its own.
 * Every statement becomes something or is listed.
 */
export function readEntry(element: XmlElement, place: Place, reading: Reading): Resource | null {
  const isOthers = isAboutSomebodyElse(element) || place.parent?.resourceType === 'FamilyMemberHistory';
  if (isOthers && !isFamilyHistory(element, place)) return leaveOut(element, reading);
  const mood = element.attribute('moodCode') ?? 'EVN';
  const isPlan = INTENT[mood] !== undefined;
  const made = readKind(element, place, reading, mood, isPlan);
  // A definition, a criterion or an option is no event; a coverage is one by custom of its template.
  if (made && !isPlan && mood !== 'EVN' && mood !== 'GOL' && made.resourceType !== 'Coverage')
    extend(made as Body, ownExtension('mood', { valueCode: mood }));
  return made;
}

function readKind(element: XmlElement, place: Place, reading: Reading, mood: string, isPlan: boolean): Resource | null {
  if (element.name !== 'act' && element.name !== 'organizer' && statesNothing(element, reading)) return null;
  if (mood === 'GOL') return readGoal(element, place, reading);
  switch (element.name) {
    case 'act':
      return readAct(element, place, reading, isPlan);
    case 'observation':
      return readObservationKind(element, place, reading, isPlan);
    case 'substanceAdministration':
      return hasTemplate(element, '4.52', '4.120') ||
        (!hasTemplate(element, '4.16', '4.42') && IMMUNIZATIONS.has(place.section))
        ? readImmunization(element, place, reading)
        : readMedication(element, place, reading);
    case 'supply':
      return hasTemplate(element, '4.17', '4.18') ||
        (element.child('product') &&
          !hasTemplate(element, '4.50', '4.43') &&
          (element.at('product', 'manufacturedProduct', 'manufacturedMaterial') ??
            element.at('product', 'manufacturedProduct', 'manufacturedLabeledDrug')))
        ? readMedicationSupply(element, place, reading)
        : readDeviceSupply(element, place, reading);
    case 'organizer':
      return readOrganizer(element, place, reading);
    case 'encounter':
      return isPlan ? readRequest(element, place, reading) : readEncounter(element, place, reading);
    case 'procedure':
      return isPlan ? readRequest(element, place, reading) : readProcedure(element, place, reading);
    case 'observationMedia':
      return readMedia(element, place, reading);
    default:
      reading.lose(element, 'a region of an image has no resource');
      return null;
  }
}

function readAct(element: XmlElement, place: Place, reading: Reading, isPlan: boolean): Resource | null {
  if (hasTemplate(element, '4.122')) return readNamedEntry(element, place, reading);
  if (place.parent?.resourceType === 'Coverage' && !hasTemplate(element, '4.60', '4.61'))
    return readAuthorization(element, place, reading);
  if (hasTemplate(element, '4.60', '4.61') || (PAYERS.has(place.section) && !hasTemplate(element, '4.20')))
    return readCoverage(element, place, reading);
  if (hasTemplate(element, '4.202')) return readNote(element, place, reading);
  if (hasTemplate(element, '4.20')) return readInstruction(element, place, reading);
  if (hasTemplate(element, '4.35', '4.36')) return readWrapper(element, place, reading);
  if (holdsConditions(element, place)) {
    const made = readConcern(
      element,
      { ...place, condition: conditionOf(element, place) },
      reading,
      (inner, at, concern) =>
        isAllergy(inner, at) ? readAllergy(inner, at, reading, concern) : readProblem(inner, at, reading, concern),
    );
    if (made && hasTemplate(element, '4.33')) dischargeDiagnosis(made, reading);
    return made;
  }
  if (isPlan) return readRequest(element, place, reading);
  return readProcedure(element, place, reading);
}

/** A Hospital Discharge Diagnosis is one of the encounter that the document is about. */
function dischargeDiagnosis(made: Resource, reading: Reading): void {
  const encounter = reading.resources.find((one) => `Encounter/${one.id}` === reading.encounter) as Body | undefined;
  if (made.resourceType !== 'Condition' || encounter === undefined) return;
  const use = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/diagnosis-role', code: 'DD' }] };
  encounter.diagnosis = [
    ...((encounter.diagnosis as Body[] | undefined) ?? []),
    { condition: { reference: `Condition/${made.id}` }, use },
  ];
}

/** Concern and diagnosis acts, by template, or by what is inside them in a section of allergies or problems. */
function holdsConditions(element: XmlElement, place: Place): boolean {
  if (hasTemplate(element, '4.30', '4.3', '4.80', '4.33', '4.34', '4.65', '4.51')) return true;
  if (hasTemplate(element, '4.132', '4.136'))
    return element.all('entryRelationship').some((link) => hasInner(link, '4.4', '4.7'));
  return (
    (ALLERGIES.has(place.section) || PROBLEMS.has(place.section)) &&
    element.all('entryRelationship').some((link) => statementOf(link)?.name === 'observation')
  );
}

const hasInner = (link: XmlElement, ...arcs: readonly string[]): boolean => {
  const inner = statementOf(link);
  return inner !== undefined && hasTemplate(inner, ...arcs);
};

function conditionOf(element: XmlElement, place: Place): Place['condition'] {
  if (hasTemplate(element, '4.80', '4.33', '4.34', '4.65', '4.51')) return 'encounter-diagnosis';
  if (hasTemplate(element, '4.132', '4.136')) return 'health-concern';
  return place.condition;
}

const isAllergy = (element: XmlElement, place: Place): boolean =>
  hasTemplate(element, '4.7') ||
  (!hasTemplate(element, '4.4') && (ALLERGIES.has(place.section) || hasCausative(element)));

const hasCausative = (element: XmlElement): boolean =>
  element
    .all('participant')
    .some((one) => one.attribute('typeCode') === 'CSM' && one.at('participantRole', 'playingEntity') !== undefined);

function readObservationKind(element: XmlElement, place: Place, reading: Reading, isPlan: boolean): Resource | null {
  if (hasTemplate(element, '4.7')) return readAllergy(element, place, reading, null);
  if (isPlan) return readRequest(element, place, reading);
  if (isOfRelative(element, place)) return readRelative(element, place, reading);
  if (hasTemplate(element, '4.4', '4.46') && !hasTemplate(element, '4.74', '4.67'))
    return readProblem(element, place, reading, null);
  if (hasTemplate(element, '4.4'))
    return element.child('value')?.attribute('code') !== undefined
      ? readProblem(element, place, reading, null)
      : readObservation(element, place, reading);
  if (hasTemplate(element, '4.13') && !statesValue(element)) return readProcedure(element, place, reading);
  if (element.all('templateId').length === 0 || !hasKnown(element)) {
    if (place.parent === null && ALLERGIES.has(place.section)) return readAllergy(element, place, reading, null);
    if (place.parent === null && FAMILY.has(place.section) && namesCondition(element) && isCodedAsProblem(element))
      return readRelative(element, place, reading);
    if (place.parent === null && PROBLEMS.has(place.section) && namesCondition(element))
      return readProblem(element, place, reading, null);
    if (place.parent === null && PROCEDURES.has(place.section) && !statesValue(element))
      return readProcedure(element, place, reading);
  }
  return readObservation(element, place, reading);
}

/** Whether a statement about somebody else is one that FamilyMemberHistory holds. */
const isFamilyHistory = (element: XmlElement, place: Place): boolean =>
  element.name === 'organizer'
    ? isFamilyOrganizer(element, place)
    : element.name === 'observation' &&
      INTENT[element.attribute('moodCode') ?? 'EVN'] === undefined &&
      isOfRelative(element, place);

const isFamilyOrganizer = (element: XmlElement, place: Place): boolean =>
  hasTemplate(element, '4.45') || (FAMILY.has(place.section) && element.child('subject') !== undefined);

/** A condition of somebody else: it names its subject, or is one of a family history. */
const isOfRelative = (element: XmlElement, place: Place): boolean =>
  isAboutSomebodyElse(element)
    ? hasTemplate(element, '4.4', '4.46') || FAMILY.has(place.section)
    : hasTemplate(element, '4.46') && !hasTemplate(element, '4.74', '4.67');

/** Whether an observation states something in words or codes: a condition, where it stands among problems. */
const namesCondition = (element: XmlElement): boolean =>
  element
    .all('value')
    .some(
      (value) =>
        value.attribute('value') === undefined &&
        [value, ...value.elements()].some(
          (one) =>
            one.attribute('code') !== undefined ||
            one.ownText() !== '' ||
            one.name === 'reference' ||
            one.child('reference') !== undefined,
        ),
    );

/** Whether the code of an observation says only that its value is a condition. */
const isCodedAsProblem = (element: XmlElement): boolean => {
  const code = codeOf(element);
  return code === '' || code === 'ASSERTION' || ANY_PROBLEM.includes(code);
};

const hasKnown = (element: XmlElement): boolean =>
  element.all('templateId').some((template) => template.attribute('root')?.startsWith('2.16.840.1.113883.10.20.22.4.'));

function statesValue(element: XmlElement): boolean {
  return element
    .all('value')
    .some(
      (value) =>
        value.attribute('nullFlavor') === undefined &&
        (value.attribute('code') ?? value.attribute('value') ?? (value.nodes.length > 0 ? 'x' : undefined)) !==
          undefined,
    );
}

function readOrganizer(element: XmlElement, place: Place, reading: Reading): Resource {
  if (isFamilyOrganizer(element, place)) return readFamilyMember(element, place, reading);
  if (hasTemplate(element, '4.500') || CARE_TEAM.has(place.section)) return readCareTeam(element, place, reading);
  if (hasTemplate(element, '4.1') || (RESULTS.has(place.section) && !hasTemplate(element, '4.26')))
    return readResults(element, place, reading);
  return readPanel(element, place, reading);
}

/** An act that only says which list its medicine stands in: the medicine says where it belongs by its section. */
function readWrapper(element: XmlElement, place: Place, reading: Reading): Resource | null {
  const inner = element.all('entryRelationship').map((link) => ({ link, statement: statementOf(link) }));
  const first = inner.find(({ statement }) => statement?.name === 'substanceAdministration');
  if (!first?.statement) return readProcedure(element, place, reading);
  first.link.used = true;
  const made = readEntry(first.statement, place, reading);
  markFixed(element, reading);
  plainCode(element.child('statusCode'));
  for (const id of element.all('id')) {
    id.used = true;
    if (made) reading.know(id, `${made.resourceType}/${made.id}`);
  }
  if (made) {
    new Statement(element, place, reading).finish(made, true);
    if (hasTemplate(element, '4.35')) listed(made as Body, 'discharge', 'Discharge');
  }
  return made;
}

const REQUEST_CATEGORY = 'http://terminology.hl7.org/CodeSystem/medicationrequest-category';

/** The list that the medicine stands in, as FHIR has it for orders; statements have no such category. */
function listed(body: Body, code: string, display: string): void {
  const category = { coding: [{ system: REQUEST_CATEGORY, code, display }] };
  if (body.resourceType === 'MedicationRequest') body.category = [...((body.category as Body[]) ?? []), category];
  else extend(body, ownExtension('medication-list', { valueCodeableConcept: category }));
}

/** An entry that names another entry by its id (C-CDA 22.4.122) at the top of a section: nothing of its own to carry. */
function readNamedEntry(element: XmlElement, _place: Place, reading: Reading): null {
  element.used = true;
  element.child('code')?.mark();
  element.child('statusCode')?.mark();
  reading.later(() => {
    for (const id of element.all('id')) {
      if (reading.named([id]) === null) reading.lose(id, 'it refers to an entry that is not in the document');
      else id.used = true;
    }
  });
  return null;
}
