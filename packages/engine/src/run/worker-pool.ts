import { Worker } from 'node:worker_threads';
import { MigrationError } from '../base/error.js';

/** One side of the work: takes a task, gives its result; `end` gives what is left to say after the last task. */
export interface Lane<Task, Result, Final> {
  run(task: Task): Promise<Result>;
  end(): Promise<Final>;
  stop(): Promise<void>;
}

type Reply<Result, Final> =
  | { kind: 'ready' }
  | { kind: 'result'; result: Result }
  | { kind: 'final'; final: Final }
  | {
      kind: 'fault';
      fault: {
        message: string;
        code: string;
        where?: string;
        hint: string;
        faultKind: MigrationError['kind'];
        stack?: string;
      };
    };

/** A lane in a worker thread: one task at a time, answers in order. `entry` is the compiled module that calls {@link serveLane}. */
export class WorkerLane<Task, Result, Final> implements Lane<Task, Result, Final> {
  private readonly worker: Worker;
  private waiting: { resolve: (reply: Reply<Result, Final>) => void; reject: (error: unknown) => void } | null = null;
  private broken: unknown = null;

  private constructor(entry: URL, workerData: unknown) {
    this.worker = new Worker(entry, { workerData, execArgv: [] });
    this.worker.on('message', (reply: Reply<Result, Final>) => {
      const waiting = this.waiting;
      this.waiting = null;
      waiting?.resolve(reply);
    });
    const fail = (error: unknown): void => {
      this.broken = error;
      this.waiting?.reject(error);
      this.waiting = null;
    };
    this.worker.on('error', fail);
    this.worker.on('exit', (code) => {
      if (code !== 0) fail(new Error(`worker thread ended with code ${code}`));
    });
  }

  static async start<Task, Result, Final>(entry: URL, workerData: unknown): Promise<WorkerLane<Task, Result, Final>> {
    const lane = new WorkerLane<Task, Result, Final>(entry, workerData);
    await lane.answer();
    return lane;
  }

  private async answer(): Promise<Reply<Result, Final>> {
    if (this.broken) throw this.broken;
    const reply = await new Promise<Reply<Result, Final>>((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
    if (reply.kind !== 'fault') return reply;
    const { fault } = reply;
    const error = new MigrationError(fault.message, {
      code: fault.code,
      hint: fault.hint,
      kind: fault.faultKind,
      ...(fault.where ? { where: fault.where } : {}),
    });
    if (fault.stack) error.stack = fault.stack;
    throw error;
  }

  async run(task: Task): Promise<Result> {
    const answer = this.answer();
    this.worker.postMessage({ kind: 'task', task });
    return ((await answer) as { result: Result }).result;
  }

  async end(): Promise<Final> {
    const answer = this.answer();
    this.worker.postMessage({ kind: 'end' });
    return ((await answer) as { final: Final }).final;
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}

/**
 * Runs every task of `tasks` on the lanes and hands the results to `onResult` in the order of the tasks, whatever lane was quicker.
 * At most `lanes.length * 4` results wait for their turn, so memory does not grow with the number of tasks.
 */
export async function runInOrder<Task, Result>(
  lanes: readonly Lane<Task, Result, unknown>[],
  tasks: Iterator<Task>,
  onResult: (result: Result) => Promise<void> | void,
  signal?: AbortSignal,
): Promise<void> {
  const most = lanes.length * 4;
  const ready = new Map<number, Result>();
  let next = 0;
  let handed = 0;
  let flushing: Promise<void> = Promise.resolve();
  let wake: (() => void)[] = [];
  let failed: unknown = null;
  const flush = async (): Promise<void> => {
    while (ready.has(handed)) {
      const result = ready.get(handed)!;
      ready.delete(handed);
      await onResult(result);
      handed += 1;
      for (const resume of wake.splice(0)) resume();
    }
  };
  const drive = async (lane: Lane<Task, Result, unknown>): Promise<void> => {
    while (failed === null) {
      signal?.throwIfAborted();
      if (next - handed >= most) {
        await new Promise<void>((resolve) => wake.push(resolve));
        continue;
      }
      const { value, done } = tasks.next();
      if (done) return;
      const turn = next++;
      ready.set(turn, await lane.run(value));
      flushing = flushing.then(flush);
      await flushing;
    }
  };
  const guarded = lanes.map((lane) =>
    drive(lane).catch((error: unknown) => {
      failed ??= error;
      const waiting = wake;
      wake = [];
      for (const resume of waiting) resume();
    }),
  );
  await Promise.all(guarded);
  if (failed !== null) throw failed;
  await flushing;
}
