import type { Annotation, CodeableConcept, Resource } from '../../chart/fhir.js';
import { LINKS, statementOf } from '../../formats/cda/cda-document.js';
import { narrativeText } from '../../formats/cda/narrative.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { isTrue } from '../../formats/xml/xs-boolean.js';
import { concept, edText, hasOwnWords, markEd, period, plainCode, startOf } from './datatypes.js';
import { markFixed } from './fixed-parts.js';
import { identifier, identifiers, instanceKey } from './identifiers.js';
import { plainName } from './names.js';
import { type Authorship, authorship, partyOf } from './parties.js';
import { type Body, extend, ownExtension, type Place, type Reading, referenceTo } from './reading.js';
import { codeOf, hasTemplate } from './templates.js';

const NO_LINKS: (readonly [XmlElement, XmlElement])[] = [];

/**
 * One clinical statement while its resource is built: hands out the statements inside it that become elements of the same resource, and at the end
 * reads the others as resources of their own that say what they belong to.
 */
export class Statement {
  readonly #hasLinks: boolean;
  readonly #folded: XmlElement[] = [];
  readonly #notes: Annotation[] = [];
  readonly #later: (readonly [XmlElement, XmlElement])[] = [];

  constructor(
    readonly element: XmlElement,
    readonly place: Place,
    readonly reading: Reading,
  ) {
    element.used = true;
    this.#hasLinks = element.nodes.some((node) => typeof node !== 'string' && LINKS.has(node.name));
  }

