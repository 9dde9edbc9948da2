/** One clinical fact, as truth or as a run states it. `fields` are compared; `who`, `kind` and `identity` find its partner. */
export interface Fact {
  readonly kind: string;
  /** Medical record number. */
  readonly who: string;
  /** What makes it this fact and no other of the same patient and kind: name and date, or a code and a date. */
  readonly identity: string;
  readonly fields: Readonly<Record<string, string | null>>;
}

/** A difference that is known and explained; it is counted apart. */
export interface KnownDifference {
  readonly kind: string;
  readonly field: string;
  readonly reason: string;
  /** True where the pair of values is the one that the reason explains. */
  applies(expected: string | null, actual: string | null): boolean;
}

export interface KindReport {
  readonly kind: string;
  readonly expected: number;
  readonly found: number;
  /** Expected once and found once. */
  readonly matched: number;
  readonly missing: number;
  readonly extra: number;
  readonly fieldsCompared: number;
  readonly fieldsDifferent: Readonly<Record<string, number>>;
  readonly explained: Readonly<Record<string, number>>;
  /** First few differences, by identity only. */
  readonly examples: readonly string[];
}

const keyOf = (fact: Fact): string => `${fact.who}\u0000${fact.identity}`;

function group(facts: readonly Fact[]): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const list = groups.get(keyOf(fact));
    if (list) list.push(fact);
    else groups.set(keyOf(fact), [fact]);
  }
  return groups;
}

const difference = (a: Fact, b: Fact): number =>
  Object.keys(a.fields).filter((name) => (a.fields[name] ?? null) !== (b.fields[name] ?? null)).length;

/** Compares two lists of one kind as multisets: each expected fact must have exactly one partner, with equal fields. */
export function compareFacts(
  kind: string,
  expected: readonly Fact[],
  actual: readonly Fact[],
  known: readonly KnownDifference[] = [],
): KindReport {
  const wanted = group(expected);
  const got = group(actual);
  const fieldsDifferent: Record<string, number> = {};
  const explained: Record<string, number> = {};
  const examples: string[] = [];
  let matched = 0;
  let missing = 0;
  let extra = 0;
  let fieldsCompared = 0;
  const note = (text: string) => {
    if (examples.length < 5) examples.push(text);
  };
  for (const [key, list] of wanted) {
    const partners = [...(got.get(key) ?? [])];
    for (const fact of list) {
      partners.sort((a, b) => difference(fact, a) - difference(fact, b));
      const partner = partners.shift();
      if (!partner) {
        missing += 1;
        note(`missing ${fact.identity}`);
        continue;
      }
      matched += 1;
      for (const [name, value] of Object.entries(fact.fields)) {
        fieldsCompared += 1;
        const other = partner.fields[name] ?? null;
        if (other === value) continue;
        const reason = known.find((k) => k.kind === kind && k.field === name && k.applies(value, other))?.reason;
        if (reason) explained[reason] = (explained[reason] ?? 0) + 1;
        else {
          fieldsDifferent[name] = (fieldsDifferent[name] ?? 0) + 1;
          note(`${name} of ${fact.identity}: ${value} expected, ${other} found`);
        }
      }
    }
    extra += partners.length;
    if (partners.length > 0) note(`more than once: ${list[0]!.identity}`);
  }
  for (const [key, list] of got) {
    if (wanted.has(key)) continue;
    extra += list.length;
    note(`extra ${list[0]!.identity}`);
  }
  return {
    kind,
    expected: expected.length,
    found: actual.length,
    matched,
    missing,
    extra,
    fieldsCompared,
    fieldsDifferent,
    explained,
    examples,
  };
}

/** True when every fact has its partner and every field is equal or explained. */
export const agrees = (report: KindReport): boolean =>
  report.missing === 0 && report.extra === 0 && Object.keys(report.fieldsDifferent).length === 0;

export function printReports(title: string, reports: readonly KindReport[]): string {
  const lines = [title];
  for (const r of reports) {
    const different = Object.entries(r.fieldsDifferent).map(([name, count]) => `${name} ${count}`);
    lines.push(
      `${agrees(r) ? 'ok  ' : 'FAIL'} ${r.kind}: ${r.expected} expected, ${r.found} found, ${r.matched} matched, ${r.missing} missing, ${r.extra} extra, ${r.fieldsCompared} fields compared${different.length > 0 ? `, different: ${different.join(', ')}` : ''}`,
    );
    for (const [reason, count] of Object.entries(r.explained)) lines.push(`       explained ${count}: ${reason}`);
    if (!agrees(r)) for (const example of r.examples) lines.push(`       ${example}`);
  }
  return lines.join('\n');
}
