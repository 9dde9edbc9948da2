import type { CdaElement } from './cda-element.js';
import { compareTimes, timeStamp } from './time-stamp.js';

/** Whether one of the activities has an id of the header's encounter and a time that does not contradict it. */
export function repeatsEncounter(encounter: CdaElement, activities: readonly CdaElement[]): boolean {
  const ids = new Set(
    encounter
      .at('id')
      .map(idKey)
      .filter((key) => key !== null),
  );
  return activities.some(
    (activity) => activity.at('id').some((id) => ids.has(idKey(id) ?? '')) && startsAgree(encounter, activity),
  );
}

/** Root and extension of an II as one key; null where it identifies nothing. */
export function idKey(id: CdaElement): string | null {
  const root = id.attr('root');
  if (root === undefined || id.attr('nullFlavor') !== undefined) return null;
  return `${root}^${id.attr('extension') ?? ''}`;
}

function startsAgree(a: CdaElement, b: CdaElement): boolean {
  const [first, second] = [start(a), start(b)];
  return first === null || second === null || compareTimes(first, second) === 0;
}

function start(encounter: CdaElement) {
  const time = encounter.child('effectiveTime');
  return timeStamp(time?.attr('value') ?? time?.child('low')?.attr('value') ?? '');
}
