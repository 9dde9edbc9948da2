const NONE: readonly string[] = Object.freeze([]);
const NO_CHILDREN: readonly CdaElement[] = Object.freeze([]);

/** One element of a CDA document. */
export class CdaElement {
  /** Most elements have none, and share one list for it. */
  children: readonly CdaElement[] = NO_CHILDREN;
  private own = '';
  /** The pieces of its own text where there are several. */
  private pieces: string[] | null = null;
  private count = 0;
  private knownPath: string | null = null;

  constructor(
    /** Local name for CDA's namespace, `sdtc:` and the local name for HL7's extensions, `{uri}` and the local name for all others. */
    readonly name: string,
    /** Names and values in turn: most elements have one or two, and a map for each costs more than looking through them. */
    private readonly attributes: readonly string[],
    readonly parent: CdaElement | null,
    /** Of the `<` of its tag in the source. */
    readonly offset: number,
    /** Behind the `>` of its tag in the source. */
    readonly end: number = offset,
    /** Attributes with a prefix: `{uri}` and the local name, and the value as it stands, in turn. */
    private readonly qualified: readonly string[] = NONE,
  ) {}

  /** Value of an attribute by its name as written; `xsi:type` is found under any prefix and without the prefix of its value. */
  attr(name: string): string | undefined {
    for (let i = 0; i < this.attributes.length; i += 2) if (this.attributes[i] === name) return this.attributes[i + 1];
    return undefined;
  }

  /** Value of an attribute with a prefix by `{uri}` and its local name, as it stands. */
  qualifiedAttr(name: string): string | undefined {
    for (let i = 0; i < this.qualified.length; i += 2) if (this.qualified[i] === name) return this.qualified[i + 1];
    return undefined;
  }

  /** Attributes with a prefix: `{uri}` and the local name, and the value as it stands, in turn. */
  qualifiedNamesAndValues(): readonly string[] {
    return this.qualified;
  }

  /** Names and values in turn, names as `attr` takes them. */
  namesAndValues(): readonly string[] {
    return this.attributes;
  }

  attributeNames(): readonly string[] {
    return this.attributes.filter((_, i) => i % 2 === 0);
  }

  addChild(child: CdaElement): void {
    if (this.children === NO_CHILDREN) this.children = [child];
    else (this.children as CdaElement[]).push(child);
  }

  addText(text: string): void {
    this.count += 1;
    if (this.count > 1) {
      this.pieces ??= [this.own];
      this.pieces.push(text);
    }
    this.own = this.own === '' ? text : this.own + text;
  }

  /** Its own text in pieces: child elements, comments and sections divide it. */
  textNodes(): readonly string[] {
    return this.pieces ?? (this.count === 0 ? NONE : [this.own]);
  }

  /** Text directly in this element. */
  get text(): string {
    return this.own;
  }

  /** How many pieces its own text is in: child elements, comments and sections divide it. */
  get textPieces(): number {
    return this.count;
  }

  /** Text of this element and all below it. */
  get content(): string {
    let all = this.own;
    for (const child of this.children) all += child.content;
    return all;
  }

  /** The first child of this name. */
  child(name: string): CdaElement | undefined {
    return this.children.find((child) => child.name === name);
  }

  /** Elements at the end of a path of child names. */
  at(...path: readonly string[]): CdaElement[] {
    let here: CdaElement[] = [this];
    for (const name of path) here = here.flatMap((element) => element.children.filter((child) => child.name === name));
    return here;
  }

  /** This element's descendants of the name, in document order. */
  *below(name: string): Generator<CdaElement> {
    for (const child of this.children) {
      if (child.name === name) yield child;
      yield* child.below(name);
    }
  }

  /** Whether it has a templateId with this root, and, where given, exactly this extension (`''`: none). */
  hasTemplate(root: string, extension?: string): boolean {
    return this.children.some(
      (child) =>
        child.name === 'templateId' &&
        child.attr('root') === root &&
        (extension === undefined || (child.attr('extension') ?? '') === extension),
    );
  }

  /** `/ClinicalDocument/component/section[2]`, as `nodePath` writes it. */
  get path(): string {
    if (this.knownPath === null) {
      const local = localName(this.name);
      let before = 0;
      let alike = 0;
      for (const sibling of this.parent?.children ?? []) {
        if (sibling === this) before = alike;
        if (localName(sibling.name) === local) alike += 1;
      }
      this.knownPath = `${this.parent?.path ?? ''}/${local}${alike > 1 ? `[${before + 1}]` : ''}`;
    }
    return this.knownPath;
  }
}

/** A name as {@link CdaElement.name} has it. */
export function nameIn(uri: string, local: string): string {
  if (uri === 'urn:hl7-org:v3') return local;
  return uri === 'urn:hl7-org:sdtc' ? `sdtc:${local}` : `{${uri}}${local}`;
}

/** The local part of a name as {@link CdaElement.name} has it. */
export const localName = (name: string): string =>
  name.includes(':') || name.startsWith('{') ? name.replace(/^sdtc:|^\{[^}]*\}/, '') : name;
