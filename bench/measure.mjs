// Rounds A B A B ... in one process, so that a machine whose speed drifts is fair to both; the median of the pairwise ratios is the figure to quote.
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Units a second of each contestant, round by round; the first round warms up and does not count. */
export function race(contestants, units, rounds = 7) {
  const rates = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, work] of Object.entries(contestants)) {
      const started = performance.now();
      work();
      const seconds = (performance.now() - started) / 1000;
      if (round > 0) rates[name].push(units / seconds);
    }
  }
  return rates;
}

export function printRace(title, unit, rates) {
  console.log(`\n${title}`);
  const names = Object.keys(rates);
  for (const name of names) {
    const all = rates[name];
    console.log(
      `  ${name.padEnd(28)} ${Math.round(median(all)).toLocaleString('en')} ${unit}/s (${Math.round(Math.min(...all)).toLocaleString('en')} to ${Math.round(Math.max(...all)).toLocaleString('en')})`,
    );
  }
  const [first, ...others] = names;
  for (const other of others) {
    const ratios = rates[first].map((rate, i) => rate / rates[other][i]);
    console.log(
      `  ratio ${first} : ${other} = ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    );
  }
}
