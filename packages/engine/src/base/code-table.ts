/**
 * A frozen table that data may be looked up in: it has its own entries and nothing else, so that `constructor` or `__proto__` in a chart
 * finds no more than any other unknown code does.
 */
export const codeTable = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.freeze(Object.assign(Object.create(null) as Record<string, T>, entries));
