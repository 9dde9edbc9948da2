import { isBase64 } from '../../base/base64.js';
import { codeTable } from '../../base/code-table.js';
import type { Resource } from '../../chart/fhir.js';
import { narrativeText } from '../../formats/cda/narrative.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, edText, momentOrPeriod, plainCode } from './datatypes.js';
import { type Body, extend, ownExtension, type Place, type Reading } from './reading.js';
import { Statement } from './statement.js';

const STATUS: Readonly<Record<string, string>> = codeTable({
  completed: 'final',
  active: 'preliminary',
  nullified: 'entered-in-error',
  aborted: 'entered-in-error',
});
const CLINICAL_NOTE = {
  coding: [
    { system: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category', code: 'clinical-note' },
  ],
};

/** Elements of a narrative that stand for a whole entry, with its date and its author: not for the words of a note alone. */
const WHOLE = new Set(['item', 'tr']);

/** Base64 as FHIR holds it: without blanks; null when it is none. */
function base64(text: string): string | null {
  const plain = text.replace(/\s+/g, '');
  return isBase64(plain) && plain.length % 4 === 0 && plain !== '' ? plain : null;
}

/** An ED with content as FHIR Attachment; null where it states nothing. */
export function attachment(element: XmlElement, reading: Reading): Body | null {
  element.used = true;
  const mediaType = element.attribute('mediaType');
  const reference = element.child('reference');
  const target = reference?.attribute('value');
  const compression = element.attribute('compression');
  if (compression !== undefined)
    reading.lose(element, 'the content is compressed: it is carried as it is, without its compression being stated');
  if (target !== undefined && !target.startsWith('#') && reference) {
    reference.used = true;
    return { ...(mediaType === undefined ? {} : { contentType: mediaType }), url: target };
  }
  if (element.attribute('representation') === 'B64') {
    const data = base64(element.ownText());
    if (data === null) {
      if (element.ownText() !== '') reading.lose(element, 'the content says that it is base64, and is not');
      return null;
    }
    return { contentType: mediaType ?? 'application/octet-stream', data };
  }
  const text = target === undefined ? narrativeText(element) : edText(element, reading);
  if (text === undefined || text === '') return null;
  if (target === undefined) edText(element, reading);
  const type = mediaType === undefined || target !== undefined ? 'text/plain' : mediaType;
  return { contentType: type, data: Buffer.from(text, 'utf8').toString('base64') };
}

/** A note activity (C-CDA 22.4.202) as DocumentReference. */
export function readNote(element: XmlElement, place: Place, reading: Reading): Resource {
  const statement = new Statement(element, place, reading);
  const code = concept(element.child('code'), reading);
  const translations = code?.coding ?? [];
  const body: Body = { status: 'current', category: [CLINICAL_NOTE], subject: reading.subject };
  const given = element.child('statusCode');
  const status = plainCode(given);
  if (status !== undefined) {
    if (STATUS[status] !== undefined) body.docStatus = STATUS[status];
    else reading.lose(given, 'the status has no counterpart in DocumentReference');
  }
  // The act's code is always LOINC 34109-9 Note: its translation says which.
  const specific = translations.filter((c) => c.code !== '34109-9');
  if (code)
    body.type =
      specific.length > 0
        ? { ...code, coding: [...specific, ...translations.filter((c) => c.code === '34109-9')] }
        : code;
  const times = momentOrPeriod('effective', element.child('effectiveTime'), reading);
  const at =
    times.effectivePeriod ?? (times.effectiveDateTime === undefined ? undefined : { start: times.effectiveDateTime });
  if (at) body.context = { period: at };
  const text = element.child('text');
  const found: Body[] = [];
  if (text) {
    const own = attachment(text, reading);
    if (own) found.push({ attachment: own });
    const target = text.child('reference')?.attribute('value');
    const isWhole = WHOLE.has(target === undefined ? '' : (reading.document.narrative.find(target)?.name ?? ''));
    if (own && text.attribute('representation') === 'B64' && target?.startsWith('#') && !isWhole) {
      const words = edText(text, reading);
      if (words !== undefined)
        found.push({ attachment: { contentType: 'text/plain', data: Buffer.from(words, 'utf8').toString('base64') } });
    }
  }
  if (found.length > 0) body.content = found;
  const resource = reading.add('DocumentReference', element, body);
  const { reference, time } = statement.finish(resource, false);
  if (reference) (resource as Body).author = [reference];
  if (time !== undefined) (resource as Body).date = time;
  return resource;
}

/** Media inside an entry (observationMedia). */
export function readMedia(element: XmlElement, place: Place, reading: Reading): Resource {
  const statement = new Statement(element, place, reading);
  const value = element.child('value');
  const content = value ? attachment(value, reading) : null;
  const body: Body = {
    status: 'current',
    subject: reading.subject,
    ...(content ? { content: [{ attachment: content }] } : {}),
  };
  plainCode(element.child('languageCode'));
  const resource = reading.add('DocumentReference', element, body);
  statement.finish(resource, false);
  return resource;
}

/** The body of an unstructured document (nonXMLBody) as DocumentReference. */
export function readNonXmlBody(element: XmlElement, composition: Body, reading: Reading): Resource {
  element.used = true;
  const text = element.child('text');
  const content = text ? attachment(text, reading) : null;
  const body: Body = {
    status: 'current',
    docStatus: 'final',
    category: [CLINICAL_NOTE],
    type: composition.type,
    subject: reading.subject,
    date: composition.date,
    ...(content ? { content: [{ attachment: { ...content, title: composition.title } }] } : {}),
  };
  plainCode(element.child('confidentialityCode'));
  const resource = reading.add('DocumentReference', element, body);
  extend(composition, ownExtension('body', { valueReference: { reference: `DocumentReference/${resource.id}` } }));
  return resource;
}
