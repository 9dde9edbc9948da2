import type { Annotation, CodeableConcept, Condition, Reference } from '../../chart/fhir.js';
import * as table from '../../formats/cda/templates.js';
import { textReference } from './anchor.js';
import { conceptText, fixed } from './datatypes/concept.js';
import { LOINC } from './datatypes/oid.js';
import { readableTime } from './datatypes/time.js';
import type { CcdaDocument } from './document.js';
import { template } from './template.js';
import { visible } from './xml.js';

export function relationship(type: string, inner: string, inversion = false): string {
  return inner === ''
    ? ''
    : `<entryRelationship typeCode="${type}"${inversion ? ' inversionInd="true"' : ''}>${inner}</entryRelationship>`;
}

/** Text of notes for the narrative, each with its time and author where stated. */
export function noteText(document: CcdaDocument, notes: readonly (Annotation | null)[] | null | undefined): string {
  let texts = '';
  for (const note of notes ?? []) {
    const text = visible(note?.text);
    if (text === null) continue;
    const by = visible(note?.authorString) ?? document.parties.nameOf(note?.authorReference);
    const head = both(readableTime(note?.time), by);
    texts += `${texts === '' ? '' : '\n'}${text}${head === '' ? '' : ` (${head})`}`;
  }
  return texts;
}

/** Two texts of which either may be ''. */
export const both = (first: string, second: string): string =>
  first === '' ? second : second === '' ? first : `${first}, ${second}`;

const COMMENT_ACTIVITY = template(table.COMMENT_ACTIVITY);

/** A Comment Activity whose text is in the narrative; '' without an anchor. */
export function comment(anchor: string | null): string {
  if (anchor === null) return '';
  return relationship(
    'SUBJ',
    `<act classCode="ACT" moodCode="EVN">${COMMENT_ACTIVITY}${fixed('code', '48767-8', LOINC, 'Annotation comment')}${textReference(anchor)}<statusCode code="completed"/></act>`, // CONF:81-19159
    true,
  );
}

/** `code` of a `status`-like concept. */
export function statusOf(concept: CodeableConcept | null | undefined): string | null {
  for (const coding of concept?.coding ?? []) if (typeof coding?.code === 'string') return coding.code;
  return null;
}

/** A verification status for people: what was refuted must not read as if it were there. */
export function verificationText(concept: CodeableConcept | null | undefined): string | null {
  const status = statusOf(concept);
  return status === 'refuted' ? 'refuted: the patient does not have this' : status;
}

/** Reasons given as concepts and those given as references to conditions or observations of the chart. */
export function reasonsOf(
  document: CcdaDocument,
  concepts: readonly (CodeableConcept | null)[] | null | undefined,
  references: readonly (Reference | null)[] | null | undefined,
): readonly CodeableConcept[] {
  const reasons: CodeableConcept[] = [];
  for (const concept of concepts ?? []) if (concept !== null && conceptText(concept) !== '') reasons.push(concept);
  for (const reference of references ?? []) {
    const code = document.resolve<{ code?: CodeableConcept }>(reference)?.code;
    const display = visible(reference?.display);
    const reason = code ?? (display === null ? null : { text: display });
    if (reason !== null && conceptText(reason) !== '') reasons.push(reason);
  }
  return reasons;
}

/** Words of several concepts. */
export function conceptsText(concepts: readonly (CodeableConcept | null)[] | null | undefined): string {
  let text = '';
  for (const concept of concepts ?? []) {
    const words = conceptText(concept);
    if (words !== '') text += text === '' ? words : `, ${words}`;
  }
  return text;
}

/** What is known of when a condition began or ended, from any of FHIR's choices: dates for the entry, words for the narrative. */
export function onsetOf(condition: Condition): {
  readonly start: string | null;
  readonly end: string | null;
  readonly words: string;
} {
  const start = condition.onsetDateTime ?? condition.onsetPeriod?.start ?? null;
  const end = condition.abatementDateTime ?? condition.abatementPeriod?.end ?? condition.abatementPeriod?.start ?? null;
  return { start, end, words: visible(condition.onsetString) ?? '' };
}
