import type { XmlElement } from '../../formats/xml/xml-element.js';
import { concept, edText } from './datatypes.js';
import { identifiers } from './identifiers.js';
import { addresses, plainName, telecoms } from './names.js';
import type { Body, Reading } from './reading.js';

/** A place: a role (`healthCareFacility`, `participantRole` SDLOC) with what plays it; null where it states nothing. */
export function locationOf(
  role: XmlElement,
  place: XmlElement | undefined,
  owner: string | null,
  reading: Reading,
): string | null {
  role.used = true;
  if (place) place.used = true;
  const ids = identifiers(role.all('id'));
  const type = concept(role.child('code'), reading);
  const body: Body = {};
  if (ids.length > 0) body.identifier = ids;
  const name = plainName(place?.child('name'));
  if (name !== undefined) body.name = name;
  const description = edText(place?.child('desc'), reading);
  if (description !== undefined) body.description = description;
  if (type) body.type = [type];
  const telecom = telecoms(role.all('telecom'), reading);
  if (telecom) body.telecom = telecom;
  const given = [...role.all('addr'), ...(place?.all('addr') ?? [])];
  const found = addresses(given, reading);
  if (found) body.address = found[0];
  for (const extra of given.slice(1)) if (found && found.length > 1) reading.lose(extra, 'a Location has one address');
  if (owner !== null) body.managingOrganization = { reference: owner };
  return Object.keys(body).length > 0 ? reading.party('Location', body) : null;
}
