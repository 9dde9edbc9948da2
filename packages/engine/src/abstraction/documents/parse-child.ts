import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { MigrationError } from '../../base/error.js';
import { renderPage } from '../../formats/image/page-image.js';
import { type ChildReply, type ChildSetup, type ChildTask, MEMORY_SIGNAL } from './child-messages.js';
import { parseDocument } from './parse-document.js';

/**
 * Entry of the child process that decodes documents. It gets bytes by message and gives facts and pixels by message; it opens no file of the user's and no address,
 * holds no key, and may be killed at any time.
 */
const setup = JSON.parse(process.argv[2] ?? '{}') as ChildSetup;

// WebAssembly and libvips take memory that V8's limit does not see, and while they work no timer of this thread runs. The thread also ends a child whose parent is gone.
new Worker(
  `const { workerData } = require('node:worker_threads');
  setInterval(() => {
    if (process.memoryUsage.rss() > workerData.most) process.kill(process.pid, workerData.signal);
    if (process.ppid !== workerData.parent) process.kill(process.pid, 'SIGKILL');
  }, 50);`,
  { eval: true, workerData: { most: setup.memory, signal: MEMORY_SIGNAL, parent: process.ppid } },
).unref();

sharp.cache(false);
sharp.concurrency(1);

const send = (reply: ChildReply): Promise<void> =>
  new Promise((resolve) => process.send?.(reply, undefined, {}, () => resolve()) ?? resolve());

async function work(task: ChildTask): Promise<void> {
  try {
    if (task.kind === 'parse') {
      const document = await parseDocument(task.bytes, task.limits, (page) => {
        if (page % 8 === 1) process.send?.({ kind: 'page', page } satisfies ChildReply);
      });
      await send({ kind: 'parsed', document });
    } else {
      const image = await renderPage(task.bytes, task.mediaType, task.page, task.dpi);
      await send({ kind: 'rendered', image });
    }
  } catch (error) {
    if (error instanceof MigrationError) return send({ kind: 'fault', code: error.code });
    // A trap inside WebAssembly leaves its memory in no known state: this process is not used again.
    await send({
      kind: 'fault',
      code: error instanceof Error && error.name === 'RuntimeError' ? 'pdf-broken' : 'parse-failed',
    });
    process.exit(1);
  }
}

process.on('message', (task: ChildTask) => void work(task));
process.on('disconnect', () => process.exit(0));
await send({ kind: 'ready' });
