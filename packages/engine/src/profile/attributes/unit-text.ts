import { ucumCode } from '../../terminology/ucum.js';

/** Units by their words, as instructions have them; misspellings are those of real systems. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:degrees?|deg|°)\s*c(?:elsius|elcius|entigrade)?\b|\bcel[sc]ius\b|°\s*c\b/i, 'Cel'],
  [/\b(?:degrees?|deg|°)\s*f(?:ahrenheit)?\b|\bfahrenheit\b|°\s*f\b/i, '[degF]'],
  [/\bbeats?\s*(?:per|\/)\s*min|\bbpm\b|\bschlage?\s*(?:pro|\/)\s*min/i, '/min'],
  [/\b(?:breaths?|times)\s*(?:per|\/)\s*min|\bper minute\b|\bpro minute\b/i, '/min'],
  [/\bper ?cent(?:age)?\b|\bprozent\b|\bpour ?cent\b/i, '%'],
  [/\bkilograms?\b|\bkilogramm\b/i, 'kg'],
  [/\bcentimet(?:er|re)s?\b|\bzentimeter\b/i, 'cm'],
  [/\bpounds?\b/i, '[lb_av]'],
  [/\binch(?:es)?\b/i, '[in_i]'],
];

/**
 * The UCUM code of the one unit that a text is or names (`kg`, `in kg`, `Weight (kg)`, `umol/L Range under 20`, `degrees Celsius`); null where it names none, or two that
 * differ.
 */
export function unitIn(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 120) return null;
  const whole = sure(trimmed);
  if (whole !== null) return whole;
  const found = new Set<string>();
  for (const [, inner = ''] of trimmed.matchAll(/[([]([^()[\]]{1,14})[)\]]/g)) take(found, inner);
  // `in kg`, `unit mg`; "in" is no inch where a unit follows.
  for (const [, next = ''] of trimmed.matchAll(/\b(?:in|unit|units|einheit|en)[: ]+([^\s,;()]+)/gi)) take(found, next);
  const [first = ''] = trimmed.split(/\s/);
  if (/[/%]/.test(first)) take(found, first);
  for (const [shape, unit] of WORDS) if (shape.test(trimmed)) found.add(unit);
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** The unit that the name of an attribute ends in (`weight_kg`, `TempC`, `height cm`); null where it ends in none. */
export function unitOfName(name: string): string | null {
  const [, end = ''] =
    /^(?:.*[\p{L}\d]{2}[_\s-])(kgs?|lbs?|cms?|mmhg|bpm|celsius|fahrenheit|percent|pct|c|f)$/iu.exec(name.trim()) ?? [];
  const unit = end === '' ? null : (unitIn(end) ?? sure(end.replace(/s$/i, '')));
  if (unit === null || end.length > 1) return unit;
  // One letter is a unit only of a temperature.
  return /temp|fever|fieber|fievre|fiebre/i.test(name) ? unit : null;
}

function take(found: Set<string>, text: string): void {
  const unit = sure(text.replace(/[.:]$/, ''));
  if (unit !== null) found.add(unit);
}

/** Years, tablets and the like are units by chance, single letters flags. */
const sure = (text: string): string | null => {
  if (/^(?:n+|x+|yes|no|day|days|week|month|year|years|a|d|h|in|pt|no\.?)$/i.test(text)) return null;
  const unit = ucumCode(text);
  return unit === null || !/[A-Za-z%]/.test(unit) ? null : unit;
};
