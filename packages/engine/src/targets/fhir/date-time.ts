/** What FHIR's own primitive type holds of a chart's date-time, and the full text where that is not all of it. */
export interface LegalDateTime {
  /** undefined: the type can hold nothing of it. */
  readonly value: string | undefined;
  /** The chart's text; undefined when `value` is the whole of it. */
  readonly wallClock: string | undefined;
}

export type DateTimeType = 'date' | 'dateTime' | 'instant';

// FHIR R4 2.24.0.1, primitive types: the regular expressions of date, dateTime and instant, with the day's parts captured.
const SHAPE =
  /^(\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(\.\d+)?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?$/;

/**
 * As much of `text` as the type may hold. A text of another shape is returned as it is: it is not a date-time, and the
 * structure check will say so.
 */
export function legalDateTime(text: string, type: DateTimeType): LegalDateTime {
  const match = SHAPE.exec(text);
  if (!match) return { value: text, wallClock: undefined };
  const [, day = '', hour, minute, second, fraction, zone] = match;
  if (type === 'date') return hour === undefined ? whole(text) : { value: day, wallClock: text };
  if (hour === undefined) return type === 'dateTime' ? whole(text) : { value: undefined, wallClock: text };
  if (zone === undefined) return { value: type === 'dateTime' ? day : undefined, wallClock: text };
  // "Seconds must be provided due to schema type constraints but may be zero-filled" (R4 2.24.0.1): the text keeps what was known.
  const full = `${day}T${hour}:${minute}:${second ?? '00'}${fraction ?? ''}${zone}`;
  return full === text ? whole(text) : { value: full, wallClock: text };
}

const whole = (text: string): LegalDateTime => ({ value: text, wallClock: undefined });
