import { codeTable } from '../../base/code-table.js';
import type { CodeableConcept } from '../../chart/fhir.js';
import { statementOf } from '../../formats/cda/cda-document.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, momentOrPeriod, negated, statementText } from './datatypes.js';
import { markFixed } from './fixed-parts.js';
import { ANY_PROBLEM } from './problems.js';
import { type Body, extend, ownExtension, type Place, type Reading } from './reading.js';
import { Statement } from './statement.js';
import { codeOf, hasTemplate } from './templates.js';

/** Severity values (SNOMED CT qualifier and HL7 SeverityObservation) to FHIR reaction-event-severity. */
const SEVERITY: Readonly<Record<string, string>> = codeTable({
  '255604002': 'mild',
  '371923003': 'moderate',
  '6736007': 'moderate',
  '371924009': 'severe',
  '24484000': 'severe',
  '442452003': 'severe',
  '399166001': 'severe',
  L: 'mild',
  M: 'moderate',
  H: 'severe',
});
/** Severities that FHIR's three steps hold only roughly: the code is kept beside them. */
const ROUGH = new Set(['371923003', '371924009', '399166001', '442452003']);

interface Severity {
  readonly code: string | undefined;
  readonly value: CodeableConcept;
  readonly element: XmlElement;
}

/** Severity observations directly inside a statement. */
export function severities(statement: Statement, reading: Reading): Severity[] {
  const found: Severity[] = [];
  for (const inner of statement.take((one) => hasTemplate(one, '4.8') || codeOf(one) === 'SEV')) {
    markFixed(inner, reading);
    const value = concept(inner.child('value'), reading);
    if (!value) continue;
    const known = value.coding?.map((c) => SEVERITY[c.code ?? '']).find((one) => one !== undefined);
    const word = /^(mild|moderate|severe)$/i.exec(value.text ?? value.coding?.[0]?.display ?? '')?.[0].toLowerCase();
    found.push({ code: known ?? word, value, element: inner.child('value')! });
  }
  return found;
}

function setSeverity(target: Body, { code, value }: Severity): void {
  if (code !== undefined && target.severity === undefined) target.severity = code;
  if (
    code === undefined ||
    target.severity !== code ||
    value.coding?.some((c) => ROUGH.has(c.code ?? '')) ||
    value.text !== undefined
  )
    extend(target, ownExtension('stated-severity', { valueCodeableConcept: value }));
}

const unknownManifestation = (): Body => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown' }],
});

/** A severity of the allergy itself: FHIR R4 has it on the reaction only, so it goes to the only reaction, or to one whose manifestation is unknown. */
export function putSeverities(body: Body, reactions: Body[], own: readonly Severity[], reading: Reading): void {
  if (reactions.length > 0) body.reaction = reactions;
  for (const one of own) {
    extend(body, ownExtension('allergy-severity', { valueCodeableConcept: one.value }));
    if (one.code === undefined) continue;
    if (reactions.length === 0) {
      reactions.push({ manifestation: [unknownManifestation()], severity: one.code });
      body.reaction = reactions;
    } else if (reactions.length === 1 && reactions[0]!.severity === undefined) reactions[0]!.severity = one.code;
    else if (!reactions.some((reaction) => reaction.severity === one.code))
      reading.lose(
        one.element,
        'FHIR R4 has a severity of each reaction, and none of the allergy: kept as an extension',
      );
  }
}

export function reaction(element: XmlElement, place: Place, reading: Reading, outer: Statement): Body {
  const statement = new Statement(element, place, reading);
  const value = concept(element.child('value'), reading);
  markFixed(element, reading);
  const code = element.child('code');
  // The kind of finding that it is: a reaction says so by its place.
  if (code && value && ANY_PROBLEM.includes(code.attribute('code') ?? '')) concept(code, reading);
  const text = statementText(element, reading);
  const body: Body = { manifestation: [value ?? { text: text ?? 'unknown' }] };
  if (!value && text === undefined)
    body.manifestation = [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown' }] },
    ];
  if (code && !value && concept(code, reading)?.text !== undefined) body.description = concept(code, reading)!.text;
  if (negated(element)) reading.lose(element, 'a negated reaction has no place in FHIR R4');
  const span = momentOrPeriod('onset', element.child('effectiveTime'), reading);
  const period = span.onsetPeriod as { start?: string; end?: string } | undefined;
  const onsetAt = span.onsetDateTime ?? period?.start;
  if (onsetAt !== undefined) body.onset = onsetAt;
  if (period?.end !== undefined) extend(body, ownExtension('reaction-period', { valuePeriod: period }));
  for (const severity of severities(statement, reading)) setSeverity(body, severity);
  for (const link of element.all('entryRelationship')) {
    const inner = statementOf(link);
    if (inner && !link.used) {
      // Treatments of a reaction stand with the allergy.
      link.used = true;
      outer.later(inner, link);
    }
  }
  return body;
}
