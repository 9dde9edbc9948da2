import type { Condition, Encounter, MedicationRequest, Reference } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import { LOINC } from '../../datatypes/oid.js';
import type { CcdaDocument, Item } from '../../document.js';
import type { Section } from '../../section.js';
import { type Medication, medicationsOf } from '../medications/medication.js';
import { medicationContent } from '../medications/section.js';
import { problemEntry } from '../problems/entry.js';
import { narrateProblem, problemTable } from '../problems/narrative.js';
import * as t from './templates.js';

/** Conditions that an encounter names as its discharge diagnoses (FHIR diagnosis-role DD). */
export function isDischargeDiagnosis(document: CcdaDocument): (item: Item<Condition>) => boolean {
  const named = new Set<string | undefined>();
  for (const { resource } of document.all<Encounter>('Encounter'))
    for (const diagnosis of resource.diagnosis ?? [])
      if ((diagnosis?.use?.coding ?? []).some((coding) => coding?.code === 'DD'))
        named.add((diagnosis?.condition as Reference | undefined)?.reference);
  return ({ resource }) => named.has(`Condition/${resource.id}`);
}

/** Orders that the source calls discharge medications (FHIR medicationrequest-category). */
export function isDischargeMedication(document: CcdaDocument): (medication: Medication) => boolean {
  const ids = new Set(
    document
      .all<MedicationRequest>('MedicationRequest')
      .filter(({ resource }) =>
        (resource.category ?? []).some((kind) => (kind?.coding ?? []).some((coding) => coding?.code === 'discharge')),
      )
      .map(({ resource }) => resource.id),
  );
  return ({ resource, planned }) => !planned && resource.resourceType === 'MedicationRequest' && ids.has(resource.id);
}

export const dischargeDiagnosis: Section = {
  name: 'discharge-diagnosis',
  templates: t.DISCHARGE_DIAGNOSIS_SECTION,
  code: table.DISCHARGE_DIAGNOSIS_SECTION.code[0],
  display: 'Hospital discharge diagnosis',
  translation: ['78375-3', 'Discharge diagnosis'], // CONF:1198-32834
  title: 'Discharge Diagnosis',
  required: true,
  write(document) {
    const items = document.all<Condition>('Condition').filter(isDischargeDiagnosis(document));
    if (items.length === 0) return null;
    const table = problemTable('discharge-diagnosis');
    const observations = items.map((item) => {
      document.carry(item.resource);
      return problemEntry(document, item, narrateProblem(document, table, item.resource), {
        templates: t.DISCHARGE_DIAGNOSIS,
        code: ['11535-2', LOINC, 'Hospital discharge diagnosis'], // CONF:1198-19148
        relationship: 'SUBJ', // CONF:1198-7666
      });
    });
    return { entries: observations, narrative: table.toXml() };
  },
};

export const dischargeMedications: Section = {
  name: 'discharge-medications',
  templates: t.DISCHARGE_MEDICATIONS_SECTION,
  code: table.DISCHARGE_MEDICATIONS_SECTION.code[0],
  display: 'Hospital discharge medications',
  translation: ['75311-1', 'Discharge medications'], // CONF:1198-32857
  title: 'Discharge Medications',
  required: true,
  write(document) {
    const medications = medicationsOf(document).filter(isDischargeMedication(document));
    return medicationContent(document, medications, 'discharge-medication', (entry) => `${OPEN}${entry}${CLOSE}`);
  },
};

// CONF:1198-19161, 1198-32953, 1198-32780, 1198-7692
const OPEN =
  `<act classCode="ACT" moodCode="EVN">${t.DISCHARGE_MEDICATION}` +
  `<code code="10183-2" codeSystem="${LOINC}" displayName="Hospital discharge medications"><translation code="75311-1" codeSystem="${LOINC}" displayName="Discharge medications"/></code>` +
  '<statusCode code="completed"/><entryRelationship typeCode="SUBJ">';
const CLOSE = '</entryRelationship></act>';
