import { codeTable } from '../../../base/code-table.js';
import { decimalText, type Quantity } from '../../../chart/fhir.js';
import { attribute, escapeText, inOnePiece, isToken, tagsOf, visible } from '../xml.js';

const UCUM = 'http://unitsofmeasure.org';
const REAL = /^-?\d+(\.\d+)?$/;

/** The UCUM code of a quantity; null where the source's unit was not understood (or is absent). */
export function ucumUnit(quantity: Quantity | null | undefined): string | null {
  if (quantity?.system !== UCUM || typeof quantity.code !== 'string') return null;
  return isToken(quantity.code) ? quantity.code : null;
}

/** The number of a quantity as XML Schema decimal; null where it has none. */
export function magnitude(quantity: Quantity | null | undefined): string | null {
  const text = decimalText(quantity?.value);
  return text !== null && REAL.test(text) ? text : null;
}

const UNIT_WORDS: Readonly<Record<string, string>> = codeTable({
  '[in_i]': 'in',
  '[lb_av]': 'lb',
  '[degF]': '°F',
  Cel: '°C',
  'mm[Hg]': 'mmHg',
});

const unitText = (unit: string): string =>
  UNIT_WORDS[unit] ?? (unit.startsWith('{') ? unit.replace(/^\{(.*)\}$/, '$1') : unit);

/** For people: comparator, number and the unit as the source writes it. */
export function quantityText(quantity: Quantity | null | undefined): string {
  const value = decimalText(quantity?.value);
  if (!quantity || value === null) return '';
  const code = quantity.code ?? '';
  const unit = unitText(visible(quantity.unit) ?? (code === '1' ? '' : code));
  return `${quantity.comparator ?? ''}${value}${unit === '' ? '' : unit === '%' ? '%' : ` ${unit}`}`;
}

export interface QuantityOptions {
  readonly tag?: string;
  readonly type?: string;
  /** The template demands the unit attribute (vital signs: CONF:1098-31579). */
  readonly unitDemanded?: boolean;
  readonly anchor?: string | null;
}

/**
 * A PQ. A unit that is not UCUM stands with the number in a translation (PQR) under nullFlavor OTH: the number is kept and no unit is claimed.
 * A number without any unit has no unit attribute. `unit="1"` beside a nullFlavor is the schema's own default and claims nothing.
 */
export function pq(quantity: Quantity | null | undefined, options: QuantityOptions = NO_OPTIONS): string {
  const { open, close } = tagsOf(options.tag ?? 'value', options.type);
  const demanded = options.unitDemanded ? ' unit="1"' : '';
  const value = magnitude(quantity);
  if (value === null) return `${open} nullFlavor="UNK"${demanded}/>`;
  const unit = ucumUnit(quantity);
  if (unit !== null) return `${open} value="${value}"${unitAttribute(unit)}/>`;
  const words = visible(quantity?.unit) ?? visible(quantity?.code);
  if (words === null && !options.unitDemanded) return `${open} value="${value}"/>`;
  const original = words === null ? '' : `<originalText>${escapeText(words)}</originalText>`;
  return `${open} nullFlavor="OTH"${demanded}><translation nullFlavor="${words === null ? 'UNK' : 'OTH'}" value="${value}">${original}</translation>${close}`;
}

const NO_OPTIONS: QuantityOptions = {};

// A chart has a handful of units.
const unitAttributes = new Map<string, string>();

function unitAttribute(unit: string | null): string {
  if (unit === null) return '';
  let known = unitAttributes.get(unit);
  if (known === undefined) {
    known = inOnePiece(attribute('unit', unit));
    if (unitAttributes.size >= 2000) unitAttributes.clear();
    unitAttributes.set(unit, known);
  }
  return known;
}

/** An IVL_PQ with the bounds that are known; null where there is none. A bound without UCUM unit cannot be told, so it gives null too. */
export function quantityInterval(
  low: Quantity | null | undefined,
  high: Quantity | null | undefined,
  options: {
    readonly tag?: string;
    readonly typed?: boolean;
    readonly lowOpen?: boolean;
    readonly highOpen?: boolean;
  } = {},
): string | null {
  if (!low && !high) return null;
  const lower = bound('low', low, options.lowOpen);
  const upper = bound('high', high, options.highOpen);
  if (lower === null || upper === null || lower + upper === '') return null;
  const { open, close } = tagsOf(options.tag ?? 'value', options.typed === false ? undefined : 'IVL_PQ');
  return `${open}>${lower}${upper}${close}`;
}

function bound(name: string, quantity: Quantity | null | undefined, open: boolean | undefined): string | null {
  if (quantity === null || quantity === undefined || decimalText(quantity.value) === null) return '';
  const value = magnitude(quantity);
  const unit = ucumUnit(quantity);
  if (value === null || (unit === null && (quantity.unit || quantity.code))) return null;
  return `<${name} value="${value}"${unitAttribute(unit)}${open ? ' inclusive="false"' : ''}/>`;
}

/** A measured value with its comparator: `<5` becomes an interval that is open at 5 (CDA R2 datatypes, IVL). */
export function comparedQuantity(quantity: Quantity): string | null {
  const { comparator, ...plain } = quantity;
  if (comparator === '<' || comparator === '<=') return quantityInterval(null, plain, { highOpen: comparator === '<' });
  if (comparator === '>' || comparator === '>=') return quantityInterval(plain, null, { lowOpen: comparator === '>' });
  return null;
}
