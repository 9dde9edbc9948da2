/** What a FHIR resource in JSON says of itself before its content. */
export interface ResourceHead {
  readonly type: string;
  readonly url: string;
  /** CodeSystem.content: `complete`, `fragment` ...; empty where it does not say. */
  readonly content: string;
}

const WANTED: ReadonlySet<string> = new Set(['resourceType', 'url', 'content']);

/**
 * Strings of a JSON object's own members, found while its text comes in pieces: a narrative or extensions before them, with URLs of their own, may be longer than any
 * sample.
 */
export class ResourceHeadScan {
  readonly #found = new Map<string, string>();
  #depth = 0;
  /** Characters of the open string, null outside of one. */
  #text: string | null = null;
  #escaped = false;
  #key: string | null = null;
  #isValue = false;
  /** The content has begun, or the text is no object. */
  isOver = false;

  push(piece: string): void {
    for (const c of piece) {
      if (this.isOver) return;
      if (this.#text !== null) this.#inString(c);
      else if (c === '"') this.#text = '';
      else if (c === '{' || c === '[') {
        if (this.#depth === 0 && c !== '{') this.isOver = true;
        this.#depth += 1;
      } else if (c === '}' || c === ']') {
        this.#depth -= 1;
        if (this.#depth <= 0) this.isOver = true;
      } else if (this.#depth === 0 && c.trim() !== '' && c !== '\ufeff') this.isOver = true;
      else if (this.#depth === 1 && c === ':') this.#begin();
      else if (this.#depth === 1 && c === ',') {
        this.#isValue = false;
        this.#key = null;
      }
    }
  }

  /** null: no resource, or none that has a URL. */
  get head(): ResourceHead | null {
    const [type, url] = [this.#found.get('resourceType'), this.#found.get('url')];
    return type === undefined || url === undefined ? null : { type, url, content: this.#found.get('content') ?? '' };
  }

  #begin(): void {
    this.#isValue = true;
    if (this.#key === 'concept' || this.#key === 'group') this.isOver = true;
  }

  #inString(c: string): void {
    const text = this.#text ?? '';
    if (this.#escaped) this.#escaped = false;
    else if (c === '\\') this.#escaped = true;
    else if (c === '"') {
      this.#text = null;
      if (this.#depth !== 1) return;
      if (!this.#isValue) this.#key = text;
      else if (this.#key !== null && WANTED.has(this.#key) && !this.#found.has(this.#key))
        this.#found.set(this.#key, text);
      return;
    }
    // Of a narrative nothing is kept.
    if (this.#depth === 1 && text.length < 1000) this.#text = text + c;
  }
}
