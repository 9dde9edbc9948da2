import { MigrationError } from '@chartlift/engine/base';

/** The value of an option that takes a whole number. Error: USAGE. */
export function wholeNumber(text: string, option: string, least: number, command: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new MigrationError(`${option} takes a whole number of at least ${least}`, {
    code: 'USAGE',
    kind: 'usage',
    hint: `See \`chartlift ${command} --help\`.`,
  });
}
