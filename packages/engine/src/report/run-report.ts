import { count, escapeHtml, numberCell, plural, table } from './html.js';
import { STYLE } from './style.js';
import { type Check, checksOf, type ReportIssue, type ReportTable, type RunSummary } from './summary.js';

const DISPOSITIONS = ['delivered', 'archived', 'excluded', 'merged', 'quarantined', 'unaccounted'] as const;
const MEANINGS: Readonly<Record<(typeof DISPOSITIONS)[number], string>> = {
  delivered: 'delivered',
  archived: 'kept in the archive',
  excluded: 'left out by a named rule',
  merged: 'merged into another record',
  quarantined: 'set aside with an issue',
  unaccounted: 'unaccounted for',
};
const STATES: Readonly<Record<Check['state'], string>> = {
  passed: 'passed',
  failed: 'failed',
  'not-run': 'did not run',
};

/** How many differences and codes are told in full; the counts above them are whole. */
const MOST_ROWS = 100;

/**
 * The run report: one HTML page that needs nothing else, for a screen and for paper. It holds counts, codes and locators only, so
 * it may leave the vault. The same summary gives the same bytes.
 */
export function renderRunReport(summary: RunSummary): string {
  const checks = checksOf(summary);
  const title = `Migration run of ${summary.sources.map((source) => source.name).join(', ')}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main>
<header><h1>${escapeHtml(title)}</h1>
<p>Export of ${escapeHtml(summary.asOf)} · ${escapeHtml(summary.software)}</p></header>
${verdict(checks, summary)}
${figures(summary)}
${checkTable(checks)}
${rows(summary)}
${domains(summary)}
${readBack(summary)}
${issues(summary.issues)}
${next(summary, checks)}
${sources(summary)}
<footer>This page holds counts, codes and places only. Values of patients are in the vault and in the documents.</footer>
</main></body></html>
`;
}

function verdict(checks: readonly Check[], { patients, ledger, partial }: RunSummary): string {
  const aside = ledger.tables.reduce((sum, t) => sum + t.quarantined, 0);
  const look = aside > 0 ? ` ${plural(aside, 'row')} set aside with an issue: look at them before anybody signs.` : '';
  const failed = checks.filter((check) => check.state === 'failed');
  const idle = checks.filter((check) => check.state === 'not-run');
  const state = failed.length > 0 ? 'failed' : idle.length > 0 ? 'not-run' : 'passed';
  const head = {
    passed: 'Everything is accounted for',
    failed: `${plural(failed.length, 'check')} failed`,
    'not-run': `All checks that ran passed; ${plural(idle.length, 'check')} did not run`,
  }[state];
  const says = {
    passed: `The charts of ${plural(patients, 'patient')}${partial ? ', a part of the practice,' : ''} were written, are valid, and say what the source says.${look}`,
    failed: `Do not deliver this run. ${failed.map((check) => check.name).join(' · ')}`,
    'not-run': `Not yet ready to sign: ${idle.map((check) => check.name).join(' · ')}`,
  }[state];
  return `<section class="verdict ${state}"><h2>${escapeHtml(head)}</h2><p>${escapeHtml(says)}</p></section>`;
}

function figures(summary: RunSummary): string {
  const staged = summary.ledger.tables.reduce((sum, t) => sum + t.staged, 0);
  const delivered = summary.ledger.tables.reduce((sum, t) => sum + t.delivered, 0);
  const compared = summary.readBack.reduce((sum, r) => sum + r.compared, 0);
  const list: [string, string][] = [
    [count(summary.patients), 'patients'],
    [count(summary.documents), 'documents'],
    [count(staged), 'source rows'],
    [count(delivered), 'rows delivered'],
    [count(compared), 'facts compared'],
  ];
  if (summary.seconds !== undefined) list.push([`${summary.seconds.toFixed(1)} s`, 'duration']);
  return `<ul class="figures">${list.map(([n, what]) => `<li><b>${escapeHtml(n)}</b><span>${what}</span></li>`).join('')}</ul>`;
}

function checkTable(checks: readonly Check[]): string {
  const lines = checks.map(
    ({ name, state, says }) =>
      `<tr><td><span class="tag ${state}">${STATES[state]}</span></td><td>${escapeHtml(name)}</td><td class="wide">${escapeHtml(says)}</td></tr>`,
  );
  return `<section><h2>Checks</h2>${table(['Result', 'Check', 'Figures'], [], lines, 'list')}</section>`;
}

