import { codeTable } from '../../base/code-table.js';
import type { CodeableConcept, Resource } from '../../chart/fhir.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { putSeverities, reaction, severities } from './allergy-reactions.js';
import { concept, edText, hasCode, negated, plainCode, startOf, statementText, time } from './datatypes.js';
import { markFixed, statesNothing } from './fixed-parts.js';
import { plainName } from './names.js';
import {
  CONCERN_STATUS,
  type Concern,
  clinicalConcept,
  isStatus,
  SNOMED,
  setRecorded,
  statedStatus,
} from './problems.js';
import { type Body, extend, ownExtension, type Place, type Reading } from './reading.js';
import { Statement } from './statement.js';
import { codeOf, hasTemplate } from './templates.js';

type Category = 'food' | 'medication' | 'environment' | 'biologic';
interface Kind {
  readonly type?: 'allergy' | 'intolerance';
  readonly category?: Category;
}

/**
 * Allergy and intolerance types: SNOMED CT (C-CDA Allergy and Intolerance Type 2.16.840.1.113883.3.88.12.3221.6.2) and HL7 ActCode
 * (ObservationIntoleranceType). A propensity is neither an allergy nor an intolerance by its code.
 */
const KINDS: Readonly<Record<string, Kind>> = codeTable({
  '416098002': { type: 'allergy', category: 'medication' },
  '414285001': { type: 'allergy', category: 'food' },
  '426232007': { type: 'allergy', category: 'environment' },
  '419199007': { type: 'allergy' },
  '59037007': { type: 'intolerance', category: 'medication' },
  '235719002': { type: 'intolerance', category: 'food' },
  '419511003': { category: 'medication' },
  '418471000': { category: 'food' },
  '418038007': {},
  '420134006': {},
  '232347008': { type: 'allergy', category: 'environment' },
  '232350006': { type: 'allergy', category: 'environment' },
  '421961002': { type: 'allergy' },
  '418634005': {},
  '106190000': { type: 'allergy' },
  '782197009': { type: 'intolerance' },
  '294847001': { type: 'allergy', category: 'biologic' },
  ALG: { type: 'allergy' },
  DALG: { type: 'allergy', category: 'medication' },
  FALG: { type: 'allergy', category: 'food' },
  EALG: { type: 'allergy', category: 'environment' },
  OINT: { type: 'intolerance' },
  DINT: { type: 'intolerance', category: 'medication' },
  FINT: { type: 'intolerance', category: 'food' },
  EINT: { type: 'intolerance', category: 'environment' },
  NAINT: { type: 'intolerance' },
  DNAINT: { type: 'intolerance', category: 'medication' },
  FNAINT: { type: 'intolerance', category: 'food' },
  ENAINT: { type: 'intolerance', category: 'environment' },
});

/** A negated type with no substance: what is not known, as SNOMED CT says it. */
const NONE_KNOWN: Readonly<Record<string, readonly [string, string]>> = codeTable({
  medication: ['409137002', 'No known drug allergy'],
  food: ['429625007', 'No known food allergy'],
  environment: ['428607008', 'No known environmental allergy'],
  any: ['716186003', 'No known allergy'],
});

const CRITICALITY: Readonly<Record<string, string>> = codeTable({
  CRITL: 'low',
  CRITH: 'high',
  CRITU: 'unable-to-assess',
});

/** An allergy observation (C-CDA 22.4.7) as AllergyIntolerance. */
export function readAllergy(
  element: XmlElement,
  place: Place,
  reading: Reading,
  concern: Concern | null,
): Resource | null {
  if (statesNothing(element, reading)) return null;
  const statement = new Statement(element, place, reading);
  const body: Body = {};
  const value = concept(element.child('value'), reading);
  const code = concept(element.child('code'), reading);
  const isNegated = negated(element);
  const typed = value ?? (code?.coding?.some((c) => KINDS[c.code ?? ''] !== undefined) ? code : undefined);
  // The value says what it is; a code beside it may say more.
  const kind: Kind = { ...kindOf(code), ...kindOf(typed) };
  if (kind.type) body.type = kind.type;
  if (kind.category) body.category = [kind.category];
  const substance = substanceOf(statement);
  const none = saysNone(substance) ?? saysNone(value);
  if (none) body.code = none;
  else if (isNegated && !substance) {
    const [unknown, display] = NONE_KNOWN[kind.category ?? 'any'] ?? NONE_KNOWN.any!;
    const words = value?.text;
    body.code = {
      coding: [{ system: SNOMED, code: unknown, display }],
      ...(words === undefined ? {} : { text: words }),
    };
  } else {
    const words = (substance ?? value) ? undefined : statementText(element, reading);
    body.code = substance ?? value ?? (words === undefined ? undefined : { text: words });
    // A kind of allergy alone names no substance: what the statement points to in the narrative does.
    if (!substance && value && value.text === undefined && kindOf(value)) {
      const told = statementText(element, reading);
      if (told !== undefined) body.code = { ...value, text: told };
    }
    if (body.code === undefined) {
      element.markAll();
      reading.lose(element, 'no allergy is named, by code or in words');
      return null;
    }
    if (isNegated) body.verificationStatus = clinicalConcept('allergyintolerance-verification', 'refuted');
  }
  // The stated type stays whole: a propensity, a code of another system, a text.
  if (typed && body.code !== typed) extend(body, ownExtension('stated-type', { valueCodeableConcept: typed }));
  if (code && code !== typed && !hasCode(code, 'ASSERTION'))
    extend(body, ownExtension('stated-code', { valueCodeableConcept: code }));
  const status = plainCode(element.child('statusCode'));
  const at = element.child('effectiveTime');
  const ended = onset(at, body, reading);
  clinicalStatus(statement, body, concern, ended, status, reading);
  criticality(statement, body, reading);
  body.patient = reading.subject;
  if (concern?.period) extend(body, ownExtension('concern-period', { valuePeriod: concern.period }));
  const own = severities(statement, reading);
  const reactions = statement
    .take(
      (inner, link) =>
        inner.name === 'observation' &&
        (hasTemplate(inner, '4.9') || (link.attribute('typeCode') === 'MFST' && !hasTemplate(inner, '4.8'))),
    )
    .map((inner) => reaction(inner, place, reading, statement));
  putSeverities(body, reactions, own, reading);
  const resource = reading.add('AllergyIntolerance', element, body);
  setRecorded(resource as Body, statement.finish(resource, true));
  return resource;
}