  /** Statements inside that the test accepts, not yet taken, each with the element that links it. */
  links(test: (statement: XmlElement, link: XmlElement) => boolean): readonly (readonly [XmlElement, XmlElement])[] {
    let found: (readonly [XmlElement, XmlElement])[] = NO_LINKS;
    if (!this.#hasLinks) return found;
    for (const link of this.element.nodes) {
      if (typeof link === 'string' || link.used || !LINKS.has(link.name)) continue;
      const inner = statementOf(link);
      if (!inner || !test(inner, link)) continue;
      if (found === NO_LINKS) found = [];
      found.push([inner, link]);
    }
    return found;
  }

  /** Takes statements inside for the resource itself: their structure counts as carried, their authors become the resource's. */
  take(test: (statement: XmlElement, link: XmlElement) => boolean): XmlElement[] {
    const found: XmlElement[] = [];
    if (!this.#hasLinks) return found;
    for (const [inner, link] of this.links(test)) {
      link.used = true;
      inner.used = true;
      this.#folded.push(inner);
      for (const node of inner.nodes)
        if (typeof node !== 'string' && (node.name === 'id' || node.name === 'statusCode')) node.used = true;
      found.push(inner);
    }
    return found;
  }

  takeTemplates(...arcs: readonly string[]): XmlElement[] {
    return this.take((inner) => hasTemplate(inner, ...arcs));
  }

  /** Value of the first statement of these templates (or this code), its own code being fixed by its template. */
  takenValue(test: (statement: XmlElement, link: XmlElement) => boolean): CodeableConcept | undefined {
    let first: CodeableConcept | undefined;
    for (const inner of this.take(test)) {
      markFixed(inner, this.reading);
      const value = inner.child('value');
      if (first === undefined) first = concept(value, this.reading);
    }
    return first;
  }

  /** Indications (C-CDA 22.4.19, any reason that states a value): what the resource is for. */
  takenReasons(): CodeableConcept[] {
    const found: CodeableConcept[] = [];
    const isReason = (inner: XmlElement, link: XmlElement): boolean =>
      inner.name === 'observation' &&
      (hasTemplate(inner, '4.19', 'reason') ||
        (link.attribute('typeCode') === 'RSON' && inner.child('value') !== undefined));
    for (const inner of this.take(isReason)) {
      const value = concept(inner.child('value'), this.reading);
      markFixed(inner, this.reading);
      const code = inner.child('code');
      const kind = code?.used ? undefined : concept(code, this.reading);
      const reason: Body = { ...(value ?? kind) };
      if (value && kind) extend(reason, ownExtension('reason-kind', { valueCodeableConcept: kind }));
      if (value ?? kind) found.push(reason as CodeableConcept);
      const reference = this.reading.named(inner.all('id'));
      // Its own dates stand in the account unless the entry that it repeats has them.
      if (reference !== null) inner.child('effectiveTime')?.markAll();
    }
    return found;
  }

  /** A statement of a part without resource: it is read as one that belongs to this resource. */
  later(inner: XmlElement, link: XmlElement): void {
    this.#later.push([inner, link]);
  }

  /** A remark for the resource's notes. */
  note(text: string | undefined, time?: string): void {
    if (text !== undefined && text !== '') this.#notes.push(time === undefined ? { text } : { text, time });
  }

  /**
   * To be called when the resource is there: authors, notes, references to other entries, and every statement inside that was not taken. `noted`: the resource
   * has an element `note`.
   */
  finish(resource: Resource, noted: boolean): Authorship {
    const { element, reading } = this;
    const body = resource as Body;
    for (const comment of this.take((inner) => hasTemplate(inner, '4.64') || codeOf(inner) === '48767-8')) {
      markFixed(comment, reading);
      const text = edText(comment.child('text'), reading) ?? edText(comment.child('value'), reading);
      const at = startOf(comment.at('author', 'time'), reading);
      this.note(text, at);
    }
    const text = element.child('text');
    if (text && !text.used) {
      markEd(text, reading);
      if (hasOwnWords(element)) this.note(narrativeText(text));
    }
    if (this.#notes.length > 0) {
      if (noted) body.note = [...((body.note as Annotation[] | undefined) ?? []), ...this.#notes];
      else extend(body, ...this.#notes.map((valueAnnotation) => ownExtension('note', { valueAnnotation })));
    }
    const made = authorship(element, resource, reading);
    for (const inner of this.#folded) authorship(inner, resource, reading);
    this.#references(body);
    if (this.#hasLinks || this.#later.length > 0)
      for (const [inner, link] of [...this.links(() => true), ...this.#later]) {
        link.used = true;
        const child = reading.entry(inner, { ...this.place, parent: resource });
        if (child) relate(child as Body, resource, link);
      }
    this.#leftOver(body);
    this.#insideFolded(resource);
    return made;
  }

  /** What stands inside statements that became elements: resources of their own, which belong to this one. */
  #insideFolded(resource: Resource): void {
    for (const folded of this.#folded)
      for (const link of folded.nodes) {
        if (typeof link === 'string' || link.used || !LINKS.has(link.name)) continue;
        const inner = statementOf(link);
        if (!inner) continue;
        link.used = true;
        const child = this.reading.entry(inner, { ...this.place, parent: resource });
        if (child) relate(child as Body, resource, link);
      }
  }

  /** Entries that this one names by id (C-CDA R2.1 Entry Reference 22.4.122, external documents). */
  #references(body: Body): void {
    for (const [inner, link] of this.#hasLinks ? this.links((s) => hasTemplate(s, '4.122')) : NO_LINKS) {
      link.used = true;
      inner.used = true;
      for (const child of inner.elements()) if (child.name === 'code' || child.name === 'statusCode') child.used = true;
      this.reading.later(() => {
        const reference = this.reading.named(inner.all('id'));
        if (reference === null) {
          for (const id of inner.all('id')) this.reading.lose(id, 'it refers to an entry that is not in the document');
          return;
        }
        for (const id of inner.all('id')) id.used = true;
        extend(body, relation(link, { reference }));
      });
    }
    for (const link of this.element.all('reference')) {
      const external = link.child('externalDocument') ?? link.child('externalAct') ?? link.child('externalObservation');
      if (!external) continue;
      const code = concept(external.child('code'), this.reading);
      for (const id of external.all('id')) {
        const key = instanceKey(id);
        const valueIdentifier = key === null ? null : identifier(id);
        if (valueIdentifier) extend(body, ownExtension('external-reference', { valueIdentifier }));
      }
      if (code) extend(body, ownExtension('external-reference-type', { valueCodeableConcept: code }));
      const address = edText(external.child('text'), this.reading);
      if (address !== undefined) extend(body, ownExtension('external-reference-text', { valueString: address }));
    }
  }

  /** Participants that the reader of this kind did not take: kept with their role. */
  #leftOver(body: Body): void {
    const { element, reading } = this;
    for (const participant of [...element.all('participant'), ...element.all('performer')]) {
      if (participant.used) continue;
      const type = participant.attribute('typeCode') ?? participant.name;
      if (participatingThing(participant, type, body, reading)) continue;
      const reference = partyOf(participant, reading);
      if (reference === null) continue;
      const role = concept(participant.child('functionCode') ?? participant.child('sdtc:functionCode'), reading);
      const at = participant.child('time');
      const moment = startOf(at, reading);
      const span = period(at, reading);
      extend(body, {
        url: 'urn:chartlift:fhir:participant',
        extension: [
          { url: 'type', valueCode: type },
          { url: 'party', valueReference: { reference } },
          ...(role ? [{ url: 'function', valueCodeableConcept: role }] : []),
          ...(span
            ? [{ url: 'period', valuePeriod: span }]
            : moment === undefined
              ? []
              : [{ url: 'time', valueDateTime: moment }]),
        ],
      });
    }
    const language = element.child('languageCode');
    if (language) {
      const code = plainCode(language);
      if (code !== undefined && /^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$/.test(code)) body.language = code;
    }
  }
}

/** A participant that is a thing and nobody: a substance, a vehicle, a device without instance. False where it is somebody. */
function participatingThing(participant: XmlElement, type: string, body: Body, reading: Reading): boolean {
  const role = participant.child('participantRole');
  const entity = role?.child('playingEntity') ?? role?.child('playingDevice');
  const kind = role?.attribute('classCode');
  if (!role || !(entity?.child('code') || kind === 'MANU' || kind === 'THER' || kind === 'ACCESS')) return false;
  participant.used = true;
  role.used = true;
  entity?.mark();
  const code = concept(role.child('code'), reading);
  const what = concept(entity?.child('code'), reading);
  const name = plainName(entity?.child('name') ?? entity?.child('manufacturerModelName'));
  const ids = identifiers(role.all('id'));
  extend(body, {
    url: 'urn:chartlift:fhir:participant',
    extension: [
      { url: 'type', valueCode: type },
      ...ids.map((valueIdentifier) => ({ url: 'id', valueIdentifier })),
      ...(code ? [{ url: 'role', valueCodeableConcept: code }] : []),
      ...(what ? [{ url: 'entity', valueCodeableConcept: what }] : []),
      ...(name === undefined ? [] : [{ url: 'name', valueString: name }]),
    ],
  });
  return true;
}

const relation = (link: XmlElement, valueReference: unknown): Body => ({
  url: 'urn:chartlift:fhir:entry-relationship',
  extension: [
    { url: 'type', valueCode: link.attribute('typeCode') ?? 'COMP' },
    ...(isTrue(link.attribute('inversionInd')) ? [{ url: 'inverted', valueBoolean: true }] : []),
    { url: 'of', valueReference },
  ],
});

function relate(child: Body, parent: Resource, link: XmlElement): void {
  extend(child, relation(link, referenceTo(parent)));
}
