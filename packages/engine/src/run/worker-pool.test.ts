import { describe, expect, it } from 'vitest';
import { type Lane, runInOrder } from './worker-pool.js';

const lane = (delay: (task: number) => number): Lane<number, number, null> => ({
  run: async (task) => {
    await new Promise((resolve) => setTimeout(resolve, delay(task)));
    return task * 10;
  },
  end: async () => null,
  stop: async () => {},
});

describe('runInOrder', () => {
  it('hands results over in task order, though lanes differ in speed', async () => {
    const seen: number[] = [];
    const tasks = Array.from({ length: 40 }, (_, i) => i);
    await runInOrder(
      [lane((t) => (t % 7) * 2), lane(() => 1), lane((t) => (t === 0 ? 30 : 0))],
      tasks[Symbol.iterator](),
      (r) => {
        seen.push(r);
      },
    );
    expect(seen).toEqual(tasks.map((t) => t * 10));
  });

  it('keeps few results waiting while the first task is slow', async () => {
    let pulled = 0;
    const tasks = {
      next: () =>
        pulled < 100 ? { value: pulled++, done: false as const } : { value: undefined, done: true as const },
    };
    let atFirst = 0;
    await runInOrder([lane((t) => (t === 0 ? 60 : 0)), lane(() => 0)], tasks as Iterator<number>, (r) => {
      if (r === 0) atFirst = pulled;
    });
    expect(atFirst).toBeLessThanOrEqual(9);
    expect(pulled).toBe(100);
  });

  it('stops and rethrows when a lane fails', async () => {
    const bad: Lane<number, number, null> = {
      ...lane(() => 0),
      run: async (t) => (t === 3 ? Promise.reject(new Error('planted')) : t),
    };
    await expect(runInOrder([bad, bad], [0, 1, 2, 3, 4, 5][Symbol.iterator](), () => {})).rejects.toThrow('planted');
  });
});
