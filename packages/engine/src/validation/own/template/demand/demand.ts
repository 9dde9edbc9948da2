/** One step down from an element: a child, `..`, `*`, an attribute (`@name`), or `text()` for an element with text of its own. */
export interface Step {
  readonly name: string;
  readonly where: readonly Demand[];
}

/** A way to elements or attributes: from the element at hand, from anywhere below it, or from anywhere in the document. */
export interface Path {
  readonly from: 'here' | 'below' | 'document';
  readonly steps: readonly Step[];
}

/** What any of several paths leads to. */
export type Paths = readonly Path[];

/** What a template asks of the element that carries it. */
export type Demand =
  | { readonly kind: 'or' | 'and'; readonly all: readonly Demand[] }
  | { readonly kind: 'not'; readonly of: Demand }
  /** There is something at the end of the path. */
  | { readonly kind: 'exists'; readonly paths: Paths }
  /** So many are at the end of it; `most` null: any number. */
  | { readonly kind: 'times'; readonly paths: Paths; readonly least: number; readonly most: number | null }
  /** One at the end has this text, or, with `other`, another one. */
  | { readonly kind: 'is'; readonly paths: Paths; readonly value: string; readonly other: boolean }
  /** One at the end is a code of the value set with this OID. */
  | { readonly kind: 'in'; readonly paths: Paths; readonly set: string }
  /** Where there is something at the end of the path, one there does what is asked. */
  | { readonly kind: 'when'; readonly paths: Paths; readonly asks: Demand }
  /** As many at the end of one path as of the other, or no more. */
  | { readonly kind: 'counts'; readonly left: Paths; readonly right: Paths; readonly equal: boolean }
  /** The first at the end has at least so many characters, or with `below` fewer. */
  | { readonly kind: 'length'; readonly paths: Paths; readonly characters: number; readonly below: boolean }
  /** The first at the end starts with a text, or has it somewhere. */
  | { readonly kind: 'starts' | 'contains'; readonly paths: Paths; readonly text: string };
