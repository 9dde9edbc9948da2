import type { Device } from '../../../../chart/fhir.js';
import { conceptText } from '../../datatypes/concept.js';
import { readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { noteText } from '../../entry.js';
import { Table } from '../../narrative.js';
import { visible } from '../../xml.js';

export const deviceTable = (): Table =>
  new Table('device', [
    'Device',
    'Identifier',
    'Manufacturer',
    'Model',
    'Lot',
    'Serial number',
    'Made',
    'Expires',
    'Status',
    'Comments',
  ]);

export interface DeviceAnchors {
  readonly row: string;
  readonly name: string | null;
  readonly comments: string | null;
}

/** The device's type, else its name. */
export const deviceText = (device: Device): string =>
  conceptText(device.type) || (device.deviceName ?? []).map((n) => visible(n?.name)).find((n) => n !== null) || '';

export function narrateDevice(document: CcdaDocument, table: Table, device: Device): DeviceAnchors {
  const row = table.row();
  // What the entry's code points to is the kind alone, not the names beside it.
  const [name = null] = row.putEach(
    'Device',
    [deviceText(device), ...(device.deviceName ?? []).map((n) => visible(n?.name) ?? '')].filter(
      (t, i, all) => t !== '' && all.indexOf(t) === i,
    ),
  );
  row.put(
    'Identifier',
    (device.udiCarrier ?? [])
      .flatMap((u) => [visible(u?.carrierHRF), visible(u?.deviceIdentifier)])
      .concat(visible(device.distinctIdentifier))
      .filter((t, i, all) => t !== null && all.indexOf(t) === i)
      .join('\n'),
  );
  row.put('Manufacturer', device.manufacturer);
  row.put('Model', device.modelNumber);
  row.put('Lot', device.lotNumber);
  row.put('Serial number', device.serialNumber);
  row.put('Made', readableTime(device.manufactureDate));
  row.put('Expires', readableTime(device.expirationDate));
  row.put('Status', device.status ?? 'not stated');
  return {
    row: row.anchor,
    name,
    comments: row.put('Comments', noteText(document, device.note)),
  };
}
