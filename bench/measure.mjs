// Rounds A B A B ... in one process, so that a machine whose speed drifts is fair to both. A rate is units per second of CPU (user and system, of the whole
// process, its collector included): on a shared machine the clock on the wall measures the neighbours. The figure to quote is the median of the pairwise ratios.
import { loadavg } from 'node:os';

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** CPU seconds of this process so far. */
export function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Units a CPU second of each contestant, round by round; the first rounds warm up and do not count. */
export function race(contestants, units, rounds = 15, warmUps = 3) {
  const rates = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round < warmUps + rounds; round++) {
    for (const [name, work] of Object.entries(contestants)) {
      const started = cpuSeconds();
      work();
      const seconds = cpuSeconds() - started;
      if (round >= warmUps) rates[name].push(units / seconds);
    }
  }
  return rates;
}

const whole = (rate) => Math.round(rate).toLocaleString('en');

/** Prints the rates and the ratios of the first contestant to the others; gives the median ratios by name. */
export function printRace(title, unit, rates) {
  console.log(`\n${title}`);
  const names = Object.keys(rates);
  for (const name of names) {
    const all = rates[name];
    console.log(
      `  ${name.padEnd(28)} ${whole(median(all))} ${unit}/CPU s (${whole(Math.min(...all))} to ${whole(Math.max(...all))}, ${all.length} rounds)`,
    );
  }
  const [first, ...others] = names;
  const medians = {};
  for (const other of others) {
    const ratios = rates[first].map((rate, i) => rate / rates[other][i]);
    medians[other] = median(ratios);
    console.log(
      `  ratio ${first} : ${other} = ${medians[other].toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    );
  }
  return medians;
}

/** What else the machine was doing: figures without it mean little. */
export const printLoad = () => console.log(`load average ${loadavg()[0].toFixed(1)}`);
