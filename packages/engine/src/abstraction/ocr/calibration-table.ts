/** Words and wrong words among them, by cell (see `evidenceCell`). */
export const CALIBRATION: Readonly<Record<string, readonly [words: number, wrong: number]>> = Object.freeze({});
