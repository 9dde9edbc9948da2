import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ENTRY_KINDS } from './keying-form.js';
import { readArtifact } from './workspace.js';

export const ROUTING_FILE = 'routing.yaml';

/** Name of a rule: it stands in plans and in names of lots, so it must say nothing of a patient. */
const ruleName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens');
const text = z.string().min(1).max(300);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be a day, YYYY-MM-DD');
const kinds = z.array(z.enum(ENTRY_KINDS)).min(1);
const count = z.number().int().min(0);
const days = z.number().int().min(0).max(3650);
const share = z.number().min(0).max(1);

const span = <T extends z.ZodNumber>(one: T) =>
  z
    .strictObject({ least: one.optional(), most: one.optional() })
    .refine(({ least, most }) => least !== undefined || most !== undefined, 'needs least or most');
/** What is counted: from `least` to `most`. */
const counted = span(count);
const shared = span(share);
export type CountSpan = z.infer<typeof counted>;

/** All of what a condition says must hold; what cannot be known yet does not. */
const documentWhen = z.strictObject({
  /** Media types; `image/*`. */
  media: z.array(text).min(1).optional(),
  /** scan: pages to be read by OCR alone; text: pages with a text of their own alone; mixed: both. */
  from: z
    .array(z.enum(['scan', 'text', 'mixed']))
    .min(1)
    .optional(),
  /** Patterns of titles, case ignored; `*` is anything. */
  title: z.array(text).min(1).optional(),
  /** Pages that are not blank. */
  pages: counted.optional(),
  /** Dated on this day or later. */
  since: day.optional(),
  /** Dated within so many years before the day of the database. */
  years: z.number().min(0).max(150).optional(),
  dated: z.boolean().optional(),
  /** Suggestions find any of these on its pages. */
  finds: kinds.optional(),
  /** Share of the words that OCR read which may be used without a person. */
  accepted: shared.optional(),
  /** Some of its pages have not been read yet. */
  unread: z.boolean().optional(),
  /** Its patient's next appointment is within so many days after the day of the database. */
  appointmentWithin: days.optional(),
  /** Its patient was seen on this day or later. */
  seenSince: day.optional(),
});
export type DocumentCondition = z.infer<typeof documentWhen>;

const patientWhen = z.strictObject({
  /** Kinds of facts of which the electronic lane gives none at all: every one of these. */
  lacks: kinds.optional(),
  /** Findings of the mapping in the rows of the patient. */
  issues: counted.optional(),
  /** Rows of the patient in quarantine. */
  quarantined: counted.optional(),
  documents: counted.optional(),
  /** Documents with a page that nobody and nothing has read yet. */
  unreadDocuments: counted.optional(),
  appointmentWithin: days.optional(),
  seenSince: day.optional(),
});
export type PatientCondition = z.infer<typeof patientWhen>;

/** 0 to 1: which of two things goes first where nobody has an appointment, or both have it on one day. */
const weight = share.optional();

const documentRule = z.strictObject({
  name: ruleName,
  when: documentWhen.default({}),
  /** electronic: attached as it is. manual: attached and keyed. none: neither. */
  lane: z.enum(['electronic', 'manual', 'none']),
  /** Forms to be keyed; absent: all. */
  forms: kinds.optional(),
  weight,
});
export type RoutedDocumentRule = z.infer<typeof documentRule>;

const patientRule = z.strictObject({
  name: ruleName,
  when: patientWhen.default({}),
  /** manual: all documents are keyed and the chart is reviewed. electronic: the rules for documents decide, and no later one for patients is asked. */
  lane: z.enum(['electronic', 'manual']),
  weight,
});
export type RoutedPatientRule = z.infer<typeof patientRule>;

const tableRule = z.strictObject({
  name: ruleName,
  /** A staged table, or source/table, whose cells are documents by `cells:` of documents.yaml. */
  table: text,
  /** absent: every column of it that has a rule there. */
  column: text.optional(),
  when: z
    .strictObject({
      /** Share of the filled cells of `of` (absent: of the column itself) in which the mapping found something that it could not read. */
      notRead: shared,
      of: text.optional(),
    })
    .optional(),
  lane: z.enum(['electronic', 'manual', 'none']),
  forms: kinds.optional(),
  weight,
});
export type RoutedTableRule = z.infer<typeof tableRule>;

/** `routing.yaml`: what goes by electronic ways and what people key. No PHI. */
export const routingPlanSchema = z
  .strictObject({
    chartlift: z.literal('routing/1'),
    /** Where appointments stand, beside Appointment resources of the mapping. */
    appointments: z.strictObject({ table: text, patient: text, date: text }).optional(),
    tables: z.array(tableRule).default([]),
    patients: z.array(patientRule).default([]),
    documents: z.array(documentRule).default([]),
    /** Items of a lot for acceptance sampling. */
    lot: z.number().int().min(10).max(5000).default(200),
    /** Known items for each item of a lot, by which clerks are measured. */
    known: z.number().min(0).max(0.2).default(0.02),
  })
  .refine(
    ({ tables, patients, documents }) => {
      const names = [...tables, ...patients, ...documents].map(({ name }) => name);
      return new Set(names).size === names.length && !names.includes('no-rule');
    },
    { message: 'every rule needs a name of its own (and `no-rule` is taken)' },
  );
export type RoutingPlan = z.infer<typeof routingPlanSchema>;

/**
 * Where nobody has said anything: charts of which the database knows nothing but that have papers; papers with facts of those who come soon; allergies and medications on papers of the
 * last two years. Everything else is attached as it is.
 */
export const DEFAULT_ROUTING: RoutingPlan = {
  chartlift: 'routing/1',
  tables: [],
  patients: [
    {
      name: 'paper-chart',
      when: { lacks: ['problem', 'medication', 'allergy'], documents: { least: 1 } },
      lane: 'manual',
    },
  ],
  documents: [
    {
      name: 'seen-soon',
      when: { appointmentWithin: 90, finds: ['allergy', 'medication', 'problem', 'immunization'] },
      lane: 'manual',
    },
    {
      name: 'recent-risks',
      when: { years: 2, finds: ['allergy', 'medication'] },
      lane: 'manual',
      forms: ['allergy', 'medication'],
    },
  ],
  lot: 200,
  known: 0.02,
};

/** The routing of a workspace; the default one where it has no `routing.yaml`. Error: ARTIFACT_INVALID with the line. */
export function readRoutingPlan(dir: string): { readonly plan: RoutingPlan; readonly isDefault: boolean } {
  if (!existsSync(join(dir, ROUTING_FILE))) return { plan: DEFAULT_ROUTING, isDefault: true };
  return { plan: readArtifact(dir, ROUTING_FILE, routingPlanSchema).value, isDefault: false };
}
