import type { AllergyIntolerance } from '../../../../chart/fhir.js';
import { conceptText } from '../../datatypes/concept.js';
import { readablePeriod, readableTime } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { conceptsText, noteText, statusOf, verificationText } from '../../entry.js';
import { Table } from '../../narrative.js';
import { visible } from '../../xml.js';

export const allergyTable = (): Table =>
  new Table('allergy', [
    'Substance',
    'Kind',
    'Reaction',
    'Severity of reaction',
    'Time of reaction',
    'Criticality',
    'Status',
    'Verification',
    'Onset',
    'Last occurrence',
    'Recorded',
    'Comments',
  ]);

export interface AllergyAnchors {
  readonly row: string;
  readonly substance: string | null;
  readonly criticality: string | null;
  readonly status: string | null;
  /** One for each {@link manifestations}. */
  readonly reactions: readonly (string | null)[];
  readonly severities: readonly (string | null)[];
  readonly comments: string | null;
}

type Reaction = NonNullable<AllergyIntolerance['reaction']>[number];
type Manifestation = Reaction['manifestation'][number];

/** Reactions one by one: a FHIR reaction may name several manifestations, or none but a description. */
export function manifestations(
  allergy: AllergyIntolerance,
): readonly { readonly reaction: Reaction; readonly manifestation: Manifestation | null }[] {
  const found: { reaction: Reaction; manifestation: Manifestation | null }[] = [];
  for (const reaction of (allergy.reaction ?? []).filter(Boolean)) {
    const said = (reaction.manifestation ?? []).filter((m) => conceptText(m) !== '');
    for (const manifestation of said) found.push({ reaction, manifestation });
    if (said.length === 0 && (visible(reaction.description) !== null || reaction.severity))
      found.push({ reaction, manifestation: null });
  }
  return found;
}

export function narrateAllergy(document: CcdaDocument, table: Table, allergy: AllergyIntolerance): AllergyAnchors {
  const row = table.row();
  const found = manifestations(allergy);
  row.put('Kind', [allergy.type, ...(allergy.category ?? [])].filter((kind) => typeof kind === 'string').join(', '));
  row.put('Verification', verificationText(allergy.verificationStatus));
  row.put(
    'Onset',
    readableTime(allergy.onsetDateTime) ||
      readablePeriod(allergy.onsetPeriod?.start, allergy.onsetPeriod?.end) ||
      visible(allergy.onsetString),
  );
  row.put('Last occurrence', readableTime(allergy.lastOccurrence));
  row.putAll(
    'Time of reaction',
    (allergy.reaction ?? []).map((reaction) => readableTime(reaction?.onset)),
  );
  const people = [allergy.recorder, allergy.asserter].map((who) => document.parties.nameOf(who));
  row.put('Recorded', [...new Set([readableTime(allergy.recordedDate), ...people])].filter((p) => p !== '').join(', '));
  return {
    row: row.anchor,
    substance: row.put(
      'Substance',
      conceptText(allergy.code) || conceptsText(allergy.reaction?.map((r) => r?.substance ?? null)),
    ),
    criticality: row.put('Criticality', allergy.criticality),
    status: row.put('Status', statusOf(allergy.clinicalStatus) ?? 'not stated'),
    reactions: row.putAll(
      'Reaction',
      found.map(({ reaction, manifestation }) => {
        const name = conceptText(manifestation);
        const description = visible(reaction.description);
        return name === ''
          ? description
          : description === null || description === name
            ? name
            : `${name}: ${description}`;
      }),
    ),
    severities: row.putAll(
      'Severity of reaction',
      found.map(({ reaction }) => reaction.severity),
    ),
    comments: row.put(
      'Comments',
      noteText(document, [
        ...(allergy.note ?? []),
        ...(allergy.reaction ?? []).flatMap((reaction) => reaction?.note ?? []),
      ]),
    ),
  };
}
