// Measures suggestions against a target list given as data: Synthea's columns to OMOP elements with descriptions (SMAT's labelled pairs). A source column counts as
// right within five where one of its labelled targets is among its first five of all targets; pairs where the labelled target itself is.
// Usage, after `npm run build`: node bench/target-list.mjs [--wrong]
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { matchTargetList } from '../packages/engine/dist/suggestion/target-list.js';

const here = dirname(fileURLToPath(import.meta.url));
const shared = process.env.CHARTLIFT_SHARED ?? join(here, '..', '..', 'shared');

export function readPairs(text) {
  const records = [];
  let cell = '';
  let record = [];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[i++];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',' || c === '\n') {
      record.push(cell.replace(/\r$/, ''));
      cell = '';
      if (c === '\n') {
        records.push(record);
        record = [];
      }
    } else cell += c;
  }
  return records.slice(1);
}

const element = (id, text) => {
  const [table, name] = id.split('-');
  const [tableText, ...rest] = text.split(';');
  return { id, table, name, tableText, text: rest.join(';') };
};
const sources = new Map();
const targets = new Map();
const right = new Map();
for (const [source, target, label, sourceText, targetText] of readPairs(
  readFileSync(join(shared, 'data/schema/smat-synthea/omop_synthea_data.csv'), 'utf8'),
)) {
  sources.set(source, element(source, sourceText));
  targets.set(target, element(target, targetText));
  if (label === '1') right.set(source, [...(right.get(source) ?? []), target]);
}
const matches = matchTargetList([...sources.values()], [...targets.values()], 5);
let first = 0;
let five = 0;
for (const [source, labelled] of right) {
  const found = matches.get(source).map((m) => m.target);
  if (labelled.includes(found[0])) first++;
  if (found.some((target) => labelled.includes(target))) five++;
  else if (process.argv.includes('--wrong')) console.log(`${source}: ${labelled.join(', ')}; but ${found.join(', ')}`);
}
const share = (n) => `${((100 * n) / right.size).toFixed(1)}%`;
console.log({ sources: right.size, targets: targets.size, 'right@1': share(first), 'right@5': share(five) });
