/** A time of day as written; `fraction` has no trailing zeros, '' where absent; `offset` is '', 'Z' or `+hh:mm`. */
export interface TimeText {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: string;
  readonly offset: string;
  /** A zone is named whose offset is not certain (`EST`). */
  readonly unknownZone: boolean;
}

// H:MM[:SS[.f]] [AM|PM] [Z|UTC|GMT|+hh[:]mm|zone name]; Oracle writes full stops between (`10.30.00.000000 AM`), SQL Server `12:00AM` and `10:30:00:123PM`.
const clock =
  /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.:,](\d{1,12}))?)?\s*([AaPp])?\.?(?:[Mm]\.?)?\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?|[A-Z]{3,4})?$/;
const compact = /^(\d{2})(\d{2})(?:(\d{2})(?:\.(\d{1,12}))?)?(Z|[+-]\d{4})?$/;

const offsetText = (zone: string): string | null => {
  if (zone === 'Z' || zone === 'z' || zone === 'UTC' || zone === 'GMT') return 'Z';
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!match) return null;
  const hours = Number(match[2]);
  const minutes = Number(match[3] ?? 0);
  // FHIR R4 dateTime: offsets up to +14:00.
  if (hours > 14 || minutes > 59 || (hours === 14 && minutes > 0)) return null;
  return `${match[1]}${match[2]}:${match[3] ?? '00'}`;
};

/** The time of day that a text says; null when it says none. `compactForm`: HHMM[SS] without separators, as in HL7 v2 TM. */
export function parseTime(text: string, compactForm = false): TimeText | null {
  const match = (compactForm ? compact : clock).exec(text);
  if (!match) return null;
  let hour = Number(match[1]);
  const minute = Number(match[2]);
  const second = Number(match[3] ?? 0);
  const half = compactForm ? undefined : match[5];
  const zone = (compactForm ? match[5] : match[6]) ?? '';
  if (minute > 59 || second > 59 || hour > 23) return null;
  if (half !== undefined) {
    const evening = half === 'P' || half === 'p';
    if (hour === 0 && evening) return null;
    if (hour === 12 && !evening) hour = 0;
    else if (evening && hour < 12) hour += 12;
    else if (!evening && hour > 12) return null;
  }
  const offset = zone === '' ? '' : offsetText(zone);
  return {
    hour,
    minute,
    second,
    fraction: (match[4] ?? '').replace(/0+$/, ''),
    offset: offset ?? '',
    unknownZone: offset === null,
  };
}

export const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** `HH:MM:SS[.fraction]`, without offset. */
export const formatTime = (time: TimeText): string =>
  `${two(time.hour)}:${two(time.minute)}:${two(time.second)}${time.fraction === '' ? '' : `.${time.fraction}`}`;
