import { textReference } from '../../anchor.js';
import { concept } from '../../datatypes/concept.js';
import { LOINC, SNOMED } from '../../datatypes/oid.js';
import { interval } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { comment } from '../../entry.js';
import { reportUnstatedStatus, statusCode, valueElement } from '../../observation.js';
import type { Directive } from './directive.js';
import * as t from './templates.js';

export interface DirectiveAnchors {
  readonly row: string;
  readonly name: string | null;
  readonly value: string | null;
  readonly comments: string | null;
}

/** An Advance Directive Observation. It is complete by its template (CONF:1198-19082): what is not, claims none. */
export function directiveEntry(document: CcdaDocument, directive: Directive, anchors: DirectiveAnchors): string {
  const { resource, part, act } = directive;
  const id =
    part === null ? document.ids.ofResource(resource) : document.ids.derived(resource, `component-${part + 1}`);
  if (act === null) reportUnstatedStatus(document, directive.where, `${resource.resourceType}.status`);
  const code = concept(document.namespace, directive.code, { systems: [SNOMED, LOINC], anchor: anchors.name });
  // The translation is demanded once (CONF:1198-32842): a source that states it has it already, as translation or as the code itself.
  const stated = code.includes('<translation code="75320-2"');
  return (
    `<observation classCode="OBS" moodCode="EVN">${act === 'completed' ? t.ADVANCE_DIRECTIVE_OBSERVATION : ''}${id}` +
    (stated ? code : withTranslation(code)) + // CONF:1198-8651
    `${textReference(anchors.row)}${statusCode(act)}` +
    interval(directive.start, directive.end, { absentHigh: 'NA' }) + // CONF:1198-15521, 1198-32449
    wanted(document, directive, anchors) + // CONF:1198-30804
    document.parties.author(directive.by, directive.recorded) +
    `${comment(anchors.comments)}</observation>`
  );
}

function withTranslation(code: string): string {
  return code.endsWith('/>')
    ? code.replace(/\/>$/, `>${t.ADVANCE_DIRECTIVE}</code>`)
    : code.replace(/<\/code>$/, `${t.ADVANCE_DIRECTIVE}</code>`);
}

/** A coded value is SNOMED CT (CONF:1198-32493); anything else keeps its own data type. */
function wanted(document: CcdaDocument, { measured }: Directive, anchors: DirectiveAnchors): string {
  const value = measured.valueCodeableConcept;
  if (value && (value.coding ?? []).some((c) => c?.code))
    return concept(document.namespace, value, {
      tag: 'value',
      type: 'CD',
      systems: [SNOMED],
      strict: true,
      anchor: anchors.value,
    });
  return valueElement(document, measured, anchors.value);
}
