import { foldWord } from '../../terminology/words/fold-word.js';
import { nameParts, wordsOf } from '../name-words.js';
import { DOMAIN_IDEAS, FILLER } from './domain-ideas.js';
import { TABLE_PHRASES } from './domain-phrases.js';

const SHORT_PARTS = ['lab', 'log', 'map', 'tmp', 'ext', 'doc', 'msg', 'med', 'pat', 'enc', 'eye'];
const known: ReadonlySet<string> = new Set(
  [...DOMAIN_IDEAS.keys(), ...FILLER, ...TABLE_PHRASES.flatMap((phrase) => phrase.ideas)].filter(
    (word) => word.length >= 4 || SHORT_PARTS.includes(word),
  ),
);
const STEMS = new Set([
  'form',
  'drug',
  'user',
  'note',
  'bill',
  'plan',
  'room',
  'team',
  'task',
  'test',
  'file',
  'menu',
  'role',
]);
const byLength = [...known].filter((word) => word.length >= 5 || STEMS.has(word)).sort((a, b) => b.length - a.length);

/** The name of a table without its schema and the ending of its file. */
export function bareTableName(name: string): string {
  const unended = name.replace(/\.(?:tsv|csv|txt|psv|json|ndjson|xml|parquet)$/i, '');
  const bare = unended.slice(unended.lastIndexOf('.') + 1);
  return EIGHT_LETTERS.exec(bare)?.[1] ?? bare;
}

/** `ALGFILE`, `PATFIL`, `DRMAST`: names of eight letters say of each table that it is a file, which makes it no table of documents. */
const EIGHT_LETTERS = /^(?=[A-Z]{4,8}$)([A-Z]{2,6}?)(?:FILE?|MAST|MST)$/;

/** The ideas of a name in their order; a word that is no idea stands as it is, folded, in the singular. */
export function nameIdeas(name: string): string[] {
  const spelt = name.replace(/x12/gi, 'edi_');
  return (spelt === spelt.toUpperCase() ? nameParts(name.toLowerCase()) : nameParts(name))
    .map((part) => (part.length > 5 ? part.replace(/^tbl/, '') : part))
    .flatMap((part) => (DOMAIN_IDEAS.has(part) ? [part] : wordsOf(part, known)))
    .flatMap(withoutKnownEnd)
    .filter((word) => word !== '')
    .map(ideaOf);
}

function ideaOf(word: string): string {
  const folded = foldWord(word);
  const one = singular(folded);
  return DOMAIN_IDEAS.get(folded) ?? DOMAIN_IDEAS.get(one) ?? one;
}

/** `formrourke` begins with a word that is known, `docfname` ends with one: what is left is a name of its own. */
function withoutKnownEnd(word: string): string[] {
  const form = /^form(?!at|al|ul)(?=[a-z]{2,3}$)/.exec(word)?.[0];
  if (form) return [form, word.slice(form.length)];
  // `pnotes`, `docnote`: the word that says what it is stands last.
  const note = /^(\p{L}{1,6})(notes?)$/u.exec(word);
  if (note?.[1] !== undefined && !FILLER.has(word)) return [note[1], 'note'];
  if (word.length < 7 || DOMAIN_IDEAS.has(word) || DOMAIN_IDEAS.has(singular(word)) || FILLER.has(word)) return [word];
  const short = /^(?:dx|rx|hx)(?=[a-z]{3})/.exec(word)?.[0];
  if (short) return [short, ...wordsOf(word.slice(2), known)];
  const start = byLength.find((one) => word.startsWith(one));
  if (start) return [start, word.slice(start.length)];
  const end = byLength.find((one) => word.endsWith(one));
  return end ? [word.slice(0, -end.length), end] : [word];
}

function singular(word: string): string {
  if (word.length <= 3) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:sses|xes|zes|ches|shes)$/.test(word)) return word.slice(0, -2);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  const turkish = word.length > 5 ? /l[ae]ri?$/.exec(word) : null;
  return turkish ? word.slice(0, turkish.index) : word;
}
