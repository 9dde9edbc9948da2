import { isFormatted, PAGE_SIZE, PAGES_IN_EXTENT, type PageState, pageFile, pageId } from './page.js';

/** Where the first page of an extent of a run stands in its database, as its pages agree. */
export interface ExtentPlace {
  readonly file: number;
  readonly first: number;
}

interface Ballot extends ExtentPlace {
  readonly votes: number;
}

/**
 * The extents of a chunk of a run, which begins at an extent. Each sound page names its own place and with it that of its extent; the
 * majority counts. A server does not clear the space that a file grows into, so that pages that were never used may hold what lay on
 * the disk before: text, pictures (observed), and pages of other databases. Those must not be taken for pages of this one.
 *
 * `states`: of each page; null for one that is not formatted. `before`: place of the extent in front of the chunk. `isFirstPass`: the
 * extents of each file stand in their order (observed); of what was written while the backup ran this is not known.
 *
 * null: the pages do not say. `lone`: nor do they, or a single page does and breaks the order, and others are sure: they may be of elsewhere.
 */
export function extentPlaces(
  bytes: Buffer,
  states: readonly (PageState | null)[],
  before: ExtentPlace | null,
  isFirstPass: boolean,
): (ExtentPlace | 'lone' | null)[] {
  const ballots: (Ballot | null)[] = [];
  for (let from = 0; from < states.length; from += PAGES_IN_EXTENT) ballots.push(ballotOf(bytes, states, from));
  let last = before;
  return ballots.map((ballot, i) => {
    if (ballot === null) {
      // Where the pages around it agree, an extent whose pages do not holds some of elsewhere.
      const areOthersSure = last !== null || ballots.slice(i + 1).some((other) => other !== null && other.votes > 1);
      return isFirstPass && areOthersSure ? 'lone' : null;
    }
    if (isFirstPass && ballot.votes === 1 && !fitsBetween(ballot, last, ballots.slice(i + 1))) return 'lone';
    last = { file: ballot.file, first: ballot.first };
    return last;
  });
}

function ballotOf(bytes: Buffer, states: readonly (PageState | null)[], from: number): Ballot | null {
  let best: Ballot | null = null;
  let others = 0;
  for (let i = from; i < Math.min(from + PAGES_IN_EXTENT, states.length); i++) {
    if (!votes(states[i])) continue;
    const page = bytes.subarray(i * PAGE_SIZE, i * PAGE_SIZE + 96);
    const [file, first] = [pageFile(page), pageId(page) - (i - from)];
    if (file === 0 || first < 0 || first % PAGES_IN_EXTENT !== 0) continue;
    if (best !== null && best.file === file && best.first === first) continue;
    let count = 0;
    for (let other = i; other < Math.min(from + PAGES_IN_EXTENT, states.length); other++) {
      if (!votes(states[other])) continue;
      const head = bytes.subarray(other * PAGE_SIZE, other * PAGE_SIZE + 96);
      if (pageFile(head) === file && pageId(head) - (other - from) === first) count++;
    }
    if (best === null || count > best.votes) [best, others] = [{ file, first, votes: count }, 0];
    else others = Math.max(others, count);
  }
  // A draw decides nothing.
  return best !== null && best.votes > others ? best : null;
}

const votes = (state: PageState | null | undefined): boolean => state === 'sound' || state === 'unprotected';

function fitsBetween(ballot: Ballot, last: ExtentPlace | null, following: readonly (Ballot | null)[]): boolean {
  const next = following.find((other) => other !== null && other.votes > 1) ?? null;
  const neighbours = [last, next].filter((place) => place !== null);
  // A run is of one file (observed).
  if (neighbours.length > 0 && neighbours.every((place) => place.file !== ballot.file)) return false;
  if (last !== null && last.file === ballot.file && ballot.first <= last.first) return false;
  return next === null || next.file !== ballot.file || ballot.first < next.first;
}

/** States of the pages of a chunk; null for those that are not formatted. */
export function pageStates(bytes: Buffer, whole: number, check: (index: number) => PageState): (PageState | null)[] {
  const states: (PageState | null)[] = new Array(whole).fill(null);
  for (let i = 0; i < whole; i++) if (isFormatted(bytes.subarray(i * PAGE_SIZE))) states[i] = check(i);
  return states;
}
