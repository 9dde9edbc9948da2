import type { Device } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import type { Section } from '../../section.js';
import { deviceEntry } from './entry.js';
import { deviceTable, narrateDevice } from './narrative.js';
import { MEDICAL_EQUIPMENT_SECTION } from './templates.js';

export const devices: Section = {
  name: 'devices',
  templates: MEDICAL_EQUIPMENT_SECTION,
  code: table.MEDICAL_EQUIPMENT_SECTION.code[0],
  display: 'History of medical device use',
  title: 'Medical Equipment',
  required: false,
  write(document) {
    const items = document.all<Device>('Device');
    if (items.length === 0) return null;
    const table = deviceTable();
    const entries = items.map((item) => {
      document.carry(item.resource);
      return deviceEntry(document, item, narrateDevice(document, table, item.resource));
    });
    return { entries, narrative: table.toXml() };
  },
};
