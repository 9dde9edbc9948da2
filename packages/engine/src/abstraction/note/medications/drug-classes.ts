import type { NoteSuggestion } from '../../../artifacts/note-suggestion.js';
import { assertionOf } from '../context.js';
import { type Note, sectionKindOf, sectionTitleOf } from '../note-text.js';
import type { DrugMention } from './drug-mentions.js';
import { isOther, isTaken } from './not-drugs.js';

const CLASSES =
  /\b(?:statins?|antibiotics?|nsaids?|beta[- ]?blockers?|ace[- ]?inhibitors?|arbs?|calcium channel blockers?|(?:loop |thiazide )?diuretics?|(?:oral |inhaled |topical )?(?:cortico)?steroids?|anticoagulants?|blood thinners?|opioids?|narcotics?|antidepressants?|ssris?|snris?|ppis?|proton pump inhibitors?|antihistamines?|oral contraceptives?|birth control(?: pills?)?|benzodiazepines?|antipsychotics?|muscle relaxers?|muscle relaxants?|bisphosphonates?|antivirals?|antifungals?|immunosuppressants?|chemotherapy|bronchodilators?|pain (?:medications?|medicines?|killers?)|anti-inflammator(?:y|ies)(?: medications?)?)(?![a-z])/gi;

/** Classes of drugs that somebody takes, named without a drug: findings without fields, for the eye of the person who keys. */
export function drugClassesOf(note: Note, mentions: readonly DrugMention[]): NoteSuggestion[] {
  const found: NoteSuggestion[] = [];
  let index = 0;
  for (const sentence of note.sentences) {
    const [from, to] = sentence.span;
    const text = note.text.slice(from, to);
    CLASSES.lastIndex = 0;
    for (const match of text.matchAll(CLASSES)) {
      const start = from + match.index;
      const end = start + match[0].length;
      while (index < mentions.length && (mentions[index]?.span[1] ?? 0) <= start) index++;
      if ((mentions[index]?.span[0] ?? Number.POSITIVE_INFINITY) < end) continue;
      const before = text.slice(Math.max(0, match.index - 160), match.index);
      const kind = sectionKindOf(note, sentence);
      if (isOther(before, text.slice(match.index + match[0].length, match.index + match[0].length + 60), kind))
        continue;
      if (kind !== 'medications' && !isTaken(before)) continue;
      const { negation, temporality, experiencer } = assertionOf(note, [start, end]);
      found.push({
        ...{ kind: 'finding', text: match[0], span: [start, end], negation, temporality, experiencer },
        section: sectionTitleOf(note, sentence),
        ...{ fields: {}, spans: {}, by: 'rules' },
      });
    }
  }
  return found;
}
