import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Name and version as documents state them. */
export const SOFTWARE = `Chartlift ${manifest.version}`;
