import { unitAtoms, wholeUnits } from './tables/ucum-spellings.js';
import { isUcum } from './ucum-grammar.js';

export const ucumSystem = 'http://unitsofmeasure.org';

const readSpellings = (lines: string): Map<string, string> => {
  const map = new Map<string, string>();
  for (const line of lines.split('\n')) {
    const bar = line.indexOf('|');
    if (bar > 0) for (const spelling of line.slice(bar + 1).split(';')) map.set(spelling, line.slice(0, bar));
  }
  return map;
};
const atoms = readSpellings(unitAtoms);
const wholes = readSpellings(wholeUnits);

const cache = new Map<string, string | null>();
const cacheLimit = 4096;
const longestUnit = 48;

/**
 * The UCUM code that a unit text means, or null when it is not understood. Legacy spellings come before UCUM's own reading, because
 * `F`, `pH`, `K/uL` and `ML` are valid UCUM for things that no chart holds. Text that is not a known spelling must be valid UCUM.
 */
export function ucumCode(unitText: string): string | null {
  const cached = cache.get(unitText);
  if (cached !== undefined) return cached;
  const code = read(unitText.trim());
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(unitText, code);
  return code;
}

function read(text: string): string | null {
  if (text === '' || text.length > longestUnit) return null;
  // Single capitals are flags (H, N, A) or nothing certain; these five are units in every chart that has them.
  if (/^[A-Z]$/.test(text) && !'CFGLU'.includes(text)) return null;
  const plain = text
    .normalize('NFKC')
    .replace(/[\u00b5\u03bc]/g, 'u')
    .replace(/[\u2215\u2044]/g, '/')
    .replace(/\bper\s+/gi, '/');
  const squeezed = plain.replace(/\s+/g, '');
  const folded = squeezed.toLowerCase();
  return (
    wholes.get(folded) ??
    wholes.get(folded.replaceAll('.', '')) ??
    compose(squeezed) ??
    (text.length > 1 && !/^\d+$/.test(text) && isUcum(text) ? text : null)
  );
}

/** `mg/24hr` = `mg/(24.h)`, `x10E3/uL` = `10*3/uL`: each part between slashes must be known. */
function compose(text: string): string | null {
  const parts = text.split('/');
  if (parts.length > 4) return null;
  let code = '';
  for (const [index, part] of parts.entries()) {
    if (part === '' || part === '#') {
      if (index > 0 || parts.length === 1) return null;
      continue;
    }
    let atom = atomCode(part);
    if (atom === null) return null;
    // "units" alone is a count of nothing stated; in a concentration or rate it is the unit U.
    if (atom === '{unit}' && parts.length > 1) atom = 'U';
    if (index > 0) code += atom.includes('.') && !atom.startsWith('{') ? `/(${atom})` : `/${atom}`;
    else code = atom;
  }
  return code === '' ? null : code;
}

function atomCode(part: string): string | null {
  if (/^\{[\x21-\x7a|~]{1,30}\}$/.test(part)) return part;
  const folded = part.toLowerCase();
  const known = atoms.get(folded) ?? atoms.get(folded.replaceAll('.', ''));
  if (known !== undefined) return known;
  const power = /^[x*]?10(?:\*\*|[\^*e]|\()?0?(3|6|9|12)\)?$/.exec(folded);
  if (power && folded.length > 3) return `10*${power[1]}`;
  const counted = /^(\d{1,4})([a-z]+)$/.exec(folded);
  if (counted) {
    const atom = atoms.get(counted[2]!);
    if (atom !== undefined && !atom.startsWith('{')) return counted[1] === '1' ? atom : `${counted[1]}.${atom}`;
  }
  return null;
}

/** How a UCUM code is printed for people, where the code itself is awkward. */
const printed = new Map([
  ['mm[Hg]', 'mmHg'],
  ['[degF]', 'degF'],
  ['Cel', 'C'],
  ['[lb_av]', 'lb'],
  ['[oz_av]', 'oz'],
  ['[in_i]', 'in'],
  ['[ft_i]', 'ft'],
]);

/** Print form of a UCUM code (`[lb_av]` = `lb`); the code itself where none is needed. */
export const ucumPrint = (code: string): string => printed.get(code) ?? code;
