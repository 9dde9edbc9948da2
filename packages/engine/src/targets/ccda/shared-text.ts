import { countWallClock, wallClockCount } from './datatypes/time.js';
import { countLoss, inOnePiece, lossCount } from './xml.js';

/** XML that many documents of a run share, in one piece, with what has to be counted for each of them. */
export interface SharedText {
  readonly xml: string;
  /** Something of it could not be written. */
  readonly lost: boolean;
  /** A time of day without an offset stands in it. */
  readonly wallClock: boolean;
}

/** Makes a text to be shared. */
export function sharedText(make: () => string): SharedText {
  const losses = lossCount();
  const clocks = wallClockCount();
  const xml = inOnePiece(make());
  return { xml, lost: lossCount() !== losses, wallClock: wallClockCount() !== clocks };
}

/** The XML for one more document. */
export function shareText({ xml, lost, wallClock }: SharedText): string {
  if (lost) countLoss();
  if (wallClock) countWallClock();
  return xml;
}

/** What `make` gives for an object that all documents of a run have, as the settings: made once for each, and kept as long as it. */
export function sharedBy<T extends object>(make: (key: T) => string): (key: T) => string {
  const known = new WeakMap<T, SharedText>();
  return (key) => {
    let text = known.get(key);
    if (text === undefined) {
      text = sharedText(() => make(key));
      known.set(key, text);
    }
    return shareText(text);
  };
}
