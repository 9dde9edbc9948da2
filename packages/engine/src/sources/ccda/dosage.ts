import { codeTable } from '../../base/code-table.js';
import type { Quantity } from '../../chart/fhir.js';
import type { XmlElement } from '../../formats/xml/xml-element.js';
import { isTrue } from '../../formats/xml/xs-boolean.js';
import { concept, edText, period, quantity, range, ratio, startOf, time } from './datatypes.js';
import { type Body, extend, ownExtension, type Reading } from './reading.js';

/** UCUM units of a repetition to FHIR units-of-time (FHIR R4 value set units-of-time), and the words that some systems write. */
const UNIT: Readonly<Record<string, string>> = codeTable({
  s: 's',
  min: 'min',
  h: 'h',
  d: 'd',
  wk: 'wk',
  mo: 'mo',
  a: 'a',
  hr: 'h',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
  week: 'wk',
  weeks: 'wk',
  month: 'mo',
  months: 'mo',
  year: 'a',
});
/** HL7 v3 TimingEvent codes that FHIR R4 event-timing has (C is `with meal`, not FHIR's own). */
const EVENTS = new Set(['HS', 'WAKE', 'C', 'CM', 'CD', 'CV', 'AC', 'ACM', 'ACD', 'ACV', 'PC', 'PCM', 'PCD', 'PCV']);
const MINUTES: Readonly<Record<string, number>> = codeTable({ min: 1, h: 60, d: 1440 });

/** What the times of a substanceAdministration say: when as a whole, and how often. */
export interface MedicationTimes {
  readonly period: Body | undefined;
  readonly moment: string | undefined;
  /** Members of Timing.repeat, one for each repetition. */
  readonly repeats: Body[];
}

const typeOf = (element: XmlElement): string => (element.attribute('xsi:type') ?? '').replace(/^.*:/, '');

/** All effectiveTime elements: the period, and PIVL_TS / EIVL_TS repetitions (HL7 v3 datatypes R1 3.9). */
export function medicationTimes(statement: XmlElement, reading: Reading): MedicationTimes {
  let whole: Body | undefined;
  let moment: string | undefined;
  const repeats: Body[] = [];
  const one = (element: XmlElement): void => {
    const type = typeOf(element);
    if (type === 'PIVL_TS' || (type === '' && element.child('period'))) {
      const repeat = periodic(element, reading);
      if (repeat) repeats.push(repeat);
      return;
    }
    if (type === 'EIVL_TS' || element.child('event')) {
      const repeat = eventRelated(element, reading);
      if (repeat) repeats.push(repeat);
      return;
    }
    if (type.startsWith('SXPR') || element.child('comp')) {
      element.used = true;
      for (const part of element.all('comp')) one(part);
      return;
    }
    if (whole !== undefined || moment !== undefined) {
      if (period(element, reading) !== undefined || time(element, reading) !== undefined)
        reading.lose(element, 'a second period: the first is carried');
      return;
    }
    whole = period(element, reading) as Body | undefined;
    if (whole === undefined) moment = time(element, reading) ?? time(element.child('center'), reading);
  };
  for (const element of statement.all('effectiveTime')) one(element);
  return { period: whole, moment, repeats };
}

function periodic(element: XmlElement, reading: Reading): Body | null {
  element.used = true;
  const repeat: Body = {};
  const every = element.child('period');
  const low = every?.child('low');
  const high = every?.child('high');
  const from = low ?? high ?? every;
  const value = quantity(from);
  const unit = UNIT[from?.attribute('unit') ?? ''];
  if (value && unit !== undefined) {
    every!.used = true;
    repeat.frequency = 1;
    repeat.period = value.value;
    repeat.periodUnit = unit;
    if (low && high) {
      const most = quantity(high);
      if (most && UNIT[high.attribute('unit') ?? ''] === unit) repeat.periodMax = most.value;
      else reading.lose(high, 'the two ends of the interval have different units');
    }
  } else if (from && (value || from.attribute('value') !== undefined))
    reading.lose(from, 'the unit of the interval is no unit of time that FHIR R4 knows');
  const phase = element.child('phase');
  const bounds = period(phase, reading);
  if (bounds) repeat.boundsPeriod = bounds;
  else {
    const at = phase && startOf(phase, reading);
    const clock = at === undefined ? undefined : /T(\d\d:\d\d)(:\d\d)?/.exec(at);
    if (clock) repeat.timeOfDay = [`${clock[1]}${clock[2] ?? ':00'}`];
    else if (at !== undefined) repeat.boundsPeriod = { start: at };
  }
  if (isTrue(element.attribute('institutionSpecified')))
    extend(repeat, ownExtension('institution-specified', { valueBoolean: true }));
  return Object.keys(repeat).some((key) => key !== 'extension') ? repeat : null;
}

