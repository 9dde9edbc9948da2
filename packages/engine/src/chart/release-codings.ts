import { Decimal } from '../base/decimal.js';
import type { Issue } from '../base/issue.js';
import { formatLocator } from '../base/locator.js';
import { type CodeFacts, comparableName, type ReleaseCodes } from '../terminology/store/release-codes.js';
import type { Chart, ChartFragment } from './chart.js';
import type { Resource } from './fhir.js';
import { RELEASE_DISPLAY_EXTENSION } from './fhir-extensions.js';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);

type Told = (element: string, kind: keyof typeof SAID) => void;

/** What is told of a code. The code itself is never changed: it is the source's. */
const SAID = {
  'code-not-in-release': {
    severity: 'warning',
    message: 'No loaded release of its code system has the code; it is carried as it stands.',
    hint: 'Look for a typing error or a local code; or load the release that it is of: chartlift terminology list.',
  },
  'code-is-category': {
    severity: 'information',
    message: 'The code is a category: the loaded release lists the codes below it, not the category itself.',
    hint: 'It is carried as it stands. For billing a code below it is needed; for a problem it may be all that was known.',
  },
  'code-retired': {
    severity: 'warning',
    message:
      'Its code system keeps the code for old records only: the newest loaded release calls it retired, or no longer has it.',
    hint: 'Right for what was recorded while it was in use; else take what replaced it, by a crosswalk.',
  },
  'display-not-in-release': {
    severity: 'information',
    message:
      "The source's name of the code is none of the names that the loaded release has for it; it is carried as it stands.",
    hint: "Often the practice's own wording. Look whether name and code mean the same.",
  },
} as const;

/**
 * The chart with its codings held against loaded releases: a coding without a display gets the release's, marked by an extension that names the release; a code that
 * the release does not have or calls retired, and a display that is none of its names, are issues at their row and element. No code is changed, added or dropped;
 * nothing is said of systems that are not loaded. A display is told once for each code of a chart. Resources that nothing changes are the very same objects.
 */
export function withReleaseCodings(chart: Chart, codes: ReleaseCodes): Chart {
  const issues: Issue[] = [];
  const checked = new CodingCheck(codes, issues);
  const patient = checked.fragment({ resource: chart.patient, origin: chart.patientOrigin }).resource;
  const fragments = chart.fragments.map((fragment) => checked.fragment(fragment));
  // Shared resources are told of once, where they are written.
  const silent = new CodingCheck(codes, []);
  const shared = chart.shared.map((fragment) => silent.fragment(fragment));
  return { ...chart, patient: patient as Chart['patient'], fragments, shared, issues: [...chart.issues, ...issues] };
}

/** The same for resources of no patient. */
export function sharedWithReleaseCodings(
  shared: readonly ChartFragment[],
  codes: ReleaseCodes,
): { readonly shared: readonly ChartFragment[]; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const checked = new CodingCheck(codes, issues);
  return { shared: shared.map((fragment) => checked.fragment(fragment)), issues };
}

class CodingCheck {
  readonly #displaysTold = new Set<string>();

  constructor(
    private readonly codes: ReleaseCodes,
    private readonly issues: Issue[],
  ) {}

  fragment(fragment: ChartFragment): ChartFragment {
    const { resource, origin } = fragment;
    const told: Told = (element, kind) =>
      this.issues.push({
        ...SAID[kind],
        code: kind,
        where: formatLocator({ source: origin.source, table: origin.table, row: origin.row }),
        element,
      });
    const checked = this.#walk(resource as unknown as Json, resource.resourceType, told);
    return checked === (resource as unknown) ? fragment : { resource: checked as unknown as Resource, origin };
  }

  #walk<T>(value: T, path: string, told: Told): T {
    if (Array.isArray(value)) {
      const items = value.map((item) => this.#walk(item, path, told));
      return items.every((item, i) => item === value[i]) ? value : (items as T);
    }
    if (!isObject(value)) return value;
    let changed: Json | undefined;
    for (const name in value) {
      const member = value[name];
      if (typeof member !== 'object' || member === null) continue;
      const checked = this.#walk(member, `${path}.${name}`, told);
      if (checked !== member) changed = { ...(changed ?? value), [name]: checked };
    }
    return this.#coding(changed ?? value, path, told) as T;
  }

  #coding(one: Json, path: string, told: Told): Json {
    const { system, code, display } = one;
    // Identifiers, contact points and quantities have a system too, and a value or a unit beside it.
    if (typeof system !== 'string' || typeof code !== 'string' || 'value' in one || 'unit' in one) return one;
    const facts = this.codes.of(system, code);
    if (facts === null) return one;
    if (facts.standing === 'unknown') told(path, 'code-not-in-release');
    else if (facts.standing === 'category') told(path, 'code-is-category');
    else if (facts.standing === 'retired') told(path, 'code-retired');
    if (typeof display === 'string' && display.trim() !== '') {
      this.#display(facts, system, code, display, () => told(path, 'display-not-in-release'));
      return one;
    }
    if (facts.display === null) return one;
    const given = Array.isArray(one.extension) ? (one.extension as unknown[]) : [];
    const mark = { url: RELEASE_DISPLAY_EXTENSION, valueString: facts.release };
    return { ...one, extension: [...given, mark], display: facts.display };
  }

  #display({ names }: CodeFacts, system: string, code: string, display: string, tell: () => void): void {
    if (names.size === 0 || names.has(comparableName(display))) return;
    const key = `${system} ${code}`;
    if (this.#displaysTold.has(key)) return;
    this.#displaysTold.add(key);
    tell();
  }
}
