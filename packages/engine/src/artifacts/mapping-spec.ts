import { z } from 'zod';

/**
 * The mapping spec: how rows of one table become FHIR R4 resources. One YAML file per target resource and source table,
 * `mapping/<id>.yaml`; no PHI, fit for git. docs/guide/mapping.md explains it with examples.
 */

/** Names a cleaning function: `date`, or with arguments `{ date: { order: dmy } }`. */
const cleanSchema = z.union([z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))]);

const sqlSchema = z.string().min(1);

/** What every value expression may also carry. */
const shared = {
  /** SQL condition on the row; the value is absent where it does not hold. */
  when: sqlSchema.optional(),
};

/**
 * A code system, by name or URI: beside each code of the value stands what a map of a loaded release gives for it there (ICD-9-CM to ICD-10-CM by the GEMs, NDC to
 * RxNorm), marked with the map and its flags. Several alternatives are an issue, and none is taken.
 */
const translateSchema = z.string().optional();

/** A value read from one column, then cleaned, mapped or looked up in a crosswalk, in that order. */
const columnValue = z.strictObject({
  ...shared,
  column: z.string(),
  clean: cleanSchema.optional(),
  /** Exact source text (after trimming) to target code. A value that is not listed keeps no code and raises `map-unlisted`. null = "known to mean nothing". */
  map: z.record(z.string(), z.union([z.string(), z.boolean(), z.number(), z.null()])).optional(),
  /** Name of crosswalk/<name>.csv; gives Coding[] with the source code as a further coding. Unknown codes raise `crosswalk-missing` and keep the text. */
  crosswalk: z.string().optional(),
  translate: translateSchema,
});

/** Several columns into one cleaning function, e.g. value and unit into a Quantity. */
const columnsValue = z.strictObject({
  ...shared,
  columns: z.array(z.string()).min(1),
  clean: cleanSchema,
  translate: translateSchema,
});

/** A SQL expression over the row; the columns that it names count as mapped. */
const sqlValue = z.strictObject({
  ...shared,
  sql: sqlSchema,
  clean: cleanSchema.optional(),
  map: z.record(z.string(), z.union([z.string(), z.boolean(), z.number(), z.null()])).optional(),
  crosswalk: z.string().optional(),
  translate: translateSchema,
});

/** A constant that the spec itself asserts (a system, a category, a unit that the column is known to hold). Alone it never makes an element. */
const constantValue = z.strictObject({ ...shared, value: z.union([z.string(), z.number(), z.boolean()]) });

/** Text from several columns: `"{street} {street2}"`; blank columns vanish with the spaces around them; absent when all are blank. */
const templateValue = z.strictObject({ ...shared, template: z.string() });

/** A reference to what another spec makes of the row whose key is in `column`. */
const referenceValue = z.strictObject({
  ...shared,
  /** Id of the spec (file name without .yaml) that makes the referenced resource. */
  ref: z.string(),
  column: z.string().optional(),
  sql: sqlSchema.optional(),
  /** Variant of that spec, where it has variants. */
  variant: z.string().optional(),
});

export type ValueSpec =
  | string
  | z.infer<typeof columnValue>
  | z.infer<typeof columnsValue>
  | z.infer<typeof sqlValue>
  | z.infer<typeof constantValue>
  | z.infer<typeof templateValue>
  | z.infer<typeof referenceValue>
  | { when?: string | undefined; first: ValueSpec[] }
  | { when?: string | undefined; elements: ElementsSpec }
  | ListSpec
  | LinesSpec
  | ValueSpec[];

export type ElementsSpec = { [path: string]: ValueSpec };

/** Rows of a detail table below this row, each becoming one item of the target list. */
export interface ListSpec {
  when?: string | undefined;
  list: {
    /** Detail table, with an optional alias: `reactions` or `reactions r`. */
    from: string;
    join?: JoinSpec[] | undefined;
    /** Condition that ties it to the row (and filters it). */
    where: string;
    order?: string | undefined;
    /** lookup: rows are only read. detail (default): rows are delivered with this resource. */
    role?: 'lookup' | 'detail' | undefined;
    /** Exactly one of: `elements` (objects) or `item` (one value each). */
    elements?: ElementsSpec | undefined;
    item?: ValueSpec | undefined;
  };
}

