import type { Location, Reference } from '../../chart/fhir.js';
import * as table from '../../formats/cda/templates.js';
import { concept, conceptText } from './datatypes/concept.js';
import { postalAddress, telecoms } from './datatypes/person.js';
import type { CcdaDocument } from './document.js';
import { template } from './template.js';
import { escapeText, visible } from './xml.js';

const SERVICE_DELIVERY_LOCATION = template(table.SERVICE_DELIVERY_LOCATION);

/** Where it happened, as a Service Delivery Location; '' where unknown. */
export function locationParticipant(document: CcdaDocument, reference: Reference | null | undefined): string {
  const location = document.resolve<Location>(reference);
  const name = visible(location?.name) ?? visible(reference?.display);
  if (location) document.carry(location);
  if (!location && name === null) return '';
  const kind = location?.type?.find((type) => conceptText(type) !== '');
  return (
    `<participant typeCode="LOC"><participantRole classCode="SDLOC">${SERVICE_DELIVERY_LOCATION}` + // CONF:81-7758
    (kind ? concept(document.namespace, kind) : '<code nullFlavor="UNK"/>') + // CONF:81-16850
    (postalAddress(location?.address) ?? '') +
    ((location?.telecom ?? []).length > 0 ? telecoms(location?.telecom) : '') +
    (name === null ? '' : `<playingEntity classCode="PLC"><name>${escapeText(name)}</name></playingEntity>`) + // CONF:81-7763
    '</participantRole></participant>'
  );
}
