import type { Procedure } from '../../../../chart/fhir.js';
import { textReference } from '../../anchor.js';
import { concept, conceptText } from '../../datatypes/concept.js';
import { SNOMED } from '../../datatypes/oid.js';
import { interval, timestamp } from '../../datatypes/time.js';
import type { CcdaDocument, Item } from '../../document.js';
import { comment, reasonsOf } from '../../entry.js';
import { indications } from '../../indication.js';
import { locationParticipant } from '../../location.js';
import type { ProcedureAnchors } from './narrative.js';
import * as t from './templates.js';

/** A Procedure Activity Procedure. A procedure that was not done is negated and keeps what is known of it. */
export function procedureEntry(
  document: CcdaDocument,
  { resource }: Item<Procedure>,
  anchors: ProcedureAnchors,
): string {
  const { namespace } = document;
  const status = t.STATUSES[resource.status ?? ''];
  const flavor = resource.status && resource.status !== 'unknown' ? 'OTH' : 'UNK';
  const id = document.ids.ofResource(resource);
  return (
    `<procedure classCode="PROC" moodCode="EVN"${resource.status === 'not-done' ? ' negationInd="true"' : ''}>${t.PROCEDURE_ACTIVITY}${id}` +
    `${concept(namespace, resource.code, { anchor: anchors.name })}${textReference(anchors.row)}` + // CONF:1098-7656
    (status === undefined ? `<statusCode nullFlavor="${flavor}"/>` : `<statusCode code="${status}"/>`) + // CONF:1098-7661
    when(resource) +
    (resource.bodySite ?? [])
      .filter((site) => conceptText(site) !== '')
      .map((site, i) =>
        concept(namespace, site, {
          tag: 'targetSiteCode',
          systems: [SNOMED],
          strict: true,
          anchor: anchors.sites[i] ?? null,
        }),
      )
      .join('') +
    document.parties.performers((resource.performer ?? []).map((p) => p?.actor)) +
    document.parties.author(resource.recorder, null) +
    locationParticipant(document, resource.location) +
    indications(
      document,
      resource,
      reasonsOf(document, resource.reasonCode, resource.reasonReference),
      anchors.reasons,
    ) +
    `${comment(anchors.comments)}</procedure>`
  );
}

function when(procedure: Procedure): string {
  const { performedPeriod } = procedure;
  const at = timestamp(procedure.performedDateTime);
  if (at !== null) return `<effectiveTime value="${at}"/>`;
  if (timestamp(performedPeriod?.start) !== null || timestamp(performedPeriod?.end) !== null)
    return interval(performedPeriod?.start, performedPeriod?.end);
  return '<effectiveTime nullFlavor="UNK"/>';
}
