/** A code with the OID of its system. */
export type FixedCode = readonly [code: string, system: string];

/** What a constraint asks of the element that carries the template. */
export type Demand =
  /** The attribute at the end of a path has this value. */
  | { readonly kind: 'attribute'; readonly path: readonly string[]; readonly attribute: string; readonly value: string }
  /** There is an element at the end of the path. A nullFlavor on it is enough: that it is not known is an answer. */
  | { readonly kind: 'child'; readonly path: readonly string[] }
  /** `code` is this one; R1.1 and R2.1 may differ. */
  | { readonly kind: 'code'; readonly r11: FixedCode; readonly r21: FixedCode }
  /** An element at the end of the path carries the template, whatever its extension. */
  | { readonly kind: 'holds'; readonly path: readonly string[]; readonly templates: readonly string[] };

/**
 * One SHALL of a template. `conf` is the number of the C-CDA R2.1 guide with its prefix; R1.1 has the same number without it
 * (the guide kept them). `r21Only`: R1.1 does not ask it.
 */
export interface Constraint {
  readonly template: string;
  readonly conf: string;
  readonly r21Only?: true;
  readonly demand: Demand;
}

const BASE = '2.16.840.1.113883.10.20.22.';

/** Full root of a C-CDA template from the end of it. */
export const ccda = (end: string): string => `${BASE}${end}`;

export const shallHave = (template: string, conf: string, ...path: readonly string[]): Constraint => ({
  template: ccda(template),
  conf,
  demand: { kind: 'child', path },
});

export const shallBe = (template: string, conf: string, path: readonly string[], attribute: string, value: string) =>
  ({ template: ccda(template), conf, demand: { kind: 'attribute', path, attribute, value } }) as const;

export const shallHold = (template: string, conf: string, path: readonly string[], ...templates: readonly string[]) =>
  ({ template: ccda(template), conf, demand: { kind: 'holds', path, templates: templates.map(ccda) } }) as const;

export const shallBeCode = (template: string, conf: string, r21: FixedCode, r11: FixedCode = r21): Constraint => ({
  template: ccda(template),
  conf,
  demand: { kind: 'code', r11, r21 },
});
