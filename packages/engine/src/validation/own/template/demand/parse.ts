import { CODE_SYSTEMS } from './code-system-names.js';
import type { Demand, Path, Paths, Step } from './demand.js';

/**
 * Reads a demand as the constraint tables write it:
 *
 * - `effectiveTime/low` there is one; `id{1,}` at least one, `code{1}` exactly one, `time{0,1}` at most one
 * - `code[@code='CONC'][@codeSystem=LOINC]` conditions; the code systems by name
 * - `observation<4.7:2014-06-09>` that carries the template (end of the id under C-CDA's arc, or the whole id; without extension any)
 * - `participant => @typeCode='CSM'` where there is a participant, one is so
 * - `//templateId` anywhere in the document, `.//templateId` anywhere below
 * - `(low | @value){1}`, `count(a) <= count(b)`, `length(@value) >= 8`, `starts(@value, '#')`, `contains(@value, '+')`, `@code in '1.2.3'`
 * - `not(...)`, `and`, `or`, brackets
 */
export function parseDemand(text: string): Demand {
  const parser = new DemandParser(text);
  const demand = parser.demand();
  parser.end();
  return demand;
}

/** Reads paths alone, e.g. `(author/time | authenticator/time)`. */
export function parsePaths(text: string): Paths {
  const parser = new DemandParser(text);
  const paths = parser.paths();
  parser.end();
  return paths;
}

const TOKEN =
  /\s*(?:('[^']*')|(<[\d.]+(?::[\d-]+)?>)|(=>|<=|>=|!=|\.\/\/|\/\/|\.\.|[()[\]{}/|,=<*])|(@?[A-Za-z][\w.-]*(?::[A-Za-z]\w*)?(?:\(\))?)|(\d+))/y;
const CCDA = '2.16.840.1.113883.10.20.22.';

class DemandParser {
  private readonly tokens: string[] = [];
  private at = 0;

  constructor(private readonly text: string) {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.trimEnd().length) {
      const start = TOKEN.lastIndex;
      const found = TOKEN.exec(text);
      if (!found) throw new Error(`No demand: ${text} at ${start}`);
      this.tokens.push(found[0].trim());
    }
  }

  end(): void {
    if (this.at < this.tokens.length) this.fail();
  }

  /** `a => b` binds weakest, then `or`, then `and`. */
  demand(): Demand {
    const left = this.either();
    if (!this.take('=>')) return left;
    if (left.kind !== 'exists') this.fail();
    return { kind: 'when', paths: left.paths, asks: this.demand() };
  }

  private either(): Demand {
    const all = [this.both()];
    while (this.take('or')) all.push(this.both());
    return all.length === 1 ? all[0]! : { kind: 'or', all };
  }

  private both(): Demand {
    const all = [this.single()];
    while (this.take('and')) all.push(this.single());
    return all.length === 1 ? all[0]! : { kind: 'and', all };
  }

  private single(): Demand {
    const name = this.tokens[this.at];
    if (this.tokens[this.at + 1] === '(') {
      if (name === 'not') {
        this.at += 2;
        const of = this.demand();
        this.must(')');
        return { kind: 'not', of };
      }
      if (name === 'length') {
        const paths = this.argument();
        const below = this.take('<');
        if (!below) this.must('>=');
        return { kind: 'length', paths, characters: Number(this.next()), below };
      }
      if (name === 'starts' || name === 'contains') {
        this.at += 2;
        const paths = this.paths();
        this.must(',');
        const text = this.value();
        this.must(')');
        return { kind: name, paths, text };
      }
      if (name === 'count') {
        const left = this.argument();
        const equal = this.take('=');
        if (!equal) this.must('<=');
        return { kind: 'counts', left, right: this.argument(), equal };
      }
    }
    if (name === '(' && !this.isUnion()) {
      this.at += 1;
      const inner = this.demand();
      this.must(')');
      return inner;
    }
    const paths = this.paths();
    if (this.take('{')) {
      const least = Number(this.next());
      const open = this.take(',');
      const most = !open ? least : this.tokens[this.at] === '}' ? null : Number(this.next());
      this.must('}');
      return { kind: 'times', paths, least, most };
    }
    if (this.take('=')) return { kind: 'is', paths, value: this.value(), other: false };
    if (this.take('!=')) return { kind: 'is', paths, value: this.value(), other: true };
    if (this.take('in')) return { kind: 'in', paths, set: this.value() };
    return { kind: 'exists', paths };
  }

  /** Whether the bracket at hand holds paths with `|` between them and no other demand. */
  private isUnion(): boolean {
    let depth = 0;
    for (let i = this.at; i < this.tokens.length; i += 1) {
      const token = this.tokens[i]!;
      if (token === '(' || token === '[') depth += 1;
      if (token === ')' || token === ']') depth -= 1;
      if (depth === 0) return false;
      if (depth === 1 && token === '|') return true;
      if (depth === 1 && (token === 'or' || token === 'and' || token === '=>' || token === '{')) return false;
    }
    return false;
  }

  /** The bracketed paths behind a name. */
  private argument(): Paths {
    this.at += 1;
    this.must('(');
    const paths = this.paths();
    this.must(')');
    return paths;
  }

  paths(): Paths {
    const bracket = this.take('(');
    const paths = [this.path()];
    while (this.take('|')) paths.push(this.path());
    if (bracket) this.must(')');
    return paths;
  }

  private path(): Path {
    const from = this.take('//') ? 'document' : this.take('.//') ? 'below' : 'here';
    const steps = [this.step()];
    while (this.take('/')) steps.push(this.step());
    return { from, steps };
  }

  private step(): Step {
    const name = this.next();
    if (!/^(@?[A-Za-z]|\.\.$|\*$)/.test(name)) this.fail();
    const where: Demand[] = [];
    for (;;) {
      const token = this.tokens[this.at];
      if (token !== undefined && /^<\d/.test(token)) {
        this.at += 1;
        where.push(carries(token.slice(1, -1)));
      } else if (this.take('[')) {
        where.push(this.demand());
        this.must(']');
      } else return { name, where };
    }
  }

  private value(): string {
    const token = this.next();
    if (token.startsWith("'")) return token.slice(1, -1);
    const oid = CODE_SYSTEMS[token];
    if (oid === undefined) this.fail();
    return oid;
  }

  private next(): string {
    const token = this.tokens[this.at];
    if (token === undefined) this.fail();
    this.at += 1;
    return token;
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at += 1;
    return true;
  }

  private must(token: string): void {
    if (!this.take(token)) this.fail();
  }

  private fail(): never {
    throw new Error(`No demand: ${this.text} at ${this.tokens[this.at] ?? 'its end'}`);
  }
}

/** The demand that an element carries a template. */
function carries(id: string): Demand {
  const [end, extension] = id.split(':') as [string, string | undefined];
  const root = /^(1\.3\.6|2\.16)\./.test(end) ? end : CCDA + end;
  const is = (attribute: string, value: string): Demand => ({
    kind: 'is',
    paths: [{ from: 'here', steps: [{ name: attribute, where: [] }] }],
    value,
    other: false,
  });
  const where = [is('@root', root), ...(extension === undefined ? [] : [is('@extension', extension)])];
  return { kind: 'exists', paths: [{ from: 'here', steps: [{ name: 'templateId', where }] }] };
}
