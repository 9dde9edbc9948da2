import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readArtifact } from './workspace.js';

/**
 * What tells a system apart, by structure alone: tables with the columns that they must have. Names only, no values.
 * A source that is read as a format of its own (documents, bundles) is told by that format.
 */
const fingerprintSchema = z
  .strictObject({
    /** Name of the reader that staged the source. */
    format: z.string().optional(),
    /** Table -> columns. A table that is lacking counts as all its columns lacking. */
    tables: z.record(z.string(), z.array(z.string()).min(1)).optional(),
    /** A table whose first row says the version, and the columns that it is made of, in order. It must hold no patient's data. */
    version: z.strictObject({ table: z.string(), columns: z.array(z.string()).min(1) }).optional(),
    /** What a column, `table.column`, says where it is there: mostly which versions have it. */
    signs: z.array(z.strictObject({ has: z.string(), says: z.string() })).optional(),
  })
  .refine((f) => (f.format === undefined) !== (f.tables === undefined), 'a fingerprint is a format or tables');

export type Fingerprint = z.infer<typeof fingerprintSchema>;

/** A preset's `preset.yaml`: what it is for, settings that it brings, and what not every version of the system has. A workspace keeps a copy. */
const presetSchema = z.strictObject({
  chartlift: z.literal('preset/1').optional(),
  name: z.string(),
  title: z.string().optional(),
  description: z.string(),
  /** No system of its own: its specs and the lines of its scope plan are put beside what the workspace has, and nothing recognises it. */
  beside: z.literal(true).optional(),
  /** Settings for chartlift.yaml, where it does not set them. */
  settings: z
    .strictObject({ dateOrder: z.enum(['mdy', 'dmy', 'ymd']).optional(), timeZone: z.string().optional() })
    .optional(),
  /** A table of this list that is not staged counts as empty, a column as NULL; anything else that is missing is a mistake. */
  optional: z
    .strictObject({
      tables: z.array(z.string()).default([]),
      columns: z.record(z.string(), z.array(z.string())).default({}),
    })
    .optional(),
  /** How `map preset` recognises the system. */
  fingerprint: fingerprintSchema.optional(),
});

export type Preset = z.infer<typeof presetSchema>;

export const PRESET_FILE = 'preset.yaml';

/** The preset of a folder (a shipped preset, or a workspace that was filled by one); null where there is none. Error: ARTIFACT_INVALID. */
export function readPreset(dir: string): Preset | null {
  return existsSync(join(dir, PRESET_FILE)) ? readArtifact(dir, PRESET_FILE, presetSchema).value : null;
}
