import { learnWords, phraseWords, plain } from '../words.js';
import { CLINICAL } from './clinical.js';
import { DECLINED } from './declined.js';
import { ORDERS } from './orders.js';
import { PEOPLE } from './people.js';
import { SOCIAL, VITALS } from './pivots.js';

export type TargetTakes = 'id' | 'text' | 'code' | 'concept' | 'date' | 'number' | 'bool' | 'ref' | 'blob' | 'unit';

export interface Target {
  readonly index: number;
  /** FHIR resource type; `-` where the target is a reason to map nothing. */
  readonly resource: string;
  /** Path below the resource, or the reason to map nothing. */
  readonly element: string;
  readonly takes: TargetTakes;
  /** Several columns of a table may feed it. */
  readonly repeats: boolean;
  readonly phrases: readonly (readonly string[])[];
  /** What values that fit look like. */
  readonly facts: readonly string[];
  /** Set for a column that is a fact of its own, wherever it stands: its LOINC code, empty where none is sure. */
  readonly code: string | null;
  readonly units: readonly string[];
  readonly range: readonly [number, number] | null;
}

export interface ResourceEntry {
  readonly type: string;
  readonly phrases: readonly (readonly string[])[];
  /** Words that are at home in the resource: of its tables' names. */
  readonly words: ReadonlySet<string>;
  /** How common it is: added to its odds. */
  readonly weight: number;
}

export interface Catalogue {
  readonly targets: readonly Target[];
  readonly resources: readonly ResourceEntry[];
  /** Targets by a look that their values may have. */
  readonly byFact: ReadonlyMap<string, readonly number[]>;
  /** Weight of a word: the fewer targets speak it, the more it tells. */
  weightOf(word: string): number;
}

const list = (text: string | undefined, by: string): string[] =>
  (text ?? '')
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function rawWords(text: string): string[] {
  return plain(text)
    .split(/[^a-z0-9]+/)
    .filter((w) => w.length > 2);
}

let held: Catalogue | null = null;

/** The targets that suggestions choose from, read once. */
export function catalogue(): Catalogue {
  held ??= readCatalogue();
  return held;
}

function readCatalogue(): Catalogue {
  const lines = [PEOPLE, CLINICAL, ORDERS].flatMap((text) => text.split('\n'));
  // Words are learnt before phrases are read, so that a phrase means the same wherever it stands.
  for (const line of [...lines, ...DECLINED.split('\n')]) {
    const cells = line.split('|');
    learnWords(rawWords(line.startsWith('#') ? (cells[1] ?? '') : (cells[2] ?? cells[1] ?? '')));
  }
  for (const line of `${VITALS}${SOCIAL}`.split('\n')) {
    const cells = line.split('|');
    learnWords(rawWords(/^ value/.test(cells[1] ?? '') ? (cells[2] ?? '') : (cells[1] ?? '')));
  }
  const targets: Target[] = [];
  const resources: ResourceEntry[] = [];
  const add = (target: Partial<Target> & Pick<Target, 'resource' | 'element' | 'takes' | 'phrases'>): void => {
    targets.push({ repeats: false, facts: [], code: null, units: [], range: null, ...target, index: targets.length });
  };
  for (const line of lines) {
    const cells = list(line, '|');
    if (line.startsWith('#')) {
      const phrases = list(cells[1], ';').map(phraseWords);
      const type = (cells[0] ?? '').replace('#', '').trim();
      resources.push({ type, phrases, words: new Set(phrases.flat()), weight: Number(cells[2] ?? 0) });
    } else if (cells.length >= 3) {
      const takes = (cells[1] ?? '').replace('*', '') as TargetTakes;
      add({
        resource: resources.at(-1)?.type ?? '',
        element: cells[0] ?? '',
        takes,
        repeats: (cells[1] ?? '').endsWith('*'),
        phrases: list(cells[2], ';').map(phraseWords),
        facts: list(cells[3], ','),
      });
    }
  }
  for (const line of VITALS.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    if (cells.length < 3) continue;
    const [code = '', names, units, least, most] = cells;
    add({
      ...{ resource: 'Observation', element: 'valueQuantity', takes: 'number', repeats: true, code },
      phrases: list(names, ';').map(phraseWords),
      units: list(units, ' '),
      range: least && most ? [Number(least), Number(most)] : null,
    });
  }
  for (const line of SOCIAL.split('\n')) {
    const [stated = '', element = '', names, facts] = line.split('|').map((cell) => cell.trim());
    if (stated === '') continue;
    const code = stated === '-' ? '' : stated;
    const takes = element === 'valueQuantity' ? 'number' : element === 'valueDateTime' ? 'date' : 'concept';
    const phrases = list(names, ';').map(phraseWords);
    add({ resource: 'Observation', element, takes, repeats: true, phrases, facts: list(facts, ','), code });
  }
  for (const line of DECLINED.split('\n')) {
    const [reason = '', names] = line.split('|').map((cell) => cell.trim());
    if (reason === '') continue;
    add({ resource: '-', element: reason, takes: 'text', repeats: true, phrases: list(names, ';').map(phraseWords) });
  }
  const spokenBy = new Map<string, Set<string>>();
  for (const target of targets) {
    for (const word of target.phrases.flat()) {
      const speakers = spokenBy.get(word) ?? new Set();
      spokenBy.set(word, speakers.add(`${target.resource}.${target.element}.${target.code ?? ''}`));
    }
  }
  const byFact = new Map<string, number[]>();
  for (const { facts, index } of targets)
    for (const fact of facts) byFact.set(fact, [...(byFact.get(fact) ?? []), index]);
  const all = targets.length;
  return {
    targets,
    resources,
    byFact,
    weightOf: (word) => Math.log(1 + all / (2 + (spokenBy.get(word)?.size ?? 0))),
  };
}
