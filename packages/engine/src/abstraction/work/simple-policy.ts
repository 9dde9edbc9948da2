import { KEYING_FORMS } from '../../artifacts/keying-form.js';
import type { KeyingPolicy, KeyingVerdict, SettledEntry, StandingKey } from '../../artifacts/keying-policy.js';

const NOTHING = { fields: [], settled: [], value: null } as const;

const valueIn = ({ answer }: StandingKey): string | null => (answer.kind === 'value' ? answer.value : null);
const entriesOf = ({ answer }: StandingKey) => (answer.kind === 'entries' ? answer.entries : []);

const sameText = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The entries of one key, as they stand. */
function settledBy(key: StandingKey, reviewer: string | null): SettledEntry[] {
  const method = key.key === 'adjudication' ? 'adjudicated' : reviewer === null ? 'single' : 'double';
  return entriesOf(key).map((entry) => ({
    ...entry,
    methods: Object.fromEntries(Object.keys(entry.fields).map((name) => [name, method])),
    ...{ abstractor: key.who, reviewer },
  }));
}

const done = (key: StandingKey, reviewer: string | null): KeyingVerdict => ({
  ...NOTHING,
  next: 'done',
  ...{ settled: settledBy(key, reviewer), value: valueIn(key) },
});

/** Whatever is keyed once counts. */
export const keyedOnce: KeyingPolicy = {
  after: (_, keys) => done(keys.at(-1) as StandingKey, null),
};

/** Items whose first key holds a risky field, and all values, are keyed a second time; keys that are not the same text to the letter go to a third person. */
export const keyedTwice: KeyingPolicy = {
  after(_, keys) {
    const [first, second] = keys as readonly [StandingKey, StandingKey?];
    const last = keys.at(-1) as StandingKey;
    if (last.key === 'adjudication') return done(last, last === first ? null : first.who);
    if (second === undefined) {
      return first.answer.kind === 'value' || hasRisk(first) ? { ...NOTHING, next: 'second' } : done(first, null);
    }
    const isSame = valueIn(first) === valueIn(second) && sameText(entriesOf(first), entriesOf(second));
    return isSame ? done(first, second.who) : { ...NOTHING, next: 'adjudicate' };
  },
};

const hasRisk = (key: StandingKey): boolean =>
  entriesOf(key).some(({ kind, fields }) =>
    KEYING_FORMS[kind].some(({ name, risky }) => risky && fields[name] !== undefined),
  );
