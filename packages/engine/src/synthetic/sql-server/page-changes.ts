import type { DataFile } from './data-file.js';
import type { BuiltDatabase } from './database.js';
import { EXTENT_PAGES, PAGE_BYTES, type Protection } from './page-writer.js';

const scratch = [Buffer.alloc(PAGE_BYTES), Buffer.alloc(PAGE_BYTES)] as const;

function samePage(file: DataFile, old: DataFile, page: number): boolean {
  file.copyPage(page, scratch[0], 0);
  old.copyPage(page, scratch[1], 0);
  return scratch[0].equals(scratch[1]);
}

/** Whether a page is not as it was in the base. */
export function pageDiffers(file: DataFile, base: BuiltDatabase, page: number): boolean {
  const old = base.files.find(({ id }) => id === file.id);
  return !old || !samePage(file, old, page);
}

/** Whether a differential backup carries an extent. */
export function extentDiffers(file: DataFile, old: DataFile, extent: number): boolean {
  // the first extent has the file header, the maps and is always part of a differential; so is the boot page's
  if (extent <= 1 || extent >= old.extentCount || !old.isAllocated(extent)) return true;
  for (let i = 0; i < EXTENT_PAGES; i++) if (!samePage(file, old, extent * EXTENT_PAGES + i)) return true;
  return false;
}

/** Puts back what torn bits took, so that the page can be protected anew. */
export function restoreTornBits(page: Buffer, protection: Protection): void {
  if (protection !== 'torn') return;
  const word = page.readUInt32LE(60);
  for (let k = 1; k < 16; k++) {
    const at = k * 512 + 511;
    page[at] = (page[at]! & 0xfc) | ((word >>> (2 * k)) & 3);
  }
}
