import type { CdaElement } from '../cda-element.js';
import { judgeEach, type ScorecardRule } from './rule.js';

/** The IDs in the narrative of a section. */
export function narrativeIds(section: CdaElement): ReadonlySet<string> {
  const ids = new Set<string>();
  const walk = (element: CdaElement): void => {
    const id = element.attr('ID');
    if (id !== undefined) ids.add(id);
    for (const child of element.children) walk(child);
  };
  for (const text of section.at('text')) walk(text);
  return ids;
}

/** Whether an element holds a reference to one of the IDs. */
export function refersTo(element: CdaElement, ids: ReadonlySet<string>): boolean {
  for (const reference of element.below('reference')) {
    const value = reference.attr('value');
    if (value?.startsWith('#') && ids.has(value.slice(1))) return true;
  }
  return false;
}

export const narrativeLinkRule = (id: string): ScorecardRule => ({
  id,
  message: 'The entry does not refer to the text of its section, or to an ID that is not there.',
  hint: "Give the entry text/reference with '#' and the ID of its row in the text of the same section.",
  judge: ({ sections }) => {
    let judged = 0;
    const failed: CdaElement[] = [];
    for (const section of sections) {
      const ids = narrativeIds(section);
      const one = judgeEach(section.at('entry'), (entry) => refersTo(entry, ids));
      judged += one.judged;
      failed.push(...one.failed);
    }
    return { judged, failed };
  },
});
