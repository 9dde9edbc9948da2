import type { Assessment } from '../../artifacts/assessment.js';
import { count, escapeHtml } from '../html.js';
import { ASSESS_STYLE } from './assess-style.js';
import { countBySeverity, yearsOf } from './assessment-facts.js';
import { coreDiagram } from './core-diagram.js';
import { dictionarySection } from './dictionary-section.js';
import { estimateSection } from './estimate-section.js';
import { findingsSection } from './findings-section.js';
import { methodSection } from './method-section.js';
import { anchors } from './page-parts.js';
import { scopeSection } from './scope-section.js';
import { summaryLines } from './summary-lines.js';
import { tablesSection } from './tables-section.js';
import { sum } from './words.js';

const CONTENTS: readonly (readonly [anchor: string, name: string])[] = [
  ['core', 'The clinical core'],
  ['tables', 'Tables by domain'],
  ['quality', 'Quality findings'],
  ['scope', 'Proposed scope'],
  ['estimate', 'Estimate'],
  ['dictionary', 'Data dictionary'],
  ['method', 'Method and limits'],
];

/** The assessment as one HTML page that needs nothing else, for a screen and for paper. Without `examples` it holds no PHI. The same assessment gives the same bytes. */
export function renderAssessmentPage(assessment: Assessment): string {
  const { profile, examples } = assessment;
  const title = `Assessment of ${profile.source}`;
  const link = anchors(profile.tables.map(({ name }) => name));
  const product = profile.product === null ? profile.format : `${profile.format}, ${profile.product}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title><style>${ASSESS_STYLE}</style></head>
<body><main>
<header><h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(product)} · taken ${escapeHtml(profile.snapshotAt.slice(0, 10))} · ${escapeHtml(assessment.software)}</p></header>
${examples === null ? '' : '<p class="banner" role="note">This page holds values of patients, because they were asked for. Keep it as you keep the charts, and destroy it when it is no longer needed.</p>'}
${figures(assessment)}
<section><h2>In short</h2><dl class="summary">${summaryLines(assessment)
    .map(({ label, text }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(text)}</dd>`)
    .join('')}</dl>
<ul class="contents" aria-label="Contents">${CONTENTS.map(([anchor, name]) => `<li><a href="#${anchor}">${name}</a></li>`).join('')}</ul></section>
<section class="long" id="core"><h2>The clinical core</h2><p class="lead">Tables with rows that lead to the patient, the largest of each domain; the forked end of a line is the side of many. Each box names the column that leads on, and how sure that is.</p>${coreDiagram(assessment)}</section>
${tablesSection(assessment, link)}
${findingsSection(assessment, link)}
${scopeSection(assessment, link)}
${estimateSection(assessment)}
${dictionarySection(assessment)}
${methodSection(assessment)}
<footer>${examples === null ? 'This page holds counts, names of tables and columns, and values that belong to nobody. Values of patients are in the vault.' : 'This page holds PHI.'}</footer>
</main></body></html>
`;
}

function figures(assessment: Assessment): string {
  const { profile, patient, findings, estimate } = assessment;
  const years = yearsOf(assessment);
  const counts = countBySeverity(findings);
  const list: [string, string][] = [
    [patient === null ? '?' : count(patient.rows), 'patients'],
    [count(sum(profile.tables, ({ rows }) => rows)), 'rows'],
    [
      `${count(profile.tables.filter(({ rows }) => rows > 0).length)} / ${count(profile.tables.length)}`,
      'tables with rows',
    ],
    [years === null ? '?' : years[0] === years[1] ? years[0] : `${years[0]}–${years[1]}`, 'years'],
    [count(counts.critical + counts.high), 'findings critical or high'],
    ...(estimate === null
      ? []
      : [[count(Math.round(estimate.hours + estimate.contingency.hours)), 'hours estimated'] as [string, string]]),
  ];
  return `<ul class="figures">${list.map(([n, what]) => `<li><b>${escapeHtml(n)}</b><span>${what}</span></li>`).join('')}</ul>`;
}
