import { identifierSystem, resourceId, type SpecHeader } from './compiled-spec.js';
import type { MappingEnvironment } from './environment.js';
import { keyText } from './key-text.js';
import { didYouMean } from './nearest-name.js';
import { isAbsentTable } from './staged-sql.js';
import type { Evaluator } from './value.js';
import type { SpecTrail, ValueCompiler } from './value-compiler.js';

/** A reference to what another spec makes of the row with this key; null where the spec may not refer to it (reported). */
export function referenceEvaluator(
  value: { ref: string; variant?: string | undefined },
  keySlot: number,
  sources: readonly number[],
  trail: SpecTrail,
  target: { element: string; info: { isList: boolean; targets?: readonly string[] } },
  headers: readonly SpecHeader[],
  own: SpecHeader,
  env: MappingEnvironment,
  report: ValueCompiler['report'],
): Evaluator | null {
  const to = headers.find((h) => h.spec.id === value.ref);
  if (!to) {
    report(
      [...trail, 'ref'],
      'ref-unknown',
      `There is no spec ${value.ref}.`,
      didYouMean(
        value.ref,
        headers.map((h) => h.spec.id),
      ) || `Specs: ${headers.map((h) => h.spec.id).join(', ')}.`,
    );
    return null;
  }
  const variants = (to.spec.variants ?? []).map((v) => v.id);
  if (value.variant === undefined ? variants.length > 0 : !variants.includes(value.variant)) {
    report(
      [...trail, value.variant === undefined ? 'ref' : 'variant'],
      'variant-unknown',
      `The spec ${value.ref} has ${variants.length > 0 ? `the variants ${variants.join(', ')}` : 'no variants'}.`,
      variants.length > 0 ? 'Name one with variant.' : 'Take variant away.',
    );
    return null;
  }
  const { targets } = target.info;
  if (targets && !targets.includes(to.spec.resource)) {
    report(
      [...trail, 'ref'],
      'ref-type',
      `${target.element} may not refer to ${to.spec.resource}.`,
      `It takes ${targets.join(', ')}.`,
    );
    return null;
  }
  if (to.hasPatient && !own.hasPatient) {
    report(
      [...trail, 'ref'],
      'ref-patient',
      `A resource without patient may not refer to ${value.ref}, which belongs to one.`,
      'Give this spec a patient, or turn the reference round.',
    );
    return null;
  }
  const variant = value.variant ?? null;
  const system = identifierSystem(env.idNamespace, to, variant);
  const type = to.spec.resource;
  const { isList } = target.info;
  // Many rows refer to the same few: encounters of a patient, practitioners of a practice.
  const ids = new Map<string, string>();
  const idOf = (key: string): string => {
    let id = ids.get(key);
    if (id === undefined) {
      id = resourceId(env.idNamespace, to, key, variant);
      if (ids.size >= 1000) ids.clear();
      ids.set(key, id);
    }
    return id;
  };
  return {
    slots: sources,
    constant: false,
    evaluate(frame) {
      const key = keyText(frame.cells[keySlot]);
      if (key === null) return undefined;
      const { run } = frame;
      if (isAbsentTable(to.table)) {
        run.real += 1;
        frame.settle(sources);
        const logical = { type, identifier: { system, value: key } };
        return isList ? [logical] : logical;
      }
      const id = idOf(key);
      const reference = { reference: `${type}/${id}` };
      const slot = sources[0];
      run.references.push({
        target: reference,
        type,
        identifier: { system, value: key },
        spec: to.index,
        key,
        resourceId: id,
        where: frame.where(slot),
        element: target.element,
      });
      run.real += 1;
      frame.settle(sources);
      return isList ? [reference] : reference;
    },
  };
}
