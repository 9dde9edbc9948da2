import type { ElementsSpec, ValueSpec } from '../../artifacts/mapping-spec.js';
import type { ColumnProfile } from '../../artifacts/source-profile.js';
import { codeCleaner, codesOf, dateCleaner, isFlag, isNoDate } from './column-cleaning.js';
import { type Form, PLAIN_CODES } from './forms.js';

/** One line of a drafted spec for a person to confirm or to reject. */
export interface DraftLine {
  /** Path as the spec has it. */
  readonly element: string;
  readonly columns: readonly string[];
  /** The target suggested; null for what FHIR demands and the source does not say. */
  readonly target: string | null;
  readonly score: number;
  readonly reasons: readonly string[];
  /** Table that the columns are of; absent: the spec's own. */
  readonly table?: string;
}

/** Another table of the spec, by the alias under which its columns stand in it. */
export interface OtherTable {
  readonly alias: string;
  readonly table: string;
  /** Where its columns lead; absent: they refer to nothing. */
  readonly referenceOf?: ReferenceOf;
}

/** Where a column leads, if to rows that another drafted spec makes resources of. */
export type ReferenceOf = (column: string, types: readonly string[]) => string | null;

/** Elements of one spec while it is put together. */
export class ElementsDraft {
  readonly elements: ElementsSpec = {};
  readonly lines: DraftLine[] = [];
  /** Names of crosswalks that the spec asks for. */
  readonly crosswalks = new Set<string>();
  readonly #next = new Map<string, number>();

  constructor(
    private readonly table: string,
    private readonly referenceOf: ReferenceOf,
    private readonly resource = '',
  ) {}

