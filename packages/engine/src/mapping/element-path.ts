import { type ElementInfo, elementsOf, isPrimitive } from '../chart/elements.js';
import { extensionNames, type NamedExtension, namedExtension } from '../chart/extensions.js';
import { didYouMean } from './nearest-name.js';

export interface PathStep {
  readonly name: string;
  /** Item of a list, told apart by the spec; 0 where it says nothing. */
  readonly index: number;
  readonly extension?: NamedExtension;
}

export class PathError extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

const STEP = /(_?[A-Za-z][A-Za-z0-9]*)(?:\(([^()]+)\))?(?:\[(\d{1,3})\])?/y;

/** `a.b[1].extension(us-core-race)` as steps. Throws {@link PathError}. */
export function parsePath(path: string, inExtension = false): PathStep[] {
  const steps: PathStep[] = [];
  let at = 0;
  for (;;) {
    STEP.lastIndex = at;
    const match = STEP.exec(path);
    if (!match)
      throw new PathError(
        `The path ${path} is not a FHIR path.`,
        'Write names joined by dots; [1] for the second item of a list.',
      );
    const [, name, inner, index] = match;
    at = STEP.lastIndex;
    let extension: NamedExtension | undefined;
    if (inner !== undefined) {
      if (name !== 'extension')
        throw new PathError(`${name}(...) is not known.`, 'Only extension(name) takes parentheses.');
      // A part of a complex extension has a relative url: `extension(us-core-race).extension(text).valueString`.
      const known = namedExtension(inner);
      const isPart = (inExtension || steps.some((s) => s.extension !== undefined)) && /^[A-Za-z][\w-]*$/.test(inner);
      extension = known ?? (/^(https?|urn):/.test(inner) || isPart ? { url: inner, value: '' } : undefined);
      if (!extension)
        throw new PathError(
          `The extension ${inner} is not known.`,
          didYouMean(inner, extensionNames()) || 'Write its full URL in the parentheses.',
        );
    }
    steps.push({ name: name!, index: Number(index ?? 0), ...(extension ? { extension } : {}) });
    if (at === path.length) return steps;
    if (path[at] !== '.')
      throw new PathError(
        `The path ${path} is not a FHIR path.`,
        'Write names joined by dots; [1] for the second item of a list.',
      );
    at += 1;
  }
}

/** The element `name` of a type. Throws {@link PathError} with the nearest name. */
export function elementInfo(owner: string, name: string, shown: string): ElementInfo {
  const elements = elementsOf(owner);
  const info = elements?.get(name);
  if (info) return info;
  // `_birthDate` carries the extensions of the primitive `birthDate`.
  if (name.startsWith('_')) {
    const base = elements?.get(name.slice(1));
    if (base && isPrimitive(base.type) && !base.isList) return { type: 'Element', isList: false };
  }
  const names = [...(elements?.keys() ?? [])];
  const choice = names.filter((n) => n.startsWith(name) && /^[A-Z]/.test(n.slice(name.length)));
  const hint = choice.length > 1 ? `One of ${choice.slice(0, 6).join(', ')}.` : didYouMean(name, names);
  throw new PathError(`FHIR R4 has no element ${shown}.`, hint || `Elements: ${names.slice(0, 12).join(', ')} ...`);
}
