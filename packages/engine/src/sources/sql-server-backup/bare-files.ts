import { basename } from 'node:path';
import { type ByteSource, openByteSource } from '../../base/byte-source.js';
import { MigrationError } from '../../base/error.js';
import type { Issue } from '../../base/issue.js';
import { statedPages } from '../../formats/mdf/file-header.js';
import { PAGE_SIZE, pageFile, pageId } from '../../formats/mdf/page.js';
import type { OpenedBackup } from './opened-backup.js';

/** Data files (.mdf, .ndf) as they lie on the server's disk, detached or copied while it was stopped. */
export async function openBareFiles(paths: readonly string[]): Promise<OpenedBackup> {
  const files: (ByteSource & AsyncDisposable)[] = [];
  const fileNames = new Map<number, string>();
  const runs = [];
  const issues: Issue[] = [];
  let odd = 0;
  for (const path of paths) {
    const bytes = await openByteSource(path);
    files.push(bytes);
    const name = basename(path);
    const head = Buffer.from(await bytes.slice(0, HEAD_PAGES * PAGE_SIZE));
    const file = fileNumber(head);
    if (fileNames.has(file)) {
      for (const opened of files) await opened[Symbol.asyncDispose]();
      throw new MigrationError(`Two of the files are data file ${file} of a database`, {
        code: 'MSSQL_FILE_TWICE',
        where: name,
        hint: 'Give the data files of one database at a time, each once.',
      });
    }
    fileNames.set(file, name);
    const pages = Math.floor(bytes.byteLength / PAGE_SIZE);
    runs.push({ bytes, name, offset: 0, pages, dataFile: file });
    const stated = statedPages(head.subarray(0, PAGE_SIZE)) ?? pages;
    if (pages < stated) issues.push(cut(name, pages, stated));
    if (pages < stated || bytes.byteLength % PAGE_SIZE !== 0) odd++;
  }
  return {
    database: null,
    product: null,
    takenAt: null,
    isWhole: true,
    runs,
    issues,
    fileNames,
    checkpoint: null,
    end: null,
    version: null,
    hasOpenTransactions: false,
    verify: () => Promise.resolve(),
    checks: () => [
      {
        name: 'files-whole-pages',
        says: 'the files are as long as they say',
        passed: odd === 0,
        checked: paths.length,
        failed: odd,
        failing: 'incomplete',
        wholeness: true,
      },
    ],
    [Symbol.asyncDispose]: async () => {
      for (const file of files) await file[Symbol.asyncDispose]();
    },
  };
}

/** Pages at the head of every data file: header, maps and, in the first, the boot page. */
const HEAD_PAGES = 10;

/** The number that most of the pages at its head give a data file: a damaged one must not decide. */
function fileNumber(head: Buffer): number {
  const counts = new Map<number, number>();
  for (let page = 0; (page + 1) * PAGE_SIZE <= head.length; page++) {
    const bytes = head.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
    if (bytes[0] === 1 && pageId(bytes) === page) counts.set(pageFile(bytes), (counts.get(pageFile(bytes)) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first?.[0] ?? pageFile(head);
}

const cut = (name: string, pages: number, stated: number): Issue => ({
  severity: 'error',
  code: 'data-file-cut',
  where: name,
  message: `The data file says that it has ${stated} pages (8 KB each) and has ${pages}.`,
  hint: 'Copy the file again from where it came from and compare the sizes.',
});
