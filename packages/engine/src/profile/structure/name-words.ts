import { IDEA_OF, KEY_ENDINGS, KEY_WORDS, SATELLITE_WORDS, TABLE_NOISE } from './entity-words.js';

/** Words of a name in lower case without accents: `PatientGuid`, `patient_guid` and `PATIENT-GUID` give the same. */
export function wordsOf(name: string): string[] {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ı/g, 'i')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([A-Za-z])(\d)/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const IRREGULAR: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  diagnoses: 'diagnosis',
  analyses: 'analysis',
  indices: 'index',
  status: 'status',
  address: 'address',
  series: 'series',
  hours: 'hour',
};

/** Singular of an English noun; Turkish plurals too. Words of three letters or fewer stay as they are. */
export function singular(word: string): string {
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) return irregular;
  if (word.length <= 3) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ses|xes|zes|ches|shes)$/.test(word)) return word.slice(0, -2);
  const turkish = word.length > 5 ? /l[ae]ri?$/.exec(word) : null;
  if (turkish) return word.slice(0, turkish.index);
  if (word.endsWith('s') && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

/** Endings of plurals in the languages of the table of ideas. */
const PLURALS = ['e', 'n', 'en', 'er', 'es', 'i', 's', 'x'];

/** The word that stands for the idea of a word, else its singular. */
export function ideaOf(word: string): string {
  const one = singular(word);
  const known = IDEA_OF.get(word) ?? IDEA_OF.get(one);
  if (known !== undefined || word.length < 5) return known ?? one;
  for (const ending of PLURALS) {
    const stem = word.endsWith(ending) ? IDEA_OF.get(word.slice(0, -ending.length)) : undefined;
    if (stem !== undefined) return stem;
  }
  return one;
}

/** Words of other languages that end like a key written together: a `telefono` is no number of a `telefo`. */
const PLAIN_WORDS: ReadonlySet<string> = new Set(
  'telefono turno materno paterno interno externo moderno gobierno alumno termino vecino humano hermano destino camino retorno diurno nocturno desayuno ninguno vacuno giorno autunno'.split(
    ' ',
  ),
);

/** Words with those written together with a key word taken apart: `patientid` gives `patient id`. */
export function splitKeyEndings(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    if (KEY_WORDS.has(word) || IDEA_OF.has(word)) return [word];
    const ending = PLAIN_WORDS.has(word)
      ? undefined
      : KEY_ENDINGS.find((e) => word.endsWith(e) && word.length - e.length >= 3);
    return ending === undefined ? [word] : [word.slice(0, -ending.length), ending];
  });
}

/** Words with those written together taken apart where both halves are words: `roomtype`, `patientphone`. `known` tells the words of the database. */
export function splitCompounds(words: readonly string[], known: (word: string) => boolean): string[] {
  return words.flatMap((word) => {
    if (word.length < 6 || IDEA_OF.has(word)) return [word];
    for (let at = word.length - 3; at >= 3; at--) {
      const [first, second] = [word.slice(0, at), word.slice(at)];
      if (isWord(first, known) && isWord(second, known)) return [first, second];
    }
    return [word];
  });
}

const isWord = (word: string, known: (word: string) => boolean): boolean =>
  known(word) || IDEA_OF.has(word) || IDEA_OF.has(singular(word)) || TABLE_NOISE.has(word) || SATELLITE_WORDS.has(word);

/** Words without key words at the end (`provider_no` gives `provider`); all words where nothing else is there. */
export function withoutKeyWords(words: readonly string[]): string[] {
  const kept = [...words];
  while (kept.length > 1 && KEY_WORDS.has(kept.at(-1) ?? '')) kept.pop();
  // Identifiers of the kind `id_patient`, `fkPatient`, `NumeroPaciente`.
  while (kept.length > 1 && /^(?:id|fk|no|num|nr|ref|cod|codigo)$/.test(kept[0] ?? '')) kept.shift();
  return kept;
}

/** True where `short` may be a clipped or contracted form of `long`: `dept` of `department`, `presc` of `prescription`. */
export function abbreviates(short: string, long: string): boolean {
  if (short.length < 2 || long.length <= short.length || short[0] !== long[0]) return false;
  if (short.length >= 3 && long.startsWith(short)) return true;
  if (short.length < 3 || long.length < 5 || short.length > 5 || short.length < long.length * 0.4) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length && short.at(-1) === long.at(-1);
}
