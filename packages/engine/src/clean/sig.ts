import { fold } from '../terminology/code-table.js';
import type { Frequency } from '../terminology/tables/frequencies.js';
import { valueSets } from '../terminology/value-sets.js';
import { codingFrom, lookUp } from './concept.js';
import { readDose } from './dose-quantity.js';
import { readFrequency, timingOf } from './frequency-text.js';
import { nothing, textRule, withFindings } from './rule.js';
import { plainText } from './text.js';

const routes = [valueSets.route];
const verbs = /^(?:take|give|use|inhale|inject|apply|instill|place|insert|swallow|chew|administer|sig:?)\s+/i;
const fillers = new Set(['', 'by', 'via', 'the', 'of', 'for', 'with', 'and']);

/**
 * Directions for a medication as FHIR Dosage. `text` always holds the whole of the words. Dose, route, frequency and "as needed" are given only
 * when every word of the directions is understood: a part that is left over might change the meaning of the rest.
 */
export const sig = textRule({
  name: 'sig',
  describe:
    'Directions (dose, route, frequency, as needed) as a Dosage: the words always, the structure only when all of them are understood.',
  returns: 'Dosage',
  findings: ['sig-text-only', 'control-characters'],
  clean(raw) {
    const text = plainText(raw).text.trim();
    if (text === '') return nothing('control-characters');
    const parsed = text.length > 160 ? null : structure(text.replace(/\s+/g, ' '));
    return parsed === null ? withFindings({ text }, 'sig-text-only') : { value: { text, ...parsed } };
  },
});

function structure(text: string): Record<string, unknown> | null {
  let rest = text.replace(verbs, '').replace(/\.$/, '');
  let asNeeded = false;
  rest = rest.replace(/[,;]?\s*(?:\bp\.?r\.?n\.?(?=\s|$)|\bas needed\b|\bif needed\b|\bas required\b)\s*$/i, () => {
    asNeeded = true;
    return '';
  });
  const words = rest.split(/\s*[,;]\s*|\s+/).filter((word) => word !== '');
  if (words.length === 0 || words.length > 14) return asNeeded ? { asNeededBoolean: true } : null;
  // The longest dose from the front, the longest frequency from the back, the route between them.
  for (let doseEnd = Math.min(3, words.length); doseEnd >= 0; doseEnd--) {
    const dose = doseEnd === 0 ? null : readDose(words.slice(0, doseEnd).join(' '), '');
    if (doseEnd > 0 && dose === null) continue;
    for (let from = doseEnd; from <= words.length; from++) {
      const frequency = from === words.length ? null : readFrequency(words.slice(from).join(' '));
      if (from < words.length && frequency === null) continue;
      const middle = words.slice(doseEnd, from).filter((word) => !fillers.has(fold(word)));
      const route =
        middle.length === 0
          ? null
          : (lookUp(words.slice(doseEnd, from).join(' '), routes) ?? lookUp(middle.join(' '), routes));
      if (middle.length > 0 && route === null) continue;
      if (dose === null && route === null && frequency === null) continue;
      return dosage(dose, route, middle.join(' '), frequency, words.slice(from).join(' '), asNeeded);
    }
  }
  return null;
}

function dosage(
  dose: ReturnType<typeof readDose>,
  route: ReturnType<typeof lookUp>,
  routeText: string,
  frequency: Frequency | null,
  frequencyText: string,
  asNeeded: boolean,
): Record<string, unknown> {
  return {
    ...(frequency === null ? {} : { timing: timingOf(frequency, frequencyText) }),
    ...(asNeeded ? { asNeededBoolean: true } : {}),
    ...(route === null ? {} : { route: { coding: [codingFrom(route.table, route.entry)], text: routeText } }),
    ...(dose === null ? {} : { doseAndRate: [{ doseQuantity: dose }] }),
  };
}
