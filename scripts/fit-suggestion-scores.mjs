// Fits the two slopes that turn evidence into a score (CALIBRATION in packages/engine/src/suggestion): logistic regression of "the first candidate is right" over
// the labelled keys, by plain gradient descent from zero; the same input gives the same figures. Also prints how well the scores hold.
// Usage, after `npm run build`: node bench/suggestions.mjs --keep FOLDER --evidence FILE; node scripts/fit-suggestion-scores.mjs FILE
import { readFileSync } from 'node:fs';

const rows = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const sigmoid = (x) => 1 / (1 + Math.exp(-x));
let [base, slope, margin] = [0, 0, 0];
for (let step = 0; step < 20000; step++) {
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
console.log({ rows: rows.length, base: base.toFixed(2), logit: slope.toFixed(2), margin: margin.toFixed(2) });
const bins = Array.from({ length: 10 }, () => ({ rows: 0, right: 0, score: 0 }));
for (const { logit, ahead, right } of rows) {
  const score = sigmoid(base + slope * logit + margin * ahead);
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
