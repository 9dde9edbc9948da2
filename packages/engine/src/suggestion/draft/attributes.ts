import type { AttributeFacts, AttributeTable, LookUpText, OpenAttributes } from '../../artifacts/attribute-profile.js';
import type { CrosswalkRow } from '../../artifacts/crosswalk.js';
import type { ElementsSpec, ValueSpec } from '../../artifacts/mapping-spec.js';
import type { SourceProfile } from '../../artifacts/source-profile.js';
import { type AttributeCode, type AttributeTakes, codeOfAttribute } from './attribute-codes.js';
import { quoted } from './plan.js';
import type { DraftLine } from './spec-draft.js';

const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';
const LOINC = 'http://loinc.org';

/** Rows of one kind of value of an attribute-value table: what a spec says of them beside what its other columns say. */
export interface FactRows {
  readonly suffix: string;
  readonly where: string | null;
  readonly join: readonly Readonly<Record<string, string>>[];
  readonly elements: ElementsSpec;
  /** The one column of values; null where there are several. */
  readonly value: string | null;
  /** Columns of the table that are spoken for. */
  readonly columns: readonly string[];
  readonly lines: readonly DraftLine[];
  readonly crosswalk: { readonly name: string; readonly rows: readonly CrosswalkRow[] } | null;
}

/** What the rows of an attribute-value table are as Observations; a list for each kind of value. `slug`: of the table's name. */
export function factRows(table: AttributeTable, profile: SourceProfile, slug: string): readonly FactRows[] {
  const codes = new Map(
    table.attributes.flatMap((facts) => {
      const code = codeOfAttribute(facts);
      return code === null ? [] : [[facts, code] as const];
    }),
  );
  const rows = new FactSpecs(table, profile, codes, slug);
  const of = (takes: AttributeTakes): readonly AttributeFacts[] =>
    [...codes].filter(([, code]) => code.takes === takes).map(([facts]) => facts);
  const special = (['pair', 'smoking', 'date'] as const).filter((takes) => of(takes).length > 0);
  return [rows.plain(special.flatMap(of)), ...special.map((takes) => rows.special(takes, of(takes)))];
}

/** Attributes of which no code is sure, for people to look at. */
export function openAttributes(table: AttributeTable): OpenAttributes {
  const open = table.attributes.filter((facts) => codeOfAttribute(facts) === null);
  return {
    ...{ table: table.table, column: table.shape.attribute, coded: table.attributes.length - open.length },
    open: open.map(({ attribute, label }) =>
      label === null || label === attribute ? attribute : `${attribute} (${label})`,
    ),
    untold: table.untold.attributes,
  };
}

class FactSpecs {
  readonly #attribute: string;
  readonly #own: string;

  constructor(
    private readonly table: AttributeTable,
    private readonly profile: SourceProfile,
    private readonly codes: ReadonlyMap<AttributeFacts, AttributeCode>,
    private readonly slug: string,
  ) {
    this.#attribute = table.shape.attribute;
    this.#own = quoted(table.table);
  }

