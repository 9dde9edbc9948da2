import { codeTable } from '../../base/code-table.js';
import type { Resource } from '../../chart/fhir.js';
import { statementOf } from '../../formats/cda/cda-document.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, period, plainCode, startOf, statementText } from './datatypes.js';
import { markFixed } from './fixed-parts.js';
import { partyOf, performers } from './parties.js';
import { type Body, extend, ownExtension, type Place, type Reading } from './reading.js';
import { mayName } from './reference-targets.js';
import { Statement } from './statement.js';
import { hasTemplate } from './templates.js';

const STATUS: Readonly<Record<string, string>> = codeTable({
  active: 'active',
  completed: 'inactive',
  suspended: 'suspended',
  aborted: 'inactive',
  nullified: 'entered-in-error',
  new: 'proposed',
});

/** A care team organizer (C-CDA 22.4.500) with its members. */
export function readCareTeam(element: XmlElement, place: Place, reading: Reading): Resource {
  const statement = new Statement(element, place, reading);
  const body: Body = { subject: reading.subject };
  const given = element.child('statusCode');
  const code = plainCode(given)?.toLowerCase();
  if (code !== undefined) {
    if (STATUS[code] !== undefined) body.status = STATUS[code];
    else reading.lose(given, 'the status has no counterpart in CareTeam');
  }
  const type = element.child('code');
  const stated = concept(type, reading);
  const kinds = statement.takeTemplates('4.500.2').map((inner) => {
    markFixed(inner, reading);
    return concept(inner.child('value'), reading);
  });
  const categories = [
    ...(stated && type?.attribute('code') !== '86744-0' ? [stated] : []),
    ...kinds.filter((kind) => kind !== undefined),
  ];
  if (categories.length > 0) body.category = categories;
  const name = stated?.text ?? statementText(element, reading);
  if (name !== undefined && name.length < 200) body.name = name;
  const at = element.child('effectiveTime');
  const span = period(at, reading);
  const start = span ? undefined : startOf(at, reading);
  if (span ?? start) body.period = span ?? { start };
  const people: Body[] = [];
  for (const participant of element.all('participant')) {
    const reference = partyOf(participant, reading);
    if (reference === null) continue;
    const one: Body = { member: { reference } };
    extend(one, ownExtension('participation', { valueCode: participant.attribute('typeCode') ?? 'PART' }));
    people.push(one);
  }
  for (const link of element.all('component')) {
    const inner = statementOf(link);
    if (!inner || link.used || inner.name !== 'act' || !(hasTemplate(inner, '4.500.1') || inner.child('performer')))
      continue;
    link.used = true;
    people.push(...members(new Statement(inner, place, reading), statement));
  }
  if (people.length > 0) body.participant = people;
  const resource = reading.add('CareTeam', element, body);
  statement.finish(resource, true);
  return resource;
}

function members(statement: Statement, outer: Statement): Body[] {
  const { element, reading } = statement;
  markFixed(element, reading);
  const status = plainCode(element.child('statusCode'));
  const at = element.child('effectiveTime');
  const span = period(at, reading);
  const start = span ? undefined : startOf(at, reading);
  for (const id of element.all('id')) id.used = true;
  const found: Body[] = [];
  for (const { reference, role, period: when, element: part } of performers(element, reading)) {
    if (!mayName('@CareTeam.participant', 'member', reference)) {
      reading.lose(part, 'a CareTeam may not name such a member');
      continue;
    }
    const one: Body = { member: { reference } };
    if (role !== undefined) one.role = [role];
    if (span ?? start ?? when) one.period = span ?? (start === undefined ? when : { start });
    if (status !== undefined) extend(one, ownExtension('member-status', { valueCode: status }));
    found.push(one);
  }
  for (const [inner, link] of [...statement.links(() => true)]) {
    link.used = true;
    outer.later(inner, link);
  }
  return found;
}
