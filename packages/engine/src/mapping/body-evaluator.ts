import { Decimal } from '../base/decimal.js';
import { parseExactJson } from '../base/exact-json.js';
import { fitResource } from '../chart/resource-fit.js';
import { withoutForbidden } from './characters.js';
import { identifierSystem, resourceId, type SpecHeader } from './compiled-spec.js';
import type { MappingEnvironment } from './environment.js';
import type { Frame } from './frame.js';
import { isBlank } from './frame.js';
import { isAbsentTable } from './staged-sql.js';
import { type StatedProblem, withoutWrongCodes } from './stated-codes.js';
import type { Evaluator } from './value.js';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);

const OUTSIDE =
  'Look the code up where the document was made: a typing error, or a local code under a standard system.';
const SAID: Readonly<Record<StatedProblem, { readonly message: string; readonly hint: string }>> = {
  'code-shape': {
    message: 'The code does not have the shape of its system; it is kept without the system.',
    hint: OUTSIDE,
  },
  'code-check-digit': {
    message: 'The check digit of the code is wrong; it is kept without the system.',
    hint: OUTSIDE,
  },
  'code-system-unknown': {
    message: 'Nobody can have issued the OID of the code system; the code is kept without it.',
    hint: 'Look for a made-up or mistyped OID.',
  },
  'code-placeholder': {
    message: 'In place of a code stands what a program writes for a missing value; the words are kept.',
    hint: OUTSIDE,
  },
  'race-unknown': { message: 'The code is not a race of the CDC code set; the words are kept.', hint: OUTSIDE },
  'ethnicity-unknown': {
    message: 'The code is not an ethnicity of the CDC code set; the words are kept.',
    hint: OUTSIDE,
  },
};

/**
 * The resource that a cell holds as FHIR R4 JSON, as charts hold it. Its references name rows: `Type/key` is what the spec of that type that also takes bodies
 * makes of the row with this key in the same source. A cell that holds no such resource is an issue (`body-invalid`), what FHIR R4 has no place for in it another
 * (`body-misfit`), and a code that cannot be one of its system a third.
 */
export function bodyEvaluator(
  slot: number,
  own: SpecHeader,
  headers: readonly SpecHeader[],
  env: MappingEnvironment,
): Evaluator {
  const byType = new Map(
    headers
      .filter((header) => header.spec.body !== undefined && header.table.source === own.table.source)
      .map((header) => [header.spec.resource, header]),
  );
  const slots = [slot];
  const type = own.spec.resource;
  return {
    slots,
    constant: false,
    evaluate(frame) {
      const cell = frame.cells[slot];
      if (isBlank(cell)) return undefined;
      const parsed = typeof cell === 'string' ? parseExactJson(cell) : undefined;
      if (!isObject(parsed) || parsed.resourceType !== type) {
        frame.issue(slots, type, {
          severity: 'error',
          code: 'body-invalid',
          message: `The cell holds no FHIR JSON of a ${type}.`,
          hint: 'Take the table out of `resources`, or name the column that holds the resource.',
        });
        return undefined;
      }
      const misfits = new Set<string>();
      const { resourceType: _, id: __, ...fitted } = fitResource(parsed, (element) => misfits.add(element), true);
      for (const element of misfits)
        frame.issue(slots, element, {
          severity: 'warning',
          code: 'body-misfit',
          message: 'FHIR R4 has no such element or value here; it is left out.',
        });
      const kept = withoutForbidden(fitted) as Json | undefined;
      if (kept !== fitted)
        frame.issue(slots, type, {
          severity: 'information',
          code: 'control-characters',
          message: 'Control characters were taken out of the text.',
        });
      const sound =
        withoutWrongCodes(kept, type, (element, problem) =>
          frame.issue(slots, element, { severity: 'warning', code: problem, ...SAID[problem] }),
        ) ?? {};
      linkRows(sound, type, { frame, slot, own, byType, env });
      frame.run.real += 1;
      frame.settle(slots);
      return sound;
    },
  };
}

interface Links {
  readonly frame: Frame;
  readonly slot: number;
  readonly own: SpecHeader;
  readonly byType: ReadonlyMap<string, SpecHeader>;
  readonly env: MappingEnvironment;
}

/** Every reference to a row becomes one to its resource, to be checked when the chart is whole; one that cannot be followed keeps the key as identifier. */
function linkRows(value: unknown, element: string, links: Links): void {
  if (Array.isArray(value)) {
    for (const item of value) linkRows(item, element, links);
    return;
  }
  if (!isObject(value)) return;
  const named = typeof value.reference === 'string' ? /^([A-Z][A-Za-z]+)\/(.+)$/.exec(value.reference) : null;
  if (named) linkRow(value, named[1]!, named[2]!, element, links);
  for (const [name, member] of Object.entries(value))
    if (typeof member === 'object') linkRows(member, `${element}.${name}`, links);
}

function linkRow(target: Json, type: string, key: string, element: string, links: Links): void {
  const { frame, slot, own, env } = links;
  const to = links.byType.get(type);
  const followed = to !== undefined && !isAbsentTable(to.table) && !(to.hasPatient && !own.hasPatient);
  if (!followed) {
    delete target.reference;
    target.type ??= type;
    if (to) target.identifier ??= { system: identifierSystem(env.idNamespace, to, null), value: key };
    return;
  }
  const id = resourceId(env.idNamespace, to, key, null);
  target.reference = `${type}/${id}`;
  frame.run.references.push({
    target: target as { reference?: string; type?: string; identifier?: object },
    type,
    identifier: { system: identifierSystem(env.idNamespace, to, null), value: key },
    spec: to.index,
    key,
    resourceId: id,
    where: frame.where(slot),
    element,
  });
}