  plain(without: readonly AttributeFacts[]): FactRows {
    const coded = [...this.codes].filter(([facts]) => !without.includes(facts));
    const name = `${this.slug}-${this.#attribute}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const values = this.#values();
    const elements: ElementsSpec = {
      ...this.#category(coded),
      'code.coding': { column: this.#attribute, crosswalk: name },
      'code.text': this.#text(),
      ...values.elements,
    };
    const sure = coded.map(([{ attribute }, { code }]) => `${attribute} is ${code}`).join(', ');
    return {
      suffix: '',
      where: without.length === 0 ? null : `coalesce(${this.#name()}, '') not in (${texts(without)})`,
      join: this.#joins(true),
      elements,
      value: this.table.shape.value.length === 1 ? (this.table.shape.value[0] ?? null) : null,
      columns: this.#columns(values.said),
      lines: [
        this.#line('code.coding', sure === '' ? 'no attribute has a sure code' : `name and values agree: ${sure}`, 0.9),
        this.#line('code.text', 'the attribute\u2019s own text', 0.95),
        ...Object.keys(elements)
          .filter((path) => path.startsWith('value'))
          .map((path) => this.#line(path, 'value column of an attribute-value table', 0.85)),
      ],
      crosswalk: { name, rows: coded.map(([facts, code]) => crosswalkRow(facts, code)) },
    };
  }

  special(takes: AttributeTakes, attributes: readonly AttributeFacts[]): FactRows {
    const [first] = attributes;
    const code = first === undefined ? undefined : this.codes.get(first);
    const column = first?.column ?? '';
    const elements: ElementsSpec = {
      ...(code?.category ? { 'category.coding.system': { value: CATEGORY } } : {}),
      ...(code?.category ? { 'category.coding.code': { value: code.category } } : {}),
      'code.coding.system': { value: LOINC },
      'code.coding.code': { value: code?.code ?? '' },
      'code.text': this.#text(),
      ...VALUES[takes]?.(column, `${this.#own}.${quoted(column)}`),
    };
    return {
      suffix: takes === 'pair' ? '-blood-pressure' : `-${takes}`,
      where: `${this.#name()} in (${texts(attributes)})`,
      join: this.#joins(false),
      elements,
      value: this.table.shape.value.length === 1 ? (this.table.shape.value[0] ?? null) : null,
      columns: this.#columns(this.table.shape.value),
      lines: [
        this.#line(
          'code.coding.code',
          `name and values agree: ${attributes.map((one) => one.attribute).join(', ')} is ${code?.code}`,
          0.95,
        ),
      ],
      crosswalk: null,
    };
  }

  #name(): string {
    return `trim(cast(${this.#own}.${quoted(this.#attribute)} as text))`;
  }

