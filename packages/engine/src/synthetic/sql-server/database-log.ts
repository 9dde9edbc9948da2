import type { Lsn } from './page-writer.js';

/** Where the log of a synthetic database stands: all pages lie before the checkpoint of its first backup. */
export const LOG = Object.freeze({
  pages: { file: 37, block: 0x100, slot: 1 },
  checkpoint: { file: 37, block: 0x1000, slot: 37 },
  afterCheckpoint: { file: 37, block: 0x1080, slot: 2 },
  end: { file: 37, block: 0x1100, slot: 1 },
  /** Changes that a differential brings. */
  changes: { file: 37, block: 0x1400, slot: 1 },
  differentialCheckpoint: { file: 37, block: 0x1800, slot: 37 },
  differentialEnd: { file: 37, block: 0x1900, slot: 1 },
}) satisfies Readonly<Record<string, Lsn>>;
