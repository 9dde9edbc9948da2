import { fold } from './code-table.js';
import { languageCodes } from './tables/language-codes.js';

export interface Language {
  /** BCP-47 tag. */
  readonly tag: string;
  readonly name: string;
}

/** Names in legacy lists that ISO 639 does not print so. Chinese varieties: IANA language subtag registry. */
const further: Readonly<Record<string, string>> = {
  cantonese: 'yue',
  mandarin: 'cmn',
  'mandarin chinese': 'cmn',
  'chinese mandarin': 'cmn',
  'chinese cantonese': 'yue',
  farsi: 'fa',
  castilian: 'es',
  creole: '',
  greek: 'el',
  'haitian creole': 'ht',
  laotian: 'lo',
  khmer: 'km',
  cambodian: 'km',
  'american sign language': 'ase',
  asl: 'ase',
  'sign language': 'sgn',
  tagalog: 'tl',
  filipino: 'fil',
  flemish: 'nl',
  oriya: 'or',
};

const byCode = new Map<string, Language>();
const byName = new Map<string, Language>();
for (const line of languageCodes.split('\n')) {
  const [tag = '', three = '', name = ''] = line.split('|');
  if (tag === '') continue;
  const names = name.split(';').map((part) => part.trim());
  const language: Language = Object.freeze({ tag, name: names[0]!.replace(/ \(.*\)$|, Modern \(.*\)$/, '') });
  byCode.set(tag, language);
  for (const code of three.split(',')) byCode.set(code, language);
  for (const part of [...names, name, language.name, names.slice(0, 3).join(' ')]) byName.set(fold(part), language);
}
byCode.set('yue', { tag: 'yue', name: 'Yue Chinese' });
byCode.set('cmn', { tag: 'cmn', name: 'Mandarin Chinese' });
for (const [name, tag] of Object.entries(further)) {
  const language = byCode.get(tag);
  if (language) byName.set(name, language);
}

/**
 * The language that a BCP-47 tag (`en-US`), ISO 639-1/2 code (`en`, `eng`) or English name (`spanish`) means; null when unknown.
 * A region is kept: `en-us` gives `en-US`.
 */
export function language(text: string): Language | null {
  const trimmed = text.trim();
  const tagged = /^([A-Za-z]{2,3})[-_]([A-Za-z]{2})$/.exec(trimmed);
  if (tagged) {
    const base = byCode.get(tagged[1]!.toLowerCase());
    return base ? { tag: `${base.tag}-${tagged[2]!.toUpperCase()}`, name: base.name } : null;
  }
  return byCode.get(trimmed.toLowerCase()) ?? byName.get(fold(trimmed)) ?? null;
}