  /** Writes a suggestion into the elements; false where it cannot be written without a person. */
  add(
    column: ColumnProfile,
    form: Form,
    from: { readonly target: string; readonly score: number; readonly reasons: readonly string[] },
    of?: OtherTable,
  ): boolean {
    if (/^date/.test(form.how[0] ?? '') && isNoDate(column)) return false;
    const path = this.#place(form.path);
    const name = of ? `${of.alias}.${column.name}` : column.name;
    const done = (): true => {
      this.#taken(form.path);
      return true;
    };
    const line = (element: string): void => {
      this.lines.push({ element, columns: [column.name], ...from, ...(of ? { table: of.table } : {}) });
    };
    if (form.how[0] === 'result') {
      if ('valueQuantity' in this.elements) return false;
      this.elements.valueQuantity = { column: name, clean: 'quantity-or-none' };
      this.elements.valueString = { column: name, clean: 'string-unless-quantity' };
      line('valueQuantity');
      line('valueString');
      return done();
    }
    if (form.how[0] === 'note') {
      this.elements[`${path}.contentType`] = { value: 'text/plain' };
      this.elements[`${path}.data`] = { column: name, clean: { 'note-text': { encode: 'base64' } } };
      line(`${path}.data`);
      return done();
    }
    const value = this.#value(column, form, name, of ? (of.referenceOf ?? (() => null)) : this.referenceOf);
    if (value === null) return false;
    const list = path.endsWith('[]');
    if (this.#isChosen(path)) return false;
    const element = list ? path.slice(0, -2) : path;
    const held = this.elements[element];
    // Two columns for one value, or a whole beside its parts: the better one has it.
    if (held !== undefined && !list) return false;
    if (Object.keys(this.elements).some((path) => path.startsWith(`${element}.`) || element.startsWith(`${path}.`)))
      return false;
    this.elements[element] = list ? [...(Array.isArray(held) ? held : held === undefined ? [] : [held]), value] : value;
    line(element);
    if (from.target.endsWith('.name.maiden')) this.elements[element.replace(/family$/, 'use')] = { value: 'maiden' };
    if (form.how[0] === 'telecom') {
      const isEmail = /mail/i.test(column.name) || column.phi?.kind === 'email';
      const group = element.replace(/\.value$/, '');
      const use = /fax/i.test(column.name) ? 'fax' : isEmail ? 'email' : 'phone';
      this.elements[`${group}.system`] = { value: use };
    }
    return done();
  }

  /** A note as the only document of its row, from an expression over several columns. */
  addDocument(columns: readonly string[], sql: string): void {
    this.elements['content[0].attachment.contentType'] = { value: 'text/plain' };
    this.elements['content[0].attachment.data'] = {
      sql,
      clean: { 'note-text': { format: 'text/plain', encode: 'base64' } },
    };
    this.#taken('content[#].attachment');
    this.lines.push({
      element: 'content[0].attachment.data',
      columns,
      target: 'DocumentReference.content.attachment.data',
      score: 0.8,
      reasons: ['sections of one note'],
    });
  }

  /** An attribute of the row that adds to an Observation's code or value instead of standing in its place; false where it does neither. */
  addPart(
    column: ColumnProfile,
    from: { readonly target: string; readonly score: number; readonly reasons: readonly string[] },
  ): boolean {
    const name = column.name;
    const text = this.elements['code.text'];
    const coding = this.elements['code.coding'];
    const line = (element: string): true => {
      this.lines.push({ element, columns: [name], ...from });
      return true;
    };
    if (from.target === 'Observation.code.text' && text !== undefined && !isFlag(column)) {
      const held = typeof text === 'object' && 'first' in text ? text.first : [text];
      this.elements['code.text'] = { first: [...held, { column: name, clean: 'code-text' }] };
      return line('code.text');
    }
    if (from.target === 'Observation.code.coding' && coding !== undefined) {
      const cleaner = codeCleaner(column);
      if (cleaner === null) return false;
      // The row's own code says more than that of its attribute, which may be the same.
      const blank = `coalesce(trim(${name}), '') = ''`;
      const others = (Array.isArray(coding) ? coding : [coding]).map((one) =>
        typeof one === 'object' && 'crosswalk' in one ? { ...one, when: blank } : one,
      );
      this.elements['code.coding'] = [...others, { column: name, clean: cleaner }];
      return line('code.coding');
    }
    if (from.target !== 'Observation.valueQuantity.unit') return false;
    for (const [element, clean] of [
      ['valueQuantity', 'quantity-or-none'],
      ['valueString', 'string-unless-quantity'],
    ] as const) {
      const value = this.elements[element];
      const of = this.valueColumn;
      if (value === undefined || of === null) return false;
      const when = `coalesce(trim(${name}), '') <> ''`;
      this.elements[element] = {
        first: [
          { columns: [of, name], clean, when },
          { ...(value as { column: string }), when: `coalesce(trim(${name}), '') = ''` },
        ],
      };
    }
    return line('valueQuantity');
  }

  /** The column of the value that a unit may belong to; null where there is none. */
  valueColumn: string | null = null;

  /** A code and the column that names its system, in one value; false where the element is taken. */
  addCoding(
    column: ColumnProfile,
    system: ColumnProfile,
    form: Form,
    from: { readonly target: string; readonly score: number; readonly reasons: readonly string[] },
  ): boolean {
    const element = this.#place(form.path).replace(/\[\]$/, '');
    const held = this.elements[element];
    const value = { columns: [column.name, system.name], clean: 'code' };
    this.elements[element] = form.path.endsWith('[]') ? [...(Array.isArray(held) ? held : []), value] : value;
    this.lines.push({ element, columns: [column.name, system.name], ...from });
    return true;
  }

  /** Day and time of day of two columns in one dateTime; false where the element is taken. */
  addTimed(
    date: ColumnProfile,
    time: ColumnProfile,
    form: Form,
    from: { readonly target: string; readonly score: number; readonly reasons: readonly string[] },
  ): boolean {
    const element = this.#place(form.path);
    if (element in this.elements) return false;
    const order = dateCleaner('dateTime', date);
    // In a column of days alone midnight is no time; in that of the times it is one.
    const clean = typeof order !== 'string' && order.dateTime?.midnight ? 'dateTime' : order;
    this.elements[element] = { columns: [date.name, time.name], clean };
    this.lines.push({ element, columns: [date.name, time.name], ...from });
    return true;
  }

  /** Year, month and perhaps day of several columns in one date; false where the element is taken. */
  addParts(
    columns: readonly string[],
    form: Form,
    from: { readonly target: string; readonly score: number; readonly reasons: readonly string[] },
  ): boolean {
    const element = this.#place(form.path);
    if (element in this.elements) return false;
    this.elements[element] = { columns: [...columns], clean: 'date' };
    const reasons = [...from.reasons, `its parts stand in ${columns.join(', ')}`];
    this.lines.push({ element, columns, target: from.target, score: from.score, reasons });
    return true;
  }

  /** A column as words behind what they are, where the resource has a place for words; false where it has none. */
  addWords(column: ColumnProfile, label: string, reasons: readonly string[]): boolean {
    const path = WORDS[this.resource] ?? null;
    if (path === null) return false;
    const element = this.#place(path);
    if (element in this.elements) return false;
    this.elements[element] = { template: `${label}: {${column.name}}` };
    this.#taken(path);
    this.lines.push({
      element,
      columns: [column.name],
      target: `${this.resource}.${path}`.replace('[#]', ''),
      score: 0.5,
      reasons,
    });
    return true;
  }

  /** Items of a list from the rows of another table, behind those that are there. Gives the element. */
  addRows(head: string, value: ValueSpec): string {
    const places = Object.keys(this.elements).flatMap((path) => {
      const found = new RegExp(`^${head}(?:\\[(\\d+)\\])?(?:\\.|$)`).exec(path);
      return found ? [Number(found[1] ?? 0)] : [];
    });
    const element = `${head}[${Math.max(-1, ...places) + 1}]`;
    this.elements[element] = value;
    return element;
  }

  /** What every row is: words that the spec itself states, on a line of their own. */
  say(element: string, value: string): void {
    this.elements[element] = { value };
    this.#taken(element.replace(/\[\d+\]/, '[#]'));
    this.lines.push({ element, columns: [], target: null, score: 0, reasons: ['what every row of the table is'] });
  }

  /** A value that the spec states by itself because FHIR demands one. */
  state(element: string, value: string): void {
    if (element in this.elements) return;
    this.elements[element] = { value };
    this.lines.push({ element, columns: [], target: null, score: 0, reasons: ['FHIR demands it; no column says it'] });
  }

  /** True where another type of the same choice is taken: FHIR allows one (`deceased[x]`, `onset[x]`). */
  #isChosen(path: string): boolean {
    const choice = CHOICES.exec(path)?.[1];
    return (
      choice !== undefined &&
      Object.keys(this.elements).some((held) => CHOICES.exec(held)?.[1] === choice && typeOf(held) !== typeOf(path))
    );
  }

