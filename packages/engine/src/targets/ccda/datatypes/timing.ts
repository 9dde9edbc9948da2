import { codeTable } from '../../../base/code-table.js';
import type { Dosage } from '../../../chart/fhir.js';
import { decimalText } from '../../../chart/fhir.js';
import { attribute } from '../xml.js';

type Timing = NonNullable<Dosage['timing']>;

// FHIR EventTiming codes that HL7 v3 TimingEvent (2.16.840.1.113883.5.139) has too.
const EVENTS = new Set('HS WAKE C CM CD CV AC ACM ACD ACV PC PCM PCD PCV'.split(' '));

// GTSAbbreviation (http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation): what each says as a period.
const ABBREVIATIONS: Readonly<
  Record<string, { readonly value: string; readonly unit: string; readonly free: boolean }>
> = {
  QD: { value: '1', unit: 'd', free: true },
  QOD: { value: '2', unit: 'd', free: true },
  BID: { value: '12', unit: 'h', free: true },
  TID: { value: '8', unit: 'h', free: true },
  QID: { value: '6', unit: 'h', free: true },
  Q1H: { value: '1', unit: 'h', free: false },
  Q2H: { value: '2', unit: 'h', free: false },
  Q3H: { value: '3', unit: 'h', free: false },
  Q4H: { value: '4', unit: 'h', free: false },
  Q6H: { value: '6', unit: 'h', free: false },
  Q8H: { value: '8', unit: 'h', free: false },
  WK: { value: '1', unit: 'wk', free: true },
  MO: { value: '1', unit: 'mo', free: true },
};

const UNITS: Readonly<Record<string, string>> = codeTable({
  s: 's',
  min: 'min',
  h: 'h',
  d: 'd',
  wk: 'wk',
  mo: 'mo',
  a: 'a',
});

const pivl = (inner: string, free: boolean): string =>
  `<effectiveTime xsi:type="PIVL_TS" operator="A"${free ? ' institutionSpecified="true"' : ''}>${inner}</effectiveTime>`;

/** A whole division as UCUM value; null where the quotient is not exact in three decimals. */
function divide(period: string, frequency: number): string | null {
  const quotient = Math.round((Number(period) * 1000) / frequency);
  return quotient * frequency === Number(period) * 1000 ? String(quotient / 1000) : null;
}

// Days and longer are split in hours, so that twice a day is a period of 12 hours (C-CDA R2.1, Medication Activity, figure 166).
const HOURS: Readonly<Record<string, number>> = codeTable({ d: 24, wk: 168 });

/**
 * The structured frequency of a dosage as the second effectiveTime of a Medication Activity (CONF:1098-7513): PIVL_TS or EIVL_TS.
 * null where the timing says nothing that these can hold exactly: then the sig alone tells it.
 */
export function frequency(timing: Timing | null | undefined): string | null {
  const repeat = timing?.repeat;
  const when = repeat?.when ?? [];
  if (when.length === 1 && EVENTS.has(when[0] ?? '') && decimalText(repeat?.offset) === null)
    return `<effectiveTime xsi:type="EIVL_TS" operator="A"><event code="${when[0]}"/></effectiveTime>`;
  const most = decimalText(repeat?.periodMax);
  const period = decimalText(repeat?.period);
  const unit = UNITS[repeat?.periodUnit ?? ''];
  const times = Number(decimalText(repeat?.frequency) ?? '1');
  if (period !== null && unit !== undefined && Number.isInteger(times) && times > 0 && when.length === 0) {
    if (repeat?.frequencyMax !== undefined && repeat.frequencyMax !== null) return null;
    const free = repeat?.frequency !== undefined && repeat.frequency !== null;
    if (most !== null && times === 1)
      return pivl(
        `<period xsi:type="IVL_PQ"><low value="${period}" unit="${unit}"/><high value="${most}" unit="${unit}"/></period>`,
        free,
      );
    if (most !== null) return null;
    if (times === 1) return pivl(`<period${attribute('value', period)} unit="${unit}"/>`, free);
    const hours = HOURS[unit];
    const exact = hours === undefined ? divide(period, times) : divide(String(Number(period) * hours), times);
    return exact === null ? null : pivl(`<period value="${exact}" unit="${hours === undefined ? unit : 'h'}"/>`, true);
  }
  const code = (timing?.code?.coding ?? []).map((c) => ABBREVIATIONS[c?.code ?? '']).find((a) => a !== undefined);
  if (code && when.length === 0) return pivl(`<period value="${code.value}" unit="${code.unit}"/>`, code.free);
  return null;
}
