import { z } from 'zod';
import { MigrationError } from '../../base/error.js';
import type { FileSample, LoadContext, ReleaseFormat } from './format.js';

const property = z.looseObject({ code: z.string() });
const conceptSchema = z.object({
  code: z.string().min(1),
  display: z.string().optional(),
  definition: z.string().optional(),
  designation: z.array(z.object({ value: z.string() })).optional(),
  property: z.array(property).optional(),
  concept: z.array(z.unknown()).optional(),
});
const codeSystemSchema = z.object({
  resourceType: z.literal('CodeSystem'),
  url: z.string(),
  version: z.string().optional(),
  concept: z.array(z.unknown()),
});
const conceptMapSchema = z.object({
  resourceType: z.literal('ConceptMap'),
  version: z.string().optional(),
  group: z.array(z.object({ source: z.string(), target: z.string(), element: z.array(z.unknown()) })),
});
const elementSchema = z.object({
  code: z.string().min(1),
  target: z
    .array(
      z.object({
        code: z.string().optional(),
        equivalence: z.string().optional(),
        relationship: z.string().optional(),
        comment: z.string().optional(),
      }),
    )
    .optional(),
});

const EXPECTS = 'a FHIR R4 CodeSystem whose content is complete, or a ConceptMap (JSON, or a package as .tgz)';

/** Name for a release of a canonical URL: its last parts. */
const nameOf = (url: string): string =>
  url
    .replace(/^[a-z]+:\/*/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(-48);

async function parsed({ parts, read }: LoadContext): Promise<{ value: unknown; file: string }[]> {
  const values: { value: unknown; file: string }[] = [];
  for (const part of parts) {
    try {
      values.push({ value: JSON.parse(await read.text(part)), file: part.file.name });
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      throw invalid(part.file.name, cause);
    }
  }
  return values;
}

const invalid = (where: string, cause?: unknown): MigrationError =>
  new MigrationError('The file is no whole FHIR resource of its kind', {
    code: 'TERMINOLOGY_FHIR',
    where,
    hint: 'Give a CodeSystem with its concepts, or a ConceptMap with its groups, as FHIR R4 JSON.',
    cause,
  });

/** A CodeSystem resource with its concepts; the release takes the resource's own URL and version. */
export const fhirCodeSystem = (sample: FileSample): ReleaseFormat => {
  const system = sample.resource?.url ?? '';
  return {
    name: nameOf(system) || 'codesystem',
    title: 'FHIR CodeSystem',
    expects: EXPECTS,
    system,
    parts: [{ part: 'resource', needs: true }],
    // A fragment, a supplement or an empty shell would call codes unknown that the whole system has.
    recognise: ({ resource }) =>
      resource?.type === 'CodeSystem' && /^(complete)?$/.test(resource.content) ? 'resource' : null,
    version: () => null,
    async load(context) {
      let version: string | null = null;
      for (const { value, file } of await parsed(context)) {
        const read = codeSystemSchema.safeParse(value);
        if (!read.success) throw invalid(file, read.error);
        version = read.data.version ?? version;
        const walk = (list: readonly unknown[], parent: string | null, place: string): void =>
          list.forEach((entry, i) => {
            const concept = conceptSchema.safeParse(entry);
            const where = `${place}.concept[${i}]`;
            if (!concept.success) {
              context.writer.damage(where);
              return;
            }
            const { code, display, definition, designation = [], property: told = [], concept: below } = concept.data;
            const attributes = Object.fromEntries(told.map((one) => [one.code, textOf(one)]));
            const retired =
              attributes.inactive === 'true' || /^(retired|inactive|deprecated)$/i.test(attributes.status ?? '');
            context.writer.concept({
              code,
              display: display ?? definition ?? code,
              synonyms: designation.map((one) => one.value),
              retired,
              attributes,
            });
            if (parent !== null) context.writer.relation(code, 'is-a', parent);
            if (below) walk(below, code, where);
          });
        walk(read.data.concept, null, file);
      }
      return version;
    },
  };
};

function textOf(one: Readonly<Record<string, unknown>>): string {
  const [, value] = Object.entries(one).find(([key]) => key.startsWith('value')) ?? [];
  return value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A ConceptMap resource: maps only, with its equivalence and comment as flags. */
export const fhirConceptMap = ({ resource, head }: FileSample): ReleaseFormat => ({
  name: nameOf(resource?.url ?? 'conceptmap'),
  title: 'FHIR ConceptMap',
  expects: EXPECTS,
  system: /"source"\s*:\s*"([^"\\]+)"/.exec(head)?.[1] ?? resource?.url ?? '',
  parts: [{ part: 'resource', needs: true }],
  recognise: (sample) => (sample.resource?.type === 'ConceptMap' ? 'resource' : null),
  version: () => null,
  async load(context) {
    let version: string | null = null;
    for (const { value, file } of await parsed(context)) {
      const read = conceptMapSchema.safeParse(value);
      if (!read.success) throw invalid(file, read.error);
      version = read.data.version ?? version;
      read.data.group.forEach(({ source: fromSystem, target: toSystem, element: elements }, g) => {
        elements.forEach((entry, i) => {
          const element = elementSchema.safeParse(entry);
          if (!element.success) {
            context.writer.damage(`${file}.group[${g}].element[${i}]`);
            return;
          }
          const { code: fromCode, target = [] } = element.data;
          for (const { code: toCode = '', equivalence, relationship, comment } of target) {
            const flags = {
              ...(equivalence || relationship ? { equivalence: equivalence ?? relationship ?? '' } : {}),
              ...(comment ? { comment } : {}),
            };
            context.writer.mapping({ fromSystem, fromCode, toSystem, toCode, flags });
          }
        });
      });
    }
    return version;
  },
});
