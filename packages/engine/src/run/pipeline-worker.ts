import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { cleanFault, type LaneSetup, openLane } from './pipeline-lane.js';

/** Entry of a worker thread: opens a lane and serves tasks until it is told to end. */
async function serve(port: MessagePort, setup: LaneSetup): Promise<void> {
  try {
    const lane = await openLane(setup);
    port.postMessage({ kind: 'ready' });
    for await (const message of messages(port)) {
      if (message.kind === 'end') {
        port.postMessage({ kind: 'final', final: await lane.end() });
        port.close();
        return;
      }
      port.postMessage({ kind: 'result', result: await lane.run(message.task) });
    }
  } catch (error) {
    port.postMessage({ kind: 'fault', fault: cleanFault(error) });
    port.close();
  }
}

type Message = { kind: 'task'; task: readonly string[] } | { kind: 'end' };

async function* messages(port: MessagePort): AsyncGenerator<Message> {
  const queue: Message[] = [];
  let wake: (() => void) | null = null;
  port.on('message', (message: Message) => {
    queue.push(message);
    wake?.();
  });
  for (;;) {
    const message = queue.shift();
    if (message) yield message;
    else await new Promise<void>((resolve) => (wake = resolve));
  }
}

if (parentPort) await serve(parentPort, workerData as LaneSetup);
