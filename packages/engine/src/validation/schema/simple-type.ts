import type { CdaElement } from '../own/cda-element.js';
import {
  type Component,
  partsOf,
  type SchemaComponents,
  type SchemaNames,
  UnsupportedSchema,
  xs,
} from './components.js';

/** Texts that are valid for certain; of any other text nothing is said. */
export interface SimpleType {
  readonly accepts: (value: string) => boolean;
  /** All values of an enumeration; null of other types. */
  readonly values: ReadonlySet<string> | null;
  /** Values must differ within a document. */
  readonly isId: boolean;
}

const such = (accepts: (value: string) => boolean, isId = false): SimpleType => ({ accepts, values: null, isId });
const matching = (pattern: RegExp): SimpleType => such((value) => pattern.test(value));
const oneOf = (values: ReadonlySet<string>): SimpleType => ({
  accepts: (value) => values.has(value),
  values,
  isId: false,
});

// Each is narrower than XML Schema part 2 has it: ASCII only, blanks only where they are kept, numbers of a length that every processor takes.
const TOKEN = '[A-Za-z0-9._:-]+';
// RFC 3986: characters of a path segment other than a colon, and escapes. libxml2 takes a blank for a character, as XML Schema has it.
const PLAIN = "[A-Za-z0-9._~!$&'()*+,;=@-]";
const WORDS = `(?:${PLAIN}|:)+(?: (?:${PLAIN}|:)+)*`;
const REFERENCES = [
  `#[A-Za-z0-9._~-]*`,
  `${PLAIN}+(?: ${PLAIN}+)*`,
  `[A-Za-z][A-Za-z0-9+.-]*: ?${WORDS}`,
  `https?://[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)*(?:/(?:${PLAIN}|:)*)*(?:[?](?:${PLAIN}|[:/])*)?`,
];
const BUILT_IN = new Map<string, SimpleType>([
  [xs('string'), such(() => true)],
  [xs('token'), matching(/^(?:[^\s]+(?: [^\s]+)*)?$/)],
  [xs('NMTOKEN'), matching(new RegExp(`^${TOKEN}$`))],
  [xs('NMTOKENS'), matching(new RegExp(`^${TOKEN}(?: ${TOKEN})*$`))],
  [xs('boolean'), matching(/^(?:true|false|0|1)$/)],
  [xs('integer'), matching(/^[+-]?[0-9]{1,15}$/)],
  [xs('decimal'), matching(/^[+-]?[0-9]{1,12}(?:\.[0-9]{1,9})?$/)],
  [xs('double'), matching(/^[+-]?[0-9]{1,12}(?:\.[0-9]{1,9})?$/)],
  [xs('anyURI'), matching(new RegExp(`^(?:${REFERENCES.join('|')})$`))],
  [xs('ID'), such((value) => /^[A-Za-z_][A-Za-z0-9._-]*$/.test(value), true)],
]);

/** The type that a definition, or a name in the schema, means; throws UnsupportedSchema. */
export class SimpleTypes {
  private readonly known = new Map<string, SimpleType>();

  constructor(private readonly components: SchemaComponents) {}

  named(name: string): SimpleType {
    const known = BUILT_IN.get(name) ?? this.known.get(name);
    if (known) return known;
    const component = this.components.types.get(name);
    if (component?.node.name !== xs('simpleType')) throw new UnsupportedSchema(`the type ${name}`);
    const type = this.defined(component);
    this.known.set(name, type);
    return type;
  }

  defined({ node, names }: Component): SimpleType {
    const [only, ...others] = partsOf(node);
    if (!only || others.length > 0) throw new UnsupportedSchema('a simple type of several parts');
    if (only.name === xs('restriction')) return this.restriction(only, names);
    const members = [
      ...written(only.attr(only.name === xs('list') ? 'itemType' : 'memberTypes')).map((one) =>
        this.named(names.resolve(one)),
      ),
      ...partsOf(only).map((inner) => this.defined({ node: inner, names })),
    ];
    if (members.some((one) => one.isId)) throw new UnsupportedSchema('an ID among others');
    const sets = members.flatMap(({ values }) => (values ? [values] : []));
    const isOne = (value: string): boolean => members.some((one) => one.accepts(value));
    const either = sets.length === members.length ? oneOf(new Set(sets.flatMap((values) => [...values]))) : such(isOne);
    if (only.name === xs('union')) return either;
    if (only.name !== xs('list')) throw new UnsupportedSchema(`${only.name} in a simple type`);
    return such((value) => value === '' || value.split(' ').every((one) => one !== '' && either.accepts(one)));
  }

  private restriction(node: CdaElement, names: SchemaNames): SimpleType {
    const base = node.attr('base');
    if (base === undefined) throw new UnsupportedSchema('a restriction of a type without a name');
    const whole = this.named(names.resolve(base));
    const values: string[] = [];
    const patterns: RegExp[] = [];
    const checks: ((value: string) => boolean)[] = [];
    for (const facet of partsOf(node)) {
      const value = facet.attr('value');
      if (value === undefined) throw new UnsupportedSchema(`${facet.name} without a value`);
      if (facet.name === xs('enumeration')) values.push(value);
      else if (facet.name === xs('pattern')) patterns.push(patternOf(value));
      else if (facet.name === xs('minLength') && value === '1') checks.push((one) => one !== '');
      else if (facet.name === xs('minInclusive') && value === '1')
        checks.push((one) => /^[0-9]*[1-9][0-9]*$/.test(one));
      else if (facet.name === xs('maxLength') && value === '0') checks.push((one) => one === '');
      else throw new UnsupportedSchema(`the facet ${facet.name}`);
    }
    if (patterns.length > 0) checks.push((one) => patterns.some((pattern) => pattern.test(one)));
    const accepts = (value: string): boolean => checks.every((check) => check(value)) && whole.accepts(value);
    if (values.length > 0 && !whole.isId) return oneOf(new Set(values.filter(accepts)));
    if (checks.length === 0) return whole;
    return such(accepts, whole.isId);
  }
}

const written = (names: string | undefined): string[] => names?.split(/\s+/).filter((one) => one !== '') ?? [];

/** A pattern of XML Schema as a regular expression, where both mean the same. */
function patternOf(pattern: string): RegExp {
  const classes = /\[\^?(?:[A-Za-z0-9+.]|[A-Za-z0-9]-[A-Za-z0-9]|\\[-.+s])+\]/g;
  const outside = pattern.replace(classes, '');
  if (!/^(?:[A-Za-z0-9|()*+?,{}-]|\\\.)*$/.test(outside)) throw new UnsupportedSchema('a pattern');
  return new RegExp(`^(?:${pattern.replaceAll('\\s', ' \\t\\n\\r')})$`);
}
