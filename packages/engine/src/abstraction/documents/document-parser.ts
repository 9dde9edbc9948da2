import { type ChildProcess, fork } from 'node:child_process';
import { MigrationError } from '../../base/error.js';
import { type PageImage, READING_DPI } from '../../formats/image/page-image.js';
import { type ChildReply, type ChildTask, MEMORY_SIGNAL } from './child-messages.js';
import { PARSE_LIMITS, type ParsedDocument, type ParseLimits } from './parse-document.js';

export interface ParserOptions {
  readonly limits?: Partial<ParseLimits>;
  /** Milliseconds for a document, and again for every eight pages of it. Default 60,000. */
  readonly timeout?: number;
  /** Bytes of memory of the child, whoever in it takes them. Default 1.5 GiB. */
  readonly memory?: number;
  /** Compiled module of the child; for tests, which run the source. */
  readonly entry?: URL;
}

/** No document is worth more than this many times its timeout, however many pages it has. */
const MOST_TIMES = 30;

/**
 * Decodes documents in a child process that serves many of them, gets and gives bytes by message (nothing is written to disk) and is killed when it hangs or takes too
 * much memory; the next document then has a new one. One document at a time.
 */
export class DocumentParser implements AsyncDisposable {
  readonly limits: ParseLimits;
  private readonly timeout: number;
  private readonly memory: number;
  private readonly entry: URL;
  private child: ChildProcess | null = null;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(options: ParserOptions = {}) {
    this.limits = { ...PARSE_LIMITS, ...options.limits };
    this.timeout = options.timeout ?? 60_000;
    this.memory = options.memory ?? 1536 << 20;
    this.entry = options.entry ?? new URL('./parse-child.js', import.meta.url);
  }

  /** Never fails for what a document is: that is its quarantine code (`parse-timeout`, `parse-memory`, `parse-crashed` where the child was lost). */
  async parse(bytes: Uint8Array): Promise<ParsedDocument> {
    const lost = (quarantine: string): ParsedDocument => ({
      ...{ mediaType: 'application/octet-stream', pageCount: 0, pages: [], quarantine },
    });
    if (bytes.length > this.limits.bytes) return lost('file-too-large');
    const reply = await this.ask({ kind: 'parse', bytes, limits: this.limits });
    return reply.kind === 'parsed' ? reply.document : lost(reply.kind === 'fault' ? reply.code : 'parse-failed');
  }

  /** As `renderPage` of formats, in the child. Errors: MigrationError with the codes of that function and of {@link parse}. */
  async render(bytes: Uint8Array, mediaType: string, page: number, dpi: number = READING_DPI): Promise<PageImage> {
    const reply = await this.ask({ kind: 'render', bytes, mediaType, page, dpi });
    if (reply.kind === 'rendered') return reply.image;
    throw new MigrationError('The page could not be shown', {
      code: reply.kind === 'fault' ? reply.code : 'parse-failed',
      where: `page ${page}`,
      hint: '`chartlift documents list` says what is known of the document.',
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.queue;
    this.end();
  }

  private ask(task: ChildTask): Promise<ChildReply> {
    const answer = this.queue.then(() => this.send(task));
    this.queue = answer.catch(() => {});
    return answer;
  }

  private async send(task: ChildTask): Promise<ChildReply> {
    const child = this.child ?? (await this.start());
    const times = task.kind === 'parse' ? MOST_TIMES : 1;
    return answerOf(child, this.timeout, times, () => this.end(), task);
  }

  /** A child without the environment's secrets: nothing of it is needed but where programs and temporary folders lie on Windows. */
  private async start(): Promise<ChildProcess> {
    const { SystemRoot, PATH } = process.env;
    const child = fork(this.entry, [JSON.stringify({ memory: this.memory })], {
      execArgv: [`--max-old-space-size=${Math.round(this.memory / (1 << 20))}`],
      env: { ...(SystemRoot === undefined ? {} : { SystemRoot }), ...(PATH === undefined ? {} : { PATH }) },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child = child;
    child.once('exit', () => {
      if (this.child === child) this.child = null;
    });
    const reply = await answerOf(child, this.timeout, 1, () => this.end());
    if (reply.kind === 'ready') return child;
    this.end();
    throw new Error(
      `the child that reads documents does not start (${reply.kind === 'fault' ? reply.code : 'no answer'})`,
    );
  }

  private end(): void {
    this.child?.kill('SIGKILL');
    this.child = null;
  }
}

/** The answer of a child to a task, or the code of why there is none. A child that says which page it is at has its time anew. */
function answerOf(
  child: ChildProcess,
  timeout: number,
  times: number,
  kill: () => void,
  task?: ChildTask,
): Promise<ChildReply> {
  return new Promise((resolve) => {
    let left = times;
    let timer: NodeJS.Timeout;
    const done = (reply: ChildReply): void => {
      clearTimeout(timer);
      child.off('message', heard);
      child.off('exit', gone);
      resolve(reply);
    };
    const late = (): void => {
      kill();
      done({ kind: 'fault', code: 'parse-timeout' });
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(late, timeout);
    };
    const heard = (reply: ChildReply): void => {
      if (reply.kind !== 'page') done(reply);
      else if (left-- > 0) wait();
    };
    const gone = (_code: number | null, signal: NodeJS.Signals | null): void => {
      const isMemory = signal === MEMORY_SIGNAL || signal === 'SIGABRT';
      done({ kind: 'fault', code: isMemory ? 'parse-memory' : 'parse-crashed' });
    };
    child.on('message', heard);
    child.on('exit', gone);
    wait();
    if (task) child.send(task, (error) => error && gone(null, null));
  });
}