function rows({ ledger }: RunSummary): string {
  const lost = ledger.tables.some((t) => (t.unaccounted ?? 0) > 0);
  const shown = DISPOSITIONS.filter((d) => d !== 'unaccounted' || lost);
  const key = shown.map((d) => `<li><i class="${d}"></i>${MEANINGS[d]}</li>`).join('');
  const filled = ledger.tables.filter((t) => t.staged > 0);
  const lines = [...filled]
    .sort((a, b) => b.staged - a.staged || (a.name < b.name ? -1 : 1))
    .map((t) => rowOf(t, shown));
  const empty = ledger.tables.length - filled.length;
  const sum = (name: (typeof DISPOSITIONS)[number] | 'staged') =>
    filled.reduce((total, t) => total + (t[name] ?? 0), 0);
  lines.push(
    `<tr><td><b>All tables</b></td>${numberCell(sum('staged'))}${shown.map((d) => numberCell(sum(d))).join('')}<td>${bar(Object.fromEntries(shown.map((d) => [d, sum(d)])), sum('staged'))}</td></tr>`,
  );
  return `<section class="long"><h2>What became of the rows</h2><ul class="key">${key}</ul>${table(
    ['Table', 'Staged', ...shown.map(title), 'Share'],
    ['Staged', ...shown.map(title)],
    lines,
  )}${empty > 0 ? `<p class="soft small">${plural(empty, 'table')} without rows not shown.</p>` : ''}${reasons(filled)}</section>`;
}

const title = (word: string): string => word[0]!.toUpperCase() + word.slice(1);

function rowOf(t: ReportTable, shown: readonly (typeof DISPOSITIONS)[number][]): string {
  const counts = Object.fromEntries(shown.map((d) => [d, t[d] ?? 0]));
  const decision = t.decision ? ` <span class="soft small">${escapeHtml(t.decision)}</span>` : '';
  return `<tr><td><code>${escapeHtml(t.name)}</code>${decision}</td>${numberCell(t.staged)}${shown.map((d) => numberCell(counts[d]!)).join('')}<td>${bar(counts, t.staged)}</td></tr>`;
}

function bar(counts: Readonly<Record<string, number>>, staged: number): string {
  if (staged === 0) return '';
  const parts = Object.entries(counts)
    .filter(([, n]) => n > 0)
    .map(([name, n]) => `<i class="${name}" style="width:${((n / staged) * 100).toFixed(2)}%"></i>`);
  return `<div class="bar" role="img" aria-label="${escapeHtml(
    Object.entries(counts)
      .filter(([, n]) => n > 0)
      .map(([name, n]) => `${count(n)} ${name}`)
      .join(', '),
  )}">${parts.join('')}</div>`;
}

/** Why rows were not delivered. */
function reasons(tables: readonly ReportTable[]): string {
  const lines: string[] = [];
  for (const t of tables)
    for (const disposition of DISPOSITIONS) {
      if (disposition === 'delivered') continue;
      for (const [reason, n] of Object.entries(t.reasons?.[disposition] ?? {}))
        lines.push(
          `<tr><td><code>${escapeHtml(t.name)}</code></td><td>${MEANINGS[disposition]}</td><td><code>${escapeHtml(reason)}</code></td>${numberCell(n)}</tr>`,
        );
    }
  if (lines.length === 0) return '';
  return `<h2 style="margin-top:22px">Why rows were not delivered</h2>${table(['Table', 'Place', 'Rule or reason', 'Rows'], ['Rows'], lines)}`;
}

function domains({ domains: all, targets }: RunSummary): string {
  if (all.length === 0) return '';
  const lines = all.map(
    ({ name, resources, carried }) =>
      `<tr><td>${escapeHtml(name)}</td>${numberCell(resources)}${targets.map((target) => numberCell(carried[target] ?? 0)).join('')}</tr>`,
  );
  const heads = targets.map((target) => `In ${target}`);
  return `<section><h2>What the charts hold</h2>${table(['Resource', 'In the charts', ...heads], ['In the charts', ...heads], lines)}</section>`;
}

function readBack({ readBack: all }: RunSummary): string {
  const told = all.flatMap(({ target, differences }) => (differences ?? []).map((d) => ({ target, ...d })));
  const held = all.flatMap(({ target, notHeld }) =>
    Object.entries(notHeld ?? {}).map(([element, n]) => ({ target, element, n })),
  );
  if (told.length + held.length === 0) return '';
  const lines = told
    .slice(0, MOST_ROWS)
    .map(
      (d) =>
        `<tr><td>${escapeHtml(d.target)}</td><td>${escapeHtml(d.kind)}</td><td><code>${escapeHtml(d.element)}</code></td><td><code>${escapeHtml(d.where)}</code></td></tr>`,
    );
  const more =
    told.length > MOST_ROWS
      ? `<p class="soft small">${plural(told.length - MOST_ROWS, 'further difference')} not shown.</p>`
      : '';
  const places = held.map(
    ({ target, element, n }) =>
      `<tr><td>${escapeHtml(target)}</td><td><code>${escapeHtml(element)}</code></td>${numberCell(n)}</tr>`,
  );
  return `<section class="long"><h2>Read-back</h2><p class="lead">The written files were read again by a second reader and compared with the charts.</p>${
    lines.length > 0 ? table(['Target', 'Kind', 'Element', 'Where'], [], lines) + more : ''
  }${
    places.length > 0
      ? `<details${lines.length > 0 ? '' : ' open'}><summary>Values that a format has no place for (they are in the other targets and in the archive)</summary>${table(['Target', 'Element', 'Values'], ['Values'], places)}</details>`
      : ''
  }</section>`;
}