/** SNOMED CT findings that there is no allergy. */
const NONE_CODES = new Set([
  '716186003',
  '409137002',
  '429625007',
  '428607008',
  '160244002',
  '1003774007',
  '716184000',
  '428197003',
  '716220001',
]);
const NONE_WORDS =
  /^(no known (?:(drug|medication|food|environmental) )?allerg(?:y|ies)|nka|nkda|no allergies|none known)\.?$/i;

/** A statement that nothing is known, by code or in words alone; words get the code that says the same. null-like undefined: it says something else. */
function saysNone(value: CodeableConcept | undefined): CodeableConcept | undefined {
  if (!value) return undefined;
  if (value.coding?.some((c) => NONE_CODES.has(c.code ?? ''))) return value;
  const text = value.text ?? value.coding?.[0]?.display ?? '';
  const words = NONE_WORDS.exec(text);
  if (!words || value.coding?.some((c) => c.code !== undefined)) return undefined;
  const drug = /drug|medication|nkda/i.test(text);
  const [code, display] =
    NONE_KNOWN[drug ? 'medication' : words[1]?.toLowerCase() === 'food' ? 'food' : words[1] ? 'environment' : 'any']!;
  return { coding: [{ system: SNOMED, code, display }], text };
}

function kindOf(value: CodeableConcept | undefined): Kind | undefined {
  for (const { code } of value?.coding ?? []) if (code !== undefined && Object.hasOwn(KINDS, code)) return KINDS[code];
  return undefined;
}

/** What the allergy is to: the consumable participant, by its code or its name. */
function substanceOf(statement: Statement): CodeableConcept | undefined {
  const { element, reading } = statement;
  let found: CodeableConcept | undefined;
  for (const participant of element.all('participant')) {
    const entity = participant.at('participantRole', 'playingEntity');
    if (!entity || (participant.attribute('typeCode') ?? 'CSM') !== 'CSM' || found) continue;
    participant.used = true;
    const code = concept(entity.child('code'), reading);
    const name = plainName(entity.child('name')) ?? edText(entity.child('desc'), reading);
    for (const id of participant.at('participantRole')?.all('id') ?? [])
      if (id.attribute('root') === undefined) id.used = true;
    found = code
      ? code.text === undefined && name !== undefined
        ? { ...code, text: name }
        : code
      : name === undefined
        ? undefined
        : { text: name };
    if (
      code?.text !== undefined &&
      name !== undefined &&
      name !== code.text &&
      !code.coding?.some((c) => c.display === name)
    )
      reading.lose(entity.child('name'), 'a name of the substance beside its original text');
  }
  return found;
}

function onset(at: XmlElement | undefined, body: Body, reading: Reading): boolean {
  if (!at) return false;
  at.used = true;
  const high = at.child('high');
  const end = time(high, reading);
  const start = startOf(at, reading);
  if (end === undefined) {
    if (start !== undefined) body.onsetDateTime = start;
    return high?.attribute('nullFlavor') === 'UNK' || high?.attribute('nullFlavor') === 'ASKU';
  }
  body.onsetPeriod = { ...(start === undefined ? {} : { start }), end };
  return true;
}

function clinicalStatus(
  statement: Statement,
  body: Body,
  concern: Concern | null,
  ended: boolean,
  own: string | undefined,
  reading: Reading,
): void {
  let stated: string | undefined;
  for (const inner of statement.take((one) => isStatus(one))) {
    markFixed(inner, reading);
    const value = inner.child('value');
    const said = concept(value, reading);
    const code = statedStatus(said);
    if (code === undefined) {
      if (said) reading.lose(value, 'the status is none that FHIR R4 knows');
    } else if (stated === undefined) stated = code;
    else if (stated !== code) reading.lose(value, 'a second status that differs from the first');
  }
  const byConcern = concern?.status === undefined ? undefined : CONCERN_STATUS[concern.status];
  let status = stated ?? (ended ? 'resolved' : byConcern);
  if (status !== undefined && !['active', 'inactive', 'resolved'].includes(status)) {
    extend(body, ownExtension('stated-status', { valueCode: status }));
    status = 'active';
  }
  if (own === 'nullified' || concern?.status === 'nullified') {
    body.verificationStatus = clinicalConcept('allergyintolerance-verification', 'entered-in-error');
    return;
  }
  if (byConcern !== undefined && status !== undefined && (status === 'active') !== (byConcern === 'active'))
    extend(body, ownExtension('concern-status', { valueCode: concern!.status }));
  if (status !== undefined) body.clinicalStatus = clinicalConcept('allergyintolerance-clinical', status);
}

function criticality(statement: Statement, body: Body, reading: Reading): void {
  for (const inner of statement.take((one) => hasTemplate(one, '4.145') || codeOf(one) === '82606-5')) {
    markFixed(inner, reading);
    const value = inner.child('value');
    const code = CRITICALITY[value?.attribute('code') ?? ''];
    if (code !== undefined && body.criticality === undefined) {
      concept(value, reading);
      body.criticality = code;
    }
  }
}