function eventRelated(element: XmlElement, reading: Reading): Body | null {
  element.used = true;
  const event = element.child('event');
  const code = event?.attribute('code');
  if (!event || code === undefined) return null;
  if (!EVENTS.has(code)) {
    reading.lose(event, 'the event is none of FHIR R4 event-timing');
    return null;
  }
  event.used = true;
  const repeat: Body = { when: [code] };
  const offset = element.child('offset');
  const low = offset?.child('low') ?? offset;
  const amount = low?.attribute('value');
  const factor = MINUTES[low?.attribute('unit') ?? ''];
  if (low && amount !== undefined && factor !== undefined && /^\d{1,4}$/.test(amount)) {
    low.used = true;
    offset!.used = true;
    // FHIR R4 tim-9: an offset needs a `when` that is before or after something.
    if (!['C', 'CM', 'CD', 'CV'].includes(code)) repeat.offset = Number(amount) * factor;
    else reading.lose(low, 'FHIR R4 has no offset from a meal itself');
  }
  return repeat;
}

/** A count (unit `1` or none) whose translation says in words of what: `30` with `units`. */
function withUnitInWords(element: XmlElement, quantityOf: Quantity, reading: Reading): Quantity {
  if (quantityOf.unit !== undefined && quantityOf.unit !== '1') return quantityOf;
  const [translation, ...more] = element.all('translation');
  if (!translation || more.length > 0 || translation.attribute('code') !== undefined) return quantityOf;
  const value = translation.attribute('value');
  if (value !== undefined && value !== element.attribute('value')) return quantityOf;
  const words = edText(translation.child('originalText'), reading);
  if (words === undefined) return quantityOf;
  translation.used = true;
  return { ...quantityOf, unit: words };
}

/** A dose or rate: a quantity, or a range; under `doseQuantity` / `doseRange`. Text that is no number is listed by the account. */
function amount(name: string, element: XmlElement | undefined, reading: Reading): Body {
  if (!element) return {};
  const one = quantity(element);
  if (one) return { [`${name}Quantity`]: withUnitInWords(element, one, reading) };
  const low = element.child('low');
  const high = element.child('high');
  const least = low?.attribute('value');
  if (least !== undefined && least === high?.attribute('value') && low!.attribute('unit') === high!.attribute('unit')) {
    const both = quantity(low);
    quantity(high);
    element.used = true;
    if (both) return { [`${name}Quantity`]: both };
  }
  const both = range(element);
  if (both) return { [`${name}Range`]: both };
  const ratioOf = name === 'rate' ? ratio(element) : undefined;
  return ratioOf ? { rateRatio: ratioOf } : {};
}

