import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ARTEFACT_HINT } from '../validation/artefacts.js';

/** Layers that a run cannot check without HL7's files. */
export function skippedLayers(artefacts: string | null): { layer: string; reason: string; hint: string }[] {
  if (artefacts !== null) return [];
  return ['xsd', 'schematron'].map((layer) => ({
    layer,
    reason: "HL7's artefacts were not given",
    hint: ARTEFACT_HINT,
  }));
}

/** SHA-256 over the artefacts, so that a run with other rules is another run; null without artefacts. */
export function artefactsHash(artefacts: string | null): string | null {
  if (artefacts === null) return null;
  const hash = createHash('sha256');
  for (const folder of ['schematron', 'xsd/infrastructure/cda']) {
    const path = join(artefacts, folder);
    if (!existsSync(path)) continue;
    for (const name of readdirSync(path).sort()) {
      const file = join(path, name);
      if (statSync(file).isFile()) hash.update(`${folder}/${name}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}
