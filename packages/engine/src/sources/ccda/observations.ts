import { codeTable } from '../../base/code-table.js';
import type { CodeableConcept, Resource } from '../../chart/fhir.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, concepts, hasOwnWords, momentOrPeriod, negated, plainCode, statementText } from './datatypes.js';
import { absent } from './medication-terms.js';
import { measured } from './observation-values.js';
import { performerReferences } from './parties.js';
import { type Body, extend, ownExtension, type Place, type Reading } from './reading.js';
import { mayName } from './reference-targets.js';
import { Statement } from './statement.js';

const OBSERVATION_CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';
/** HL7 ActStatus to FHIR R4 observation-status: what is active is not final yet. */
const STATUS: Readonly<Record<string, string>> = codeTable({
  completed: 'final',
  active: 'preliminary',
  aborted: 'cancelled',
  cancelled: 'cancelled',
  nullified: 'entered-in-error',
  suspended: 'registered',
  held: 'registered',
  new: 'registered',
  obsolete: 'amended',
  normal: 'final',
});

export function observationStatus(element: XmlElement, reading: Reading): string {
  const given = element.child('statusCode');
  const code = plainCode(given)?.toLowerCase();
  if (code === undefined) return 'unknown';
  const known = STATUS[code];
  if (known === undefined) reading.lose(given, 'the status is none of HL7 ActStatus');
  return known ?? 'unknown';
}

export const observationCategory = (code: string): Body => ({ coding: [{ system: OBSERVATION_CATEGORY, code }] });

/** The first as the member that has one value, the others as extensions. */
function setFirst(body: Body, member: string, values: readonly CodeableConcept[] | undefined, name: string): void {
  if (!values) return;
  body[member] = values[0];
  for (let i = 1; i < values.length; i++) extend(body, ownExtension(name, { valueCodeableConcept: values[i] }));
}

/** Any observation as Observation. */
export function readObservation(
  element: XmlElement,
  place: Place,
  reading: Reading,
  category: string | null = place.category,
): Resource {
  const statement = new Statement(element, place, reading);
  const body: Body = {
    status: observationStatus(element, reading),
    code: concept(element.child('code'), reading) ?? absent(),
    subject: reading.subject,
  };
  if (category !== null) body.category = [observationCategory(category)];
  if (negated(element)) body.modifierExtension = [ownExtension('negated', { valueBoolean: true })];
  Object.assign(body, momentOrPeriod('effective', element.child('effectiveTime'), reading), measured(element, reading));
  const performer = performerReferences(element, reading, 'Observation', 'performer');
  if (performer) body.performer = performer;
  setFirst(body, 'method', concepts(element.all('methodCode'), reading), 'method');
  setFirst(body, 'bodySite', concepts(element.all('targetSiteCode'), reading), 'body-site');
  if (hasOwnWords(element)) statement.note(statementText(element, reading));
  else if (body.interpretation === undefined && Object.keys(body).every((key) => !key.startsWith('value'))) {
    const words = statementText(element, reading);
    if (words !== undefined) extend(body, ownExtension('statement-text', { valueString: words }));
  }
  if (place.parent?.resourceType === 'Encounter') body.encounter = { reference: `Encounter/${place.parent.id}` };
  specimen(element, body, reading);
  const resource = reading.add('Observation', element, body);
  const { reference } = statement.finish(resource, true);
  if (
    resource.performer === undefined &&
    reference?.reference &&
    mayName('Observation', 'performer', reference.reference)
  )
    (resource as Body).performer = [reference];
  return resource;
}

/** Specimens of a statement, as resources. */
export function specimen(element: XmlElement, body: Body, reading: Reading): void {
  const found: Body[] = [];
  for (const holder of element.all('specimen')) {
    const role = holder.child('specimenRole');
    const entity = role?.child('specimenPlayingEntity');
    holder.used = true;
    role?.mark();
    entity?.mark();
    const type = concept(entity?.child('code'), reading);
    if (!type && !role?.child('id')?.attribute('root')) continue;
    const resource = reading.add('Specimen', role ?? holder, { type, subject: reading.subject });
    found.push({ reference: `Specimen/${resource.id}` });
  }
  if (found.length > 0) body.specimen = body.resourceType === 'DiagnosticReport' ? found : found[0];
  if (found.length > 1)
    extend(body, ...found.slice(1).map((valueReference) => ownExtension('specimen', { valueReference })));
}
