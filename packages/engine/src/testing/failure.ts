import { MigrationError } from '../base/error.js';

/** The MigrationError that `work` ends in; throws whatever else it throws, and where it throws nothing. */
export async function failure(work: () => unknown): Promise<MigrationError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof MigrationError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
