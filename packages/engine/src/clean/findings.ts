import type { CleanFinding } from '../base/cleaner.js';

type Severity = CleanFinding['severity'];

/** Every finding that a cleaning function can give; docs/guide/cleaning.md lists which gives which. */
const table = {
  'not-text': ['warning', 'The cell holds bytes that are not text.'],
  'control-characters': ['information', 'Control characters were taken out of the text.'],
  'date-unreadable': ['warning', 'The text is not a date in any shape that is understood.'],
  'date-ambiguous': [
    'warning',
    'Day, month or year cannot be told apart; state the order for the column or the source.',
  ],
  'date-two-digit-year': ['warning', 'The year has two digits and the newest possible year is not stated.'],
  'date-impossible': ['warning', 'The calendar has no such day.'],
  'date-zero': ['information', 'A zero date: the source states no date.'],
  'date-sentinel': ['information', 'A date that the spec names as meaning "none".'],
  'date-no-year': ['warning', 'The date has no year.'],
  'date-implausible': ['warning', 'The year lies before 1800 or after 2199.'],
  'date-order-differs': ['warning', 'The date can only be read in another order than the stated one.'],
  'time-unreadable': ['warning', 'The time of day is not understood; only the date is kept.'],
  'time-zone-unknown': [
    'warning',
    'A time zone is named that is not known; the wall-clock time is kept without offset.',
  ],
  'time-in-dst-gap': ['warning', 'The clock skipped this time of day in the zone; no offset is given.'],
  'time-in-dst-overlap': ['warning', 'This time of day came twice in the zone; no offset is given.'],
  'instant-incomplete': ['warning', 'An instant needs date, time and offset.'],
  'number-unreadable': ['warning', 'The text is not a number.'],
  'number-ambiguous': ['warning', 'The comma may be a decimal or a thousands separator; state which.'],
  'number-comparator': ['warning', 'A bound such as "less than" is not a number.'],
  'not-integer': ['warning', 'The number is not whole, or too large for an integer.'],
  'zero-means-absent': ['information', 'Zero, which the spec says means not taken.'],
  'not-positive': ['warning', 'The number is negative where only positive numbers make sense.'],
  'boolean-unreadable': ['warning', 'The text is neither yes nor no.'],
  'value-missing': ['information', 'Only the accompanying columns are filled; the value itself is blank.'],
  'not-a-quantity': ['warning', 'The text is not a number with a unit.'],
  'blood-pressure-unreadable': ['warning', 'The text is not a systolic value over a lower diastolic one.'],
  'unit-unknown': ['warning', 'The unit is not understood as UCUM; its text is kept without a code.'],
  'unit-none': ['information', 'The unit column says that there is no unit.'],
  'unit-conflict': ['warning', 'The unit in the value differs from the unit of the column.'],
  'phone-unrecognised': ['warning', 'Not a telephone number in a shape that is understood; the text is kept.'],
  'phone-no-area-code': ['warning', 'The telephone number has no area code.'],
  'phone-placeholder': ['information', 'A placeholder and not a telephone number.'],
  'phone-several': ['warning', 'The field holds several numbers; the first is taken.'],
  'email-invalid': ['warning', 'Not an e-mail address; the text is kept.'],
  'name-ambiguous': ['warning', 'Given and family names cannot be told apart; the text is kept whole.'],
  'state-unknown': ['warning', 'Not a state or province that is known; the text is kept.'],
  'zip-unrecognised': ['warning', 'Not a postal code in a known shape; the text is kept.'],
  'zip-short': ['warning', 'The postal code lost leading zeros or digits; the text is kept.'],
  'zip-placeholder': ['information', 'The postal code is a placeholder; the text is kept.'],
  'country-unknown': ['warning', 'Not a country that is known; the text is kept.'],
  'ssn-invalid': ['warning', 'Not a social security number.'],
  'ssn-not-issued': ['warning', 'The number lies in a range that the SSA does not issue.'],
  'ssn-placeholder': ['information', 'A placeholder and not a social security number.'],
  'npi-invalid': ['warning', 'Not a National Provider Identifier: wrong length or check digit.'],
  'gender-unknown': ['warning', 'The text is not understood as a gender.'],
  'birth-sex-unknown': ['warning', 'The text is not understood as a sex at birth.'],
  'race-unknown': ['warning', 'The text is not a race of the CDC code set; it is kept as text.'],
  'ethnicity-unknown': ['warning', 'The text is not an ethnicity of the CDC code set; it is kept as text.'],
  'language-unknown': ['warning', 'The language is not understood; it is kept as text.'],
  'concept-unknown': ['warning', 'The text has no code in the value set; it is kept as text.'],
  'code-shape': ['warning', 'The code does not have the shape of its system; it is kept without the system.'],
  'code-check-digit': ['warning', 'The check digit of the code is wrong; it is kept without the system.'],
  'code-ambiguous': ['warning', 'The code may belong to several systems or forms; it is kept without the system.'],
  'code-system-unknown': ['warning', 'The code system is not known; the code is kept without it.'],
  'uuid-unreadable': ['warning', 'Neither 16 bytes nor the text of a UUID.'],
  'range-text-only': ['information', 'The range is kept as text: it is not a pair of bounds.'],
  'sig-text-only': ['information', 'The directions are kept as text only.'],
  'frequency-text-only': ['warning', 'The frequency is not understood; it is kept as text.'],
  'dose-unreadable': ['warning', 'The text is not a dose.'],
  'smoking-packed-unknown': ['warning', 'The packed status code is not understood.'],
  'note-not-rtf': ['warning', 'The note claims to be RTF and is damaged; what could be read is kept.'],
  'note-decoded': ['information', 'The bytes of the note are not UTF-8 and were read as Windows-1252.'],
  'note-active': [
    'information',
    'The HTML of the note could run or load something; its text is carried, the file is not.',
  ],
  'arguments-invalid': ['error', 'The arguments in the mapping spec are not valid for this cleaning function.'],
} as const satisfies Record<string, readonly [Severity, string]>;

export type FindingCode = keyof typeof table;

export const findingCodes = Object.keys(table) as FindingCode[];

const made = new Map<FindingCode, CleanFinding>();
for (const code of findingCodes) {
  const [severity, message] = table[code];
  made.set(code, Object.freeze({ severity, code, message }));
}

/** The finding of a code; always the same frozen object, so millions of them cost nothing. */
export const finding = (code: FindingCode): CleanFinding => made.get(code)!;