  #columns(said: readonly string[]): string[] {
    const { shape, label, unit, unitTexts, table } = this.table;
    // An instruction that names a unit says more than the unit.
    const beside = [label, unitTexts.length === 0 ? unit : null].filter(
      (place): place is LookUpText => place?.table === table,
    );
    const keys = unit !== null && unit.table !== table && unit.by !== shape.attribute ? [unit.by] : [];
    return [shape.attribute, ...said, ...beside.map(({ column }) => column), ...keys];
  }

  #line(element: string, reason: string, score: number): DraftLine {
    return { element, columns: [this.#attribute], target: `Observation.${element}`, score, reasons: [reason] };
  }

  #isOwn = (place: LookUpText | null): boolean => place !== null && place.table === this.table.table;

  #joins(withUnit: boolean): Readonly<Record<string, string>>[] {
    const joins: Readonly<Record<string, string>>[] = [];
    const add = (place: LookUpText | null, as: string): void => {
      if (place === null || this.#isOwn(place)) return;
      const terms = place.order.map((term) =>
        term.replace(/\{(.+?)\}/g, (_, column: string) => `${as}.${quoted(column)}`),
      );
      const list =
        place.only === null ? '' : ` and ${as}.${quoted(place.only.column)} = '${escaped(place.only.value)}'`;
      const on = `${as}.${quoted(place.key)} = ${this.#own}.${quoted(place.by)}${list}`;
      joins.push({ table: place.table, as, on, ...(terms.length === 0 ? {} : { order: terms.join(', ') }) });
    };
    add(this.table.label, 'label');
    if (withUnit) add(this.table.unit, 'measure');
    for (const { join } of withUnit ? this.#answers() : []) joins.push(join);
    return joins;
  }

  #text(): ValueSpec {
    const { label } = this.table;
    const own = { column: this.#attribute, clean: 'code-text' };
    if (label === null) return own;
    const column = this.#isOwn(label) ? label.column : `label.${quoted(label.column)}`;
    return { first: [{ column, clean: 'code-text' }, own] };
  }

  #category(coded: readonly (readonly [AttributeFacts, AttributeCode])[]): ElementsSpec {
    const by = new Map<string, AttributeFacts[]>();
    for (const [facts, { category }] of coded)
      if (category !== null) by.set(category, [...(by.get(category) ?? []), facts]);
    if (by.size === 0) return {};
    const all = [...by.values()].flat();
    const cases = [...by].map(([category, facts]) => `when ${this.#name()} in (${texts(facts)}) then '${category}'`);
    return {
      'category.coding.system': { sql: `case when ${this.#name()} in (${texts(all)}) then '${CATEGORY}' end` },
      'category.coding.code': { sql: `case ${cases.join(' ')} end` },
    };
  }

  /** Value columns that hold keys of a list: of answers, as attributes are of questions. */
  #answers(): { readonly column: string; readonly text: string; readonly join: Readonly<Record<string, string>> }[] {
    const { label, shape } = this.table;
    if (label === null || this.#isOwn(label)) return [];
    const dictionary = this.#leadsTo(shape.attribute);
    return shape.value
      .filter(
        (column) =>
          (this.#leadsTo(column) !== null && this.#leadsTo(column) === dictionary) ||
          (this.#leadsTo(column) === null && this.table.codedValues.includes(column)),
      )
      .map((column, at) => {
        const as = at === 0 ? 'answer' : `answer${at + 1}`;
        const order = label.order.map((term) =>
          term.replace(/\{(.+?)\}/g, (_, name: string) => `${as}.${quoted(name)}`),
        );
        const on = `${as}.${quoted(label.key)} = ${this.#own}.${quoted(column)}`;
        const join = { table: label.table, as, on, ...(order.length === 0 ? {} : { order: order.join(', ') }) };
        return { column, text: `${as}.${quoted(label.column)}`, join };
      });
  }

  #leadsTo(column: string): string | null {
    const join = this.profile.joins.find(
      ({ from }) => from.table === this.table.table && from.columns.length === 1 && from.columns[0] === column,
    );
    return join?.to.table ?? null;
  }

  /** Elements for the value, and the columns that they say; the others are keys of something else. */
  #values(): { readonly elements: ElementsSpec; readonly said: readonly string[] } {
    const { shape } = this.table;
    const columns = this.profile.tables.find(({ name }) => name === this.table.table)?.columns ?? [];
    const filled = columns
      .filter((column) => shape.value.includes(column.name) && column.filled > 0)
      .sort((a, b) => Number(NUMERIC.test(b.name)) - Number(NUMERIC.test(a.name)));
    const answers = this.#answers();
    const elements: ElementsSpec = {};
    const strings: ValueSpec[] = [];
    const said: string[] = [];
    for (const { name, kind, cellType } of filled) {
      const answer = answers.find((one) => one.column === name);
      const isNumber = kind === 'decimal' || kind === 'integer';
      if (answer) {
        if ('valueCodeableConcept.text' in elements) continue;
        const words = { column: answer.text, clean: 'code-text' };
        elements['valueCodeableConcept.text'] = { first: [words, { column: name, clean: 'code-text' }] };
      } else if (this.#leadsTo(name) !== null || ((isNumber || cellType === 'integer') && KEYS.test(name))) {
        continue;
      } else if (kind === 'date' || kind === 'datetime') {
        if ('valueDateTime' in elements) continue;
        elements.valueDateTime = { column: name, clean: 'dateTime' };
      } else if (isNumber || (filled.length === 1 && kind !== 'boolean')) {
        if ('valueQuantity' in elements) continue;
        elements.valueQuantity = this.#quantity(name, 'quantity-or-none');
        strings.push(this.#quantity(name, 'string-unless-quantity'));
      } else {
        strings.push({ column: name, clean: 'text' });
      }
      said.push(name);
    }
    const [first] = strings;
    if (first !== undefined) elements.valueString = strings.length === 1 ? first : { first: strings };
    return { elements, said };
  }

  /** The value with its unit, from the column of units or from the texts that name one. */
  #quantity(column: string, clean: string): ValueSpec {
    const { unit, unitTexts } = this.table;
    if (unit === null) return this.#withOwnUnit(column, clean);
    const of = this.#isOwn(unit) ? unit.column : `measure.${quoted(unit.column)}`;
    if (unitTexts.length === 0) return { columns: [column, of], clean };
    if (clean === 'string-unless-quantity') return { column, clean };
    const at = this.#isOwn(unit) ? `${this.#own}.${quoted(unit.column)}` : of;
    const cases = unitTexts.map(({ text, unit: code }) => `when '${escaped(text)}' then ' ${escaped(code)}'`);
    const value = `trim(cast(${this.#own}.${quoted(column)} as text))`;
    return { sql: `${value} || case trim(${at}) ${cases.join(' ')} else '' end`, clean };
  }

  /** The unit that the attribute's own text or name says, where no column tells units. Of values that are text, a unit behind it would be invented. */
  #withOwnUnit(column: string, clean: string): ValueSpec {
    if (clean !== 'quantity-or-none') return { column, clean };
    const by = new Map<string, AttributeFacts[]>();
    for (const facts of this.table.attributes)
      if (facts.ownUnit !== null && facts.column === column && facts.numeric > 0)
        by.set(facts.ownUnit, [...(by.get(facts.ownUnit) ?? []), facts]);
    if (by.size === 0) return { column, clean };
    const cases = [...by].map(([unit, facts]) => `when ${this.#name()} in (${texts(facts)}) then ' ${escaped(unit)}'`);
    const value = `trim(cast(${this.#own}.${quoted(column)} as text))`;
    return {
      sql: `${value} || case when ${value} = '' or ${value} glob '*[^0-9.,-]*' then '' ${cases.join(' ')} else '' end`,
      clean,
    };
  }
}