  #taken(path: string): void {
    const head = /^(.*?)\[#\]/.exec(path)?.[1];
    if (head !== undefined) this.#next.set(head, (this.#next.get(head) ?? 0) + 1);
  }

  #place(path: string): string {
    return path.replace(/^(.*?)\[#\]/, (_, head: string) => `${head}[${this.#next.get(head) ?? 0}]`);
  }

  #value(column: ColumnProfile, { how }: Form, name: string, referenceOf: ReferenceOf): ValueSpec | null {
    const [what = '', ...more] = how;
    switch (what) {
      case 'date':
      case 'dateTime':
        return { column: name, clean: dateCleaner(what, column) };
      case 'telecom':
        return { column: name, clean: /mail/i.test(column.name) || column.phi?.kind === 'email' ? 'email' : 'phone' };
      case 'map': {
        const map = codesOf(column, PLAIN_CODES[more[0] ?? ''] ?? {});
        return map === null ? null : { column: name, map };
      }
      case 'ref': {
        const ref = referenceOf(column.name, more);
        return ref === null ? null : { ref, column: name };
      }
      case 'code': {
        const cleaner = codeCleaner(column);
        if (cleaner !== null) return { column: name, clean: cleaner };
        const crosswalk = `${this.table}-${column.name}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
        this.crosswalks.add(crosswalk);
        return { column: name, crosswalk };
      }
      case 'text':
      case 'code-text':
      case 'name-part':
      case 'human-name':
        // Yes and no are no words to put into a chart.
        return isFlag(column) ? null : { column: name, clean: what };
      default:
        return { column: name, clean: what };
    }
  }
}

const CHOICES =
  /^(deceased|multipleBirth|onset|abatement|effective|performed|occurrence)(?:Boolean|Integer|DateTime|String|Period|Age|Range)(?:\.|$)/;
const typeOf = (path: string): string => path.split('.')[0] ?? '';

export const quoted = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** Where a resource has room for words of a person. */
const WORDS: Readonly<Record<string, string>> = Object.freeze({
  Encounter: 'type[#].text',
  ...Object.fromEntries(
    'Condition AllergyIntolerance MedicationRequest MedicationStatement Immunization Procedure ServiceRequest Observation'
      .split(' ')
      .map((type) => [type, 'note[#].text']),
  ),
});