/** How a substance is taken, of a substanceAdministration: one dosage for each repetition, the first with dose, route and text. */
export function dosages(
  statement: XmlElement,
  times: MedicationTimes,
  text: string | undefined,
  instruction: string | undefined,
  reading: Reading,
  bounds: boolean,
): Body[] {
  const dosage: Body = {};
  if (text !== undefined) dosage.text = text;
  if (instruction !== undefined) dosage.patientInstruction = instruction;
  const rate: Body = {
    ...amount('dose', statement.child('doseQuantity'), reading),
    ...amount('rate', statement.child('rateQuantity'), reading),
  };
  const unit = concept(statement.child('administrationUnitCode'), reading);
  const dose = rate.doseQuantity as Quantity | undefined;
  if (unit) {
    const coded = unit.coding?.[0];
    if (dose && dose.unit === undefined) {
      const words = coded?.display ?? unit.text ?? coded?.code;
      rate.doseQuantity = {
        ...dose,
        ...(words === undefined ? {} : { unit: words }),
        ...(coded?.system === undefined ? {} : { system: coded.system, code: coded.code }),
      };
    }
    extend(dosage, ownExtension('administration-unit', { valueCodeableConcept: unit }));
  }
  if (Object.keys(rate).length > 0) dosage.doseAndRate = [rate];
  const route = concept(statement.child('routeCode'), reading);
  if (route) dosage.route = route;
  const [site, ...more] = statement.all('approachSiteCode');
  const where = concept(site, reading);
  if (where) dosage.site = where;
  for (const extra of more) if (extra.attribute('code') !== undefined) reading.lose(extra, 'a dosage has one site');
  const [limit, ...limits] = statement.all('maxDoseQuantity');
  const most = ratio(limit);
  if (most) dosage.maxDosePerPeriod = most;
  for (const extra of limits) if (ratio(extra)) reading.lose(extra, 'a dosage has one maximum');
  asNeeded(statement, dosage, reading);
  const repeats = times.repeats.map((repeat) => ({ ...repeat }));
  if (bounds && times.period) {
    if (repeats.length === 0) repeats.push({});
    for (const repeat of repeats as Body[]) repeat.boundsPeriod ??= times.period;
  }
  if (repeats.length > 0) dosage.timing = { repeat: merged(repeats) };
  else if (bounds && times.moment !== undefined) dosage.timing = { event: [times.moment] };
  return Object.keys(dosage).length > 0 ? [dosage] : [];
}

/** Repetitions that fit into one Timing.repeat: several events or times of day of the same kind; the members of the first count else. */
function merged(repeats: Body[]): Body {
  const first: Body = { ...repeats[0]! };
  for (const repeat of repeats.slice(1))
    for (const key of Object.keys(repeat)) {
      const value = repeat[key];
      if (key === 'when' || key === 'timeOfDay')
        first[key] = [...new Set([...((first[key] as unknown[] | undefined) ?? []), ...(value as unknown[])])];
      else if (first[key] === undefined) first[key] = value;
      else if (JSON.stringify(first[key]) !== JSON.stringify(value))
        extend(first, ownExtension(`further-${key.toLowerCase()}`, { valueString: JSON.stringify(value) }));
    }
  // FHIR R4 tim-10: no time of day beside `when`; tim-9 wants `when` for an offset.
  if (first.timeOfDay !== undefined && first.when !== undefined) delete first.timeOfDay;
  return first;
}

function asNeeded(statement: XmlElement, dosage: Body, reading: Reading): void {
  for (const precondition of statement.all('precondition')) {
    precondition.used = true;
    const criterion = precondition.child('criterion');
    if (!criterion) continue;
    criterion.used = true;
    const code = criterion.child('code');
    const value = concept(criterion.child('value'), reading);
    const words = edText(criterion.child('text'), reading);
    const kind =
      code?.attribute('code') === 'ASSERTION' || code?.attribute('nullFlavor') !== undefined
        ? void code?.mark()
        : concept(code, reading);
    const what = value ?? kind ?? (words === undefined ? undefined : { text: words });
    if (what && dosage.asNeededCodeableConcept === undefined) {
      dosage.asNeededCodeableConcept = what;
      if (value && kind) extend(dosage, ownExtension('precondition-code', { valueCodeableConcept: kind }));
      if (words !== undefined && what.text !== words)
        extend(dosage, ownExtension('precondition-text', { valueString: words }));
      delete dosage.asNeededBoolean;
    } else if (what) extend(dosage, ownExtension('precondition', { valueCodeableConcept: what }));
    else if (dosage.asNeededCodeableConcept === undefined && !precondition.attribute('nullFlavor'))
      dosage.asNeededBoolean = true;
  }
}
