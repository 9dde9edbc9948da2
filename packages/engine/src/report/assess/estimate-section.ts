import type { Assessment } from '../../artifacts/assessment.js';
import type { Estimate, WorkKind } from '../../artifacts/estimate.js';
import { count, escapeHtml } from '../html.js';
import { captioned, code, headedRow, soft } from './page-parts.js';
import { percent, sum } from './words.js';

export const WORK_NAMES: Readonly<Record<WorkKind, string>> = {
  mapping: 'Mapping',
  'code-review': 'Code review',
  abstraction: 'Manual abstraction',
  validation: 'Validation',
  project: 'Project',
};

/** Hours without a needless digit. */
export const hoursText = (hours: number): string =>
  hours.toLocaleString('en-US', { maximumFractionDigits: hours < 100 ? 1 : 0 });

/** The sum of the lines above it, as somebody adds them up. */
export const quotedHours = ({ quote }: Estimate): string =>
  sum(quote.lines, ({ hours }) => hours).toLocaleString('en-US', { maximumFractionDigits: 1 });

export function estimateSection({ estimate }: Assessment): string {
  if (estimate === null) return '<section id="estimate"><h2>Estimate</h2><p class="soft">Not estimated.</p></section>';
  const { quote, contingency } = estimate;
  const amount = (n: number): { html: string } => ({
    html: `<span class="n">${escapeHtml(n.toLocaleString('en-US'))}</span>`,
  });
  const quoted = quote.lines.map((line) =>
    headedRow(line.item, amount(Number(line.hours.toFixed(1))), amount(line.hourly), amount(line.price)),
  );
  quoted.push(
    `<tr class="total"><th scope="row">Total</th><td><span class="n">${quotedHours(estimate)}</span></td><td></td><td><span class="n">${escapeHtml(quote.currency)} ${count(quote.total)}</span></td></tr>`,
  );
  const lines = estimate.lines.map((line) =>
    headedRow(
      { html: `${escapeHtml(line.item)} ${soft(WORK_NAMES[line.kind])}` },
      line.count,
      { html: `<span class="n">× ${line.rateHours} h</span>` },
      { html: `<span class="n">${hoursText(line.hours)} h</span>` },
      {
        html: `${escapeHtml(line.origin)} <p class="soft small">${code(line.rate)} ${escapeHtml(line.rateSource)}</p>`,
      },
    ),
  );
  const totals = estimate.totals.map(({ kind, hours, people, weeks }) =>
    headedRow(WORK_NAMES[kind], { html: `<span class="n">${hoursText(hours)} h</span>` }, people, {
      html: `<span class="n">${weeks.toLocaleString('en-US', { maximumFractionDigits: 1 })}</span>`,
    }),
  );
  return `<section class="long" id="estimate"><h2>Estimate</h2><p class="lead">${hoursText(estimate.hours)} hours, and ${hoursText(contingency.hours)} (${percent(contingency.share)}) for what nobody foresaw; about ${Math.ceil(estimate.weeks)} weeks. Rates and prices stand in <code>estimate.yaml</code> and may be changed.</p>
${captioned('Quote', ['Work', '#Hours', '#An hour', `#Price (${quote.currency})`], quoted, { className: 'narrow' })}
<h3>How each figure comes about</h3>${captioned('What was counted, times its rate', ['What', '#Count', '#Rate', '#Hours', 'Counted in, and the source of the rate'], lines)}
<h3>Calendar</h3>${captioned('Hours, people and weeks by kind of work', ['Work', '#Hours', '#People', '#Weeks'], totals, { className: 'narrow' })}
${estimate.assumptions.length > 0 ? `<h3>Rests upon</h3><ul>${estimate.assumptions.map((one) => `<li>${escapeHtml(one)}</li>`).join('')}</ul>` : ''}</section>`;
}
