/** Reads a key: `table, column, target, note`, alternatives parted by ` / ` and by `accept X` in the note. */
export function readKey(text) {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [table, column, target, note = ''] = line.split('\t');
      const alternatives = target.split(' / ').map((t) => t.trim());
      for (const [, more] of note.matchAll(/accept (\(?[A-Z][\w.() /-]+[\w)])/g)) {
        alternatives.push(
          ...more
            .split(' / ')
            .map((t) => t.trim())
            .filter((t) => /^[A-Z]\w+\.\w/.test(t)),
        );
      }
      return { table, column, target, alternatives, note };
    });
}

const MARKS = /^(IGNORE|DISCRIMINATOR|ROW-FILTER|KEY|REF)/;

/** Scores suggestions against a key, on the rows that the key lists and no other. */
export function scoreKey(key, suggestions) {
  const given = new Map(suggestions.map((s) => [`${s.table}\t${s.column}`.toLowerCase(), s]));
  const count = {
    rows: 0,
    resource: 0,
    element: 0,
    three: 0,
    five: 0,
    abstained: 0,
    ignore: 0,
    ignored: 0,
    loinc: 0,
    loincRight: 0,
    traps: 0,
    trapsMet: 0,
  };
  const wrong = [];
  const evidence = [];
  for (const row of key) {
    const suggestion = given.get(`${row.table}\t${row.column}`.toLowerCase());
    if (!suggestion) {
      wrong.push(`${row.table}.${row.column}: not in the profile`);
      continue;
    }
    const shown = suggestion.candidates
      .slice(0, 3)
      .map((c) => `${c.target}${c.code ? `#${c.code.code}` : ''} ${c.score}`)
      .join(', ');
    if (row.target.startsWith('IGNORE')) {
      count.ignore++;
      if (
        suggestion.abstained ||
        row.alternatives.slice(1).some((right) => same(suggestion.candidates[0]?.target ?? '', right))
      )
        count.ignored++;
      else wrong.push(`${row.table}.${row.column}: IGNORE, but ${shown}`);
      if (suggestion.evidence) evidence.push({ ...suggestion.evidence, right: 0 });
      continue;
    }
    if (MARKS.test(row.target)) continue;
    count.rows++;
    const isTrap = row.note.includes('TRAP');
    if (isTrap) count.traps++;
    if (suggestion.abstained) count.abstained++;
    const matches = suggestion.candidates.map((candidate) =>
      row.alternatives.some((right) => same(candidate.target, right)),
    );
    const top = suggestion.candidates[0];
    const resourceRight =
      top !== undefined && row.alternatives.some((right) => right.split('.')[0] === top.target.split('.')[0]);
    if (resourceRight) count.resource++;
    if (matches[0]) count.element++;
    if (matches.slice(0, 3).includes(true)) count.three++;
    if (matches.slice(0, 5).includes(true)) count.five++;
    if (isTrap && matches[0]) count.trapsMet++;
    if (suggestion.evidence) evidence.push({ ...suggestion.evidence, right: matches[0] ? 1 : 0 });
    const codes = row.note.match(/\b\d{4,5}-\d\b/g);
    if (/valueQuantity$/.test(row.alternatives[0]) && codes && row.table !== 'lab') {
      count.loinc++;
      if (codes.includes(top?.code?.code)) count.loincRight++;
      else wrong.push(`${row.table}.${row.column}: LOINC ${codes.join(' or ')}, but ${top?.code?.code ?? 'none'}`);
    }
    if (!matches[0]) {
      const place = matches.includes(true) ? `${matches.indexOf(true) + 1}.` : '-';
      wrong.push(
        `${resourceRight ? '  ' : 'R '}${place} ${row.table}.${row.column}: ${row.target}, but ${suggestion.abstained ? `abstained (${suggestion.reasons?.[0] ?? ''})` : shown}`,
      );
    }
  }
  const share = (part, all) => (all === 0 ? '' : `${((part / all) * 100).toFixed(1)}`);
  return {
    wrong,
    evidence,
    count,
    summary: {
      rows: count.rows,
      'resource@1': share(count.resource, count.rows),
      'element@1': share(count.element, count.rows),
      'element@3': share(count.three, count.rows),
      'element@5': share(count.five, count.rows),
      loinc: share(count.loincRight, count.loinc),
      'ignore found': share(count.ignored, count.ignore),
      'abstained right': share(count.ignored, count.ignored + count.abstained),
      traps: share(count.trapsMet, count.traps),
    },
  };
}

/** A component of a blood pressure is its own observation in a chart's row. */
function same(given, right) {
  const norm = (path) => path.replace('component.valueQuantity', 'valueQuantity').replace(/\[\d+\]/g, '');
  return norm(given) === norm(right);
}
