import { idKey, repeatsEncounter } from '../encompassing-encounter.js';
import { repeatedIds } from '../statement-ids.js';
import { ccda } from '../template/constraint.js';
import { GENERIC, type ImporterRule } from './rule.js';

const PATIENT = ['recordTarget', 'patientRole', 'patient'] as const;
const isUri = (text: string): boolean => /^(https?:|urn:(?!oid:)|mailto:)/i.test(text);

/** Who the patient is, and what things are called. */
export const IDENTITY_RULES: readonly ImporterRule[] = [
  {
    rule: 'patient-name-missing',
    profiles: GENERIC,
    source: 'Canvas C-CDA import: no match and no import without a name',
    message: 'The patient has no name with a family and a given name.',
    hint: 'Write the name; importing systems match patients by it.',
    find: ({ tree }) =>
      tree.root
        .at(...PATIENT)
        .filter(
          (patient) =>
            !patient.at('name').some((name) => ['family', 'given'].every((part) => name.child(part)?.content.trim())),
        ),
  },
  {
    rule: 'patient-birth-date-missing',
    profiles: GENERIC,
    source: 'Canvas C-CDA import: no match and no import without a date of birth',
    message: 'The patient has no date of birth.',
    hint: 'Write birthTime with the day; importing systems match patients by it.',
    find: ({ tree }) =>
      tree.root.at(...PATIENT).filter((patient) => !/^\d{8}/.test(patient.child('birthTime')?.attr('value') ?? '')),
  },
  {
    rule: 'patient-sex-missing',
    profiles: GENERIC,
    source: 'Canvas C-CDA import: no match and no import without the administrative sex',
    message: 'The patient has no administrative gender.',
    hint: 'Write F, M or UN (2.16.840.1.113883.5.1); a nullFlavor is not taken by all systems.',
    find: ({ tree }) =>
      tree.root.at(...PATIENT).filter((patient) => !patient.child('administrativeGenderCode')?.attr('code')),
  },
  {
    rule: 'patient-id-missing',
    profiles: GENERIC,
    source: 'HL7 CDA R2 II; Canvas and athenaOne match by identifiers with an OID root',
    message: 'The patient has no identifier with an OID as root.',
    hint: "Write the practice's own OID as root and the chart number as extension.",
    find: ({ tree }) =>
      tree.root
        .at('recordTarget', 'patientRole')
        .filter((role) => !role.at('id').some((id) => /^[0-2]\.\d/.test(id.attr('root') ?? '') && idKey(id) !== null)),
  },
  {
    rule: 'uri-as-root',
    profiles: GENERIC,
    source: 'HL7 CDA R2 II.root and CD.codeSystem are OIDs; FHIR URIs are not recognised by importers',
    message: 'A URI stands where an OID belongs.',
    hint: 'Write the OID; the URI of a system belongs into FHIR.',
    find: function* ({ tree }) {
      for (const name of ['id', 'code', 'value', 'translation', 'templateId', 'setId', 'routeCode']) {
        for (const element of tree.named(name)) {
          for (const attribute of ['root', 'codeSystem']) {
            if (isUri(element.attr(attribute) ?? '')) yield { element, attribute };
          }
        }
      }
    },
  },
  {
    rule: 'id-null-without-root',
    profiles: GENERIC,
    source: 'One importer rewrites every id without a root to the same root, so that the entries collide',
    message: 'The id has a nullFlavor and no root, so it names nothing.',
    hint: 'Write an OID per source table as root and the primary key as extension, the same on every export.',
    find: ({ tree }) =>
      tree.named('id').filter((id) => id.attr('nullFlavor') !== undefined && id.attr('root') === undefined),
  },
  {
    rule: 'id-repeated',
    profiles: GENERIC,
    source: 'OpenEMR skips entries whose id repeats in the document',
    message: 'The id names another statement of this document before; OpenEMR skips the second one.',
    hint: 'Give each statement an id of its own.',
    find: ({ tree }) => repeatedIds(tree),
  },
  {
    rule: 'encounter-not-repeated',
    profiles: GENERIC,
    source:
      'Importers that read both the header and the Encounters section import an encounter twice where the ids differ',
    message: 'The encounter of the header is not an entry of the Encounters section with the same id.',
    hint: 'Repeat the encounter in the Encounters section with the same id and time.',
    find: ({ tree, sections }) => {
      if (sections.length === 0) return [];
      const activities = tree.withTemplate(ccda('4.49'));
      return tree.root.at('componentOf', 'encompassingEncounter').filter((one) => !repeatsEncounter(one, activities));
    },
  },
  {
    rule: 'version-missing',
    profiles: GENERIC,
    source: 'HL7 CDA R2 4.2.3.1; importers replace the earlier version of a set by setId and versionNumber',
    message: 'The document has no setId or no versionNumber, so a new export stands beside the old one.',
    hint: 'Write a setId that stays the same for the patient and kind of document, and count versionNumber.',
    find: ({ tree }) => (tree.root.child('setId') && tree.root.child('versionNumber') ? [] : [tree.root]),
  },
];