/** One value of the rows of a detail table below this row, put together in order: a note that is kept line by line, or in pieces. */
export interface LinesSpec {
  when?: string | undefined;
  lines: {
    /** As in {@link ListSpec}. */
    from: string;
    join?: JoinSpec[] | undefined;
    where: string;
    order: string;
    role?: 'lookup' | 'detail' | undefined;
    /** Column with the line. */
    line: string;
    /** What stands between two lines: a line break where absent; `""` where the rows are pieces that a size cut. */
    between?: string | undefined;
  };
  /** Of the whole. */
  clean?: z.infer<typeof cleanSchema> | undefined;
}

const joinSchema = z.union([
  z.strictObject({
    table: z.string(),
    as: z.string().optional(),
    on: sqlSchema,
    /** lookup (default): rows are only read. detail: the joined row is delivered with the driving row. */
    role: z.enum(['lookup', 'detail']).optional(),
    /** At most one row is taken for each driving row: the first by this order. Without it the join must be unique; a second match raises `join-not-unique`. */
    order: z.string().optional(),
  }),
  z.strictObject({
    /** An entity-attribute-value table: one column for each attribute. */
    pivot: z.string(),
    as: z.string(),
    on: sqlSchema,
    attribute: z.string(),
    value: z.string(),
    /** Attribute text -> column name (a list means both are the same). The newest by `order` counts (default: the last row). */
    attributes: z.union([z.array(z.string()), z.record(z.string(), z.string())]),
    order: z.string().optional(),
    role: z.enum(['lookup', 'detail']).optional(),
  }),
]);

export type JoinSpec = z.infer<typeof joinSchema>;

const valueSchema: z.ZodType<ValueSpec> = z.lazy(() =>
  z.union([
    z.string(),
    columnValue,
    columnsValue,
    sqlValue,
    constantValue,
    templateValue,
    referenceValue,
    z.strictObject({ ...shared, first: z.array(valueSchema).min(2) }),
    z.strictObject({ ...shared, elements: elementsSchema }),
    z.strictObject({
      ...shared,
      list: z.strictObject({
        from: z.string(),
        join: z.array(joinSchema).optional(),
        where: sqlSchema,
        order: z.string().optional(),
        role: z.enum(['lookup', 'detail']).optional(),
        elements: elementsSchema.optional(),
        item: valueSchema.optional(),
      }),
    }),
    z.strictObject({
      ...shared,
      lines: z.strictObject({
        from: z.string(),
        join: z.array(joinSchema).optional(),
        where: sqlSchema,
        order: z.string(),
        role: z.enum(['lookup', 'detail']).optional(),
        line: z.string(),
        between: z.string().optional(),
      }),
      clean: cleanSchema.optional(),
    }),
    z.array(valueSchema),
  ]),
);

/** FHIR element path (dots; `[n]` to tell items of a list apart; `extension(us-core-race)`) to value. */
const elementsSchema: z.ZodType<ElementsSpec> = z.lazy(() => z.record(z.string(), valueSchema));

const ruleSchema = z.strictObject({
  /** kebab-case name of the rule: it appears in the ledger. */
  rule: z.string().regex(/^[a-z][a-z0-9-]*$/),
  where: sqlSchema,
  reason: z.string(),
});

/** Columns that say who read the row's values off the record, when, and where they stand there. */
const keyedSchema = z.strictObject({
  /** Who keyed. */
  abstractor: z.string(),
  /** Who keyed second, or adjudicated. */
  reviewer: z.string().optional(),
  /** When, as an RFC 3339 instant. */
  at: z.string().optional(),
  /** The document: a column with its key, or that and the spec that makes its DocumentReference. */
  document: z.union([z.string(), z.strictObject({ ref: z.string(), column: z.string() })]),
  /** Page of the document, from 1. */
  page: z.string(),
  /** Rectangle on the page, `x,y,width,height` in pixels. */
  box: z.string().optional(),
});

