import type { PhiKind } from '../../artifacts/source-profile.js';
import { wordsOf } from '../name-words.js';
import {
  aboutWords,
  careWords,
  doerWords,
  flagWords,
  nameWords,
  organizationWords,
  type PhiTerm,
  patientWords,
  personWords,
  phiTerms,
  shortNameWords,
  tableSuffixes,
  thingWords,
} from './phi-terms.js';

interface Term {
  readonly words: readonly string[];
  readonly rule: PhiTerm;
}

const terms: readonly Term[] = phiTerms.flatMap((rule) => rule.terms.map((text) => ({ words: text.split(' '), rule })));

/** By first word, longest first: what says more decides. */
const termsByWord = new Map<string, Term[]>();
for (const term of [...terms].sort((a, b) => b.words.length - a.words.length)) {
  const first = term.words[0]!;
  termsByWord.set(first, [...(termsByWord.get(first) ?? []), term]);
}

const common =
  'date time datetime last first next created updated modified by at on of the code type id no number num key status flag value visit start end begin'.split(
    ' ',
  );

/** Every word that names are split by when they are written together. */
export const knownWords: ReadonlySet<string> = new Set([
  ...terms.flatMap((term) => term.words.filter((word) => word.length > 2)),
  ...personWords,
  ...thingWords,
  ...aboutWords,
  ...careWords,
  ...nameWords,
  ...common,
]);

export interface NamedPhi {
  readonly kind: PhiKind;
  readonly score: number;
  readonly reason: string;
}

/** What a table is about, by the words of its name. */
export interface TableSubject {
  readonly words: readonly string[];
  /** Its rows are people. */
  readonly people: boolean;
  /** Its rows are people who are treated. */
  readonly patients: boolean;
  /** Its rows are organizations. */
  readonly organizations: boolean;
  /** It speaks of patients or their care. */
  readonly care: boolean;
}

export function subjectOf(table: string): TableSubject {
  const words = wordsOf(table, knownWords);
  const core = words.filter((word) => !tableSuffixes.has(word));
  const last = core.at(-1);
  const people = last !== undefined && personWords.has(last) && !core.some((word) => thingWords.has(word));
  const organizations = last !== undefined && organizationWords.has(last);
  const care = !organizations && words.some((word) => careWords.has(word) || personWords.has(word));
  return { words, people, patients: people && patientWords.has(last), organizations, care };
}

/** The identifier that a column's name speaks of; null where it speaks of none. Values are not looked at. */
export function phiByName(column: string, table: TableSubject): NamedPhi | null {
  const all = wordsOf(column, knownWords);
  if (all.length === 0) return null;
  const about = all.length > 1 && (aboutWords.has(all.at(-1)!) || flagWords.has(all[0]!));
  let best: (NamedPhi & { readonly length: number }) | null = null;
  for (let at = 0; at < all.length; at++) {
    for (const { words, rule } of termsByWord.get(all[at]!) ?? []) {
      if (!words.every((word, i) => all[at + i] === word)) continue;
      const end = at + words.length;
      // `phone_type` tells something about a phone; `postal_code` is one, as the term reaches the end.
      if (about && (end < all.length || flagWords.has(all[0]!))) continue;
      if (rule.place === 'end' && end < all.length) continue;
      if (rule.place === 'whole' && words.length < all.length) continue;
      if (rule.kind === 'mrn' && words.length === 1 && all.length > 1 && !isKeyOf(all, at)) continue;
      if (rule.kind === 'birth-date' && words.length === 1 && all.some((word) => birthFacts.has(word))) continue;
      if (best && best.length >= words.length) continue;
      best = {
        kind: rule.kind,
        score: rule.score,
        reason: `the name says "${words.join(' ')}"`,
        length: words.length,
      };
    }
  }
  if (best) return { kind: best.kind, score: best.score, reason: best.reason };
  if (table.patients && all.length === 1 && ownKeys.has(all[0]!))
    return { kind: 'mrn', score: 0.7, reason: 'the key of a table of patients' };
  return about ? null : plainName(all, table);
}

/** What is told of a birth beside its day: "Sex Assigned at Birth", `birth_weight`. */
const birthFacts = new Set(
  'sex gender assigned weight length height order rank number plurality multiple status state country nation type mode method plan control defect complication complications history presentation attendant outcome certificate hospital facility name surname given first last family sexo geschlecht sexe sesso cinsiyet gewicht groesse peso poids'.split(
    ' ',
  ),
);

const ownKeys = new Set('id uuid guid no nr number key uid'.split(' '));
const keyWords = new Set('id no nr num number uuid guid key ref fk code identifier'.split(' '));

/** `patient_id`, `id_patient` and `mrn` point at a patient; `patient_instructions` does not. */
const isKeyOf = (all: readonly string[], at: number): boolean =>
  all[at] === 'pid' || all[at] === 'mrn' || keyWords.has(all[at + 1] ?? '') || keyWords.has(all[at - 1] ?? '');

/** A `name` is a person's where a person stands before it or the rows are people; one word for a person (`guardian`) may be a name too. */
function plainName(all: readonly string[], table: TableSubject): NamedPhi | null {
  const at = all.findIndex((word) => nameWords.has(word));
  if (at >= 0) {
    const owner = all.filter((_, i) => i !== at);
    if (shortNameWords.has(all[at]!) && owner.some((word) => !personWords.has(word))) return null;
    if (owner.some((word) => thingWords.has(word))) return null;
    if (owner.some((word) => personWords.has(word)))
      return { kind: 'name', score: 0.93, reason: "the name says whose name it is: a person's" };
    if (table.people) return { kind: 'name', score: 0.9, reason: 'a name in a table of people' };
    return null;
  }
  const last = all.at(-1)!;
  if (last === 'by' || (all.length === 1 && doerWords.has(last)))
    return { kind: 'identifier', score: 0.6, reason: 'the name says who did something' };
  if (all.every((word) => personWords.has(word)))
    return { kind: 'name', score: 0.5, reason: 'the name is a word for a person' };
  return null;
}
