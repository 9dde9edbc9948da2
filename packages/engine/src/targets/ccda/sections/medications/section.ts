import type { Section } from '../../section.js';
import { medicationEntry } from './entry.js';
import { medicationsOf } from './medication.js';
import { medicationTable, narrateMedication } from './narrative.js';
import { MEDICATIONS_SECTION } from './templates.js';

export const medications: Section = {
  name: 'medications',
  templates: MEDICATIONS_SECTION,
  code: '10160-0', // CONF:1098-15388
  display: 'History of Medication use',
  title: 'Medications',
  required: true,
  write(document) {
    const all = medicationsOf(document).filter(({ planned }) => !planned);
    if (all.length === 0) return null;
    const table = medicationTable();
    const entries = all.map((medication) => {
      document.carry(medication.resource);
      return medicationEntry(document, medication, narrateMedication(document, table, medication));
    });
    return { entries, narrative: table.toXml() };
  },
};
