import { BOOT_PAGE } from './boot-pages.js';
import type { BuiltDatabase } from './database.js';
import { PAGE_BYTES } from './page-writer.js';
import { scramblePage } from './scrambled-page.js';

/** The data files as they would lie in the server's folder. */
export function bareDataFiles(database: BuiltDatabase): Buffer[] {
  return database.files.map((file) => {
    const bytes = Buffer.alloc(file.pageCount * PAGE_BYTES);
    for (let page = 0; page < file.pageCount; page++) {
      const at = page * PAGE_BYTES;
      file.copyPage(page, bytes, at);
      if (bytes[at] === 1 && database.spec.encrypted && page !== 0 && page !== BOOT_PAGE) {
        scramblePage(bytes.subarray(at, at + PAGE_BYTES), database.spec.seed);
      }
    }
    return bytes;
  });
}
