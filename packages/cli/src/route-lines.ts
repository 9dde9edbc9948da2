import type { AppliedRouting, RoutingFigures } from '@chartlift/engine/routing';
import { textTable, wrap } from './text-table.js';

const CHOICES = {
  'everything-electronic': 'everything electronic',
  plan: 'this plan',
  'everything-manual': 'everything keyed',
} as const;

const hours = (count: number): string => count.toLocaleString('en-US', { minimumFractionDigits: 1 });
const count = (number: number): string => number.toLocaleString('en-US');

/** The plan for a terminal: what there is, what each rule takes, what it costs beside the two simple ways. */
export function planLines(figures: RoutingFigures): string[] {
  const { documents: all, rules, choices, currency, items } = figures;
  const lines = [
    `${count(all.all)} documents: ${count(all.linked)} of patients, ${count(all.doubts)} in doubt, ${count(all.nobody)} nobody's; ${count(figures.patients)} patients; as of ${figures.asOf || 'no day'}`,
  ];
  if (figures.problem !== null)
    lines.push('No chart can be made (chartlift map check): no rule about patients or appointments holds.');
  if (all.unreadPages > 0)
    lines.push(
      `${count(all.unreadPages)} pages have not been read yet: rules about what stands on them cannot be asked there.`,
    );
  if (all.quarantined > 0)
    lines.push(
      `${count(all.quarantined)} of them could not be read: nobody can be asked about their pages (chartlift documents list).`,
    );
  if (figures.isDefault) lines.push('There is no routing.yaml: these are the default rules.');
  lines.push('');
  const isUnknown = rules.some(({ unknown }) => unknown > 0);
  const head = [
    'rule',
    'about',
    'lane',
    'patients',
    'documents',
    'pages',
    'items',
    'hours',
    ...(isUnknown ? ['not asked'] : []),
  ];
  const rows = rules.map((one) => [
    ...[one.rule, one.about === 'none' ? '' : one.about, one.lane, one.patients, one.documents, one.pages, one.items],
    hours(one.hours).padStart(8),
    ...(isUnknown ? [one.unknown] : []),
  ]);
  lines.push(...textTable(head, rows), '');
  const types = Object.entries(items).filter(([, number]) => number > 0);
  lines.push(
    types.length === 0 ? 'No items.' : `Items: ${types.map(([type, number]) => `${count(number)} ${type}`).join(', ')}`,
    '',
  );
  const costs = choices.map(({ choice, pages, items: number, hours: time, price }) => [
    ...[CHOICES[choice], pages, number, hours(time).padStart(8)],
    ...(price === null ? [] : [`${count(price)} ${currency ?? ''}`.trim()]),
  ]);
  lines.push(
    ...textTable(
      ['choice', 'pages keyed', 'items', 'hours', ...(costs.some((row) => row.length > 4) ? ['price'] : [])],
      costs,
    ),
  );
  lines.push(
    '',
    ...wrap(
      'Hours by the rates of estimate.yaml (docs/guide/routing.md names them); most are assumptions until it holds your own.',
    ),
  );
  return lines;
}

/** What became of the items. */
export function madeLines({ made }: AppliedRouting): string[] {
  const rows = Object.entries(made).map(([type, one]) => [
    type,
    one.added,
    one.changed,
    one.unchanged,
    one.withdrawn,
    one.returned,
    one.held,
  ]);
  return [
    ...textTable(['items', 'new', 'changed', 'as before', 'withdrawn', 'made again', 'held'], rows),
    '  -> chartlift work next',
  ];
}
