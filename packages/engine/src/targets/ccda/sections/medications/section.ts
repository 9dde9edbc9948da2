import * as table from '../../../../formats/cda/templates.js';
import type { CcdaDocument } from '../../document.js';
import type { Section, SectionContent } from '../../section.js';
import { medicationEntry } from './entry.js';
import { type Medication, medicationsOf } from './medication.js';
import { medicationTable, narrateMedication } from './narrative.js';
import { MEDICATIONS_SECTION } from './templates.js';

export const medications: Section = {
  name: 'medications',
  templates: MEDICATIONS_SECTION,
  code: table.MEDICATIONS_SECTION.code[0],
  display: 'History of Medication use',
  title: 'Medications',
  required: true,
  write(document) {
    return medicationContent(
      document,
      medicationsOf(document).filter(({ planned }) => !planned),
    );
  },
};

/** Medication Activities, each inside `around` where that is given; null where there are none. */
export function medicationContent(
  document: CcdaDocument,
  medications: readonly Medication[],
  prefix?: string,
  around: (entry: string) => string = (entry) => entry,
): SectionContent | null {
  if (medications.length === 0) return null;
  const table = medicationTable(prefix);
  const entries = medications.map((medication) => {
    document.carry(medication.resource);
    return around(medicationEntry(document, medication, narrateMedication(document, table, medication)));
  });
  return { entries, narrative: table.toXml() };
}
