import type { CodeableConcept, Resource } from '../../chart/fhir.js';
import * as table from '../../formats/cda/templates.js';
import { concept } from './datatypes/concept.js';
import { SNOMED } from './datatypes/oid.js';
import type { CcdaDocument } from './document.js';
import { relationship } from './entry.js';
import { template } from './template.js';

const INDICATION = template(table.INDICATION);

/** An Indication for each reason, as {@link reasonsOf} gives them; ids count in that order. `anchor`: where the narrative states the reasons, or each of them; null where it does not. `label` begins their ids. */
export const indications = (
  document: CcdaDocument,
  resource: Resource & { readonly id: string },
  reasons: readonly CodeableConcept[],
  anchor: string | null | readonly (string | null)[],
  label = 'reason',
): string =>
  reasons
    .map((reason, i) => {
      const id = document.ids.derived(resource, `${label}-${i + 1}`);
      const value = concept(document.namespace, reason, {
        tag: 'value',
        type: 'CD',
        systems: [SNOMED],
        strict: true,
        anchor: typeof anchor === 'string' ? anchor : (anchor?.[i] ?? null),
      });
      return relationship(
        'RSON',
        `<observation classCode="OBS" moodCode="EVN">${INDICATION}${id}<code nullFlavor="UNK"/><statusCode code="completed"/>${value}</observation>`, // CONF:1098-31229
      );
    })
    .join('');
