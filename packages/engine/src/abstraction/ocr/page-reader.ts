import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { PageFailure, PageReading } from '../../artifacts/page-reading.js';
import { MEMORY_SIGNAL, type OcrReply, type OcrSetup, type OcrTask } from './ocr-messages.js';

export interface PageReaderOptions {
  /** Processes. Default: one for each processor, eight at most. */
  readonly workers?: number;
  readonly secondRead?: 'auto' | 'always';
  readonly engine?: 'auto' | 'bundled';
  /** Milliseconds for a page. Default 90,000. */
  readonly timeout?: number;
  /** Bytes of memory of one process. Default 2 GiB. */
  readonly memory?: number;
  /** Compiled module of the child; for tests, which run the source. */
  readonly entry?: URL;
}

/** A page to be read. */
export interface PageSource {
  /** Bytes of the file; pages of one file give the same object, which is then sent to a process once. */
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** From 1, in its file. */
  readonly page: number;
}

/** What a file is: how many pages there are to read. */
export interface CountedPages {
  readonly mediaType: string;
  readonly pages: number;
}

const MEBIBYTE = 2 ** 20;

/** One process and what it has at hand. */
interface Lane {
  child: ChildProcess | null;
  bytes: Uint8Array | null;
}

/** Reads pages in child processes, one page a process at a time; one that hangs, takes too much memory or breaks is killed and its page is a failure, the others go on. */
export class PageReader implements AsyncDisposable {
  private readonly lanes: Lane[];
  private readonly timeout: number;

  constructor(private readonly options: PageReaderOptions = {}) {
    const workers = Math.max(1, options.workers ?? Math.min(8, availableParallelism()));
    this.lanes = Array.from({ length: workers }, () => ({ child: null, bytes: null }));
    this.timeout = options.timeout ?? 90_000;
  }

  /** Media type and pages of a file; an issue code where it has none that can be read. */
  async count(bytes: Uint8Array): Promise<CountedPages | { readonly failure: string }> {
    const lane = this.lanes[0] as Lane; // there is always one
    const reply = await this.ask(lane, bytes, { kind: 'count' });
    if (reply.kind === 'counted') return { mediaType: reply.mediaType, pages: reply.pages };
    return { failure: reply.kind === 'fault' ? reply.code : 'ocr-failed' };
  }

  /** Readings and failures in the order of the pages, whatever process was quicker; at most two pages a process are under way. */
  async *read(sources: Iterable<PageSource> | AsyncIterable<PageSource>): AsyncGenerator<PageReading | PageFailure> {
    const pages = (async function* () {
      yield* sources;
    })();
    const free = [...this.lanes];
    const waiting: Promise<PageReading | PageFailure>[] = [];
    let wake = (): void => {};
    let ended = false;
    while (true) {
      while (!ended && free.length > 0 && waiting.length < this.lanes.length * 3) {
        const next = await pages.next();
        if (next.done) {
          ended = true;
          break;
        }
        const lane = free.pop() as Lane; // there is one: its length was looked at
        waiting.push(
          this.readOne(lane, next.value).finally(() => {
            free.push(lane);
            wake();
          }),
        );
      }
      const first = waiting[0];
      if (first === undefined) return;
      const freed = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const done = await Promise.race([first.then((result) => ({ result })), freed]);
      if (done === undefined) continue;
      waiting.shift();
      yield done.result;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const lane of this.lanes) end(lane);
  }

  private async readOne(lane: Lane, { bytes, mediaType, page }: PageSource): Promise<PageReading | PageFailure> {
    const reply = await this.ask(lane, bytes, { kind: 'read', mediaType, page });
    if (reply.kind === 'read') return reply.reading;
    return { page, failure: reply.kind === 'fault' ? reply.code : 'ocr-failed' };
  }

  private async ask(lane: Lane, bytes: Uint8Array, task: OcrTask): Promise<OcrReply> {
    const child = lane.child ?? (await this.start(lane));
    if (lane.bytes !== bytes) {
      child.send({ kind: 'document', bytes } satisfies OcrTask);
      lane.bytes = bytes;
    }
    const reply = await answerOf(child, this.timeout, task);
    if (reply.kind === 'fault' && reply.code.startsWith('ocr-')) end(lane);
    return reply;
  }

  /** A child in a group of its own, so that what it started ends with it, and without the environment's secrets. */
  private async start(lane: Lane): Promise<ChildProcess> {
    const { memory = 2048 * MEBIBYTE, engine = 'auto', secondRead = 'auto', entry } = this.options;
    const { SystemRoot, PATH, TESSDATA_PREFIX } = process.env;
    const kept = Object.entries({ SystemRoot, PATH, TESSDATA_PREFIX }).filter(([, value]) => value !== undefined);
    const setup: OcrSetup = { memory, engine, secondRead };
    const child = fork(entry ?? new URL('./ocr-child.js', import.meta.url), [JSON.stringify(setup)], {
      execArgv: [`--max-old-space-size=${Math.round(memory / MEBIBYTE)}`],
      env: Object.fromEntries(kept),
      serialization: 'advanced',
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    lane.child = child;
    lane.bytes = null;
    child.once('exit', () => {
      if (lane.child === child) lane.child = null;
    });
    const reply = await answerOf(child, this.timeout);
    if (reply.kind === 'ready') return child;
    end(lane);
    throw new Error('the child that reads pages does not start');
  }
}

/** {@link PageReader.read} with a reader of its own, ended with the last page or when the caller stops. */
export async function* readPages(
  sources: Iterable<PageSource> | AsyncIterable<PageSource>,
  options: PageReaderOptions = {},
): AsyncGenerator<PageReading | PageFailure> {
  await using reader = new PageReader(options);
  yield* reader.read(sources);
}

function end(lane: Lane): void {
  const { child } = lane;
  lane.child = null;
  if (child?.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL'); // gone already, or no group
  }
}

/** The answer of a child, or the code of why there is none. */
function answerOf(child: ChildProcess, timeout: number, task?: OcrTask): Promise<OcrReply> {
  return new Promise((resolve) => {
    const done = (reply: OcrReply): void => {
      clearTimeout(timer);
      child.off('message', done);
      child.off('exit', gone);
      resolve(reply);
    };
    const gone = (_code: number | null, signal: NodeJS.Signals | null): void => {
      const memory = signal === MEMORY_SIGNAL || signal === 'SIGABRT';
      done({ kind: 'fault', code: memory ? 'ocr-memory' : 'ocr-crashed' });
    };
    const timer = setTimeout(() => done({ kind: 'fault', code: 'ocr-timeout' }), timeout);
    child.on('message', done);
    child.on('exit', gone);
    if (task) child.send(task, (error) => error && gone(null, null));
  });
}