const specSchema = z.strictObject({
  chartlift: z.literal('mapping/1'),
  /** FHIR R4 resource type. */
  resource: z.string(),
  /** Driving table; its own name is its alias in SQL. */
  from: z.string(),
  /** Source name; needed only when several staged sources hold a table of that name. */
  source: z.string().optional(),
  join: z.array(joinSchema).optional(),
  /** SQL condition: rows for which it does not hold are not this spec's business (another spec may take them). */
  where: sqlSchema.optional(),
  /** Rows taken out on purpose, by name, among those that `where` selects; the first rule that holds counts. */
  exclude: z.array(ruleSchema).optional(),
  /** Rows that cannot be delivered yet, by name, among those that no exclusion takes: quarantined, each with an issue of that code whose message is the reason. Not for patients. */
  quarantine: z.array(ruleSchema).optional(),
  /** Rows of other tables that go where the row goes although none of their values stands in the resource (the pages of a document). */
  details: z.array(z.strictObject({ from: z.string(), where: sqlSchema })).optional(),
  /** The row was keyed by people: its resources are of the manual lane, and their Provenance names people and place. */
  keyed: keyedSchema.optional(),
  /** Column(s) whose value identifies the row for good; never a position. Absent: the row ordinal, which changes with a new export. */
  key: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  /** Column (or SQL expression) with the key of the Patient row. Absent: the resource belongs to no patient (Practitioner, Organization ...). The Patient spec itself names its own key here. */
  patient: z.string().optional(),
  /**
   * Column that holds the resource itself as FHIR R4 JSON (then there are no elements). References inside name rows as `Type/key`: of the table whose spec makes
   * resources of that type by its body.
   */
  body: z.string().optional(),
  elements: elementsSchema.optional(),
  /** One row, several resources (pivoted vitals): each variant adds its elements to the shared ones. A variant without any value from the row makes no resource. */
  variants: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
        when: sqlSchema.optional(),
        elements: elementsSchema,
      }),
    )
    .optional(),
  /** Columns known and on purpose not mapped: they stay in the archive. `"*"` is not allowed. */
  archive_only: z.array(z.string()).optional(),
  /**
   * What not every version of the source has: a column of the driving table, `alias.column`, or a table of `from`, `join` or `list`. Where the source
   * lacks it, a column is NULL and a table has no rows. A name that is lacking and not listed is a mistake.
   */
  optional: z.array(z.string()).optional(),
  /** Why, for people; no effect. */
  note: z.string().optional(),
});

export const mappingSpecSchema = specSchema
  .superRefine((spec, context) => {
    const isTold = Object.keys(spec.elements ?? {}).length > 0 || spec.variants !== undefined;
    if (spec.body === undefined ? spec.elements === undefined : isTold)
      context.addIssue({
        code: 'custom',
        path: ['elements'],
        message: isTold ? 'a body is the whole resource and takes no elements' : 'a spec needs elements, or a body',
      });
    if (spec.resource === 'Patient' && spec.quarantine !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['quarantine'],
        message: 'patients are delivered or excluded: a quarantined patient would take the whole chart along',
      });
  })
  .transform((spec) => ({ ...spec, elements: spec.elements ?? {} }));

/**
 * Many specs in one file, for a source that holds whole resources: for each type a table of its name with a resource a row, in the column `body`. Each becomes a spec
 * of its own whose id is the type; a table that the source lacks has no rows.
 */
export const resourceTablesSchema = z.strictObject({
  chartlift: z.literal('mapping/1'),
  source: z.string().optional(),
  /** Types whose rows belong to a patient, Patient first among them. */
  resources: z.array(z.string()).min(1),
  /** Types that several patients may share: their tables need no column for the patient. */
  shared: z.array(z.string()).optional(),
  body: z.string(),
  key: z.string(),
  patient: z.string(),
  archive_only: z.array(z.string()).optional(),
  note: z.string().optional(),
});

export type MappingSpec = z.infer<typeof mappingSpecSchema> & {
  /** File name without .yaml; unique in a workspace. */
  readonly id: string;
  /** File it came from, relative to the workspace. */
  readonly file: string;
};
