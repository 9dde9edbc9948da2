import type { CdaElement } from '../cda-element.js';
import type { DocumentTree } from '../document-tree.js';
import { compareTimes, type TimeStamp, timeStamp } from '../time-stamp.js';
import { timesOf } from './effective-time.js';
import { judgeEach, type ScorecardRule } from './rule.js';

const timeOf = (element: CdaElement | undefined): TimeStamp | null => timeStamp(element?.attr('value') ?? '');

/** Birth, and the end of what can have happened: death, else the time of the document (never the clock, so that a verdict can be repeated). */
function lifeOf(tree: DocumentTree): { birth: TimeStamp | null; end: TimeStamp | null } {
  const patient = tree.root.at('recordTarget', 'patientRole', 'patient')[0];
  return {
    birth: timeOf(patient?.child('birthTime')),
    end: timeOf(patient?.child('sdtc:deceasedTime')) ?? timeOf(tree.root.child('effectiveTime')),
  };
}

/** An end may lie ahead (a course of medication, a planned stop); what is planned has not happened. */
function hasHappened(time: CdaElement): boolean {
  if (time.name === 'high') return false;
  for (let above = time.parent; above; above = above.parent) {
    const mood = above.attr('moodCode');
    if (mood !== undefined) return mood === 'EVN';
  }
  return false;
}

export const lifespanRule = (id: string): ScorecardRule => ({
  id,
  message:
    "Something is dated before the patient's birth, or after the patient's death or the writing of the document.",
  hint: 'Look at the date in the source: a century, a default date, or another patient; quarantine it rather than move it.',
  judge: ({ tree, statements }) => {
    const { birth, end } = lifeOf(tree);
    const times = [...timesOf(statements)].filter(hasHappened);
    if (!birth) return { judged: 0, failed: [], notChecked: times.length };
    return judgeEach(times, (element) => {
      const time = timeOf(element);
      if (!time) return null;
      return compareTimes(time, birth) >= 0 && (end === null || compareTimes(time, end) <= 0);
    });
  },
});