function issues(groups: readonly ReportIssue[]): string {
  if (groups.length === 0) return '<section><h2>Issues</h2><p class="soft">None.</p></section>';
  const lines = groups
    .slice(0, MOST_ROWS)
    .map(
      ({ severity, code, count: n, message, hint, where }) =>
        `<tr><td><span class="tag ${severity}">${severity}</span></td><td><code>${escapeHtml(code)}</code></td>${numberCell(n)}<td class="wide">${escapeHtml(message)}${
          hint ? `<div class="soft small">${escapeHtml(hint)}</div>` : ''
        }<ul class="places small soft">${where.map((place) => `<li><code>${escapeHtml(place)}</code></li>`).join('')}${
          n > where.length ? `<li>and ${count(n - where.length)} more</li>` : ''
        }</ul></td></tr>`,
    );
  return `<section class="long"><h2>Issues</h2><p class="lead">Grouped by code, the first places of each. <code>chartlift why PLACE</code> shows one.</p>${table(['Severity', 'Code', 'Count', 'What and where'], ['Count'], lines, 'list')}</section>`;
}

function next(summary: RunSummary, checks: readonly Check[]): string {
  const steps: string[] = [];
  const failed = (part: string) => checks.some((check) => check.state === 'failed' && check.name.startsWith(part));
  if (failed('The sources'))
    steps.push('Copy the source again from where it came from, and stage it with <code>--replace</code>.');
  if (failed('Every row'))
    steps.push(
      'Read the errors whose code begins with <code>ledger-</code> or <code>table-</code>; list every table in <code>scope.yaml</code> and run again.',
    );
  if (failed('Every value'))
    steps.push(
      'Map the columns named by <code>cell-unaccounted</code>, or list them under <code>archive_only</code> in the mapping spec; <code>chartlift map check</code> shows them.',
    );
  if (failed('Valid'))
    steps.push('Look at the findings: <code>chartlift validate FILE</code> names rule, line and hint.');
  if (failed('Read back'))
    steps.push(
      'A difference of read-back is a fault of this software: report it with its element and kind. The run must not be delivered.',
    );
  for (const layer of summary.validation) if (!layer.ran && layer.note) steps.push(escapeHtml(layer.note));
  if (summary.ledger.tables.some((t) => t.quarantined > 0))
    steps.push('Look at the rows that were set aside: mend the mapping or a crosswalk and run again, or accept them.');
  if (summary.partial)
    steps.push('This run was asked for a part of the patients: run everybody before anything is delivered.');
  if (steps.length === 0 || checks.every((check) => check.state !== 'failed')) {
    steps.push(
      'Compare a sample of charts with the old system, side by side; somebody who knows the patients should look. <code>chartlift why LOCATOR</code> tells where a value came from.',
    );
    steps.push(
      'Before the files leave: <code>chartlift reconcile RUN</code> hashes every one of them again. Import a few into a test account of the new system first.',
    );
    steps.push('Before the files leave: <code>chartlift reconcile RUN</code> hashes every one of them again.');
  }
  return `<section><h2>How to go on</h2><ol class="next">${steps.map((step) => `<li>${step}</li>`).join('')}</ol></section>`;
}

function sources({ sources: all, encrypted }: RunSummary): string {
  const lines = all.map(
    ({ name, format, product, tables, rows, fingerprint }) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${escapeHtml(format)}${product ? ` <span class="soft small">${escapeHtml(product)}</span>` : ''}</td>${numberCell(tables)}${numberCell(rows)}<td><code>${escapeHtml((fingerprint ?? '').slice(0, 16))}</code></td></tr>`,
  );
  const sealed =
    encrypted === undefined
      ? ''
      : encrypted
        ? ' They are encrypted (age): <code>chartlift unpack FILE</code> opens one.'
        : ' They are <b>not encrypted</b>.';
  return `<section><h2>Sources and output</h2>${table(['Source', 'Format', 'Tables', 'Rows', 'Fingerprint'], ['Tables', 'Rows'], lines)}<p class="small">The output lies in the folder of this page.${sealed}</p></section>`;
}
