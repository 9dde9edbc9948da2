import * as table from '../../../../formats/cda/templates.js';
import type { Section } from '../../section.js';
import { medicationEntry } from '../medications/entry.js';
import { medicationsOf } from '../medications/medication.js';
import { medicationTable, narrateMedication } from '../medications/narrative.js';
import { planEntry } from './entry.js';
import { narratePlanned, planTable } from './narrative.js';
import { plannedOf } from './planned.js';
import { PLAN_SECTION, PLANNED_MEDICATION } from './templates.js';

export const plan: Section = {
  name: 'plan',
  templates: PLAN_SECTION,
  code: table.PLAN_OF_TREATMENT_SECTION.code[0],
  display: 'Plan of care note',
  title: 'Plan of Treatment',
  required: false,
  write(document) {
    const items = plannedOf(document);
    const medications = medicationsOf(document).filter(({ planned }) => planned);
    if (items.length + medications.length === 0) return null;
    const table = planTable();
    const entries = items.map((planned) => {
      document.carry(planned.resource);
      return planEntry(document, planned, narratePlanned(document, table, planned));
    });
    const drugs = medicationTable('planned-medication');
    for (const medication of medications) {
      document.carry(medication.resource);
      entries.push(
        medicationEntry(document, medication, narrateMedication(document, drugs, medication), PLANNED_MEDICATION),
      );
    }
    return { entries, narrative: table.toXml() + drugs.toXml() };
  },
};
