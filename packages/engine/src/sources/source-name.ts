import { basename, resolve } from 'node:path';

/** A name fit for locators, folders and SQL: lower case, `a-z 0-9 -`, beginning with a letter. */
export function safeName(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (plain === '') return 'source';
  return /^[a-z]/.test(plain) ? plain : `s-${plain}`;
}

/** The database's name, else that of the first file or the folder, without extensions. */
export function defaultSourceName(paths: readonly string[], database: string | null): string {
  const base = basename(resolve(paths[0] ?? '.')).replace(/(\.(gz|gzip|zip|sql|csv|tsv|txt|dump|bak))+$/i, '');
  return safeName(database ?? base);
}
