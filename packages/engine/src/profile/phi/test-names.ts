import { foldWord } from '../../terminology/words/fold-word.js';

const testWords =
  /^(?:z{2,}\p{L}*|x{2,}\p{L}*|test\d*|tests|testing|testpatient|testpt|testuser|tst|dummy|demo|fake|sample|example|placeholder|donotuse|deleteme|training|prueba|paciente prueba|essai|probe|testperson|mustermann|prova|teste|deneme|proba|asdf\p{L}*|qwerty|foo|bar|baz)$/u;
const testPhrases = /\bdo not use\b|\btest (?:patient|pt|user)\b|\bpatient test\b|^(?:john|jane|baby) doe$/;

/** Part of every such name: most names have none of them, and are done with. */
const hint =
  /z{2}|x{2}|te?st|dumm|demo|fake|mple|holder|use|delet|train|prue|essai|probe|muster|prov|dene|proba|asdf|qwer|foo|ba[rz]|doe/i;

/** True where a name is rather that of a test than of a person. */
export function isTestName(name: string): boolean {
  if (name.length > 60 || !hint.test(name)) return false;
  const folded = foldWord(name);
  return testPhrases.test(folded) || folded.split(/[^\p{L}\d]+/u).some((word) => testWords.test(word));
}
