import type { Assessment } from '../../artifacts/assessment.js';
import type { TableDomain } from '../../artifacts/source-profile.js';
import { count, escapeHtml, plural } from '../html.js';
import { type CoreBox, type CoreEdge, layOut } from './core-layout.js';
import { type CoreTable, clinicalCore } from './core-selection.js';
import { DOMAIN_NAMES, domainOf, percent } from './words.js';

/** Characters of a box's name and of its lines that fit. */
const NAME_LENGTH = 26;
const LINE_LENGTH = 30;

const FAMILIES: readonly (readonly [name: string, label: string, domains: readonly TableDomain[]])[] = [
  ['who', 'who the patient is', ['demographics', 'contacts', 'insurance']],
  ['when', 'visits and plans', ['encounters', 'appointments', 'referrals', 'care-plans']],
  [
    'what',
    'problems, drugs, allergies, vaccines',
    ['problems', 'allergies', 'medications', 'immunizations', 'history'],
  ],
  ['data', 'orders, results, vitals, procedures', ['orders', 'results', 'vitals', 'procedures']],
  ['text', 'notes, documents, messages', ['notes', 'documents', 'messages']],
];

const familyOf = (core: CoreTable): string =>
  FAMILIES.find(([, , domains]) => domains.includes(domainOf(core.table)))?.[0] ?? 'other';

const cut = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);

/** The end of a name tells more than its schema. */
const shortName = (name: string): string =>
  name.length <= NAME_LENGTH ? name : cut(name.replace(/^[^.]*\./, ''), NAME_LENGTH);

/** The clinical core as a drawing, with its words below for who cannot see it. */
export function coreDiagram(assessment: Assessment): string {
  const cores = clinicalCore(assessment);
  if (cores.length < 2)
    return '<p class="soft">There is no table of patients with other tables around it to draw. Joins that were found stand in the data dictionary.</p>';
  const layout = layOut(cores, linesOf);
  const width = layout.width + 4;
  const height = layout.height + 4;
  const used = new Set(cores.map(familyOf));
  const key = [...FAMILIES.map(([name, label]) => [name, label] as const), ['other', 'other'] as const]
    .filter(([name]) => used.has(name))
    .map(([name, label]) => `<li><i class="f-${name}"></i>${label}</li>`)
    .join('');
  return `<ul class="key">${key}<li><svg class="sample" viewBox="0 0 28 8" aria-hidden="true"><path class="join" d="M0 4H28"/></svg>declared</li><li><svg class="sample" viewBox="0 0 28 8" aria-hidden="true"><path class="join found" d="M0 4H28"/></svg>found in the data</li></ul>
<div class="scroll"><svg class="core" role="img" aria-labelledby="core-title" viewBox="-2 -2 ${width} ${height}" style="min-width:${Math.round(width * 0.72)}px;max-width:${Math.round(width * 1.15)}px" xmlns="http://www.w3.org/2000/svg"><title id="core-title">${escapeHtml(describe(cores))}</title>
${layout.edges.map(edgeSvg).join('\n')}
${layout.boxes.map(boxSvg).join('\n')}
</svg></div>`;
}

const describe = (cores: readonly CoreTable[]): string =>
  `${plural(cores.length - 1, 'table')} around ${cores[0]?.table.name ?? ''}: ${cores
    .slice(1)
    .map(({ table, parent }) => `${table.name} to ${parent}`)
    .join(', ')}`;

/** What stands below the name: domain and rows, the join with its cardinality and confidence, further joins. */
function linesOf({ table, join, via, score, also, depth }: CoreTable): string[] {
  const lines = [`${depth === 0 ? 'Patients' : DOMAIN_NAMES[domainOf(table)]} · ${plural(table.rows, 'row')}`];
  if (join !== null && join.from.table !== table.name)
    lines.push(`${join.to.columns.join('+')} ← ${join.from.columns.join('+')} ${percent(score)}`);
  else if (join !== null) {
    const one = table.keys.some(
      ({ columns, score: sure }) =>
        sure >= 0.95 && columns.length === 1 && join.from.columns.includes(columns[0] ?? ''),
    );
    lines.push(`${join.from.columns.join('+')} ${one ? '1:1' : 'n:1'} ${percent(score)}`);
  } else if (depth > 0) lines.push(`via ${via.join(', ') || 'another table'} ${percent(score)}`);
  for (const one of also) lines.push(`also → ${one.to.table} ${percent(one.score)}`);
  return lines.map((line) => cut(line, LINE_LENGTH));
}

function boxSvg({ core, x, y, width, height, lines }: CoreBox): string {
  const text = lines
    .map((line, i) => `<text class="line" x="${x + 9}" y="${round(y + 38 + i * 15)}">${escapeHtml(line)}</text>`)
    .join('');
  return `<g class="box f-${familyOf(core)}"><title>${escapeHtml(core.table.name)}: ${count(core.table.rows)} rows</title><rect x="${round(x)}" y="${round(y)}" width="${width}" height="${height}" rx="6"/><path class="head" d="M${round(x)} ${round(y + 24)}v-18a6 6 0 0 1 6 -6h${width - 12}a6 6 0 0 1 6 6v18z"/><text class="name" x="${round(x + 9)}" y="${round(y + 16.5)}">${escapeHtml(shortName(core.table.name))}</text>${text}</g>`;
}

/** A line with a crow's foot at the side of many. */
function edgeSvg({ core, from, to }: CoreEdge): string {
  const [x1, y1] = from;
  const [x2, y2] = to;
  const turn = (x2 - x1) / 2;
  const way = Math.sign(x2 - x1);
  // Where the parent's rows name this table's, they are the many.
  const turned = core.join !== null && core.join.from.table !== core.table.name;
  const [fx, fy, tip] = turned ? [x2, y2, x2 - way * 9] : [x1, y1, x1 + way * 9];
  const foot = `M${tip} ${round(fy)}L${fx} ${round(fy - 5)}M${tip} ${round(fy)}L${fx} ${round(fy + 5)}`;
  const kind = core.join?.declared === true ? '' : ' found';
  return `<path class="join${kind}" d="M${x1} ${round(y1)}C${round(x1 + turn)} ${round(y1)} ${round(x2 - turn)} ${round(y2)} ${x2} ${round(y2)}"/><path class="foot" d="${foot}"/>`;
}

const round = (n: number): number => Math.round(n * 10) / 10;
