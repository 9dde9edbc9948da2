// The queue of work for people: items made and made again, taken and answered, listed, counted; and the worst case, in which one person has answered all that waits but one item.
// Usage, after `npm run build`: node bench/work-queue.mjs [items] [folder]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  initWorkspace,
  laneRules,
  listWork,
  pageSubject,
  putItems,
  rebuildWork,
  Vault,
  WorkQueue,
  workItemId,
  workPriority,
  workStatus,
} from '@chartlift/engine';
import { cpuSeconds, printLoad } from './measure.mjs';

const count = Number(process.argv[2] ?? process.env.BENCH_WORK_ITEMS ?? 100_000);
const turns = 500;
const folder = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'chartlift-bench-'));
const key = { kind: 'passphrase', passphrase: 'bench only, synthetic data' };
const NAMESPACE = '6f1c6f0e-2f0b-4d57-9a0e-5a2a5c0d9b61';

const suggestion = (n) => ({
  ...{ kind: 'medication', text: `drug ${n} 25 mg twice daily`, span: [n * 40, n * 40 + 30], section: 'MEDICATIONS' },
  ...{
    fields: { drug: `drug ${n}`, strength: '25', strength_unit: 'mg', frequency: 'twice daily' },
    spans: {},
    by: 'rules',
  },
  ...{ negation: 'affirmed', temporality: 'recent', experiencer: 'patient' },
});
const page = (n) => {
  const subject = pageSubject(`d${n}`, 1);
  const due = n % 3 === 0 ? null : `2027-0${1 + (n % 9)}-11`;
  return {
    ...{
      id: workItemId(NAMESPACE, 'transcribe', subject),
      type: 'transcribe',
      subject,
      patient: `p${n % 5000}`,
      due,
      batch: null,
    },
    priority: workPriority({ due, weight: (n % 100) / 100 }),
    task: { kind: 'transcribe', document: `d${n}`, page: 1, forms: [], suggestions: [0, 1, 2, 3].map(suggestion) },
  };
};

function timed(name, work) {
  const [cpu, wall] = [cpuSeconds(), performance.now()];
  const result = work();
  console.log(
    `${name.padEnd(44)} ${(cpuSeconds() - cpu).toFixed(3)} s CPU, ${((performance.now() - wall) / 1000).toFixed(3)} s`,
  );
  return result;
}
const spread = (name, times) => {
  times.sort((a, b) => a - b);
  const at = (share) => `${(times[Math.min(times.length - 1, Math.floor(times.length * share))] * 1000).toFixed(2)} ms`;
  console.log(`${name.padEnd(44)} median ${at(0.5)}, 95 % ${at(0.95)}, most ${at(1)}`);
};

try {
  printLoad();
  const dir = join(folder, 'workspace');
  await initWorkspace(dir, key, { name: 'bench' });
  const vault = await Vault.open(dir, key, 'write');
  const rules = laneRules(dir, vault);
  const items = Array.from({ length: count }, (_, n) => page(n));
  const put = () => putItems(vault, { maker: 'bench', items, policy: rules.policy });
  timed(`${count} items made`, put);
  timed('the same made again', put);
  const queue = new WorkQueue(vault, rules);
  const [next, answer] = [[], []];
  for (let turn = 0; turn < turns; turn++) {
    let started = cpuSeconds();
    const { view } = queue.next('ann');
    next.push(cpuSeconds() - started);
    const place = { document: view.task.document, page: 1, box: null };
    started = cpuSeconds();
    queue.answer(view.id, 'ann', {
      kind: 'entries',
      entries: [{ kind: 'medication', fields: { drug: 'x', dose: '5' }, place }],
    });
    answer.push(cpuSeconds() - started);
  }
  spread('next', next);
  spread('answer', answer);
  timed('list, first 50', () => listWork(vault, { limit: 50 }));
  timed('status', () => workStatus(vault));
  timed('all states made again', () => rebuildWork(vault, rules.policy));
  vault.db.exec(
    `UPDATE vault_work SET state = 'second', keyers = '["ann"]' WHERE state = 'open' AND id <> (SELECT max(id) FROM vault_work WHERE state = 'open')`,
  );
  const worst = [];
  for (let turn = 0; turn < 20; turn++) {
    const started = cpuSeconds();
    const { view } = queue.next('ann');
    worst.push(cpuSeconds() - started);
    queue.release(view.id, 'ann');
  }
  spread('next, all but one answered by the same', worst);
  vault.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
