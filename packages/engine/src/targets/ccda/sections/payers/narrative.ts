import type { Coverage } from '../../../../chart/fhir.js';
import { conceptText } from '../../datatypes/concept.js';
import { readablePeriod } from '../../datatypes/time.js';
import type { CcdaDocument } from '../../document.js';
import { Table } from '../../narrative.js';
import { visible } from '../../xml.js';

export const payerTable = (): Table =>
  new Table('payer', [
    'Payer',
    'Kind',
    'Plan',
    'Member id',
    'Policy or group',
    'Covered',
    'Order',
    'Status',
    'Relation to holder',
    'Holder',
  ]);

export interface PayerAnchors {
  readonly row: string;
  readonly kind: string | null;
  readonly plan: string | null;
}

type Class = NonNullable<Coverage['class']>[number];
const classText = (c: Class, code: boolean): string =>
  [visible(c?.name), code ? visible(c?.value) : null].filter((t) => t !== null).join(' ');

/** Name of the plan; '' where the source has none. */
export const planText = (coverage: Coverage): string =>
  (coverage.class ?? [])
    .filter((c) => c?.type?.coding?.some((k) => k?.code === 'plan'))
    .map((c) => classText(c, true))
    .filter((t) => t !== '')
    .join(', ');

export const payerName = (document: CcdaDocument, coverage: Coverage): string =>
  document.parties.nameOf(coverage.payor?.[0]);

export function narratePayer(document: CcdaDocument, table: Table, coverage: Coverage): PayerAnchors {
  const row = table.row();
  row.put(
    'Payer',
    (coverage.payor ?? [])
      .map((p) => document.parties.nameOf(p))
      .filter(Boolean)
      .join(', '),
  );
  row.put(
    'Member id',
    visible(coverage.subscriberId) ?? coverage.identifier?.map((i) => visible(i?.value)).find((v) => v !== null),
  );
  row.put(
    'Policy or group',
    (coverage.class ?? [])
      .filter((c) => !c?.type?.coding?.some((k) => k?.code === 'plan'))
      .map((c) => `${conceptText(c?.type)} ${classText(c, true)}`.trim())
      .filter((t) => t !== '')
      .join(', '),
  );
  row.put('Covered', readablePeriod(coverage.period?.start, coverage.period?.end));
  row.put('Order', coverage.order === undefined || coverage.order === null ? null : String(coverage.order));
  row.put('Status', coverage.status ?? 'not stated');
  row.put('Relation to holder', conceptText(coverage.relationship));
  row.put('Holder', document.parties.nameOf(coverage.policyHolder ?? coverage.subscriber));
  return {
    row: row.anchor,
    kind: row.put('Kind', conceptText(coverage.type)),
    plan: row.put('Plan', planText(coverage)),
  };
}
