import type { Encounter } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import { conceptText } from '../../datatypes/concept.js';
import { reasonsOf } from '../../entry.js';
import { lines } from '../../narrative.js';
import type { Section } from '../../section.js';
import { template } from '../../template.js';

const REASON_FOR_VISIT_SECTION = template(table.REASON_FOR_VISIT_SECTION);

/** Why the patient came, in words: of a document about one encounter. In a summary the reason stands with its encounter. */
export const reasonForVisit: Section = {
  name: 'reason-for-visit',
  templates: REASON_FOR_VISIT_SECTION,
  code: table.REASON_FOR_VISIT_SECTION.code[0],
  display: 'Reason for visit Narrative',
  title: 'Reason for Visit',
  required: false,
  write(document) {
    const texts = document
      .all<Encounter>('Encounter')
      .flatMap(({ resource }) => reasonsOf(document, resource.reasonCode, resource.reasonReference))
      .map(conceptText);
    if (texts.length === 0) return null;
    return { entries: [], narrative: texts.map((text) => `<paragraph>${lines(text)}</paragraph>`).join('') };
  },
};
