// Fits the two slopes that turn evidence into a score (CALIBRATION in packages/engine/src/suggestion): logistic regression of "the first candidate is right" over
// the labelled keys, by plain gradient descent from zero; the same input gives the same figures. Also prints how well the scores hold on a schema that was left out.
// Usage, after `npm run build`: node bench/suggestions.mjs --keep FOLDER --evidence FILE; node scripts/fit-suggestion-scores.mjs FILE
import { readFileSync } from 'node:fs';

const rows = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const sigmoid = (x) => 1 / (1 + Math.exp(-x));
/** Base and slopes over the given rows. */
function fit(rows, steps) {
  let [base, slope, margin] = [0, 0, 0];
  for (let step = 0; step < steps; step++) {
    const gradient = [0, 0, 0];
    for (const { logit, ahead, right } of rows) {
      const error = sigmoid(base + slope * logit + margin * ahead) - right;
      gradient[0] += error;
      gradient[1] += error * logit;
      gradient[2] += error * ahead;
    }
    base -= (0.3 * gradient[0]) / rows.length;
    slope -= (0.03 * gradient[1]) / rows.length;
    margin -= (0.03 * gradient[2]) / rows.length;
  }
  return { base, slope, margin };
}

const scoreOf = ({ base, slope, margin }, { logit, ahead }) => sigmoid(base + slope * logit + margin * ahead);

/** How often candidates are right, by tenths of their scores. */
function reliability(scored) {
  const bins = Array.from({ length: 10 }, () => ({ rows: 0, right: 0, score: 0 }));
  for (const { score, right } of scored) {
    const bin = bins[Math.min(9, Math.floor(score * 10))];
    bin.rows++;
    bin.right += right;
    bin.score += score;
  }
  console.table(
    bins
      .filter((b) => b.rows > 0)
      .map((b) => ({ rows: b.rows, score: (b.score / b.rows).toFixed(2), right: (b.right / b.rows).toFixed(2) })),
  );
}

const all = fit(rows, 6000);
console.log({ rows: rows.length, base: all.base.toFixed(2), logit: all.slope.toFixed(2), margin: all.margin.toFixed(2) });
// A schema measured with rows and without, with texts and without, is one schema: it is left out whole.
const schemaOf = (row) => (row.key ?? '').replace(/,.*$| names$/g, '');
const schemas = [...new Set(rows.map(schemaOf))];
const leftOut = [];
for (const schema of schemas) {
  const fitted = fit(rows.filter((row) => schemaOf(row) !== schema), 2500);
  const own = rows.filter((row) => schemaOf(row) === schema).map((row) => ({ ...row, score: scoreOf(fitted, row) }));
  leftOut.push(...own);
  const mean = (list, of) => (list.reduce((sum, one) => sum + of(one), 0) / list.length).toFixed(2);
  console.log(`${schema}: ${own.length} rows, mean score ${mean(own, (one) => one.score)}, right ${mean(own, (one) => one.right)}`);
}
console.log('each schema scored by what was fitted on the others:');
reliability(leftOut);
