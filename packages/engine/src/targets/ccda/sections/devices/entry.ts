import { stableId } from '../../../../base/stable-id.js';
import type { Device } from '../../../../chart/fhir.js';
import { textReference } from '../../anchor.js';
import { concept } from '../../datatypes/concept.js';
import { ii } from '../../datatypes/identifier.js';
import { SNOMED } from '../../datatypes/oid.js';
import type { CcdaDocument, Item } from '../../document.js';
import { comment } from '../../entry.js';
import { escapeText, visible } from '../../xml.js';
import { type DeviceAnchors, deviceText } from './narrative.js';
import * as t from './templates.js';
import { udiOrganizer } from './udi.js';

/** A Non-Medicinal Supply Activity that holds the device as a Product Instance. */
export function deviceEntry(document: CcdaDocument, { resource }: Item<Device>, anchors: DeviceAnchors): string {
  const status = t.STATUSES[resource.status ?? ''];
  const flavor = resource.status && resource.status !== 'unknown' ? 'OTH' : 'UNK';
  const id = document.ids.ofResource(resource);
  return (
    `<supply classCode="SPLY" moodCode="EVN">${t.SUPPLY_ACTIVITY}${id}${textReference(anchors.row)}` + // CONF:1098-8745
    (status === undefined ? `<statusCode nullFlavor="${flavor}"/>` : `<statusCode code="${status}"/>`) + // CONF:1098-8749
    `${product(document, resource, anchors)}${udiOrganizer(document, resource)}${comment(anchors.comments)}</supply>`
  );
}

function product(document: CcdaDocument, device: Device & { id: string }, anchors: DeviceAnchors): string {
  const udi = (device.udiCarrier ?? [])
    .map((u) => visible(u?.carrierHRF) ?? visible(u?.deviceIdentifier))
    .find((t) => t !== null);
  const id = udi
    ? ii({ root: t.UDI, extension: udi })
    : ii({ root: stableId(document.namespace, 'product', device.id) });
  const code = concept(document.namespace, device.type ?? { text: deviceText(device) }, {
    systems: [SNOMED],
    anchor: anchors.name,
  });
  const model =
    visible(device.modelNumber) ?? visible((device.deviceName ?? []).find((name) => name?.type === 'model-name')?.name);
  const maker = visible(device.manufacturer);
  return (
    `<participant typeCode="PRD"><participantRole classCode="MANU">${t.PRODUCT_INSTANCE}${id}` + // CONF:81-7900, 81-7902
    `<playingDevice>${code}${model === null ? '' : `<manufacturerModelName>${escapeText(model)}</manufacturerModelName>`}</playingDevice>` + // CONF:81-7903
    `<scopingEntity>${ii({ root: stableId(document.namespace, 'manufacturer', maker ?? device.id) })}${maker === null ? '' : `<desc>${escapeText(maker)}</desc>`}</scopingEntity>` + // CONF:81-7908
    '</participantRole></participant>'
  );
}
