import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readArtifact } from './workspace.js';

/** A preset's `preset.yaml`: what it is for, settings that it brings, and what not every version of the system has. A workspace keeps a copy. */
const presetSchema = z.strictObject({
  chartlift: z.literal('preset/1').optional(),
  name: z.string(),
  title: z.string().optional(),
  description: z.string(),
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
});

export type Preset = z.infer<typeof presetSchema>;

export const PRESET_FILE = 'preset.yaml';

/** The preset of a folder (a shipped preset, or a workspace that was filled by one); null where there is none. Error: ARTIFACT_INVALID. */
export function readPreset(dir: string): Preset | null {
  return existsSync(join(dir, PRESET_FILE)) ? readArtifact(dir, PRESET_FILE, presetSchema).value : null;
}