/** Names of value columns: of the one for numbers, and of those for keys. */
const NUMERIC = /(?:^|_)num(?:ber|eric|erique|erisch)?(?:_|$)|Num(?:ber|eric)?$/i;
const KEYS = /(?:^|_)(?:coded|code|concept|id|drug|modifier|boolean)(?:_?id)?$|(?:Coded|Concept|Id)$/;
const escaped = (text: string): string => text.replaceAll("'", "''");
const texts = (attributes: readonly AttributeFacts[]): string =>
  attributes.map(({ attribute }) => `'${escaped(attribute)}'`).join(', ');

const crosswalkRow = ({ attribute, label }: AttributeFacts, { code, name }: AttributeCode): CrosswalkRow => ({
  ...{ sourceCode: attribute, sourceDisplay: label ?? '', targetSystem: LOINC, targetCode: code, targetDisplay: name },
  ...{
    equivalence: 'equivalent',
    decidedBy: '',
    decidedAt: '',
    note: 'name and values agree; to be confirmed',
  },
});

const side = (at: number, code: string, text: string, column: string, part: string): ElementsSpec => ({
  [`component[${at}].code.coding.system`]: { value: LOINC },
  [`component[${at}].code.coding.code`]: { value: code },
  [`component[${at}].code.text`]: { value: text },
  [`component[${at}].valueQuantity`]: { column, clean: { 'blood-pressure': { part } } },
});

const VALUES: Partial<Record<AttributeTakes, (column: string, sql: string) => ElementsSpec>> = {
  pair: (column, sql) => ({
    ...side(0, '8480-6', 'Systolic blood pressure', column, 'systolic'),
    ...side(1, '8462-4', 'Diastolic blood pressure', column, 'diastolic'),
    // What is no pressure, or has its sides the wrong way round, stays as it was written.
    valueString: {
      column,
      clean: 'text',
      when: `not (${sql} glob '[0-9]*/*[0-9]*' and cast(${sql} as integer) > cast(substr(${sql}, instr(${sql}, '/') + 1) as integer))`,
    },
  }),
  smoking: (column) => ({ valueCodeableConcept: { column, clean: 'smoking-status' } }),
  date: (column) => ({ valueDateTime: { column, clean: 'dateTime' } }),
};
