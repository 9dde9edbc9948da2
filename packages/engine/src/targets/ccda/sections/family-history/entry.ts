import { codeTable } from '../../../../base/code-table.js';
import type { FamilyMemberHistory } from '../../../../chart/fhir.js';
import { textReference } from '../../anchor.js';
import { codingOf, concept, fixed } from '../../datatypes/concept.js';
import { ACT_CODE, SNOMED } from '../../datatypes/oid.js';
import { magnitude, ucumUnit } from '../../datatypes/quantity.js';
import { timestamp } from '../../datatypes/time.js';
import type { CcdaDocument, Item } from '../../document.js';
import { relationship } from '../../entry.js';
import { genderElement } from '../../header/patient.js';
import { attribute, escapeText, visible } from '../../xml.js';
import type { FamilyAnchors } from './narrative.js';
import * as t from './templates.js';

// v3 RoleCode and AdministrativeGender as FHIR writes sex.
const SEXES: Readonly<Record<string, string>> = codeTable({
  male: 'male',
  female: 'female',
  other: 'other',
  M: 'male',
  F: 'female',
});

/** A Family History Organizer; null where no condition is stated, because the template demands one (CONF:1198-32428). */
export function familyEntry(
  document: CcdaDocument,
  { resource }: Item<FamilyMemberHistory>,
  anchors: FamilyAnchors,
): string | null {
  const conditions = (resource.condition ?? []).filter(Boolean);
  if (conditions.length === 0) return null;
  const id = document.ids.ofResource(resource);
  return (
    `<organizer classCode="CLUSTER" moodCode="EVN">${t.FAMILY_HISTORY_ORGANIZER}${id}<statusCode code="completed"/>` + // CONF:1198-19099
    subject(document, resource, anchors) +
    conditions
      .map(
        (condition, i) =>
          `<component>${observation(document, resource, condition, i, anchors.conditions[i] ?? null)}</component>`,
      )
      .join('') +
    '</organizer>'
  );
}

function subject(document: CcdaDocument, member: FamilyMemberHistory, anchors: FamilyAnchors): string {
  const relation = concept(document.namespace, member.relationship, { anchor: anchors.relative });
  const sex = SEXES[(member.sex?.coding ?? [])[0]?.code ?? ''];
  const born = timestamp(member.bornDate);
  const name = visible(member.name);
  const dead = member.deceasedDate || member.deceasedAge || member.deceasedString ? true : member.deceasedBoolean;
  return (
    `<subject><relatedSubject classCode="PRS">${relation}<subject>` + // CONF:1198-15245
    (name === null ? '' : `<name>${escapeText(name)}</name>`) +
    genderElement(sex) + // CONF:1198-15974
    (born === null ? '' : `<birthTime value="${born}"/>`) +
    (typeof dead === 'boolean' ? `<sdtc:deceasedInd value="${dead}"/>` : '') +
    (timestamp(member.deceasedDate) === null ? '' : `<sdtc:deceasedTime value="${timestamp(member.deceasedDate)}"/>`) +
    '</subject></relatedSubject></subject>'
  );
}

type Condition = NonNullable<FamilyMemberHistory['condition']>[number];

// A FHIR condition of a relative is a condition; its LOINC twin is the translation that the template wants (CONF:1198-32847).
const CONDITION = `<code code="64572001" codeSystem="${SNOMED}" codeSystemName="SNOMED CT" displayName="Condition"><translation code="75315-2" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC" displayName="Condition family member"/></code>`;

function observation(
  document: CcdaDocument,
  member: FamilyMemberHistory & { id: string },
  condition: Condition,
  i: number,
  anchor: string | null,
): string {
  const value = magnitude(condition.onsetAge);
  const unit = ucumUnit(condition.onsetAge);
  const age =
    value === null || unit === null
      ? ''
      : relationship(
          'SUBJ',
          `<observation classCode="OBS" moodCode="EVN">${t.AGE_OBSERVATION}${fixed('code', '445518008', SNOMED, 'Age at onset')}<statusCode code="completed"/><value xsi:type="PQ" value="${value}"${attribute('unit', unit)}/></observation>`,
          true,
        ); // CONF:81-16776
  const fatal = condition.contributedToDeath === true || codingOf(condition.outcome, SNOMED)?.code === '419099009';
  const death = fatal
    ? relationship(
        'CAUS',
        `<observation classCode="OBS" moodCode="EVN">${t.DEATH_OBSERVATION}<code code="ASSERTION" codeSystem="${ACT_CODE}"/><statusCode code="completed"/>${fixed('value', '419099009', SNOMED, 'Dead', 'CD')}</observation>`,
      ) // CONF:81-26470
    : '';
  const start = timestamp(condition.onsetPeriod?.start);
  return (
    `<observation classCode="OBS" moodCode="EVN">${t.FAMILY_HISTORY_OBSERVATION}${document.ids.derived(member, `condition-${i + 1}`)}` +
    `${CONDITION}${textReference(anchor)}<statusCode code="completed"/>${start === null ? '' : `<effectiveTime value="${start}"/>`}` + // CONF:1198-19098
    `${concept(document.namespace, condition.code, { tag: 'value', type: 'CD', systems: [SNOMED], strict: true, anchor })}${age}${death}</observation>` // CONF:1198-8591
  );
}
