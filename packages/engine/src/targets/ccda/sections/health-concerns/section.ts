import type { Condition } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import { LOINC } from '../../datatypes/oid.js';
import type { Section } from '../../section.js';
import { isHealthConcern, problemEntry } from '../problems/entry.js';
import { narrateProblem, problemTable } from '../problems/narrative.js';
import { HEALTH_CONCERN_ACT, HEALTH_CONCERNS_SECTION } from './templates.js';

/** Conditions that the source calls health concerns: each a Health Concern Act with its Problem Observation. */
export const healthConcerns: Section = {
  name: 'health-concerns',
  templates: HEALTH_CONCERNS_SECTION,
  code: table.HEALTH_CONCERNS_SECTION.code[0],
  display: 'Health concerns',
  title: 'Health Concerns',
  required: false,
  write(document) {
    const items = document.all<Condition>('Condition').filter(({ resource }) => isHealthConcern(resource));
    if (items.length === 0) return null;
    const table = problemTable('concern');
    const entries = items.map((item) => {
      document.carry(item.resource);
      return problemEntry(document, item, narrateProblem(document, table, item.resource), {
        templates: HEALTH_CONCERN_ACT,
        code: ['75310-3', LOINC, 'Health concern'], // CONF:1198-32311
        relationship: 'REFR', // Health Concern Act (V2): Problem Observation by REFR
      });
    });
    return { entries, narrative: table.toXml() };
  },
};
